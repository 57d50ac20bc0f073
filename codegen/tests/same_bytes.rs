//! The same model gives the same bytes: from any directory, on any number of threads, in every run.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every file below, by its path seen from `folder`.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// Generates four services in a directory of this name, and reads what came out.
fn generated(directory: &str, threads: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let name = format!("shapesmith-same-{}-{directory}", std::process::id());
    let directory = std::env::temp_dir().join(name);
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/fsx");
    for service in ["amber", "birch", "cedar", "delta"] {
        for (name, content) in files(&model) {
            let copy = directory.join("data").join(service).join(name);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::write(copy, content).unwrap();
        }
    }
    let output = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args(["generate", "--model", "data", "--out", "crates"])
        .args(["--threads", threads])
        .current_dir(&directory)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    let found = files(&directory.join("crates"));
    fs::remove_dir_all(&directory).unwrap();
    found
}

#[test]
fn two_directories_and_one_or_two_threads_give_the_same_bytes() {
    let first = generated("here", "1");
    assert!(first.len() > 4 * 50, "{} files", first.len());
    for (directory, threads) in [("here", "1"), ("elsewhere", "2")] {
        let second = generated(directory, threads);
        assert!(first.keys().eq(second.keys()));
        for (name, content) in &first {
            assert!(
                second.get(name) == Some(content),
                "{} differs",
                name.display()
            );
        }
    }
}

#[test]
fn a_checkout_of_this_repository_has_plain_line_ends_everywhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let attributes = std::fs::read_to_string(root.join(".gitattributes")).unwrap();
    assert!(attributes.contains("* text=auto eol=lf"), "{attributes}");
    let git = Command::new("git")
        .args(["check-attr", "eol", "linguist-generated", "--"])
        .args([
            "models/fsx/2018-03-01/service-2.json",
            "generated/fsx/src/lib.rs",
        ])
        .current_dir(&root)
        .output();
    // An archive of the sources has no repository around it, and a machine may have no git.
    let Some(output) = git.ok().filter(|output| output.status.success()) else {
        return;
    };
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told.matches("eol: lf").count(), 2, "{told}");
    assert!(
        told.contains("generated/fsx/src/lib.rs: linguist-generated: set"),
        "{told}"
    );
}
