//! Every row of an independent description of CreateBackup is found in the generated crate: members, kinds and enum
//! values, walked through the tables as a codec would.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

use std::collections::BTreeSet;

use serde_json::Value as Json;
use shapesmith_runtime::__private::v1::{Presence, Slot, Value};
use shapesmith_tests::surface;

/// The sets of values of all enums of the crate, read from its source.
fn enums() -> Vec<BTreeSet<String>> {
    let source = include_str!("../../generated/fsx/src/types/enumerations.rs");
    let values = surface::values(&surface::items(source)).into_iter();
    values.map(|values| values.into_iter().collect()).collect()
}

fn kind(slot: &Slot<'_>) -> &'static str {
    match slot {
        Slot::Boolean(_) => "boolean",
        Slot::Integer(_) | Slot::Long(_) => "integer",
        Slot::String(_) => "string",
        Slot::Enumeration(_) => "enum",
        Slot::Timestamp(_) => "timestamp",
        Slot::Structure(_) => "structure",
        Slot::List(_) => "list",
        _ => "other",
    }
}

/// The kind of what stands at a path such as `Backup.Tags[].Key`.
fn kind_at(slot: Slot<'_>, path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some(kind(&slot));
    }
    if let Some(rest) = path.strip_prefix("[]") {
        let Slot::List(list) = slot else { return None };
        return kind_at(list.push(Presence::Present), rest.trim_start_matches('.'));
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    let Slot::Structure(structure) = slot else {
        return None;
    };
    let index = structure.schema().position(name)?;
    kind_at(structure.slot(index), rest.trim_start_matches('.'))
}

#[test]
fn all_rows_are_in_the_generated_crate() {
    let rows: Vec<Json> =
        serde_json::from_str(include_str!("../data/create_backup_tree.json")).unwrap();
    assert_eq!(rows.len(), 403);
    let enums = enums();
    for row in rows {
        let path = row["path"].as_str().unwrap();
        let mut response = fsx::types::CreateBackupResponse::blank();
        let found = kind_at(response.write(), path);
        match row["kind"].as_str().unwrap() {
            // Where the page stops at a recursion, the type goes on.
            "cut" => assert!(found.is_some(), "{path}"),
            expected => assert_eq!(found, Some(expected), "{path}"),
        }
        if let Some(values) = row["enum"].as_array() {
            let values: BTreeSet<String> = values
                .iter()
                .map(|value| value.as_str().unwrap().to_owned())
                .collect();
            assert!(
                enums.iter().any(|known| known.is_superset(&values)),
                "{path}: {values:?}"
            );
        }
    }
}
