//! What shapesmith.toml says of a crate stands in the crate's manifest, run after run, and cargo reads it as it was meant.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FSX: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../models/fsx/2018-03-01/service-2.json"
);

/// A project with this text behind the crate's first lines.
fn project(name: &str, said: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shipping-{name}"));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    let text = format!(
        "[[crate]]\nmodel = {FSX:?}\nout = \"fsx\"\nname = \"fsx\"\noperations = [\"TagResource\"]\n{said}"
    );
    fs::write(root.join("shapesmith.toml"), text).unwrap();
    root
}

fn run(program: &str, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn shapesmith(root: &Path, command: &str) -> Output {
    run(env!("CARGO_BIN_EXE_shapesmith"), root, &[command])
}

#[test]
fn what_a_project_says_of_its_crate_is_what_cargo_reads_run_after_run() {
    let root = project(
        "said",
        "[crate.package]\nversion = \"3.1.4\"\ndescription = \"Ours: \\\"quoted\\\"\"\nauthors = [\"A <a@example.org>\"]\n\
         keywords = [\"aws\", \"fsx\"]\ncategories = [\"api-bindings\"]\npublish = [\"ours\"]\nrust-version = \"1.90\"\n\
         repository = \"https://example.org/fsx\"\ndefault-features = [\"blocking\", \"serde\"]\n\n\
         [package]\nlicense = \"MIT OR Apache-2.0\"\nversion = \"1.0.0\"\n",
    );
    for _ in 0..2 {
        let output = shapesmith(&root, "generate");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
    }
    assert!(shapesmith(&root, "check").status.success());

    // It stands alone, whatever workspace is above.
    let manifest = root.join("fsx/Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, format!("{text}\n[workspace]\n")).unwrap();
    let arguments = [
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--offline",
    ];
    let output = run(env!("CARGO"), &root.join("fsx"), &arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let package = &metadata["packages"][0];
    for (key, value) in [
        ("version", "3.1.4"),
        ("description", "Ours: \"quoted\""),
        ("license", "MIT OR Apache-2.0"),
        ("repository", "https://example.org/fsx"),
        ("rust_version", "1.90"),
    ] {
        assert_eq!(package[key].as_str(), Some(value), "{key}");
    }
    for (key, values) in [
        ("authors", vec!["A <a@example.org>"]),
        ("keywords", vec!["aws", "fsx"]),
        ("categories", vec!["api-bindings"]),
        ("publish", vec!["ours"]),
    ] {
        assert_eq!(package[key], serde_json::json!(values), "{key}");
    }
    let default = &package["features"]["default"];
    assert_eq!(*default, serde_json::json!(["blocking", "serde"]));
    let readme = fs::read_to_string(root.join("fsx/README.md")).unwrap();
    assert!(readme.contains("| `blocking` (default) |"), "{readme}");
}

#[test]
fn a_crate_of_types_alone_turns_no_client_on() {
    let root = project(
        "types",
        "types-only = true\npackage.default-features = [\"hyper\"]\n",
    );
    let output = shapesmith(&root, "generate");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    let problem = "a crate of types alone has no feature `hyper`, which is to be on by default";
    assert!(told.contains(problem), "{told}");
    assert!(!root.join("fsx").exists());
}
