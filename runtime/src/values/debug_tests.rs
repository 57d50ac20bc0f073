//! Nothing sensitive shows, wherever it stands.

use std::collections::BTreeMap;

use crate::__private::v1::{Described, Member, Schema, Trait, wire};
use crate::{Bytes, Document, Timestamp};

/// A structure that is sensitive as a whole.
#[derive(Clone, Default)]
pub struct Secret {
    name: Option<String>,
}

impl Described for Secret {
    const SCHEMA: &'static Schema =
        &Schema::new("Secret", &[Member::new("Name")]).with(&[Trait::Sensitive]);
}

wire! { struct Secret impl Default { 0 => name } }

/// A union of which one member is sensitive.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[allow(dead_code, reason = "the macro wants the arm")]
pub enum Choice {
    /// Shown.
    Open(String),
    /// Not shown.
    Hidden(String),
    /// A member that the model doesn't know.
    Unrecognized(String),
}

impl Described for Choice {
    const SCHEMA: &'static Schema = &Schema::new(
        "Choice",
        &[
            Member::new("Open"),
            Member::new("Hidden").with(&[Trait::Sensitive]),
        ],
    );
}

wire! { union Choice { 0 => Open, 1 => Hidden } }

/// Something sensitive of every kind.
#[derive(Clone, Default)]
pub struct Everything {
    text: Option<String>,
    number: Option<i32>,
    flag: Option<bool>,
    blob: Option<Bytes>,
    time: Option<Timestamp>,
    document: Option<Document>,
    list: Vec<String>,
    map: BTreeMap<String, String>,
    elements: Vec<String>,
    values: BTreeMap<String, String>,
    keys: BTreeMap<String, String>,
    structure: Option<Secret>,
    absent: Option<String>,
}

impl Described for Everything {
    const SCHEMA: &'static Schema = &Schema::new(
        "Everything",
        &[
            Member::new("Text").with(&[Trait::Sensitive]),
            Member::new("Number").with(&[Trait::Sensitive]),
            Member::new("Flag").with(&[Trait::Sensitive]),
            Member::new("Blob").with(&[Trait::Sensitive]),
            Member::new("Time").with(&[Trait::Sensitive]),
            Member::new("Document").with(&[Trait::Sensitive]),
            Member::new("List").with(&[Trait::Sensitive]),
            Member::new("Map").with(&[Trait::Sensitive]),
            Member::new("Elements").with(&[Trait::Element(&[Trait::Sensitive])]),
            Member::new("Values").with(&[Trait::Entry(&[Trait::Sensitive])]),
            Member::new("Keys").with(&[Trait::Key(&[Trait::Sensitive])]),
            Member::new("Structure"),
            Member::new("Absent").with(&[Trait::Sensitive]),
        ],
    );
}

wire! { struct Everything impl Default { 0 => text, 1 => number, 2 => flag, 3 => blob, 4 => time, 5 => document, 6 => list, 7 => map, 8 => elements, 9 => values, 10 => keys, 11 => structure, 12 => absent } }

fn hush() -> String {
    "hush".to_owned()
}

#[test]
fn nothing_sensitive_shows_whatever_its_kind() {
    let pair = || BTreeMap::from([("open".to_owned(), hush())]);
    let everything = Everything {
        text: Some(hush()),
        number: Some(4711),
        flag: Some(true),
        blob: Some(Bytes::from("hush")),
        time: Some(Timestamp::UNIX_EPOCH),
        document: Some(hush().into()),
        list: vec![hush()],
        map: pair(),
        elements: vec![hush()],
        values: pair(),
        keys: BTreeMap::from([(hush(), "shown".to_owned())]),
        structure: Some(Secret { name: Some(hush()) }),
        absent: None,
    };
    let shown = format!("{everything:?}");
    for hidden in ["hush", "4711", "true", "1970"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    for open in ["Text", "open", "shown", "Structure"] {
        assert!(shown.contains(open), "{shown}");
    }
    assert!(!shown.contains("Absent"), "{shown}");
}

#[test]
fn a_union_shows_its_member_but_not_a_sensitive_value() {
    assert_eq!(
        format!("{:?}", Choice::Open("said".into())),
        r#"Open("said")"#
    );
    let hidden = format!("{:?}", Choice::Hidden(hush()));
    assert_eq!(hidden, "Hidden(** redacted **)");
}
