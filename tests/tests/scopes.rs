//! Hosts, signers and scopes of generated code against botocore's: in every partition, with FIPS and dual stack, with the
//! settings that have a say, for random inputs. The judge is `python/scopes.py`; a difference is told with both sides.
//!
//! Which services it takes says `shapesmith_tests::sample`; `SHAPESMITH_SCOPES=20` is how many inputs each has in each
//! partition with each of the four variants (5 with `CI=true`, else 2).

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use serde_json::json;
use shapesmith_tests::sample::{self, Sampled};
use shapesmith_tests::{python, run, source};

/// What the script has to know of the services.
fn plan(services: &[Sampled]) -> String {
    let services = services.iter().map(|one| {
        json!({ "service": one.service, "module": one.probed.name, "operations": one.probed.operations })
    });
    serde_json::Value::from(services.collect::<Vec<_>>()).to_string()
}

#[test]
fn every_request_goes_where_botocores_goes_and_is_signed_as_botocores_is() {
    let (Some(packages), Some(tests)) = (python::packages(), source::botocore_tests()) else {
        return;
    };
    let services = sample::services(&packages, &tests);
    let inputs = run::number("SHAPESMITH_SCOPES", if run::in_ci() { 5 } else { 2 });
    println!("SHAPESMITH_SCOPES={inputs}");
    let program = sample::build(&services);
    let planned = program.with_extension("plan");
    std::fs::write(&planned, plan(&services)).unwrap();
    let judged = python::script("scopes.py", &packages)
        .args([run::seed().to_string(), inputs.to_string()])
        .args([&planned, &program])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&judged.stdout);
    for line in told.lines().rev().take(5) {
        println!("{line}");
    }
    let why = String::from_utf8_lossy(&judged.stderr);
    assert!(judged.status.success(), "{told}{why}");
}
