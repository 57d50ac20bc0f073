//! What cargo sees of a build script: which files it depends on, what it makes, and how it fails.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MODEL: &str = "../models/fsx/2018-03-01";

/// A build script in small; the tests run it in a process of its own, as cargo does.
#[test]
#[ignore = "run by the tests below"]
fn as_a_build_script() -> Result<(), shapesmith::Error> {
    let operation = env::var("OPERATION").unwrap();
    shapesmith::Service::load(MODEL)?
        .operations([operation])
        .write_out_dir()
}

fn out_dir(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn build(operation: &str, out_dir: &Path) -> Output {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", "as_a_build_script"])
        .env("OPERATION", operation)
        .env("OUT_DIR", out_dir)
        .output()
        .unwrap()
}

#[test]
fn cargo_is_told_every_file_that_was_read_and_the_folders_where_one_may_appear() {
    let folder = out_dir("build-told");
    let output = build("CreateBackup", &folder);
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let told: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split("cargo::rerun-if-changed=").nth(1))
        .collect();
    let files = [
        "../models/fsx",
        "../models/fsx/2018-03-01",
        "../models/fsx/2018-03-01/endpoint-rule-set-1.json",
        "../models/fsx/2018-03-01/examples-1.json",
        "../models/fsx/2018-03-01/paginators-1.json",
        "../models/fsx/2018-03-01/service-2.json",
        "../models/fsx/overlay.toml",
    ];
    assert_eq!(told, files);
    let made = fs::read_to_string(folder.join("fsx.rs")).unwrap();
    assert!(made.contains("pub fn create_backup(") && !made.contains("pub fn tag_resource("));
}

#[test]
fn the_runtime_may_lie_in_a_module() {
    let service = || shapesmith::Service::load(MODEL).unwrap();
    let source = service()
        .operations(["TagResource"])
        .runtime("crate::vendored::runtime")
        .to_source()
        .unwrap();
    assert!(source.contains("use crate::vendored::runtime::"));
    assert!(!source.contains("shapesmith_runtime"));
    let refused = service().runtime("vendored::runtime").to_source();
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("error[bad-runtime]"), "{said}");
}

#[test]
fn a_second_build_leaves_the_file_alone() {
    let folder = out_dir("build-twice");
    let written = || {
        assert!(build("TagResource", &folder).status.success());
        let made = fs::metadata(folder.join("fsx.rs")).unwrap();
        made.modified().unwrap()
    };
    assert_eq!(written(), written());
}

#[test]
fn a_mistake_is_shown_as_cargo_prints_it() {
    let folder = out_dir("build-mistake");
    let output = build("CreateBakcup", &folder);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    for part in [
        "the service could not be generated",
        "error[unknown-operation]: there is no operation `CreateBakcup`",
        "--> ../models/fsx/2018-03-01/service-2.json",
        "did you mean `CreateBackup`?",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!folder.join("fsx.rs").exists());
}
