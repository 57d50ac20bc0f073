//! Whatever a model holds, the generator answers with code or a diagnostic, never with a panic.
//!
//! `SHAPESMITH_MUTATIONS` sets how many broken models are tried; the default keeps the test short. One in twenty is FSx as a
//! whole, the others are what one of its operations reaches: there most of what is broken is used, and twenty of them take
//! as long as one of the former.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use proptest::prelude::any;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use serde_json::{Map, Value, json};
use shapesmith::Service;

mod memory;

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

/// The files of a model by name.
type Model = Vec<(String, Value)>;

/// The whole model, with a waiter: FSx has none of its own.
fn model() -> Model {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/fsx/2018-03-01");
    let mut files: Model = fs::read_dir(folder)
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

/// The model with one operation and what it reaches.
fn cut(model: &[(String, Value)], operation: &str) -> Model {
    let service = &model.iter().find(|(name, _)| name == "service-2.json");
    let shapes = service.unwrap().1["shapes"].as_object().unwrap();
    let mut reached = BTreeSet::new();
    let mut open = vec![&service.unwrap().1["operations"][operation]];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(elements) => open.extend(elements),
            Value::Object(entries) => {
                let target = entries.get("shape").and_then(Value::as_str);
                if let Some(name) = target.filter(|name| reached.insert(*name)) {
                    open.extend(shapes.get(name));
                }
                open.extend(entries.values());
            }
            _ => {}
        }
    }
    let kept = |part: &Map<String, Value>, keep: &dyn Fn(&str, &Value) -> bool| {
        let entries = part.iter().filter(|(name, value)| keep(name, value));
        Value::Object(entries.map(|(k, v)| (k.clone(), v.clone())).collect())
    };
    let mut files = model.to_vec();
    for (_, tree) in &mut files {
        for (part, content) in tree.as_object_mut().unwrap() {
            let Value::Object(entries) = &*content else {
                continue;
            };
            *content = match part.as_str() {
                "operations" | "pagination" | "examples" => {
                    kept(entries, &|name, _| name == operation)
                }
                "waiters" => kept(entries, &|_, waiter| waiter["operation"] == operation),
                "shapes" => kept(entries, &|name, _| reached.contains(name)),
                _ => continue,
            };
        }
    }
    files
}

/// What is broken: the whole model, then what each operation reaches.
fn models() -> Vec<Model> {
    let whole = model();
    let service = &whole.iter().find(|(name, _)| name == "service-2.json");
    let operations = service.unwrap().1["operations"].as_object().unwrap();
    let parts = operations.keys().map(|name| cut(&whole, name));
    let parts: Vec<Model> = parts.collect();
    std::iter::once(whole).chain(parts).collect()
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

/// Tries so many broken models, and says how many could still be generated.
fn mutate(models: &[Model], count: u32, seed: u64) -> usize {
    let replacements = replacements();
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mutated-{seed}"));
    fs::create_dir_all(&folder).unwrap();
    let config = Config {
        cases: count,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    };
    let edit = (any::<Index>(), any::<Index>(), 0..replacements.len());
    let edits = proptest::collection::vec(edit, 1..4);
    let strategy = (edits, any::<bool>(), 0..20_u8, any::<Index>());
    let accepted = Cell::new(0);
    let outcome = TestRunner::new(config).run(&strategy, |(edits, types_only, whole, part)| {
        let model = match whole {
            0 => &models[0],
            _ => part.get(&models[1..]),
        };
        write(&folder, model, &edits, &replacements);
        let Ok(service) = Service::load(&folder) else {
            return Ok(());
        };
        let service = if types_only {
            service.types_only()
        } else {
            service
        };
        if let Ok(source) = service.to_source() {
            syn::parse_file(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
            accepted.set(accepted.get() + 1);
        }
        Ok(())
    });
    outcome.unwrap();
    accepted.get()
}

#[test]
fn a_broken_model_never_panics() {
    let count: u32 = std::env::var("SHAPESMITH_MUTATIONS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(100);
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = u32::try_from(threads).unwrap();
    let models = models();
    let accepted: usize = thread::scope(|scope| {
        let runs = (0..threads).map(|thread| {
            let share = count / threads + u32::from(thread < count % threads);
            let models = &models;
            scope.spawn(move || mutate(models, share, 2018 + u64::from(thread)))
        });
        let runs: Vec<_> = runs.collect();
        runs.into_iter().map(|run| run.join().unwrap()).sum()
    });
    assert!(
        accepted > 0,
        "no mutation left a usable model, so nothing was emitted"
    );
    println!("{count} broken models: {accepted} were generated, the others refused");
    memory::stays_below_a_gigabyte();
}
