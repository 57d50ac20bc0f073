//! Nothing sensitive shows, wherever it stands.

use std::collections::BTreeMap;

use crate::{Bytes, Document, Timestamp, structure, tagged_union};

/// A structure that is sensitive as a whole.
#[derive(Clone, Default)]
pub struct Secret {
    name: Option<String>,
}

structure! { Secret: Default = "Secret" [Sensitive] {
    0: name = "Name",
} }

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

tagged_union! { Choice = "Choice" {
    0: Open = "Open",
    1: Hidden = "Hidden" [Sensitive],
} }

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

structure! { Everything: Default = "Everything" {
    0: text = "Text" [Sensitive],
    1: number = "Number" [Sensitive],
    2: flag = "Flag" [Sensitive],
    3: blob = "Blob" [Sensitive],
    4: time = "Time" [Sensitive],
    5: document = "Document" [Sensitive],
    6: list = "List" [Sensitive],
    7: map = "Map" [Sensitive],
    8: elements = "Elements" [Element(&[Sensitive])],
    9: values = "Values" [Entry(&[Sensitive])],
    10: keys = "Keys" [Key(&[Sensitive])],
    11: structure = "Structure",
    12: absent = "Absent" [Sensitive],
} }

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
