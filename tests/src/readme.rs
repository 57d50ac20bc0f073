//! What README.md prints: its sections, and the blocks in them.

#![allow(clippy::unwrap_used, reason = "tests fail so")]

use std::fs;
use std::path::Path;

/// The text of a section, its subsections included.
///
/// # Panics
/// There is no such section.
#[must_use]
pub fn section(title: &str) -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let text = fs::read_to_string(readme).unwrap().replace("\r\n", "\n");
    let (_, section) = text.split_once(&format!("\n## {title}\n")).unwrap();
    section.split("\n## ").next().unwrap().to_owned()
}

/// The blocks of a language in a text, in their order.
///
/// # Panics
/// A block doesn't end.
#[must_use]
pub fn blocks(text: &str, language: &str) -> Vec<String> {
    let start = format!("```{language}\n");
    let blocks = text.split(&start).skip(1);
    let whole = blocks.map(|block| block.split_once("```").unwrap().0.to_owned());
    whole.collect()
}

/// The Rust that a section shows.
#[must_use]
pub fn rust_of(title: &str) -> Vec<String> {
    blocks(&section(title), "rust")
}
