//! What a user sees of a diagnostic.

use std::path::Path;

use super::{Diagnostics, did_you_mean};

fn sample() -> Diagnostics {
    let mut d = Diagnostics::new();
    d.warning("w", Path::new("b.json"), "", "second file");
    d.error(
        "missing-shape",
        Path::new("a.json"),
        "$.shapes.A",
        "no shape `X`",
    )
    .with_hint("add it");
    d.note("n", Path::new("a.json"), "", "found later");
    d
}

#[test]
fn text_is_sorted_by_file_and_then_by_discovery() {
    let expected = "\
error[missing-shape]: no shape `X`
  --> a.json
   |  $.shapes.A
   = help: add it

note[n]: found later
  --> a.json

warning[w]: second file
  --> b.json

";
    assert_eq!(sample().render(false), expected);
    assert_eq!(sample().counts(), (1, 1));
    assert!(sample().has_errors());
}

#[test]
fn colour_is_only_there_when_asked_for() {
    assert!(
        sample()
            .render(true)
            .contains("\x1b[1;31merror[missing-shape]\x1b[0m")
    );
    assert!(!sample().render(false).contains('\x1b'));
}

#[test]
fn a_name_from_the_model_cannot_control_the_terminal() {
    let mut d = Diagnostics::new();
    d.error("x", Path::new("a"), "$.\u{1b}[2J", "name `\n\u{1b}[31m`");
    let text = d.render(false);
    assert!(
        text.contains(r"\u{1b}[2J") && text.contains(r"`\n\u{1b}[31m`"),
        "{text}"
    );
}

#[test]
fn json_lines_hold_every_field() {
    let lines = sample().to_json_lines();
    let first = lines.lines().next().unwrap_or_default();
    assert_eq!(
        first,
        r#"{"severity":"error","code":"missing-shape","file":"a.json","path":"$.shapes.A","message":"no shape `X`","hint":"add it"}"#
    );
    assert_eq!(lines.lines().count(), 3);
}

#[test]
fn a_slip_finds_the_name_and_a_stranger_finds_none() {
    let names = ["DeleteBackup", "CreateBackup", "CopyBackup"];
    assert_eq!(
        did_you_mean("CreateBakcup", names).as_deref(),
        Some("CreateBackup")
    );
    assert_eq!(
        did_you_mean("createbackup", names).as_deref(),
        Some("CreateBackup")
    );
    assert_eq!(did_you_mean("ListTags", names), None);
    assert_eq!(did_you_mean("", names), None);
}
