//! What an imported model keeps, and what it loses.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::prose::{FileKind, has_prose};
use super::{Source, copied};
use crate::diagnostics::Diagnostics;
use crate::load::Choices;
use crate::load::tests::{Folder, service};

fn source(version: &str) -> Source {
    Source {
        name: "botocore".into(),
        version: version.into(),
        sha256: Some("abc".into()),
    }
}

fn import(
    path: &Path,
    to: &Path,
    source: &Source,
    sink: &mut Diagnostics,
) -> Option<BTreeMap<PathBuf, Vec<u8>>> {
    Some(
        copied(path, &Choices::default(), source, sink)?
            .listed(to, sink)?
            .files,
    )
}

fn imported(folder: &Folder, version: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut sink = Diagnostics::new();
    let to = folder.path("models");
    let files = import(&folder.path("toy"), &to, &source(version), &mut sink);
    assert_eq!(folder.text(&sink), "");
    files.unwrap()
}

fn tree(files: &BTreeMap<PathBuf, Vec<u8>>, file: &str) -> Value {
    serde_json::from_slice(&files[Path::new(file)]).unwrap()
}

#[test]
fn prose_goes_by_place_and_all_else_stays_in_order() {
    let folder = Folder::new("import");
    let mut model = service();
    model["operations"]["CreateBackup"]["documentation"] = json!("<p>x</p>");
    model["operations"]["CreateBackup"]["deprecated"] = json!(true);
    model["operations"]["CreateBackup"]["deprecatedMessage"] = json!("Use another.");
    model["operations"]["CreateBackup"]["errors"][0]["documentation"] = json!("<p>x</p>");
    model["shapes"]["Tags"]["member"]["documentation"] = json!("<p>x</p>");
    folder.json("toy/2020-01-01/service-2.json", &model);
    folder.write("toy/overlay.toml", b"");
    let files = imported(&folder, "1");
    let names: Vec<String> = files.keys().map(|f| f.display().to_string()).collect();
    assert_eq!(names, ["manifest.toml", "toy/2020-01-01/service-2.json"]);
    let mut expected = service();
    expected
        .as_object_mut()
        .unwrap()
        .shift_remove("documentation");
    expected["operations"]["CreateBackup"]["deprecated"] = json!(true);
    let member = &mut expected["shapes"]["Request"]["members"]["documentation"];
    member
        .as_object_mut()
        .unwrap()
        .shift_remove("documentation");
    let text = String::from_utf8(files[Path::new("toy/2020-01-01/service-2.json")].clone());
    assert_eq!(text.unwrap(), format!("{expected:#}\n"));
}

#[test]
fn examples_keep_values_waiters_keep_rules_and_endpoint_errors_get_own_words() {
    let folder = Folder::new("import-sidecars");
    folder.json("toy/2020-01-01/service-2.json", &service());
    folder.json(
        "toy/2020-01-01/examples-1.json",
        &json!({ "examples": { "CreateBackup": [{
        "id": "x", "title": "To x", "description": "It x.", "comments": { "input": {} },
        "input": { "description": "kept" }
    }] } }),
    );
    let waiter = json!({ "operation": "CreateBackup", "delay": 1, "maxAttempts": 2,
        "acceptors": [], "description": "Waits." });
    folder.json(
        "toy/2020-01-01/waiters-2.json",
        &json!({ "waiters": { "description": waiter } }),
    );
    folder.json(
        "toy/2020-01-01/endpoint-rule-set-1.json",
        &json!({
            "version": "1.0",
            "parameters": { "Region": { "type": "string", "documentation": "The region." }, "UseFIPS": { "type": "boolean" } },
            "rules": [{ "type": "tree", "documentation": "Says.", "conditions": [
                { "fn": "not", "argv": [{ "fn": "isSet", "argv": [{ "ref": "Region" }] }] },
                { "fn": "booleanEquals", "argv": [true, { "ref": "UseFIPS" }] }
            ], "rules": [{ "type": "error", "conditions": [], "error": "A sentence of theirs." }] },
            { "type": "error", "conditions": [], "error": "Another sentence." }]
        }),
    );
    let files = imported(&folder, "1");
    let example = json!({ "id": "x", "input": { "description": "kept" } });
    let examples = tree(&files, "toy/2020-01-01/examples-1.json");
    assert_eq!(
        examples,
        json!({ "examples": { "CreateBackup": [example] } })
    );
    let waiters = tree(&files, "toy/2020-01-01/waiters-2.json");
    assert_eq!(waiters["waiters"]["description"].get("description"), None);
    assert_eq!(waiters["waiters"]["description"]["delay"], 1);
    let rules = tree(&files, "toy/2020-01-01/endpoint-rule-set-1.json");
    assert_eq!(
        rules["parameters"],
        json!({ "Region": { "type": "string" }, "UseFIPS": { "type": "boolean" } })
    );
    let inner = &rules["rules"][0]["rules"][0]["error"];
    assert_eq!(
        inner,
        "no endpoint when Region is not set and UseFIPS is true"
    );
    assert_eq!(
        rules["rules"][1]["error"],
        "no endpoint for these parameters"
    );
    assert!(has_prose(FileKind::EndpointRuleSet, &rules).is_empty());
}

