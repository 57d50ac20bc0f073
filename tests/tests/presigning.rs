//! What is signed for somebody else, against botocore's: URLs and forms of random inputs, and the URLs by which a copy is
//! asked for from another region. The judge is `python/presigning.py`; a difference is told with its seed and both sides.
//!
//! `SHAPESMITH_PRESIGNING=14,20,10` takes up to so many services, operations of each service and inputs of each operation;
//! `SHAPESMITH_SEED` says which.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value as Json;
use shapesmith_runtime::presign::{DsqlToken, EksToken, RdsToken, Token};
use shapesmith_runtime::{Credentials, Timestamp};
use shapesmith_tests::probe::{self, Probed};
use shapesmith_tests::python;

/// Runs the script with the packages in reach.
fn script(packages: &Path, arguments: &[&str]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/presigning.py");
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
fn urls_forms_and_copies_are_signed_as_botocore_signs_them() {
    let Some(packages) = python::packages() else {
        return;
    };
    let today = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seed = setting(
        "SHAPESMITH_SEED",
        &(today.unwrap().as_secs() / 86_400).to_string(),
    );
    let size = setting("SHAPESMITH_PRESIGNING", "2,4,5");
    println!("SHAPESMITH_SEED={seed} SHAPESMITH_PRESIGNING={size}");
    let planned = script(&packages, &["plan", &seed, &size]).stdout;
    let plan: Json = serde_json::from_slice(&planned).unwrap();
    let program: PathBuf = probe::build("presigning", &services(&plan, &packages), &[]);
    let judged = script(
        &packages,
        &["judge", &seed, &size, program.to_str().unwrap()],
    );
    let told = String::from_utf8_lossy(&judged.stdout);
    println!("{}", told.lines().last().unwrap_or_default());
    assert!(judged.status.success(), "{told}");
}

#[test]
fn tokens_are_botocores() {
    let Some(packages) = python::packages() else {
        return;
    };
    let told = script(&packages, &["tokens"]).stdout;
    let theirs: Vec<String> = serde_json::from_slice(&told).unwrap();
    let now: Timestamp = "2023-11-14T22:13:20Z".parse().unwrap();
    let lasting = Credentials::new("AKIDEXAMPLE", "secret");
    let temporary = lasting.clone().session_token("a/token+with=signs");
    let mut ours = Vec::new();
    for credentials in [lasting, temporary] {
        let database = RdsToken {
            host: "prod-instance.us-east-1.rds.amazonaws.com",
            port: 3306,
            user: "some user",
            region: "us-west-2",
        };
        ours.push(database.sign(&credentials, now).unwrap());
        for is_admin in [false, true] {
            let cluster = DsqlToken {
                host: "test.dsql.us-east-1.on.aws",
                region: "us-east-1",
                is_admin,
                expires: Duration::from_secs(450),
            };
            ours.push(cluster.sign(&credentials, now).unwrap());
        }
        for region in ["eu-west-1", "cn-north-1"] {
            let cluster = EksToken {
                cluster: "production",
                region,
            };
            ours.push(cluster.sign(&credentials, now).unwrap());
        }
    }
    let ours: Vec<&str> = ours.iter().map(Token::as_str).collect();
    assert_eq!(ours, theirs);
}
