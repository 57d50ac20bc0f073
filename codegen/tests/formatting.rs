//! A generated crate leaves `cargo fmt` of the workspace around it green, and what its user writes is still formatted.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A workspace of its own (the runtime isn't a path: `--all` would follow it) with a generated crate, in which a user has written an example and a test.
fn workspace(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    let member = folder.join("fsx");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args(["generate", "--model"])
        .arg(root.join("models/fsx/2018-03-01"))
        .arg("--out")
        .arg(&member)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for file in ["examples/call.rs", "tests/calls.rs"] {
        fs::create_dir_all(member.join(file).parent().unwrap()).unwrap();
        fs::write(member.join(file), "fn main() {}\n").unwrap();
    }
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"fsx\"]\n",
    )
    .unwrap();
    folder
}

fn check(folder: &Path) -> Output {
    Command::new(env!("CARGO"))
        .args(["fmt", "--all", "--check"])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn a_generated_crate_keeps_the_check_of_its_workspace_green() {
    let output = check(&workspace("formatted"));
    let (told, said) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{told}{said}");
    assert_eq!((&*told, &*said), ("", ""));
}

#[test]
fn what_a_user_writes_beside_generated_code_is_still_formatted() {
    let folder = workspace("formatted-beside");
    for file in ["examples/call.rs", "tests/calls.rs"] {
        fs::write(folder.join("fsx").join(file), "fn main()  { }\n").unwrap();
    }
    let output = check(&folder);
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success());
    let differences: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("Diff in "))
        .collect();
    assert_eq!(differences.len(), 2, "{told}");
    assert!(
        told.contains("examples/call.rs") && told.contains("tests/calls.rs"),
        "{told}"
    );
}
