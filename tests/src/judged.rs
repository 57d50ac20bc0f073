//! Generated code beside botocore's, for random values: a script says which services and operations it wants, asks a program of
//! them, and judges the answers.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use crate::probe::{self, Probed};
use crate::{python, run};

/// Builds the program and has the script judge it. How much is looked at is said by the variable of that name.
///
/// # Panics
/// There is a difference, which is told with its seed and both sides; or the script fails.
pub fn judge(script: &str, program: &str, (variable, usual): (&str, &str)) {
    let Some(packages) = python::packages() else {
        return;
    };
    let seed = run::seed().to_string();
    let size = std::env::var(variable).unwrap_or_else(|_| usual.to_owned());
    println!("SHAPESMITH_SEED={seed} {variable}={size}");
    let planned = told(script, &packages, &["plan", &seed, &size]);
    let services = services(&planned.stdout, &packages);
    let program = probe::build(program, &services, &[]);
    let program = program.to_string_lossy();
    let judged = told(script, &packages, &["judge", &seed, &size, &program]);
    let said = String::from_utf8_lossy(&judged.stdout);
    println!("{}", said.lines().last().unwrap_or_default());
    assert!(judged.status.success(), "{said}");
}

/// What the script says, without a word of trouble.
///
/// # Panics
/// It has trouble.
#[must_use]
pub fn told(script: &str, packages: &Path, arguments: &[&str]) -> Output {
    let output = python::script(script, packages).args(arguments).output();
    let output = output.unwrap_or_else(|error| unreachable!("python3 ran before: {error}"));
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(why.is_empty(), "{arguments:?}: {why}");
    output
}

/// The services that the plan names: of each the folder of its model, and its operations.
fn services(plan: &[u8], packages: &Path) -> Vec<Probed> {
    let plan: BTreeMap<String, (String, Vec<String>)> =
        serde_json::from_slice(plan).unwrap_or_else(|error| unreachable!("the plan: {error}"));
    let services = plan.into_iter().map(|(name, (model, operations))| Probed {
        name,
        model: packages.join("botocore/data").join(model),
        operations: Some(operations),
    });
    services.collect()
}
