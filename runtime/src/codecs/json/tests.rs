//! What the codec promises: values come back, junk is refused, nothing overflows.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::{Dialect, read, write};
use crate::__private::v1::{Described, Member, Schema, Trait, wire};
use crate::Document;
use crate::everything::{Choice, Everything, Page, values};
use crate::values::Value;

fn decode(text: &str) -> Result<Everything, crate::DecodeError> {
    let mut value = Everything::blank();
    read(text.as_bytes(), value.write(), Dialect::Wire).map(|()| value)
}

proptest! {
    #[test]
    fn any_value_comes_back(value in values()) {
        for dialect in [Dialect::Wire, Dialect::Serde] {
            let text = write(&value.read(), dialect, 0).unwrap();
            let mut back = Everything::blank();
            read(&text, back.write(), dialect).unwrap();
            prop_assert!(back == value, "{back:?} from {}", String::from_utf8_lossy(&text));
        }
    }

    #[test]
    fn junk_never_panics(text in any::<Vec<u8>>()) {
        let mut value = Everything::blank();
        let _ = read(&text, value.write(), Dialect::Wire);
    }

    #[test]
    fn broken_json_never_panics(value in values(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut text = write(&value.read(), Dialect::Wire, 0).unwrap();
        let at = at.index(text.len());
        text[at] = byte;
        let mut back = Everything::blank();
        let _ = read(&text, back.write(), Dialect::Wire);
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
    let text = write(&value.read(), Dialect::Wire, 0).unwrap();
    assert_eq!(String::from_utf8(text).unwrap(), r#"{"Large":0,"Kept":[]}"#);
}

#[derive(Clone, Default)]
pub struct Demanding {
    list: Vec<String>,
    map: BTreeMap<String, i32>,
}

impl Demanding {
    fn new() -> Self {
        Self::default()
    }
}

impl Described for Demanding {
    const SCHEMA: &'static Schema = &Schema::new(
        "Demanding",
        &[
            Member::new("List").with(&[Trait::KeepEmpty]),
            Member::new("Map").with(&[Trait::KeepEmpty]),
        ],
    );
}

wire! { struct Demanding impl Default { 0 => list, 1 => map } }

#[test]
fn a_required_list_or_map_is_sent_even_if_empty() {
    let sent = write(&Demanding::new().read(), Dialect::Wire, 0).unwrap();
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
    assert!(write(&value.read(), Dialect::Wire, 0).is_err());
    let text = write(&value.read(), Dialect::Serde, 0).unwrap();
    let mut back = Everything::blank();
    read(&text, back.write(), Dialect::Serde).unwrap();
    assert!(back == value);
}

#[test]
fn numbers_that_json_lacks_are_strings() {
    let mut value = Everything::blank();
    value.ratio = Some(f64::NEG_INFINITY);
    let text = write(&value.read(), Dialect::Wire, 0).unwrap();
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
    read(text.as_bytes(), page.write(), Dialect::Wire).unwrap();
    let found: Vec<_> = page.items.iter().map(|item| item.large).collect();
    assert_eq!(found, (0..100).collect::<Vec<_>>());

    let text = format!(r#"{{"Items":[{{}},{{"Text":"{}"}}]}}"#, "x".repeat(1 << 20));
    read(text.as_bytes(), page.write(), Dialect::Wire).unwrap();
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
}

#[test]
fn an_error_names_the_place() {
    let error = decode(r#"{"Map":{"RED":{"Kept":[1,"a"]}}}"#).err().unwrap();
    assert_eq!(error.path(), r#"$.Map["RED"].Kept[1]"#);
    assert_eq!(error.position(), 28);
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
        let written = write(&value.read(), Dialect::Wire, 0).unwrap();
        let parsed: Document = serde_json::from_slice(&written).unwrap();
        assert_eq!(parsed["Text"].as_str(), value.text.as_deref());
        let mut came_back = Everything::blank();
        read(&written, came_back.write(), Dialect::Wire).unwrap();
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

#[test]
fn an_embedded_document_that_is_no_json_is_the_text() {
    for (text, expected) in [("", json!("")), ("{\\\"a\\\":1}", json!({"a": 1}))] {
        let value = decode(&format!("{{\"Embedded\":\"{text}\"}}")).unwrap();
        assert_eq!(value.embedded, Some(expected));
    }
}

/// Holds documents.
#[derive(Clone, Default)]
pub struct Row {
    cells: Vec<Document>,
    names: BTreeMap<String, Document>,
}

impl Described for Row {
    const SCHEMA: &'static Schema = &Schema::new(
        "Row",
        &[
            Member::new("Cells").with(&[Trait::Sparse]),
            Member::new("Names").with(&[Trait::Sparse]),
        ],
    );
}

wire! { struct Row impl Default { 0 => cells, 1 => names } }

#[test]
fn null_is_a_document_like_any_other() {
    let text = r#"{"Cells":["a",null,3],"Names":{"k":null}}"#;
    let mut row = Row::default();
    read(text.as_bytes(), row.write(), Dialect::Wire).unwrap();
    assert_eq!(row.cells, [json!("a"), Document::Null, json!(3)]);
    assert_eq!(row.names["k"], Document::Null);
    assert_eq!(
        write(&row.read(), Dialect::Wire, 0).unwrap(),
        text.as_bytes()
    );
}

#[test]
fn a_member_that_can_not_hold_its_value_costs_no_other() {
    let text = r#"{"Count":"a","Text":12345678,"At":"soon","Date":[],"Large":[1,{"a":2}],"Flag":{},"Ratio":1}"#;
    let value = decode(text).unwrap();
    assert_eq!((value.count, value.at, value.date), (None, None, None));
    assert_eq!((value.large, value.flag, value.ratio), (0, None, Some(1.0)));
    assert_eq!(value.text.as_deref(), Some("12345678"));
}

#[test]
fn a_message_does_not_take_memory_out_of_proportion() {
    let most = 16 * size_of::<Everything>();
    assert!(most < 8 << 20);
    let mut page = Page::blank();
    let text = format!(
        r#"{{"Items":[{}]}}"#,
        "{},".repeat(200_000).trim_end_matches(',')
    );
    let error = read(text.as_bytes(), page.write(), Dialect::Wire).unwrap_err();
    assert!(
        error.to_string().contains("`max_memory_per_byte`"),
        "{error}"
    );
    assert!(page.items.capacity() * size_of::<Everything>() < 200 * text.len());
    for text in [
        format!(r#"{{"SparseMap":{{}},"New":[{}0]}}"#, "{},".repeat(200_000)),
        format!(r#"{{"List":[{}""]}}"#, r#""","#.repeat(200_000)),
    ] {
        assert!(decode(&text).is_ok());
    }
    for element in [r#"{"":0}"#, r#"{"":{"":{}}}"#] {
        let text = format!(r#"{{"Json":[{}0]}}"#, format!("{element},").repeat(400_000));
        let error = decode(&text).err().unwrap();
        assert!(
            error.to_string().contains("`max_memory_per_byte`"),
            "{error}"
        );
        let escaped = text.replace('"', "\\\"");
        let embedded = format!(r#"{{"Embedded":"{escaped}"}}"#);
        assert!(decode(&embedded).is_err());
    }
}
