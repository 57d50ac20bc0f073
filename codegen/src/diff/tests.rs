//! The rules as the documentation has them, and Rust as it is printed.

use std::path::Path;

use super::rules::RULES;
use super::{Kind, Level, rust};
use crate::diagnostics::Diagnostics;
use crate::generate::{Prepared, prepare, single_file};
use crate::lower::{Options, Target};

/// The table of `docs/diff.md`.
fn table() -> String {
    let mut table = String::from(
        "| rule | level | kind | what happened | what to do |\n|---|---|---|---|---|\n",
    );
    for row in RULES {
        let level = if row.strict == row.level {
            row.level.as_str().to_owned()
        } else {
            format!(
                "{}; {} with `--strict`",
                row.level.as_str(),
                row.strict.as_str()
            )
        };
        let (id, kind, says, advice) = (row.id, row.kind.as_str(), row.says, row.advice);
        table.push_str(&format!(
            "| `{id}` | {level} | {kind} | {says} | {advice} |\n"
        ));
    }
    table
}

#[test]
fn the_documentation_has_every_rule() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diff.md");
    let page = std::fs::read_to_string(page).unwrap().replace("\r\n", "\n");
    let table = table();
    assert!(
        page.contains(&table),
        "docs/diff.md has another table than:\n{table}"
    );
}

#[test]
fn only_what_compiles_is_patch_and_only_what_is_named_breaks() {
    for row in RULES {
        let breaks = row.level == Level::Major;
        assert!(!breaks || row.kind == Kind::Api, "{}", row.id);
    }
}

/// A text without what depends on how long its lines are.
fn packed(text: &str) -> String {
    let packed: String = text.split_whitespace().collect();
    packed.replace(",>", ">").replace(",)", ")")
}

/// Names of Rust's own and of the runtime's that some fixtures have for their types.
const HIDING: [&str; 8] = [
    "Box",
    "Bytes",
    "None",
    "Option",
    "Some",
    "String",
    "Timestamp",
    "Vec",
];

/// Each model of the fixtures that can be written, with its text; those whose types hide Rust's own name these by their paths.
fn fixtures() -> Vec<(Prepared, String)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = std::fs::read_dir(fixtures).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let options = Options {
        target: Target::File,
        ..Options::default()
    };
    let hides = |prepared: &Prepared| {
        let mut names = prepared.service.type_names();
        names.any(|name| HIDING.contains(&name))
    };
    paths
        .filter_map(|path| {
            let mut quiet = Diagnostics::new();
            let prepared = prepare(&path, &options, &mut quiet)?;
            if hides(&prepared) {
                return None;
            }
            let text = single_file(&prepared, &mut quiet)?;
            Some((prepared, packed(&text)))
        })
        .collect()
}

#[test]
fn what_a_report_shows_is_what_is_printed() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 40);
    for (prepared, text) in &fixtures {
        let is_there = |shown: String| {
            assert!(
                text.contains(&packed(&shown)),
                "{}: {shown}",
                prepared.package.source
            );
        };
        for structure in prepared.service.all_structures() {
            for member in &structure.members {
                is_there(format!("pub {}", rust::field(member)));
            }
            if let Some(new) = rust::constructor(structure) {
                let (_, arguments) = new.split_once("::new(").unwrap();
                let arguments = arguments.trim_end_matches(')');
                is_there(format!("pub fn new({arguments}"));
            }
        }
        for arm in prepared.service.unions.iter().flat_map(|union| &union.arms) {
            is_there(format!("{},", rust::arm(arm)));
        }
    }
}
