//! What `shapesmith diff` says of each update in `updates/`, reviewed, and whether that is what becomes of the program there:
//! it stops compiling exactly where the verdict is major. `INSTA_UPDATE=always cargo test -p shapesmith --test rows` writes
//! the reports anew.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]
#![cfg(feature = "cli")]

mod versions;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use versions::{ANOTHER, Case, SAME, SETTINGS, cases, write_model};

/// Rules that no pair of models alone can show: those of a crate's options, of names that a newer shapesmith would give, and
/// of what no rule sees.
const ELSEWHERE: [&str; 10] = [
    "client-added",
    "client-removed",
    "crate-renamed",
    "default-feature-added",
    "default-feature-removed",
    "operation-renamed",
    "pages-renamed",
    "printed-otherwise",
    "rust-version-raised",
    "waiter-renamed",
];

/// The report of an update.
fn report(models: &Path, case: &Case, format: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shapesmith"));
    command
        .current_dir(models.join(&case.name))
        .args(["diff", "before", "after", "--fail-on", "never"])
        .args(["--format", format]);
    if case.folder.join("strict").exists() {
        command.arg("--strict");
    }
    let output = command.output().unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {problems}", case.name);
    String::from_utf8(output.stdout).unwrap()
}

/// Both models of each update.
fn models(name: &str) -> PathBuf {
    let models = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&models);
    for case in cases() {
        for version in ["before", "after"] {
            write_model(&case, version, &models.join(&case.name).join(version));
        }
    }
    models
}

#[test]
fn each_update_has_the_report_that_was_reviewed() {
    let models = models("reports");
    for case in cases() {
        insta::with_settings!({
            snapshot_path => &case.folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("report", report(&models, &case, "human"));
        });
    }
}

/// What only those meet who write fields; a program beside each of these does, and stops.
const BEHIND_SETTERS: [&str; 2] = ["member-box-changed", "member-option-changed"];

/// Whether the verdict says what becomes of the program.
fn is_right(case: &Case, report: &Value) -> bool {
    let is_major = report["verdict"] == "major";
    let findings = report["services"][0]["findings"].as_array().unwrap();
    let told = findings.iter().any(|found| {
        let kind = found["kind"].as_str().unwrap();
        ["behaviour", "wire"].contains(&kind) || found["rule"] == "sensitive-changed"
    });
    let major = findings.iter().filter(|found| found["level"] == "major");
    let major: Vec<&str> = major.map(|found| found["rule"].as_str().unwrap()).collect();
    match case.outcome.as_str() {
        // A setter takes what it took, whatever the field is.
        SAME => major.iter().all(|rule| BEHIND_SETTERS.contains(rule)),
        ANOTHER => is_major || told,
        SETTINGS => is_major,
        _ => case.stops() && is_major && findings.iter().any(|found| found["silent"] == false),
    }
}

#[test]
fn a_program_breaks_where_the_verdict_is_major() {
    let models = models("verdicts");
    let mut wrong = Vec::new();
    for case in cases() {
        let report: Value = serde_json::from_str(&report(&models, &case, "json")).unwrap();
        if !is_right(&case, &report) {
            let (verdict, findings) = (&report["verdict"], &report["services"][0]["findings"]);
            wrong.push(format!(
                "{}: {}: {verdict} {findings}",
                case.name, case.outcome
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_has_an_update_that_falls_under_it() {
    let models = models("rules");
    let mut found = BTreeSet::new();
    for case in cases() {
        let report: Value = serde_json::from_str(&report(&models, &case, "json")).unwrap();
        let findings = report["services"][0]["findings"].as_array().unwrap();
        found.extend(
            findings
                .iter()
                .map(|found| found["rule"].as_str().unwrap().to_owned()),
        );
    }
    // The table that `diff/rules.rs` is compared with.
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diff.md");
    let page = fs::read_to_string(page).unwrap();
    let rules = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let rules: Vec<&str> = rules.filter_map(|rest| rest.split('`').next()).collect();
    assert!(rules.len() > 50, "{rules:?}");
    let missing = rules.into_iter().filter(|rule| !found.contains(*rule));
    let missing: BTreeSet<&str> = missing.collect();
    assert_eq!(missing, BTreeSet::from(ELSEWHERE));
}
