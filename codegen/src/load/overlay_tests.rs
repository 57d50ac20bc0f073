//! What an overlay may say, and what it may not.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use crate::load::model::{Documentation, Kind};
use crate::load::tests::{Folder, service};
use crate::load::{LoadedService, model::Model};

fn apply(name: &str, overlay: &str) -> (Model, String) {
    let folder = Folder::new(name);
    folder.json("toy/2020-01-01/service-2.json", &service());
    folder.write("toy/overlay.toml", overlay.as_bytes());
    let (LoadedService { model, inputs }, sink) = folder.load("toy/2020-01-01");
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
        "The first."
    );
    assert_eq!(model.waiters[0].1["acceptors"][0]["expected"], "A");
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
