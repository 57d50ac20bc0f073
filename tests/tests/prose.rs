//! What may stand in the repository: the structure of a model, and our own words for it.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use shapesmith_tests::python;

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models")
}

fn json(path: &Path) -> Json {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Every string under a key that holds prose.
fn prose<'a>(value: &'a Json, keys: &[&str], found: &mut Vec<&'a str>) {
    match value {
        Json::Object(object) => {
            for (key, value) in object {
                match value {
                    Json::String(text) if keys.contains(&key.as_str()) => found.push(text),
                    value => prose(value, keys, found),
                }
            }
        }
        Json::Array(values) => values.iter().for_each(|value| prose(value, keys, found)),
        _ => {}
    }
}

#[test]
fn an_imported_model_has_no_prose() {
    let mut checked = 0;
    for entry in fs::read_dir(models().join("fsx/2018-03-01")).unwrap() {
        let path = entry.unwrap().path();
        let value = json(&path);
        let mut found = Vec::new();
        prose(&value, &["documentation"], &mut found);
        if path.ends_with("examples-1.json") {
            prose(&value["examples"], &["title", "description"], &mut found);
        }
        found.retain(|text| !text.is_empty());
        assert!(found.is_empty(), "{}: {found:?}", path.display());
        checked += 1;
    }
    assert!(checked >= 4, "only {checked} files");
}

#[test]
fn packed_smithy_models_have_no_prose() {
    let keys = [
        "documentation",
        "smithy.api#documentation",
        "smithy.api#externalDocumentation",
    ];
    let mut checked = 0;
    for folder in ["smithy", "smithy-protocol-tests"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data")
            .join(folder);
        let files = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "gz")) {
            let packed = fs::File::open(&path).unwrap();
            let packed = flate2::read::GzDecoder::new(packed);
            let model: Json = serde_json::from_reader(packed).unwrap();
            let mut found = Vec::new();
            prose(&model, &keys, &mut found);
            assert!(found.is_empty(), "{}: {found:?}", path.display());
            checked += 1;
        }
    }
    assert_eq!(checked, 19);
}

/// The shapes that an operation reaches.
fn reached(model: &Json, operations: &[&str]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<String> = Vec::new();
    for operation in operations {
        for side in ["input", "output"] {
            open.extend(
                model["operations"][operation][side]["shape"]
                    .as_str()
                    .map(str::to_owned),
            );
        }
    }
    while let Some(name) = open.pop() {
        let shape = &model["shapes"][&name];
        if seen.insert(name) {
            for key in ["member", "key", "value"] {
                open.extend(shape[key]["shape"].as_str().map(str::to_owned));
            }
            let members = shape["members"].as_object().into_iter().flatten();
            open.extend(
                members.filter_map(|(_, member)| member["shape"].as_str().map(str::to_owned)),
            );
        }
    }
    seen
}

fn overlay() -> toml::Table {
    fs::read_to_string(models().join("fsx/overlay.toml"))
        .unwrap()
        .parse()
        .unwrap()
}

/// A text of the overlay: a string, or a table with `documentation`.
fn text(value: Option<&toml::Value>) -> Option<&str> {
    match value? {
        toml::Value::String(text) => Some(text),
        value => value.get("documentation")?.as_str(),
    }
}

#[test]
fn everything_that_a_backup_reaches_is_described() {
    let model = json(&models().join("fsx/2018-03-01/service-2.json"));
    let overlay = overlay();
    let mut missing = Vec::new();
    for name in reached(&model, &["CreateBackup", "DescribeBackups"]) {
        let shape = &model["shapes"][&name];
        let own = overlay["shapes"].get(&name);
        let values = shape["enum"].as_array();
        if values.is_none() && shape["type"] != "structure" {
            continue;
        }
        if text(own).is_none() {
            missing.push(name.clone());
        }
        let inside =
            |table: &str, key: &str| text(own.and_then(|own| own.get(table)?.get(key))).is_some();
        for member in shape["members"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(member, _)| member)
        {
            if !inside("members", member) {
                missing.push(format!("{name}.{member}"));
            }
        }
        for value in values.into_iter().flatten().filter_map(Json::as_str) {
            if !inside("values", value) {
                missing.push(format!("{name}: {value}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// All strings of the overlay that are documentation.
fn texts(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => found.push(text.clone()),
        toml::Value::Table(table) => table.values().for_each(|value| texts(value, found)),
        toml::Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// Words without tags, case and signs.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut tag = false;
    for character in text.chars() {
        match character {
            '<' => tag = true,
            '>' => tag = false,
            _ if tag => {}
            _ if character.is_alphanumeric() => plain.extend(character.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn no_sentence_is_taken_over() {
    const RUN: usize = 7;
    let Some(packages) = python::packages() else {
        return;
    };
    let folder = packages.join("botocore/data/fsx/2018-03-01");
    let packed = fs::File::open(folder.join("service-2.json.gz")).unwrap();
    let theirs: Json = serde_json::from_reader(flate2::read::GzDecoder::new(packed)).unwrap();
    let mut found = Vec::new();
    prose(&theirs, &["documentation"], &mut found);
    let mut runs: BTreeSet<Vec<String>> = BTreeSet::new();
    for text in found {
        runs.extend(words(text).windows(RUN).map(<[String]>::to_vec));
    }
    assert!(runs.len() > 10_000, "only {} runs", runs.len());
    let mut ours = Vec::new();
    texts(&toml::Value::Table(overlay()), &mut ours);
    assert!(ours.len() > 500, "only {} texts", ours.len());
    for text in ours {
        for run in words(&text).windows(RUN) {
            assert!(
                !runs.contains(run),
                "`{}` stands in AWS's documentation",
                run.join(" ")
            );
        }
    }
}
