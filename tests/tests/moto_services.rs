//! Twelve services of all protocols on moto: created, read, listed and deleted with generated code, read back with boto3.
//! The stories are in `python/moto_services.py`.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;
use shapesmith_tests::moto::Moto;
use shapesmith_tests::probe::{self, Probed};
use shapesmith_tests::python;

/// Runs the script with the packages in reach.
fn script(packages: &Path, arguments: &[&str]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/moto_services.py");
    Command::new("python3")
        .arg(script)
        .args(arguments)
        .env("PYTHONPATH", packages)
        .output()
        .unwrap()
}

#[test]
fn moto_and_boto3_agree_with_generated_code() {
    let Some(packages) = python::packages() else {
        return;
    };
    let plan = script(&packages, &["plan"]);
    let plan: Json = serde_json::from_slice(&plan.stdout).unwrap();
    let services: Vec<Probed> = plan
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, operations)| Probed {
            name: name.clone(),
            model: packages.join("botocore/data").join(name),
            operations: Some(serde_json::from_value(operations.clone()).unwrap()),
        })
        .collect();
    let program: PathBuf = probe::build("moto-services", &services, &["send"]);
    let Some(moto) = Moto::start() else {
        return;
    };
    let mut told = String::new();
    for service in &services {
        let run = [
            "run",
            program.to_str().unwrap(),
            &moto.endpoint(),
            &service.name,
        ];
        let output = script(&packages, &run);
        if !output.status.success() {
            told.push_str(&String::from_utf8_lossy(&output.stderr));
        }
    }
    assert!(told.is_empty(), "{told}");
}
