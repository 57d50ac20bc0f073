//! Smithy's own protocol tests, every case of clients, through crates that are generated from their models: the judge is
//! `python/smithy_suites.py`, and a case that is left out stands in `python/smithy_left_out.py` with its reason.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::path::{Path, PathBuf};
use std::process::Output;

use shapesmith::Service;
use shapesmith_tests::probe::{self, Probed};
use shapesmith_tests::python;

fn suites() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/smithy-protocol-tests")
}

/// Runs the script with the packages in reach.
fn script(packages: &Path, action: &str, direction: &str, program: &Path) -> Output {
    python::script("smithy_suites.py", packages)
        .args([action, direction])
        .args([&suites(), program])
        .output()
        .unwrap()
}

/// The services by name, and those of a protocol that isn't spoken.
fn services(packages: &Path) -> (Vec<Probed>, Vec<Probed>) {
    let told = script(packages, "models", "input", Path::new(""));
    let why = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "{why}");
    let told = String::from_utf8(told.stdout).unwrap();
    let services = told.lines().map(|line| {
        let (name, model) = line.split_once(' ').unwrap();
        Probed {
            name: name.to_owned(),
            model: model.into(),
            operations: None,
        }
    });
    services.partition(|service| !service.name.starts_with('-'))
}

#[test]
fn every_request_and_response_is_what_the_tests_say() {
    let Some(packages) = python::packages() else {
        return;
    };
    let (spoken, refused) = services(&packages);
    assert_eq!((spoken.len(), refused.len()), (16, 1));
    for service in refused {
        let service = Service::load(&service.model).unwrap();
        let error = service.to_source().unwrap_err().to_string();
        assert!(error.contains("smithy.protocols#rpcv2Json"), "{error}");
    }
    let program = probe::build("smithy-protocol-tests", &spoken, &[]);
    for direction in ["input", "output"] {
        let judged = script(&packages, "judge", direction, &program);
        let told = String::from_utf8_lossy(&judged.stdout);
        println!("{}", told.lines().last().unwrap_or_default());
        let why = String::from_utf8_lossy(&judged.stderr);
        assert!(judged.status.success(), "{told}{why}");
    }
}
