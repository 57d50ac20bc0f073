//! XML both ways over a structure with every kind of member.

use std::collections::BTreeMap;

use super::{Root, document, read, write};
use crate::__private::v1::{Described, Member, Schema, Trait, wire};
use crate::values::Value;

/// Holds what XML has special forms for.
#[derive(Clone, Default)]
pub struct Bucket {
    name: Option<String>,
    size: Option<i64>,
    kind: Option<String>,
    rules: Option<Vec<Rule>>,
    tags: Vec<String>,
    labels: BTreeMap<String, String>,
    limits: BTreeMap<String, i32>,
    created: Option<jiff::Timestamp>,
}

impl Described for Bucket {
    const SCHEMA: &'static Schema = &Schema::new(
        "Bucket",
        &[
            Member::new("Name"),
            Member::new("Size"),
            Member::new("xsi:type").with(&[Trait::XmlAttribute]),
            Member::new("Rules").with(&[Trait::Element(&[Trait::Name("Rule")])]),
            Member::new("Tag").with(&[Trait::Flattened]),
            Member::new("Labels").with(&[
                Trait::Key(&[Trait::Name("K")]),
                Trait::Entry(&[Trait::Name("V")]),
            ]),
            Member::new("Limit").with(&[Trait::Flattened]),
            Member::new("Created"),
        ],
    )
    .with(&[Trait::XmlNamespace("xsi", "http://example.com/instance")]);
}

wire! { struct Bucket impl Default { 0 => name, 1 => size, 2 => kind, 3 => rules, 4 => tags, 5 => labels, 6 => limits, 7 => created } }

/// An element of a list.
#[derive(Clone, Default)]
pub struct Rule {
    id: Option<String>,
}

impl Described for Rule {
    const SCHEMA: &'static Schema = &Schema::new("Rule", &[Member::new("ID")]);
}

wire! { struct Rule impl Default { 0 => id } }

const ROOT: Root<'_> = Root {
    name: "Bucket",
    namespace: "",
    traits: &[],
};

fn full() -> Bucket {
    Bucket {
        name: Some(" a <b> & \"c\"\r\n".to_owned()),
        size: Some(-1),
        kind: Some("user".to_owned()),
        rules: Some(vec![Rule {
            id: Some("one".to_owned()),
        }]),
        tags: vec!["x".to_owned(), String::new()],
        labels: BTreeMap::from([("k".to_owned(), "v".to_owned())]),
        limits: BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]),
        created: jiff::Timestamp::from_second(1_481_841_524).ok(),
    }
}

fn filled(text: &str) -> Result<Bucket, String> {
    let mut bucket = Bucket::default();
    read(text.as_bytes(), &[], bucket.write()).map_err(|error| error.to_string())?;
    Ok(bucket)
}

#[test]
fn a_value_is_written_in_the_order_of_its_table() {
    let text = write(&ROOT, &full().read(), 0).unwrap();
    assert_eq!(
        text,
        "<Bucket xmlns:xsi=\"http://example.com/instance\" xsi:type=\"user\">\
         <Name> a &lt;b&gt; &amp; &quot;c&quot;&#xD;&#xA;</Name><Size>-1</Size>\
         <Rules><Rule><ID>one</ID></Rule></Rules><Tag>x</Tag><Tag></Tag>\
         <Labels><entry><K>k</K><V>v</V></entry></Labels>\
         <Limit><key>a</key><value>1</value></Limit><Limit><key>b</key><value>2</value></Limit>\
         <Created>2016-12-15T22:38:44Z</Created></Bucket>"
    );
}

#[test]
fn what_is_written_reads_back() {
    let text = write(&ROOT, &full().read(), 0).unwrap();
    assert_eq!(filled(&text), Ok(full()));
}

