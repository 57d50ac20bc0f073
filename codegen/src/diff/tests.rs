//! The rules as the documentation has them, and Rust as it is printed.

use std::path::Path;

use super::rules::RULES;
use super::{Kind, Level};

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
