//! What comes of the fixtures compiles without a warning, as crates and in whatever crate includes it.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

mod corners;
mod hosts;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corners::{arguments, fixtures, name};

/// The fixtures of which code comes.
fn accepted() -> impl Iterator<Item = PathBuf> {
    let fixtures = fixtures().into_iter();
    fixtures.filter(|path| !name(path).starts_with("refused"))
}

/// An empty workspace, and what all of them share of what cargo builds.
fn workspace(name: &str) -> (PathBuf, PathBuf) {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = all.join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("crates")).unwrap();
    (folder, all.join("compiled"))
}

/// The crate of a fixture, which finds the runtime without being told.
fn generate(fixture: &Path, out: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args(["generate", "--crate-name", &name(fixture).replace('_', "-")])
        .arg("--model")
        .arg(fixture)
        .arg("--out")
        .arg(out)
        .args(arguments(fixture))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn every_corner_compiles_without_a_warning() {
    let (folder, target) = workspace("corners");
    for fixture in accepted() {
        let member = folder.join("crates").join(name(&fixture));
        generate(&fixture, &member);
        hosts::be_strict(&member);
    }
    hosts::workspace(&folder);
    for command in [
        &["clippy", "--workspace", "--quiet"][..],
        // Types alone.
        &["clippy", "--workspace", "--quiet", "--no-default-features"],
        &["doc", "--workspace", "--quiet", "--no-deps"],
        &[
            "doc",
            "--workspace",
            "--quiet",
            "--no-deps",
            "--document-private-items",
        ],
    ] {
        hosts::succeeds(&folder, &target, command);
    }
}

#[test]
fn every_corner_can_be_included_anywhere() {
    let (folder, target) = workspace("included");
    for host in hosts::all() {
        let files = accepted().map(|fixture| {
            let service = shapesmith::Service::load(&fixture).unwrap();
            let source = service.runtime(host.runtime).to_source().unwrap();
            (name(&fixture).to_owned(), source)
        });
        host.write(&folder.join("crates"), &files.collect::<Vec<_>>());
    }
    hosts::workspace(&folder);
    let clippy = ["clippy", "--workspace", "--quiet", "--keep-going"];
    hosts::succeeds(&folder, &target, &clippy);
    let doc = ["doc", "--package", "public-2024", "--quiet", "--no-deps"];
    hosts::succeeds(&folder, &target, &doc);
}

/// Whoever updates the runtime alone shall read what to do, not a thousand errors.
#[test]
fn a_file_for_other_tables_fails_with_a_sentence() {
    let (folder, target) = workspace("other-tables");
    let fixture = fixtures().into_iter();
    let mut fixture = fixture.filter(|path| name(path) == "pages_and_a_waiter");
    let service = shapesmith::Service::load(fixture.next().unwrap()).unwrap();
    let source = service.to_source().unwrap();
    let of_another_version = source
        .replace("requires_tables!(1)", "requires_tables!(2)")
        .replace("__private::v1", "__private::v2");
    let host = hosts::all()
        .into_iter()
        .find(|host| host.name == "public-2024");
    let files = [("service".to_owned(), of_another_version)];
    host.unwrap().write(&folder.join("crates"), &files);
    hosts::workspace(&folder);
    let output = hosts::cargo(&folder, &target, &["check", "--quiet"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("this code was generated for tables of version 2"),
        "{said}"
    );
    let errors = said.lines().filter(|line| line.starts_with("error"));
    // Cargo counts them in one more line.
    assert!(errors.count() <= 3, "{said}");
}
