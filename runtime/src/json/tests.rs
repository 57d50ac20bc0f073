//! What the codec promises: values come back, junk is refused, nothing overflows.

#![allow(
    dead_code,
    reason = "the setters of the shapes below have tests of their own"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Dialect, read, write};
use crate::value::Value;
use crate::{Bytes, Document, Timestamp, string_enum, structure, tagged_union};

#[derive(Clone)]
pub struct Everything {
    flag: Option<bool>,
    count: Option<i32>,
    large: i64,
    ratio: Option<f64>,
    text: Option<String>,
    color: Option<Color>,
    blob: Option<Bytes>,
    at: Option<Timestamp>,
    date: Option<Timestamp>,
    json: Option<Document>,
    embedded: Option<Document>,
    list: Vec<String>,
    kept: Option<Vec<i32>>,
    sparse: Vec<Option<String>>,
    map: BTreeMap<Color, Everything>,
    child: Option<Box<Everything>>,
    choice: Option<Choice>,
}

structure! { Everything = "Everything" {
    0: flag: bool = "Flag",
    1: count: i32 = "Count",
    2: large: i64 = "Large",
    3: ratio: f64 = "Ratio",
    4: text: ~String = "Text",
    5: color: Color = "Color",
    6: blob: ~Bytes = "Blob",
    7: at: Timestamp = "At",
    8: date: Timestamp = "Date" [Timestamp(DateTime)],
    9: json: Document = "Json",
    10: embedded: Document = "Embedded" [JsonValue],
    11: list: [~String] = "List",
    12: kept: [i32] = "Kept" [KeepEmpty],
    13: sparse: [Option<String>] = "Sparse" [Sparse],
    14: map: {Color, Everything} = "Map",
    15: child: Everything = "Child",
    16: choice: Choice = "Choice",
} }

#[derive(Clone, Default)]
pub struct Page {
    items: Vec<Everything>,
}

structure! { Page: Default = "Page" {
    0: items: [Everything] = "Items",
} }

string_enum! {
    /// A color.
    Color: Ord {
        /// Red.
        Red = "RED",
        /// Green.
        Green = "GREEN",
    }
}

#[derive(Clone, PartialEq)]
pub enum Choice {
    Number(i32),
    Deep(Box<Everything>),
    Unrecognized(String),
}

tagged_union! { Choice = "Choice" {
    0: Number = "Number",
    1: Deep = "Deep",
} }

fn decode(text: &str) -> Result<Everything, crate::DecodeError> {
    let mut value = Everything::blank();
    read(text.as_bytes(), &mut value, Dialect::Wire).map(|()| value)
}

fn timestamps() -> impl Strategy<Value = Timestamp> {
    (-62_135_596_800_000_i64..253_402_300_799_000)
        .prop_filter_map("in range", |at| Timestamp::from_millisecond(at).ok())
}

fn documents() -> impl Strategy<Value = Document> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Document::from),
        ".*".prop_map(Document::from)
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(Document::from)
    })
}

fn leaves() -> impl Strategy<Value = Everything> {
    let scalars = (
        any::<Option<bool>>(),
        any::<Option<i32>>(),
        any::<i64>(),
        prop::option::of(-1e300..1e300_f64),
    );
    let texts = (
        any::<Option<String>>(),
        prop::option::of(".{0,6}"),
        prop::option::of(any::<Vec<u8>>()),
    );
    let times = (
        prop::option::of(timestamps()),
        prop::option::of(timestamps()),
    );
    let jsons = (prop::option::of(documents()), prop::option::of(documents()));
    let lists = (
        any::<Vec<String>>(),
        any::<Option<Vec<i32>>>(),
        any::<Vec<Option<String>>>(),
    );
    (scalars, texts, times, jsons, lists).prop_map(|(scalars, texts, times, jsons, lists)| {
        Everything {
            flag: scalars.0,
            count: scalars.1,
            large: scalars.2,
            ratio: scalars.3,
            text: texts.0,
            color: texts.1.map(|text| Color::from(text.as_str())),
            blob: texts.2.map(Bytes::from),
            at: times.0,
            date: times.1,
            json: jsons.0,
            embedded: jsons.1,
            list: lists.0,
            kept: lists.1,
            sparse: lists.2,
            map: BTreeMap::new(),
            child: None,
            choice: None,
        }
    })
}

fn values() -> impl Strategy<Value = Everything> {
    leaves().prop_recursive(3, 12, 3, |inner| {
        let choice = prop_oneof![
            any::<i32>().prop_map(Choice::Number),
            inner
                .clone()
                .prop_map(|value| Choice::Deep(Box::new(value))),
        ];
        let map = prop::collection::btree_map(
            ".{0,4}".prop_map(|text| Color::from(text.as_str())),
            inner.clone(),
            0..3,
        );
        (
            leaves(),
            map,
            prop::option::of(inner),
            prop::option::of(choice),
        )
            .prop_map(|(mut value, map, child, choice)| {
                value.map = map;
                value.child = child.map(Box::new);
                value.choice = choice;
                value
            })
    })
}

