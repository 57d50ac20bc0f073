//! In a formatter's place: whatever is printed looks the same when it is read and printed again.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use std::fs;
use std::path::Path;

use super::layout::laid_out;
use crate::diagnostics::Diagnostics;
use crate::generate::{crate_files, prepare, single_file};
use crate::lower::Options;

/// Compares a file with what is read of it; its first line is a comment, which no parser keeps.
fn is_laid_out(name: &str, text: &str) {
    let (_, body) = text.split_once("\n\n").unwrap();
    let again = laid_out(syn::parse_file(body).unwrap());
    let differs = again
        .lines()
        .zip(body.lines())
        .find(|(one, other)| one != other);
    assert!(again == body, "{name}: {differs:?}");
}

#[test]
fn every_file_of_every_corner_looks_the_same_when_it_is_read_and_printed_again() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files = 0;
    for entry in fs::read_dir(fixtures).unwrap() {
        let path = entry.unwrap().path();
        let mut diagnostics = Diagnostics::new();
        let Some(prepared) = prepare(&path, &Options::default(), &mut diagnostics) else {
            continue;
        };
        let name = path.display().to_string();
        is_laid_out(&name, &single_file(&prepared, &mut diagnostics).unwrap());
        for (file, text) in crate_files(&prepared, &mut diagnostics).unwrap() {
            if file.extension().is_some_and(|extension| extension == "rs") {
                let name = format!("{name}: {}", file.display());
                is_laid_out(&name, &String::from_utf8(text).unwrap());
                files += 1;
            }
        }
    }
    assert!(files > 400, "{files}");
}
