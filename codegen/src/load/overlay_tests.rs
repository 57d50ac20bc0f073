//! What an overlay may say, and what it may not.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use crate::load::model::{Documentation, Expected, Kind, Matcher};
use crate::load::tests::{Folder, service};
use crate::load::{LoadedService, model::Model};

fn apply(name: &str, overlay: &str) -> (Model, String) {
    let folder = Folder::new(name);
    folder.json("toy/2020-01-01/service-2.json", &service());
    folder.write("toy/overlay.toml", overlay.as_bytes());
    let (LoadedService { model, inputs, .. }, sink) = folder.load("toy/2020-01-01");
    assert!(inputs.contains(&folder.path("toy/overlay.toml")));
    (model, folder.text(&sink))
}

#[test]
fn its_words_and_names_take_effect() {
    let (model, text) = apply(
        "overlay",
        r#"
        [service]
        documentation = "Ours."
        [operations.CreateBackup]
        documentation = "Backs up."
        [shapes.Request]
        documentation = "Asks."
        rename = "Ask"
        [shapes.Request.members]
        Kind = "Which."
        Tags = { documentation = "All.", rename = "labels", keep_empty = true }
        [shapes.Kind.values]
        A = "The first."
        B = { rename = "Second", documentation = "The other." }
        [waiters.BackupDone]
        operation = "CreateBackup"
        delay = 2
        maxAttempts = 3
        acceptors = [{ matcher = "path", argument = "Kind", state = "success", expected = "A" }]
        "#,
    );
    assert_eq!(text, "");
    let said = |words: &str| Documentation::Markdown(words.to_owned());
    assert_eq!(model.documentation, said("Ours."));
    assert_eq!(model.operations[0].1.documentation, said("Backs up."));
    assert_eq!(model.shapes[0].1.documentation, said("Asks."));
    let Kind::Structure(request) = &model.shapes[0].1.kind else {
        unreachable!("a structure")
    };
    assert_eq!(request.members[0].1.documentation, said("All."));
    assert_eq!(request.members[1].1.documentation, said("Which."));
    let tags = (String::from("Request"), String::from("Tags"));
    assert_eq!(
        model.overlay.renames.get(&tags).map(String::as_str),
        Some("labels")
    );
    assert!(model.overlay.keep_empty.contains(&tags));
    assert_eq!(model.overlay.shape_renames["Request"], "Ask");
    assert_eq!(
        model.value_documentation[&("Kind".into(), "A".into())],
        said("The first.")
    );
    let second = (String::from("Kind"), String::from("B"));
    assert_eq!(model.overlay.value_renames[&second], "Second");
    assert_eq!(model.value_documentation[&second], said("The other."));
    let expected = Matcher::Path("Kind".to_owned(), Expected::Text("A".to_owned()));
    assert_eq!(model.waiters[0].1.acceptors[0].matcher, expected);
}

#[test]
fn names_and_keys_that_are_not_there_are_errors() {
    let (_, text) = apply(
        "overlay-wrong",
        r#"
        [operations.CreateBakcup]
        documentation = "x"
        [shapes.Kind]
        documentaton = "x"
        rename = "1st"
        [shapes.Kind.members]
        A = "x"
        [shapes.Kind.values]
        C = "x"
        [shapes.Request.members]
        Tag = "x"
        Kind = { keep_empty = true }
        [shape.Kind]
        "#,
    );
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(
        heads,
        [
            "error[unknown-name]: the model has no operation `CreateBakcup`",
            "error[bad-name]: `1st` can't be a name in Rust",
            "error[wrong-kind]: `Kind` is not a structure: it has no members",
            "error[unknown-name]: `Kind` has no value `C`",
            "error[unknown-key]: unknown key `documentaton` in the overlay",
            "error[wrong-kind]: `Kind` is not a list or a map",
            "error[unknown-name]: the model has no member of `Request` named `Tag`",
            "error[unknown-key]: unknown key `shape` in the overlay",
        ]
    );
    assert!(
        text.contains("did you mean `CreateBackup`?") && text.contains("did you mean `shapes`?")
    );
    assert!(text.contains("  --> toy/overlay.toml\n   |  $.shapes.Request.members.Tag\n"));
}