proptest! {
    #[test]
    fn any_value_comes_back(value in values()) {
        for dialect in [Dialect::Wire, Dialect::Serde] {
            let text = write(&value.read(), dialect).unwrap();
            let mut back = Everything::blank();
            read(&text, &mut back, dialect).unwrap();
            prop_assert!(back == value, "{back:?} from {}", String::from_utf8_lossy(&text));
        }
    }

    #[test]
    fn junk_never_panics(text in any::<Vec<u8>>()) {
        let mut value = Everything::blank();
        let _ = read(&text, &mut value, Dialect::Wire);
    }

    #[test]
    fn broken_json_never_panics(value in values(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut text = write(&value.read(), Dialect::Wire).unwrap();
        let at = at.index(text.len());
        text[at] = byte;
        let mut back = Everything::blank();
        let _ = read(&text, &mut back, Dialect::Wire);
    }
}

#[test]
fn unknown_members_and_nulls_are_passed_over() {
    let value = decode(r#"{"New":{"a":[1,{"b":null}]},"Text":null,"Count":7}"#).unwrap();
    assert_eq!((value.count, value.text), (Some(7), None));
}

#[test]
fn nulls_stay_in_sparse_lists_alone() {
    let value = decode(r#"{"Sparse":["a",null],"List":["a",null]}"#).unwrap();
    assert_eq!(value.sparse, [Some("a".to_owned()), None]);
    assert_eq!(value.list, ["a"]);
}

#[test]
fn an_empty_list_is_sent_only_where_it_means_something() {
    let mut value = Everything::blank();
    value.kept = Some(Vec::new());
    let text = write(&value.read(), Dialect::Wire).unwrap();
    assert_eq!(String::from_utf8(text).unwrap(), r#"{"Large":0,"Kept":[]}"#);
}

#[derive(Clone, Default)]
pub struct Demanding {
    list: Vec<String>,
    map: BTreeMap<String, i32>,
}

structure! { Demanding: new = "Demanding" {
    0: list: [~String] = "List" [KeepEmpty],
    1: map: {String, i32} = "Map" [KeepEmpty],
} }

#[test]
fn a_required_list_or_map_is_sent_even_if_empty() {
    let sent = write(&Demanding::new().read(), Dialect::Wire).unwrap();
    assert_eq!(sent, br#"{"List":[],"Map":{}}"#);
}

#[test]
fn unknown_values_are_kept() {
    let value = decode(r#"{"Color":"BLUE","Choice":{"__type":"x","New":1}}"#).unwrap();
    assert_eq!(value.color.unwrap().as_str(), "BLUE");
    assert!(value.choice == Some(Choice::Unrecognized("New".to_owned())));
}

#[test]
fn a_union_whose_member_is_unknown_can_be_kept_but_not_sent() {
    let value = decode(r#"{"Choice":{"New":1}}"#).unwrap();
    assert!(write(&value.read(), Dialect::Wire).is_err());
    let text = write(&value.read(), Dialect::Serde).unwrap();
    let mut back = Everything::blank();
    read(&text, &mut back, Dialect::Serde).unwrap();
    assert!(back == value);
}

#[test]
fn numbers_that_json_lacks_are_strings() {
    let mut value = Everything::blank();
    value.ratio = Some(f64::NEG_INFINITY);
    let text = write(&value.read(), Dialect::Wire).unwrap();
    assert_eq!(
        String::from_utf8(text).unwrap(),
        r#"{"Large":0,"Ratio":"-Infinity"}"#
    );
    assert_eq!(
        decode(r#"{"Ratio":"Infinity"}"#).unwrap().ratio,
        Some(f64::INFINITY)
    );
}

#[test]
fn members_may_come_in_any_order_and_any_spacing() {
    let text = r#"{"Map":{
        "RED":{"Count":1,"Text":"a","List":["x"]},
        "GREEN" : { "Text" : "b" , "List" : [ "y" , "z" ] , "Count" : 2 },
        "BLUE":{"List":[],"\u0043ount":3,"Texts":"no","Text":"c"}
    }}"#;
    let map = decode(text).unwrap().map;
    let seen: Vec<_> = map
        .values()
        .map(|value| (value.count, value.text.as_deref(), value.list.len()))
        .collect();
    assert_eq!(
        seen,
        [
            (Some(3), Some("c"), 0),
            (Some(2), Some("b"), 2),
            (Some(1), Some("a"), 1)
        ]
    );
}

#[test]
fn room_is_made_for_a_page_but_not_for_any_number_of_elements() {
    let mut page = Page::blank();
    let elements: Vec<_> = (0..100).map(|at| format!(r#"{{"Large":{at}}}"#)).collect();
    let text = format!(r#"{{"Items":[{}]}}"#, elements.join(","));
    read(text.as_bytes(), &mut page, Dialect::Wire).unwrap();
    let found: Vec<_> = page.items.iter().map(|item| item.large).collect();
    assert_eq!(found, (0..100).collect::<Vec<_>>());

    let text = format!(r#"{{"Items":[{{}},{{"Text":"{}"}}]}}"#, "x".repeat(1 << 20));
    read(text.as_bytes(), &mut page, Dialect::Wire).unwrap();
    assert_eq!(page.items.len(), 2);
    assert!(page.items.capacity() * size_of::<Everything>() <= 9 << 20);
}

#[test]
fn a_string_ends_at_its_quote_wherever_that_is() {
    for length in 0..40 {
        let plain = "é".repeat(length % 3) + &"x".repeat(length);
        let text = format!(r#"{{"Text":"{plain}","List":["{plain}\"\n{plain}"],"Count":1}}"#);
        let value = decode(&text).unwrap();
        assert_eq!(value.text.as_deref(), Some(plain.as_str()));
        assert_eq!(value.list, [format!("{plain}\"\n{plain}")]);
        assert_eq!(value.count, Some(1));
        for control in ['\0', '\n', '\u{1f}'] {
            let text = format!(r#"{{"Text":"{plain}{control}"}}"#);
            assert!(decode(&text).is_err(), "{text:?}");
        }
    }
}

#[test]
fn what_is_not_quite_json_is_refused() {
    let whole =
        r#"{"Count":1,"Text":"a","List":["a","b"],"Map":{"RED":{"Flag":true}},"New":[{"a":null}]}"#;
    assert!(decode(whole).is_ok());
    for end in 1..whole.len() {
        assert!(decode(&whole[..end]).is_err(), "{}", &whole[..end]);
    }
    for text in [
        r#"{xCount":1}"#,
        r#"{"Count":1,}"#,
        r#"{"Count":1 "Text":"a"}"#,
        r#"{"List":["a",]}"#,
        r#"{"List":["a" "b"]}"#,
        r#"{"List":["a"}}"#,
        r#"{,"Count":1}"#,
        r#"{"Count":nul}"#,
        r#"{"Count":1}}"#,
        r#"{"New":[1,]}"#,
    ] {
        assert!(decode(text).is_err(), "{text}");
    }
}

#[test]
fn integers_come_in_many_forms() {
    for (text, expected) in [("7", 7), ("7.0", 7), ("70e-1", 7), ("\"7\"", 7), ("-0", 0)] {
        let value = decode(&format!(r#"{{"Count":{text},"Large":{text}}}"#)).unwrap();
        assert_eq!(
            (value.count, value.large),
            (Some(expected), expected.into())
        );
    }
    let value = decode(r#"{"Large":-9223372036854775808}"#).unwrap();
    assert_eq!(value.large, i64::MIN);
    for text in ["7.5", "2147483648", "1e10", "1.0000000001", "true", "\"x\""] {
        assert!(decode(&format!(r#"{{"Count":{text}}}"#)).is_err(), "{text}");
    }
}

#[test]
fn an_error_names_the_place() {
    let error = decode(r#"{"Map":{"RED":{"List":["a",1]}}}"#).err().unwrap();
    assert_eq!(error.path(), r#"$.Map["RED"].List[1]"#);
    assert_eq!(error.position(), 27);
}

#[test]
fn depth_is_limited() {
    let deep = format!("{}1{}", "{\"Child\":".repeat(10_000), "}".repeat(10_000));
    assert!(
        decode(&deep)
            .err()
            .unwrap()
            .to_string()
            .contains("nested deeper than 128 levels")
    );
}

/// Texts are handled in pieces: an escape may stand at the end of one, or across two.
#[test]
fn escapes_are_read_and_written_wherever_they_stand() {
    for before in 0..140 {
        let mut value = Everything::blank();
        let text = format!("{}\"\\\n\u{1}\u{7f}/ö\u{1f600}", "x".repeat(before));
        value.text = Some(text.repeat(2));
        let written = write(&value.read(), Dialect::Wire).unwrap();
        let parsed: Document = serde_json::from_slice(&written).unwrap();
        assert_eq!(parsed["Text"].as_str(), value.text.as_deref());
        let mut came_back = Everything::blank();
        read(&written, &mut came_back, Dialect::Wire).unwrap();
        assert_eq!(came_back.text, value.text);
        // Every character as a number, half of them outside the first plane.
        let numbers: String = text
            .encode_utf16()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect();
        let came_back = decode(&format!(
            r#"{{"Text":"{}{numbers}"}}"#,
            "\\/".repeat(before)
        ))
        .unwrap();
        assert_eq!(
            came_back.text.unwrap(),
            format!("{}{text}", "/".repeat(before))
        );
    }
}

#[test]
fn a_string_that_json_does_not_allow_is_refused() {
    for text in ["\\", "\\x", "\\u12", "\\ud8", "\\n\n", "\\n\u{0}", "\n"] {
        let long = "\\n".repeat(70);
        for before in ["", "x", long.as_str()] {
            assert!(
                decode(&format!("{{\"Text\":\"{before}{text}\"}}")).is_err(),
                "{before}{text}"
            );
        }
    }
}