#[test]
fn unknown_elements_comments_and_prefixes_are_passed_over() {
    let text = "<?xml version=\"1.0\"?><!-- a --><s:Bucket xmlns:s=\"u\"><New><Name>deep</Name></New>\
                <s:Name><![CDATA[<raw>]]>&#x20AC;</s:Name><Rules/></s:Bucket>\n";
    let found = filled(text).unwrap();
    assert_eq!(found.name.as_deref(), Some("<raw>€"));
    assert_eq!(found.rules, Some(Vec::new()));
}

#[test]
fn a_map_whose_values_come_before_their_keys_is_read() {
    let text = "<B><Limit><value>7</value><key>late</key></Limit><Size>2</Size></B>";
    let found = filled(text).unwrap();
    assert_eq!(found.limits, BTreeMap::from([("late".to_owned(), 7)]));
    assert_eq!(found.size, Some(2));
}

#[test]
fn a_wrapped_result_is_found() {
    let text = b"<R><Other/><Result><Size>3</Size></Result><ResponseMetadata/></R>";
    let mut found = Bucket::default();
    read(text, &["Result"], found.write()).unwrap();
    assert_eq!(found.size, Some(3));
}

#[test]
fn hostile_text_is_refused() {
    let deep = "<a>".repeat(100_000);
    for (text, why) in [
        (
            "<!DOCTYPE b [<!ENTITY x \"y\">]><b/>",
            "document types and entities are refused",
        ),
        (
            "<b><Name>&x;</Name></b>",
            "document types and entities are refused",
        ),
        (&*deep, "nested deeper than 128 elements"),
        ("<b><Name>", "the text ends too early"),
        ("<b></c>", "this is not XML"),
        ("<b/><b/>", "this is not XML"),
        ("plain", "the text ends too early"),
    ] {
        let error = filled(text).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn an_error_names_the_place() {
    let error = filled("<b><Limit><key>a</key><value>x</value></Limit></b>").unwrap_err();
    assert!(
        error.contains("expected an integer at $.Limit[\"a\"]"),
        "{error}"
    );
}

#[test]
fn a_root_that_is_called_like_a_member_is_this_member() {
    let name = |text: &str| filled(text).unwrap().name;
    for text in [
        "<Name>eu</Name>",
        "<Name xmlns=\"http://s3.example.com/\">eu</Name>\n",
        "<s:Name xmlns:s=\"u\"><![CDATA[e]]>&#x75;</s:Name>",
        "<Name><Name>eu</Name></Name>",
        "<Bucket><Name>eu</Name></Bucket>",
    ] {
        assert_eq!(name(text).as_deref(), Some("eu"), "{text}");
    }
    assert_eq!(name("<Name/>"), None);
    assert_eq!(name("<Name></Name>"), None);
    assert_eq!(filled("<Size>7</Size>").unwrap().size, Some(7));
}

#[test]
fn a_date_that_is_none_costs_no_other_member() {
    let found = filled("<B><Created>soon</Created><Size>2</Size></B>").unwrap();
    assert_eq!((found.created, found.size), (None, Some(2)));
}

#[test]
fn values_before_their_keys_are_read_however_they_are_written() {
    let text = "<B><Labels><entry><V/><K>a</K></entry><entry><V> x&amp;<!-- --></V><K>b</K></entry></Labels>\
                <Limit><value>7</value><key>c</key></Limit></B>";
    let found = filled(text).unwrap();
    let labels = [("a", ""), ("b", " x&")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(found.labels, BTreeMap::from(labels));
    let text = "<B><Limit><value>x</value><key>c</key></Limit></B>";
    assert!(filled(text).unwrap_err().contains("expected an integer"));
}

#[test]
fn a_message_does_not_take_memory_out_of_proportion() {
    let rules = format!("<B><Rules>{}</Rules></B>", "<a/>".repeat(500_000));
    assert!(filled(&rules).is_ok());
    let labels = "<Labels><e><K>k</K><V>v</V></e></Labels>";
    assert!(filled(&format!("<B>{}</B>", labels.repeat(10_000))).is_ok());
    let nested = format!("{}{}", "<a>".repeat(50), "</a>".repeat(50));
    assert!(document(format!("<E>{}</E>", nested.repeat(4_000)).as_bytes()).is_none());
}

#[test]
fn the_time_for_a_document_grows_with_its_length_alone() {
    // A name that is open for so long was copied for every element within: that took minutes.
    let name = "n".repeat(500_000);
    let errors = format!("<{name}>{}</{name}>", "<a/>".repeat(200_000));
    assert!(document(errors.as_bytes()).is_some());
    let entries = "<entry><V>v</V><K>k</K></entry>".repeat(20_000);
    let map = format!("<{name}><Labels>{entries}</Labels></{name}>");
    assert_eq!(filled(&map).unwrap().labels.len(), 1);
}

#[test]
fn an_unknown_error_becomes_a_document() {
    let (root, content) = document(b"<E><A>1</A><A>2</A><B><C/></B></E>").unwrap();
    assert_eq!(root, "E");
    assert_eq!(
        content,
        serde_json::json!({"A": ["1", "2"], "B": {"C": ""}})
    );
    assert!(document(b"<html>").is_none());
}

#[test]
fn a_mark_at_the_beginning_moves_nothing() {
    let text = "<B><Labels><entry><V>x</V><K>a</K></entry></Labels><Limit><value>7</value><key>c</key></Limit></B>";
    let found = filled(&format!("\u{feff}{text}"));
    assert_eq!(found, filled(text));
    assert_eq!(found.unwrap().limits, BTreeMap::from([("c".to_owned(), 7)]));
    let place = |text: &str| {
        filled(text)
            .unwrap_err()
            .split_once("(byte ")
            .unwrap()
            .1
            .to_owned()
    };
    assert_eq!(
        (place("<b></c>"), place("\u{feff}<b></c>")),
        ("7)".to_owned(), "10)".to_owned())
    );
}

#[test]
fn line_ends_are_those_of_xml() {
    let name = |text: &str| filled(text).unwrap().name;
    let lines = "<B>\r\n<Name>a\r\nb\rc&#13;<![CDATA[\r\n]]></Name>\r\n<Size>2</Size></B>";
    assert_eq!(name(lines).as_deref(), Some("a\nb\nc\r\n"));
    assert_eq!(
        name("<B>\r\n<Name>a\r\n</Name></B>").as_deref(),
        Some("a\n")
    );
    assert_eq!(name("<B>\r\n<Name>a</Name></B>").as_deref(), Some("a"));
}

#[test]
fn members_are_found_in_any_order_and_with_gaps() {
    let one = "<Name>a</Name><Size>1</Size><Tag>x</Tag><Tag>y</Tag>";
    let rules: String = [
        "<ID>1</ID>",
        "",
        "<New/><ID>2</ID>",
        "<ID/><New>x</New>",
        "<NewID>3</NewID>",
    ]
    .map(|content| format!("<Rule>{content}</Rule>"))
    .concat();
    let found = filled(&format!("<B><Rules>{rules}</Rules>{one}</B>")).unwrap();
    let ids = found.rules.unwrap().into_iter().map(|rule| rule.id);
    let expected = [Some("1"), None, Some("2"), Some(""), None];
    assert!(ids.eq(expected.map(|id| id.map(str::to_owned))));
    assert_eq!((found.name.as_deref(), found.size), (Some("a"), Some(1)));
    assert_eq!(found.tags, ["x", "y"]);
}

#[test]
fn what_is_wrong_with_a_text_at_the_root_is_told_where_it_is() {
    let told = |text: &str| filled(text).unwrap_err();
    assert!(told("<Name>a&x;</Name>").contains("(byte 10)"));
    assert!(told("<Name>eu</Size>").contains("(byte 15)"));
    assert!(told("<Name>eu").contains("(byte 8)"));
}
