//! What `generate` and `check` say of a crate whose model has changed: what users of the crate see comes first, and last
//! what has become of its operations and types.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// A folder of the test's own with the model of a fixture.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("summary-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages_and_a_waiter");
    for file in ["service-2.json", "paginators-1.json", "waiters-2.json"] {
        fs::copy(fixture.join(file), folder.join(file)).unwrap();
    }
    folder
}

/// Changes the model.
fn change(folder: &Path, how: impl FnOnce(&mut Value)) {
    let file = folder.join("service-2.json");
    let mut model = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    how(&mut model);
    fs::write(file, model.to_string()).unwrap();
}

/// An update with a bit of everything.
fn update(model: &mut Value) {
    let shapes = &mut model["shapes"];
    shapes["Item"]["members"]["Name"] = json!({"shape": "String"});
    shapes["Input"]["required"] = json!(["Token"]);
    shapes["State"]["enum"] = json!(["READY", "WAITING"]);
    shapes["Gone"] = json!({"type": "structure", "members": {}, "exception": true});
    let mut other = model["operations"]["ListItems"].clone();
    other["name"] = json!("CountItems");
    other["errors"] = json!([{"shape": "Gone"}]);
    model["operations"]["CountItems"] = other;
}

fn run(folder: &Path, words: &[&str]) -> Output {
    let places = ["--model", ".", "--out", "out", "--crate-name", "tiny"];
    Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args([words, &places].concat())
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const CHANGES: &str = "  + operation  count_items
  ~ struct     Input: `token` is now String (was Option<String>)
  ~ struct     Item: field `name` added
  ~ new        Input::new() → new(token)
  - variant    State::Failed
  + variant    State::Waiting
  + error      Gone
";

#[test]
fn an_update_ends_with_what_has_become_of_operations_and_types() {
    let folder = folder("update");
    assert_eq!(run(&folder, &["generate"]).status.code(), Some(0));
    change(&folder, update);
    for (command, code) in [("check", 1), ("generate", 0)] {
        let output = run(&folder, &[command]);
        assert_eq!(output.status.code(), Some(code));
        let said = text(&output.stdout);
        assert!(
            said.ends_with(&format!("as they were\n{CHANGES}")),
            "{said}"
        );
    }
    let said = text(&run(&folder, &["check"]).stdout);
    assert!(said.starts_with("out: 0 files changed"), "{said}");
}

#[test]
fn types_are_shown_before_trees_and_docs() {
    let folder = folder("order");
    assert_eq!(run(&folder, &["generate"]).status.code(), Some(0));
    change(&folder, update);
    let said = text(&run(&folder, &["check"]).stdout);
    let places = [
        "src/types/",
        "src/operation/",
        "src/error.rs",
        "docs/",
        "README.md",
    ];
    for mark in ["--- out/", "stale out/"] {
        let files: Vec<&str> = said
            .lines()
            .filter_map(|line| line.strip_prefix(mark))
            .collect();
        let order: Vec<usize> = files
            .iter()
            .map(|file| {
                places
                    .iter()
                    .position(|place| file.starts_with(place))
                    .unwrap()
            })
            .collect();
        assert!(order.len() > 5 && order.is_sorted(), "{files:?}");
    }
    // A file that isn't there yet says less than one that changed.
    let at = |file: &str| said.find(&format!("--- out/{file}")).unwrap();
    assert!(at("src/operation/list_items.rs") < at("src/operation/count_items.rs"));
}

#[test]
fn a_program_gets_the_changes_as_notes_each_on_a_line_of_stderr() {
    let folder = folder("json");
    assert_eq!(run(&folder, &["generate"]).status.code(), Some(0));
    change(&folder, update);
    let output = run(&folder, &["check", "--message-format=json"]);
    let lines: Vec<Value> = text(&output.stderr)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |code: &str| {
        let found = lines.iter().filter(|line| line["code"] == code);
        let said = found.map(|line| line["message"].as_str().unwrap().to_owned());
        said.collect::<Vec<_>>()
    };
    assert_eq!(
        of("api-added"),
        [
            "operation count_items",
            "variant State::Waiting",
            "error Gone"
        ]
    );
    assert_eq!(of("api-removed"), ["variant State::Failed"]);
    assert_eq!(of("api-changed").len(), 3);
    assert!(!text(&output.stdout).contains("~ struct"));
}

#[test]
fn a_crate_that_is_new_is_counted_and_not_compared() {
    let folder = folder("new");
    let said = text(&run(&folder, &["check"]).stdout);
    assert!(!said.contains("+++"), "{said}");
    assert!(
        said.ends_with("  1 operation, 4 types, 0 errors\n"),
        "{said}"
    );
    let said = text(&run(&folder, &["generate"]).stdout);
    assert!(
        said.contains("\n  1 operation, 4 types, 0 errors\n"),
        "{said}"
    );
}

#[test]
fn an_update_of_what_the_wire_has_alone_says_that_nothing_else_changed() {
    let folder = folder("same");
    assert_eq!(run(&folder, &["generate"]).status.code(), Some(0));
    change(&folder, |model| {
        model["metadata"]["endpointPrefix"] = json!("other");
    });
    let said = text(&run(&folder, &["generate"]).stdout);
    let end = "as they were\n  its operations, types and errors are as they were\n";
    assert!(said.ends_with(end), "{said}");
}

#[test]
fn what_is_broken_on_the_disk_is_no_obstacle() {
    let folder = folder("broken");
    assert_eq!(run(&folder, &["generate"]).status.code(), Some(0));
    let file = folder.join("out/src/types/structures.rs");
    let header = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        format!("{}\npub struct {{", header.lines().next().unwrap()),
    )
    .unwrap();
    let output = run(&folder, &["generate"]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    assert!(said.contains("some of what was there is no Rust"), "{said}");
}