#[test]
fn the_manifest_keeps_other_models_and_replaces_this_one() {
    let folder = Folder::new("manifest");
    folder.json("toy/2020-01-01/service-2.json", &service());
    folder.write(
        "models/manifest.toml",
        b"[[model]]\npath = \"zoo/1\"\nsource = \"s\"\nversion = \"9\"\n[model.files]\n\"a\" = \"b\"\n",
    );
    let first = imported(&folder, "1");
    folder.write("models/manifest.toml", &first[Path::new("manifest.toml")]);
    let second = imported(&folder, "2");
    let text = String::from_utf8(second[Path::new("manifest.toml")].clone()).unwrap();
    let entries: Vec<&str> = text.split("[[model]]\n").skip(1).collect();
    assert_eq!(entries.len(), 2, "{text}");
    assert!(entries[0].starts_with(
        "path = \"toy/2020-01-01\"\nsource = \"botocore\"\nversion = \"2\"\narchive-sha256 = \"abc\"\n"
    ));
    assert!(entries[1].starts_with("path = \"zoo/1\"\n") && entries[1].contains("\"a\" = \"b\""));
    let sum = super::manifest::sha256(service().to_string().as_bytes());
    assert!(entries[0].contains(&format!("\"service-2.json\" = \"{sum}\"")));
}

#[test]
fn a_sum_is_the_known_one() {
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(super::manifest::sha256(b"abc"), known);
}

#[test]
fn nothing_is_imported_from_a_model_with_errors_or_into_a_broken_manifest() {
    let folder = Folder::new("import-broken");
    folder.json("toy/2020-01-01/service-2.json", &service());
    folder.write("models/manifest.toml", b"model = 1");
    let mut sink = Diagnostics::new();
    let to = folder.path("models");
    assert!(import(&folder.path("toy"), &to, &source("1"), &mut sink).is_none());
    assert_eq!(sink.sorted()[0].code(), "broken-manifest");
    folder.json("toy/2020-01-01/service-2.json", &json!({}));
    let mut sink = Diagnostics::new();
    assert!(import(&folder.path("toy"), &to, &source("1"), &mut sink).is_none());
    assert_eq!(sink.sorted()[0].code(), "missing-key");
}

#[test]
fn a_model_cannot_choose_a_folder_outside() {
    let folder = Folder::new("import-path");
    for (key, text, code) in [
        ("apiVersion", "../../x", "bad-text"),
        ("serviceId", "../x", "bad-text"),
        ("serviceId", "Con", "bad-name"),
    ] {
        let mut model = service();
        model["metadata"][key] = json!(text);
        folder.json("flat/service-2.json", &model);
        let mut sink = Diagnostics::new();
        let files = import(
            &folder.path("flat"),
            &folder.path("models"),
            &source("1"),
            &mut sink,
        );
        assert!(files.is_none(), "{text}");
        assert_eq!(sink.sorted()[0].code(), code, "{text}");
    }
}

#[test]
fn a_sentence_in_an_unexpected_place_is_found() {
    let mut model = service();
    model.as_object_mut().unwrap().shift_remove("documentation");
    model["shapes"]["Request"]["members"]["documentation"] = json!({ "shape": "Kind" });
    assert_eq!(has_prose(FileKind::Service, &model), Vec::<String>::new());
    model["shapes"]["Kind"]["remark"] = json!("This is the kind of thing that it is.");
    model["shapes"]["Tags"]["documentation"] = json!("Tags.");
    let found = has_prose(FileKind::Service, &model);
    assert_eq!(
        found,
        ["$.shapes.Tags.documentation", "$.shapes.Kind.remark"]
    );
}

