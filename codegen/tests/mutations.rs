//! Whatever a model holds, the generator answers with code or a diagnostic, never with a panic.
//!
//! `SHAPESMITH_MUTATIONS` sets how many broken models are tried; the default keeps the test short.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

use std::fs;
use std::path::Path;

use proptest::prelude::any;
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
        json!("Self"),
        json!("é\u{202e}"),
        json!({"shape": "Backup"}),
        json!({"type": "list", "member": {"shape": "Tags"}}),
        json!(["Self", "self", "1", "", "a b", "a-b"]),
    ]
}

#[test]
fn a_broken_model_never_panics() {
    let count = std::env::var("SHAPESMITH_MUTATIONS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(100);
    let source =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/fsx/2018-03-01/service-2.json");
    let model: Value = serde_json::from_slice(&fs::read(source).unwrap()).unwrap();
    let (size, replacements) = (nodes(&model), replacements());
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutated.json");
    let config = Config {
        cases: count,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2018),
        ..Config::default()
    };
    let strategy = proptest::collection::vec((0..size, 0..replacements.len()), 1..4);
    TestRunner::new(config)
        .run(&(strategy, any::<bool>()), |(edits, types_only)| {
            let mut mutated = model.clone();
            for (target, replacement) in edits {
                replace(
                    &mut mutated,
                    &mut target.clone(),
                    &replacements[replacement],
                );
            }
            fs::write(&file, mutated.to_string()).unwrap();
            let Ok(service) = Service::load(&file) else {
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
