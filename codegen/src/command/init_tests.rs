//! The file that `init` writes can be read, whichever of its comments are made lines.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use std::path::PathBuf;

use super::{Entry, text};
use crate::config;
use crate::diagnostics::Diagnostics;

fn entry(name: &str) -> Entry {
    Entry {
        model: PathBuf::from(format!("models/{name}")),
        out: PathBuf::from(format!("generated/{name}")),
        name: name.to_owned(),
    }
}

/// What the text is as a configuration, or what is wrong with it.
fn read(name: &str, text: &str) -> Result<Vec<config::Crate>, String> {
    let file = std::env::temp_dir().join(format!("shapesmith-{}-{name}.toml", std::process::id()));
    std::fs::write(&file, text).unwrap();
    let mut diagnostics = Diagnostics::new();
    let crates = config::read(&file, &mut diagnostics);
    std::fs::remove_file(&file).unwrap();
    crates.ok_or_else(|| diagnostics.render(false))
}

#[test]
fn the_file_says_which_crate_comes_of_which_model() {
    let text = text(&[entry("one"), entry("two \"2\"")]);
    let crates = read("init", &text).unwrap();
    let names: Vec<_> = crates
        .iter()
        .map(|entry| entry.name.clone().unwrap())
        .collect();
    assert_eq!(names, ["one", "two \"2\""]);
    assert!(crates[1].model.ends_with("models/two \"2\""));
}

#[test]
fn every_comment_that_is_a_line_in_waiting_can_be_made_one() {
    let text = text(&[entry("one")]);
    let is_waiting = |line: &str| {
        let key = line.split(" = ").next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c == '-';
        (line.contains(" = ") && key.chars().all(plain)) || line.starts_with(['[', '"'])
    };
    let made: Vec<&str> = text
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| is_waiting(rest))
                .unwrap_or(line)
        })
        .collect();
    let crates = read("init-made", &made.join("\n")).unwrap();
    let made = &crates[0];
    assert!(made.types_only && made.runtime.is_some() && made.runtime_path.is_some());
    assert_eq!(made.operations.as_ref().unwrap().len(), 2);
    assert_eq!(
        made.manifest.as_deref(),
        Some("[package.metadata.docs.rs]\nall-features = true\n")
    );
}

#[test]
fn every_key_that_a_crate_can_have_is_explained() {
    let problem = read("init-keys", "[[crate]]\nno-such-key = 1\n").unwrap_err();
    let known = problem.split("known are ").nth(1).unwrap();
    let text = text(&[entry("one")]);
    let keys: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    assert!(keys.len() > 5);
    for key in keys {
        let line = [
            format!("{key} = "),
            format!("# {key} = "),
            format!("# [crate.{key}]"),
            format!("# [[crate.{key}]]"),
        ];
        let is_there = |text_line: &str| line.iter().any(|start| text_line.starts_with(start));
        assert!(text.lines().any(is_there), "{key} is not explained");
    }
}
