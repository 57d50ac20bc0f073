//! Generated code against botocore: random inputs give the same request, random outputs and errors are read alike. The
//! judge is `python/differential.py`; a difference is told with its seed and both sides.
//!
//! `SHAPESMITH_DIFFERENTIAL=40,20,10` takes up to so many services of each protocol, operations of each service and inputs
//! of each operation; `SHAPESMITH_SEED` says which.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;
use shapesmith_tests::probe::{self, Probed};
use shapesmith_tests::python;

/// Runs the script with the packages in reach.
fn script(packages: &Path, arguments: &[&str]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/differential.py");
    let output = Command::new("python3")
        .arg(script)
        .args(arguments)
        .env("PYTHONPATH", packages)
        .output()
        .unwrap();
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(why.is_empty(), "{arguments:?}: {why}");
    output
}

fn setting(name: &str, usual: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| usual.to_owned())
}

/// The services that the plan names, with their operations.
fn services(plan: &Json, packages: &Path) -> Vec<Probed> {
    let services = plan.as_object().unwrap().iter();
    let services = services.map(|(module, service)| Probed {
        name: module.clone(),
        model: packages
            .join("botocore/data")
            .join(service[0].as_str().unwrap()),
        operations: Some(serde_json::from_value(service[1].clone()).unwrap()),
    });
    services.collect()
}

#[test]
fn requests_outputs_and_errors_are_the_same_as_botocores() {
    let Some(packages) = python::packages() else {
        return;
    };
    let today = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seed = setting(
        "SHAPESMITH_SEED",
        &(today.unwrap().as_secs() / 86_400).to_string(),
    );
    let size = setting("SHAPESMITH_DIFFERENTIAL", "1,4,5");
    println!("SHAPESMITH_SEED={seed} SHAPESMITH_DIFFERENTIAL={size}");
    let planned = script(&packages, &["plan", &seed, &size]).stdout;
    let plan: Json = serde_json::from_slice(&planned).unwrap();
    let program: PathBuf = probe::build("differential", &services(&plan, &packages), &[]);
    let judged = script(
        &packages,
        &["judge", &seed, &size, program.to_str().unwrap()],
    );
    let told = String::from_utf8_lossy(&judged.stdout);
    println!("{}", told.lines().last().unwrap_or_default());
    assert!(judged.status.success(), "{told}");
}
