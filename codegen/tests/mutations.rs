//! Whatever a model holds, the generator answers with code or a diagnostic, never with a panic.
//!
//! `SHAPESMITH_MUTATIONS` sets how many broken models are tried; the default keeps the test short.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

use std::fs;
use std::path::Path;

use proptest::prelude::any;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};
use shapesmith::Service;

/// Puts `replacement` at the `target`th node of the tree, counted in order.
fn replace(value: &mut Value, target: &mut usize, replacement: &Value) -> bool {
    if *target == 0 {
        *value = replacement.clone();
        return true;
    }
    *target -= 1;
    match value {
        Value::Array(elements) => elements
            .iter_mut()
            .any(|element| replace(element, target, replacement)),
        Value::Object(entries) => entries
            .values_mut()
            .any(|entry| replace(entry, target, replacement)),
        _ => false,
    }
}

fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(elements) => elements.iter().map(nodes).sum(),
        Value::Object(entries) => entries.values().map(nodes).sum::<usize>(),
        _ => 0,
    }
}

/// Values that a model may hold somewhere, but seldom where they are put.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!([]),
        json!({}),
        json!("structure"),
        json!("list"),
        json!("string"),
        json!("Backup"),
        json!("AdministrativeAction"),
        json!("*/ \" ``` \\ \n pub fn"),
        json!("<ul><li><zz>".repeat(500)),
        json!("length(Backups[?A || B]) > `1`"),
        json!("Self"),
        json!("é\u{202e}"),
        json!({"shape": "Backup"}),
        json!({"type": "list", "member": {"shape": "Tags"}}),
        json!(["Self", "self", "1", "", "a b", "a-b"]),
    ]
}

/// The files of the model by name, with a waiter beside them: FSx has none of its own.
fn model() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/fsx/2018-03-01");
    let mut files: Vec<(String, Value)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (
                name,
                serde_json::from_slice(&fs::read(path).unwrap()).unwrap(),
            )
        })
        .collect();
    let acceptors = json!([
        {"matcher": "pathAll", "argument": "Backups[].Lifecycle", "expected": "AVAILABLE", "state": "success"},
        {"matcher": "path", "argument": "length(Backups[?!(ProgressPercent > `9`)]) == `1`", "expected": true, "state": "failure"},
        {"matcher": "error", "expected": "BackupNotFound", "state": "retry"}
    ]);
    let waiter = json!({"operation": "DescribeBackups", "delay": 1, "maxAttempts": 2, "acceptors": acceptors});
    let waiters = json!({"version": 2, "waiters": {"BackupReady": waiter}});
    files.push(("waiters-2.json".to_owned(), waiters));
    files.sort_by(|one, other| one.0.cmp(&other.0));
    files
}

/// A place in a file and what is put there.
type Edit = (Index, Index, usize);

/// Puts a changed model into the folder.
fn write(folder: &Path, model: &[(String, Value)], edits: &[Edit], replacements: &[Value]) {
    let mut changed = model.to_vec();
    for (file, node, replacement) in edits {
        let (_, tree) = &mut changed[file.index(model.len())];
        let mut target = node.index(nodes(tree));
        replace(tree, &mut target, &replacements[*replacement]);
    }
    for (name, tree) in changed {
        fs::write(folder.join(name), tree.to_string()).unwrap();
    }
}

#[test]
fn a_broken_model_never_panics() {
    let count = std::env::var("SHAPESMITH_MUTATIONS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(100);
    let (model, replacements) = (model(), replacements());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutated");
    fs::create_dir_all(&folder).unwrap();
    let config = Config {
        cases: count,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2018),
        ..Config::default()
    };
    let edit = (any::<Index>(), any::<Index>(), 0..replacements.len());
    let strategy = (proptest::collection::vec(edit, 1..4), any::<bool>());
    TestRunner::new(config)
        .run(&strategy, |(edits, types_only)| {
            write(&folder, &model, &edits, &replacements);
            let Ok(service) = Service::load(&folder) else {
                return Ok(());
            };
            let service = if types_only {
                service.types_only()
            } else {
                service
            };
            if let Ok(source) = service.to_source() {
                syn::parse_file(&source).map_err(|error| {
                    proptest::test_runner::TestCaseError::fail(error.to_string())
                })?;
                ACCEPTED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
            Ok(())
        })
        .unwrap();
    let accepted = ACCEPTED.load(std::sync::atomic::Ordering::Relaxed);
    assert!(
        accepted > 0,
        "no mutation left a usable model, so nothing was emitted"
    );
}

/// How many mutated models could still be generated.
static ACCEPTED: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
