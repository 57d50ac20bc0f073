//! The crate that is checked in: fresh, formatted, and as small as it promises.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn cargo(arguments: &[&str]) -> Output {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).current_dir(root()).output().unwrap()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn lines(path: &Path) -> usize {
    fs::read_to_string(path).unwrap().lines().count()
}

#[test]
fn is_what_the_model_gives_today() {
    let output = cargo(&["run", "--quiet", "--package", "shapesmith", "--", "check"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`cargo run` mends this:\n{told}");
}

#[test]
fn is_under_twenty_thousand_lines_and_an_operation_under_170() {
    let mut files = Vec::new();
    sources(&root().join("generated/fsx/src"), &mut files);
    let whole: usize = files.iter().map(|file| lines(file)).sum();
    assert!(whole < 20_000, "{whole} lines");
    let slice = lines(&root().join("generated/fsx/src/operation/create_backup.rs"));
    assert!(slice <= 170, "CreateBackup takes {slice} lines");
}

#[test]
fn needs_no_formatter() {
    let file = root().join("generated/fsx/src/lib.rs");
    let mut rustfmt = Command::new("rustfmt");
    let output = rustfmt
        .args(["--check", "--edition", "2024"])
        .arg(file)
        .output();
    let output = output.unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// The packages in the tree of a package with these features alone.
fn tree(package: &str, features: &str) -> Vec<String> {
    let output = cargo(&[
        "tree",
        "--package",
        package,
        "--no-default-features",
        "--features",
        features,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let names = text.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

/// None of these, nor anything built on them.
fn lacks(tree: &[String], unwanted: &[&str]) {
    let is = |name: &str, unwanted: &str| {
        let rest = name.strip_prefix(unwanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    for name in tree {
        let found = unwanted.iter().find(|unwanted| is(name, unwanted));
        assert!(found.is_none(), "{name} in {tree:?}");
    }
}

#[test]
fn a_client_without_a_transport_sends_nothing_itself() {
    let tree = tree("fsx", "client");
    lacks(
        &tree,
        &["hyper", "ring", "rustls", "tokio", "tower", "ureq"],
    );
    assert!(tree.iter().any(|name| name == "http"));
}

#[test]
fn types_alone_pull_in_no_client() {
    let unwanted = [
        "http", "hyper", "ring", "rustls", "tokio", "ureq", "sha2", "uuid",
    ];
    for features in ["", "serde"] {
        lacks(&tree("fsx", features), &unwanted);
    }
}

#[test]
fn a_blocking_client_pulls_in_no_tokio() {
    let tree = tree("fsx", "blocking");
    lacks(&tree, &["hyper", "tokio", "aws-sigv4"]);
    assert!(tree.iter().any(|name| name == "ureq"));
}

#[test]
fn the_core_uses_no_socket_thread_or_clock() {
    let runtime = root().join("runtime/src");
    let mut files = Vec::new();
    sources(&runtime, &mut files);
    // Drivers, transports and what looks for credentials are behind features of their own.
    let driver = |path: &Path| {
        let path = path.to_str().unwrap();
        path.contains("/send")
            || path.contains("/transport/")
            || path.contains("/providers/")
            || path.contains("/client/providers/")
            || path.ends_with("/stream/aside.rs")
            || path.ends_with("/stream/paced.rs")
            || path.ends_with("_tests.rs")
            || path.ends_with("/tests.rs")
            || path.ends_with("/wait.rs")
    };
    for file in files.iter().filter(|path| !driver(path)) {
        let text = fs::read_to_string(file).unwrap();
        // A unit test may start the time that it gives.
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
        // Addresses and moments are values; what makes them of a socket or a clock isn't.
        for unwanted in [
            "std::thread",
            "Instant::now",
            "SystemTime",
            "TcpListener",
            "TcpStream",
            "ToSocketAddrs",
            "UdpSocket",
        ] {
            let allowed = file.ends_with("sdk_config.rs");
            assert!(
                allowed || !text.contains(unwanted),
                "{unwanted} in {}",
                file.display()
            );
        }
    }
}