#[test]
fn the_models_of_this_project_hold_no_prose() {
    fn walk(folder: &Path, checked: &mut usize) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, checked);
            } else if let Some(kind) = FileKind::of(path.file_name().unwrap().to_str().unwrap()) {
                let value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
                assert_eq!(
                    has_prose(kind, &value),
                    Vec::<String>::new(),
                    "{}",
                    path.display()
                );
                *checked += 1;
            }
        }
    }
    let mut checked = 0;
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../models"),
        &mut checked,
    );
    assert!(checked >= 4, "only {checked} files found");
}

/// A Smithy model with a sentence in every place that may have one.
fn ast() -> Value {
    let said = "This is a sentence that nobody may copy.";
    let member =
        json!({"target": "smithy.api#String", "traits": {"smithy.api#documentation": said}});
    json!({
        "smithy": "2.0",
        "metadata": {"suppressions": [{"id": "X", "namespace": "a", "reason": said}]},
        "shapes": {
            "a#Tiny": {
                "type": "service", "version": "2020-01-01", "operations": [{"target": "a#Go"}],
                "traits": {
                    "aws.protocols#awsJson1_1": {}, "smithy.api#title": "A Service of Six Words or More",
                    "smithy.api#documentation": said, "aws.iam#defineConditionKeys": {"a:b": {"documentation": said}},
                    "smithy.rules#clientContextParams": {"Fast": {"type": "boolean", "documentation": said}},
                    "smithy.rules#endpointTests": {"testCases": [{"documentation": said}]},
                    "smithy.rules#endpointRuleSet": {
                        "version": "1.0", "parameters": {"Region": {"type": "String", "documentation": said}},
                        "rules": [{"conditions": [], "error": said, "type": "error", "documentation": said}]
                    }
                }
            },
            "a#Go": {
                "type": "operation", "input": {"target": "a#In"},
                "traits": {
                    "smithy.api#examples": [{"title": said, "documentation": said, "input": {"text": "x"}}],
                    "smithy.waiters#waitable": {"Gone": {
                        "documentation": said, "acceptors": [{"state": "success", "matcher": {"success": true}}]
                    }},
                    "smithy.test#httpRequestTests": [{"documentation": said}]
                }
            },
            "a#In": {"type": "structure", "members": {"text": member, "kind": {"target": "a#Kind"}, "list": {"target": "a#List"}}},
            "a#Kind": {"type": "enum", "members": {"documentation": member}, "traits": {"smithy.api#deprecated": {"message": said}}},
            "a#List": {"type": "list", "member": member},
            "a#Old": {"type": "string", "traits": {"smithy.api#enum": [{"value": "documentation", "documentation": said}]}},
            "a#In$text": {"type": "apply", "traits": {"smithy.api#documentation": said}}
        }
    })
}

#[test]
fn a_smithy_model_loses_its_prose_and_keeps_what_it_says() {
    let folder = Folder::new("import-ast");
    folder.json("model.json", &ast());
    let mut sink = Diagnostics::new();
    let files = import(
        &folder.path("model.json"),
        &folder.path("to"),
        &source("1"),
        &mut sink,
    );
    let files = files.unwrap_or_else(|| panic!("{}", sink.render(false)));
    let copy = &files[Path::new("tiny/2020-01-01/service-2.json")];
    let mut copy: Value = serde_json::from_slice(copy).unwrap();
    assert_eq!(has_prose(FileKind::Smithy, &copy), Vec::<String>::new());
    let shapes = &copy["shapes"];
    assert!(shapes["a#Kind"]["members"]["documentation"].is_object());
    assert_eq!(
        shapes["a#Old"]["traits"]["smithy.api#enum"][0]["value"],
        "documentation"
    );
    assert_eq!(
        shapes["a#Tiny"]["traits"]["smithy.rules#endpointRuleSet"]["rules"][0]["error"],
        "no endpoint for these parameters"
    );
    // The copy is a model as the first was.
    folder.json("copy.json", &copy);
    let (loaded, sink) = folder.load("copy.json");
    assert!(sink.is_empty(), "{}", folder.text(&sink));
    assert_eq!(
        (loaded.model.operations.len(), loaded.model.waiters.len()),
        (1, 1)
    );
    copy["shapes"]["a#In"]["members"]["text"]["traits"] =
        json!({"smithy.api#documentation": "Says it."});
    assert_eq!(has_prose(FileKind::Smithy, &copy).len(), 1);
}
