//! The tiny models of `fixtures/`.

use std::fs;
use std::path::{Path, PathBuf};

/// Their folders.
pub fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

pub fn name(fixture: &Path) -> &str {
    fixture.file_name().unwrap().to_str().unwrap()
}

/// What else the command is told for a fixture.
pub fn arguments(fixture: &Path) -> Vec<String> {
    let arguments = fs::read_to_string(fixture.join("arguments")).unwrap_or_default();
    arguments.lines().map(str::to_owned).collect()
}
