//! Models that someone else wrote: a hostile string in every place of the format, generated, compiled, documented and
//! tested in a folder that is looked through afterwards.
//!
//! `SHAPESMITH_HOSTILE` sets how many strings are tried in each place; the default is a sample that costs a minute.
//! `--nocapture` shows what was done.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

#[path = "../memory/mod.rs"]
mod memory;
#[path = "../hostile_texts/output.rs"]
mod output;
mod packed;
mod sandbox;
mod strings;
mod template;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use output::Output;
use sandbox::Sandbox;
use shapesmith::Service;
use template::{Model, Position};

/// Of one that writes JSON, and of one that writes XML and binds members to HTTP.
const PROTOCOLS: [&str; 2] = ["json", "rest-xml"];

/// The models that go into one crate.
const PACKED: usize = 100;

fn count() -> usize {
    let count = std::env::var("SHAPESMITH_HOSTILE").ok();
    count.and_then(|count| count.parse().ok()).unwrap_or(24)
}

/// Which strings a place takes.
struct Outcome {
    position: Position,
    taken: Vec<bool>,
}

impl Outcome {
    fn takes_all(&self) -> bool {
        self.taken.iter().all(|taken| *taken)
    }
}

/// Generates the model with each string in this place.
fn outcome(model: &Model, position: &Position, strings: &[String], folder: &Path) -> Outcome {
    let plain = Service::load(folder).and_then(|service| service.to_source());
    let plain = plain.unwrap();
    let taken = strings.iter().map(|text| {
        let place = format!("{text:.60?} in {}", position.kind);
        let mut changed = model.clone();
        changed.put(position, text);
        changed.write(folder, Some(position));
        match Service::load(folder).and_then(|service| service.to_source()) {
            Ok(source) => {
                // What is read and not printed changes nothing.
                if source != plain {
                    Output::of_source(source).check(&place);
                }
                true
            }
            Err(why) => {
                let why = why.to_string();
                assert!(why.contains("\n   |  $"), "{place}: no path in\n{why}");
                assert!(!why.contains("a mistake of shapesmith"), "{place}: {why}");
                let hidden = why.chars().find(|c| *c != '\n' && output::is_hidden(*c));
                assert_eq!(hidden, None, "{place}: {why}");
                false
            }
        }
    });
    let taken = taken.collect();
    model.write(folder, Some(position));
    Outcome {
        position: position.clone(),
        taken,
    }
}

/// Tries every string in each of the places, on all processors.
fn outcomes(
    model: &Model,
    positions: &[Position],
    strings: &[String],
    sandbox: &Sandbox,
) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut found: Vec<(usize, Outcome)> = thread::scope(|scope| {
        let runs = (0..threads).map(|thread| {
            let folder = sandbox.folder(&format!("single-{thread}"));
            model.write(&folder, None);
            let next = &next;
            scope.spawn(move || {
                let mut found = Vec::new();
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(position) = positions.get(index) else {
                        return found;
                    };
                    found.push((index, outcome(model, position, strings, &folder)));
                }
            })
        });
        let runs: Vec<_> = runs.collect();
        runs.into_iter()
            .flat_map(|run| run.join().unwrap())
            .collect()
    });
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, outcome)| outcome).collect()
}

/// What was done with a protocol's models.
fn told(protocol: &str, outcomes: &[Outcome]) -> String {
    let all = outcomes.iter().flat_map(|outcome| &outcome.taken);
    let (taken, count) = (all.clone().filter(|taken| **taken).count(), all.count());
    format!(
        "{protocol}: {} places, {count} models: {taken} were generated as with a plain text, the others refused with the place",
        outcomes.len()
    )
}

/// What a place takes, for people.
fn table(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let takes = if outcome.takes_all() {
            "any text"
        } else {
            "some"
        };
        let _ = writeln!(text, "{takes:8} {}", outcome.position.kind);
    }
    text
}

