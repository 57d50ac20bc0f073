//! botocore's protocol suites, every case: code generated from the suites' own models writes their requests and reads
//! their responses. The judge is `python/protocol_suites.py`; a case that is left out stands there with its reason.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::path::{Path, PathBuf};
use std::process::Output;

use shapesmith_tests::probe::{self, Probed};
use shapesmith_tests::{python, source};

/// Runs the script with the packages in reach.
fn script(packages: &Path, arguments: [&str; 2], paths: [&Path; 2]) -> Output {
    python::script("protocol_suites.py", packages)
        .args(arguments)
        .args(paths)
        .output()
        .unwrap()
}

fn run(direction: &str) {
    let (Some(packages), Some(suites)) = (python::packages(), source::botocore_unit_tests()) else {
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/protocol-suites");
    let models: PathBuf = folder.join("models");
    let written = script(&packages, ["models", direction], [&suites, &models]);
    assert!(
        written.status.success(),
        "{}",
        String::from_utf8_lossy(&written.stderr)
    );
    let names = String::from_utf8(written.stdout).unwrap();
    let services: Vec<Probed> = names
        .lines()
        .map(|name| Probed {
            name: name.to_owned(),
            model: models.join(name),
            operations: None,
        })
        .collect();
    assert!(services.len() > 50, "{names}");
    let program = probe::build(&format!("protocol-suites-{direction}"), &services, &[]);
    let judged = script(&packages, ["judge", direction], [&suites, &program]);
    let told = String::from_utf8_lossy(&judged.stdout);
    println!("{}", told.lines().last().unwrap_or_default());
    let why = String::from_utf8_lossy(&judged.stderr);
    assert!(judged.status.success(), "{told}{why}");
}

#[test]
fn every_request_is_what_the_suites_say() {
    run("input");
}

#[test]
fn every_response_is_read_as_the_suites_say() {
    run("output");
}
