//! Twenty services of botocore, in crates of strangers and as crates: no warning comes of them.
//!
//! Three of them by default, all with `CI=true`; `SHAPESMITH_HOSTED=20` says how many, `SHAPESMITH_SEED` which.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

#[path = "../../codegen/tests/hosts/mod.rs"]
mod hosts;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use shapesmith_tests::{layout, python, run};

/// Every protocol, deprecated errors (the first six), names that hide std's, and small and large ones.
const SERVICES: [&str; 20] = [
    "cloudtrail",
    "codedeploy",
    "rds",
    "route53",
    "signer",
    "sqs",
    "apigatewayv2",
    "cleanrooms",
    "cloudwatch",
    "codepipeline",
    "dynamodb",
    "ecs",
    "emr",
    "iam",
    "kms",
    "lambda",
    "macie2",
    "s3",
    "sns",
    "stepfunctions",
];

/// The services of this run.
fn chosen() -> Vec<&'static str> {
    let seed = run::seed();
    let count = run::number("SHAPESMITH_HOSTED", if run::in_ci() { 20 } else { 3 });
    println!("SHAPESMITH_SEED={seed} SHAPESMITH_HOSTED={count}");
    let mut services = SERVICES.to_vec();
    fastrand::Rng::with_seed(seed).shuffle(&mut services);
    services.truncate(usize::try_from(count).unwrap());
    services
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The crate of a service, by the command in its unoptimised form: it is built for other tests too.
fn generate(model: &Path, out: &Path) {
    let output = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--package",
            "shapesmith",
            "--",
            "generate",
        ])
        .arg("--model")
        .arg(model)
        .arg("--out")
        .arg(out)
        .arg("--runtime-path")
        .arg(root().join("runtime"))
        .current_dir(root())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn twenty_services_bring_no_warning_to_whoever_has_them() {
    let Some(packages) = python::packages() else {
        return;
    };
    let folder = root().join("target/hosted");
    let crates = folder.join("crates");
    let _ = fs::remove_dir_all(&crates);
    let services = chosen();
    println!("{services:?}");
    let model = |name: &str| -> PathBuf { packages.join("botocore/data").join(name) };
    let mut hosts = hosts::all().into_iter().collect::<Vec<_>>();
    hosts.retain(|host| ["without-prelude", "public-2024"].contains(&host.name));
    assert_eq!(hosts.len(), 2);
    for host in hosts {
        let files = services.iter().map(|name| {
            let service = shapesmith::Service::load(model(name)).unwrap();
            let source = service.runtime(host.runtime).to_source().unwrap();
            layout::is_laid_out(name, &source);
            ((*name).to_owned(), source)
        });
        host.write(&crates, &files.collect::<Vec<_>>());
    }
    for name in services {
        let member = crates.join(name);
        generate(&model(name), &member);
        hosts::be_strict(&member);
        layout::all_laid_out(&member.join("src"));
    }
    hosts::workspace(&folder);
    let target = folder.join("target");
    let clippy = ["clippy", "--workspace", "--quiet", "--keep-going"];
    hosts::succeeds(&folder, &target, &clippy);
    let doc = ["doc", "--workspace", "--quiet", "--no-deps", "--keep-going"];
    hosts::succeeds(&folder, &target, &doc);
}