/// A model for each string, with that in every place that takes any.
fn hostile(model: &Model, outcomes: &[Outcome], strings: &[String]) -> Vec<Model> {
    let open = outcomes.iter().filter(|outcome| {
        // A member that isn't there would cost the example, and with it what else the example holds.
        outcome.takes_all() && !outcome.position.is_member_of_an_example()
    });
    let open: Vec<&Position> = open.map(|outcome| &outcome.position).collect();
    let filled = strings.iter().map(|text| {
        let mut model = model.clone();
        // A key is the last to change, and an outer one after those within: it is a part of the way to others.
        let mut places = open.clone();
        places.sort_by_key(|place| (place.is_key(), std::cmp::Reverse(place.depth())));
        for place in places {
            model.put(place, text);
        }
        model
    });
    filled.collect()
}

#[test]
fn no_string_of_a_model_is_more_than_text_in_a_crate_that_is_built() {
    let sandbox = Sandbox::new();
    let strings = strings::strings(count(), sandbox.root());
    let mut tables = String::new();
    let mut found: Vec<Outcome> = Vec::new();
    let mut crates = 0;
    for protocol in PROTOCOLS {
        let model = Model::of(protocol);
        let mut positions = model.positions();
        // What is no name on the wire is the same for every protocol.
        positions.retain(|position| found.is_empty() || position.is_name_on_the_wire());
        let of_protocol = outcomes(&model, &positions, &strings, &sandbox);
        println!("{}", told(protocol, &of_protocol));
        if found.is_empty() {
            found = of_protocol;
        } else {
            for outcome in of_protocol {
                let same = found
                    .iter_mut()
                    .find(|old| old.position.kind == outcome.position.kind);
                *same.unwrap() = outcome;
            }
        }
        let _ = writeln!(tables, "== {protocol} ==\n{}", table(&found));
        for models in hostile(&model, &found, &strings).chunks(PACKED) {
            let model = sandbox.folder(&format!("models/tiny-{crates}"));
            packed::packed(models.to_vec()).write(&model, None);
            sandbox.generate(&model, &format!("tiny-{crates}"));
            crates += 1;
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "." }, {
        insta::assert_snapshot!("places", tables);
    });
    sandbox.obeys_no_model();
    let tests = sandbox.build();
    let expected = strings.len() * PROTOCOLS.len();
    assert_eq!(tests, expected, "doc tests; each model has one example");
    sandbox.holds_nothing_else();
    println!(
        "{crates} crates built and documented without a warning: {tests} doc tests, of a model's making {}; nothing else was written",
        tests - expected
    );
    memory::stays_below_a_gigabyte();
}

#[test]
fn every_string_that_is_read_has_a_place_in_the_template() {
    let load = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/load");
    let mut read = BTreeSet::new();
    let mut open = vec![load];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            // Smithy's format has a test of its own, which puts whatever it likes anywhere.
            if path.ends_with("smithy") {
                continue;
            }
            open.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        // Partitions are no part of a model.
        if name.ends_with("_tests.rs") || name == "partitions.rs" {
            continue;
        }
        let text: String = fs::read_to_string(path)
            .unwrap()
            .split_whitespace()
            .collect();
        for call in READ {
            let keys = text.split(call).skip(1);
            read.extend(keys.filter_map(|rest| rest.split('"').next().map(str::to_owned)));
        }
    }
    assert!(read.len() > 80, "{read:?}");
    let known = Model::of("json").keys();
    let missing: Vec<&String> = read.difference(&known).collect();
    assert_eq!(missing, WITHOUT_STRINGS);
}

/// The ways in which `load` asks for a key.
const READ: [&str; 8] = [
    "text(\"",
    "texts(\"",
    "formed(\"",
    "get(\"",
    "need(\"",
    "object(\"",
    "(&object,\"",
    "(root,\"",
];

/// Keys without a string of their own.
const WITHOUT_STRINGS: [&str; 3] = ["endpointdiscovery", "merge", "retryable"];

/// A build script in small; the test runs it in a process of its own, as cargo does.
#[test]
#[ignore = "run by the test above"]
fn as_a_build_script() -> Result<(), shapesmith::Error> {
    println!();
    let models = std::env::var("MODELS").unwrap();
    let mut models: Vec<_> = fs::read_dir(models)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    models.sort();
    for model in models {
        Service::load(model)?.write_out_dir()?;
    }
    memory::stays_below_a_gigabyte();
    Ok(())
}