#[test]
fn broken_toml_says_line_and_column() {
    let (_, text) = apply("overlay-broken", "[service]\ndocumentation = \n");
    assert!(
        text.starts_with("error[broken-toml]: the TOML is broken:"),
        "{text}"
    );
    assert!(
        text.lines().next().unwrap().contains("line 2, column 1"),
        "{text}"
    );
}

#[test]
fn a_name_that_rust_can_not_have_is_refused_wherever_it_stands() {
    for name in [
        "self", "Self", "super", "crate", "_", "__", "", "a-b", "1a", "é",
    ] {
        let overlay = format!(
            r#"
            [shapes.Kind]
            rename = "{name}"
            [shapes.Kind.values]
            A = {{ rename = "{name}" }}
            [shapes.Request.members]
            Tags = {{ rename = "{name}" }}
            "#
        );
        let (model, text) = apply("overlay-names", &overlay);
        assert_eq!(text.matches("error[bad-name]").count(), 3, "{name}: {text}");
        assert_eq!(text.matches(" = help: ").count(), 3, "{name}: {text}");
        assert!(model.overlay.value_renames.is_empty());
    }
    let (_, text) = apply("overlay-type", "[shapes.Kind]\nrename = \"fn\"");
    assert!(text.contains("`fn` can't be a name in Rust"), "{text}");
    let (_, text) = apply(
        "overlay-raw",
        "[shapes.Request.members]\nTags = { rename = \"type\" }",
    );
    assert_eq!(text, "");
}

#[test]
fn what_is_no_type_can_not_be_renamed() {
    let (model, text) = apply("overlay-no-type", "[shapes.Tags]\nrename = \"Other\"");
    let message = "error[wrong-kind]: `Tags` is no type of its own";
    assert!(text.contains(message), "{text}");
    assert!(text.contains("toy/overlay.toml"), "{text}");
    assert!(model.overlay.shape_renames.is_empty());
}

#[test]
fn a_value_has_no_other_keys() {
    let (_, text) = apply(
        "overlay-value",
        "[shapes.Kind.values]\nA = { renam = \"First\" }\nB = 5",
    );
    assert!(text.contains("unknown key `renam`"), "{text}");
    assert!(text.contains("$.shapes.Kind.values.B"), "{text}");
}

#[test]
fn a_structure_is_a_union_where_nothing_speaks_against_it() {
    let with = |overlay: &str, change: fn(&mut serde_json::Value)| {
        let folder = Folder::new("overlay-union");
        let mut toy = service();
        toy["shapes"]["Choice"] = serde_json::json!({
            "type": "structure", "members": {"A": {"shape": "Kind"}, "B": {"shape": "Kind"}}
        });
        change(&mut toy);
        folder.json("toy/2020-01-01/service-2.json", &toy);
        folder.write("toy/overlay.toml", overlay.as_bytes());
        let (LoadedService { model, .. }, sink) = folder.load("toy/2020-01-01");
        let union = model
            .shapes
            .iter()
            .any(|(_, shape)| matches!(&shape.kind, Kind::Structure(structure) if structure.union));
        (union, folder.text(&sink))
    };
    let choice = "[shapes.Choice]\nunion = true";
    assert_eq!(with(choice, |_| ()), (true, String::new()));
    let unchanged = with("[shapes.Choice]\nunion = false", |_| ());
    assert_eq!(unchanged, (false, String::new()));
    let refused = [
        with(choice, |toy| {
            toy["shapes"]["Choice"]["required"] = serde_json::json!(["A"]);
        }),
        with("[shapes.Kind]\nunion = true", |_| ()),
        with("[shapes.Gone]\nunion = true", |_| ()),
        with("[shapes.Request]\nunion = true", |toy| {
            toy["shapes"]["Request"]["required"] = serde_json::json!([]);
        }),
    ];
    let why = [
        "`Choice` has members that are required",
        "`Kind` is not a structure",
        "`Gone` is an error",
        "`Request` is the input or output of an operation",
    ];
    for ((union, text), why) in refused.into_iter().zip(why) {
        assert!(!union);
        let message = format!("error[wrong-kind]: {why}");
        assert!(text.contains(&message), "{text}");
    }
}
