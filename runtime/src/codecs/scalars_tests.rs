//! The table of what is read from values of another kind than their member's: each cell is tried, and what comes of it is
//! what `scalars.md` says. `SHAPESMITH_SCALARS=accept` writes the tables anew, for review.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::__private::v1::{Described, Member, Schema, Trait, Value, wire};
use crate::codecs::json::Dialect;
use crate::codecs::{cbor, json, xml};
use crate::everything::Color;
use crate::over_http::protocol::{Protocol, RestJson1, RestXml};
use crate::{Bytes, Document, Timestamp};

const COLUMNS: [&str; 13] = [
    "Boolean",
    "Integer",
    "Long",
    "Float",
    "Double",
    "String",
    "Enum",
    "Blob",
    "Timestamp",
    "List",
    "Map",
    "Structure",
    "Union",
];

macro_rules! row {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Default)]
        pub struct $name {
            boolean: Option<bool>,
            integer: Option<i32>,
            long: Option<i64>,
            float: Option<f32>,
            double: Option<f64>,
            string: Option<String>,
            color: Option<Color>,
            blob: Option<Bytes>,
            timestamp: Option<Timestamp>,
            list: Option<Vec<String>>,
            map: Option<BTreeMap<String, String>>,
            structure: Option<Inner>,
            union: Option<Either>,
        }

        wire! { struct $name impl Default { 0 => boolean, 1 => integer, 2 => long, 3 => float, 4 => double, 5 => string, 6 => color, 7 => blob, 8 => timestamp, 9 => list, 10 => map, 11 => structure, 12 => union } }
    };
}

row! {
    /// A member of each kind, in the body.
    Row
}
row! {
    /// A member of each kind that can stand in a header, in one.
    Head
}

/// A structure within another one.
#[derive(Clone, Default)]
pub struct Inner {
    name: Option<String>,
}

impl Described for Inner {
    const SCHEMA: &'static Schema = &Schema::new("Inner", &[Member::new("a")]);
}

wire! { struct Inner impl Default { 0 => name } }

/// A union of one member.
#[derive(Clone, PartialEq)]
pub enum Either {
    One(String),
    Unrecognized(String),
}

impl Described for Either {
    const SCHEMA: &'static Schema = &Schema::new("Either", &[Member::new("a")]);
}

wire! { union Either { 0 => One } }

impl Described for Row {
    const SCHEMA: &'static Schema = &Schema::new(
        "Row",
        &[
            Member::new("Boolean"),
            Member::new("Integer"),
            Member::new("Long"),
            Member::new("Float"),
            Member::new("Double"),
            Member::new("String"),
            Member::new("Enum"),
            Member::new("Blob"),
            Member::new("Timestamp"),
            Member::new("List").with(&[Trait::KeepEmpty]),
            Member::new("Map").with(&[Trait::KeepEmpty]),
            Member::new("Structure"),
            Member::new("Union"),
        ],
    );
}

impl Described for Head {
    const SCHEMA: &'static Schema = &Schema::new(
        "Head",
        &[
            Member::new("Boolean").with(&[Trait::Header("boolean")]),
            Member::new("Integer").with(&[Trait::Header("integer")]),
            Member::new("Long").with(&[Trait::Header("long")]),
            Member::new("Float").with(&[Trait::Header("float")]),
            Member::new("Double").with(&[Trait::Header("double")]),
            Member::new("String").with(&[Trait::Header("string")]),
            Member::new("Enum").with(&[Trait::Header("enum")]),
            Member::new("Blob").with(&[Trait::Header("blob")]),
            Member::new("Timestamp").with(&[Trait::Header("timestamp")]),
            Member::new("List").with(&[Trait::Header("list"), Trait::KeepEmpty]),
            Member::new("Map"),
            Member::new("Structure"),
            Member::new("Union"),
        ],
    );
}

/// What a member holds after reading, as JSON.
fn held(value: &dyn Value, member: &str) -> String {
    let text = json::write(&value.read(), Dialect::Serde, 0).unwrap();
    let document: Document = serde_json::from_slice(&text).unwrap();
    let found = document.get(member);
    found.map_or_else(|| "left out".to_owned(), |found| format!("`{found}`"))
}

/// A table of what comes of each text in each of the columns.
fn table<T: AsRef<str>>(
    columns: &[&str],
    rows: impl IntoIterator<Item = T>,
    outcome: impl Fn(&T, &str) -> String,
) -> String {
    let mut table = format!(
        "| | {} |\n|---{}|\n",
        columns.join(" | "),
        "|---".repeat(columns.len())
    );
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|column| outcome(&row, column)).collect();
        let _ = writeln!(table, "| `{}` | {} |", row.as_ref(), cells.join(" | "));
    }
    table
}

fn outcome<E>(member: &str, fill: impl FnOnce(&mut Row) -> Result<(), E>) -> String {
    let mut row = Row::default();
    match fill(&mut row) {
        Ok(()) => held(&row, member),
        Err(_) => "refused".to_owned(),
    }
}

const JSON: [&str; 20] = [
    "true",
    "false",
    "0",
    "1",
    "1.5",
    "-1e30",
    "NaN",
    r#""true""#,
    r#""True""#,
    r#""12""#,
    r#"" 1.5""#,
    r#""1e30""#,
    r#""x""#,
    r#""""#,
    r#""2022-06-16 13:38:25""#,
    r#""9999-12-31T23:59:59Z""#,
    "{}",
    "[]",
    r#"{"a":"b"}"#,
    r#"["b"]"#,
];

fn json(dialect: Dialect) -> String {
    table(&COLUMNS, JSON, |text, member| {
        let text = format!(r#"{{"{member}":{text}}}"#);
        outcome(member, |row| {
            json::read(text.as_bytes(), row.write(), dialect)
        })
    })
}

const CBOR: [(&str, &[u8]); 20] = [
    ("true", b"\xf5"),
    ("false", b"\xf4"),
    ("0", b"\x00"),
    ("1", b"\x01"),
    ("1.5", b"\xf9\x3e\x00"),
    ("-1e30", b"\xfb\xc6\x29\x3e\x59\x39\xa0\x8c\xea"),
    (
        "18446744073709551615",
        b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
    ),
    ("NaN", b"\xf9\x7e\x00"),
    ("1(NaN)", b"\xc1\xf9\x7e\x00"),
    ("1(1e30)", b"\xc1\xfb\x46\x29\x3e\x59\x39\xa0\x8c\xea"),
    (r#""True""#, b"\x64True"),
    (r#"" 1.5""#, b"\x64 1.5"),
    (r#""x""#, b"\x61x"),
    (r#""""#, b"\x60"),
    (r#""2022-06-16 13:38:25""#, b"\x732022-06-16 13:38:25"),
    ("h'61'", b"\x41a"),
    ("{}", b"\xa0"),
    ("[]", b"\x80"),
    (r#"{"a": "b"}"#, b"\xa1\x61a\x61b"),
    (r#"["b"]"#, b"\x81\x61b"),
];

/// A row with the bytes that it stands for.
struct Bits((&'static str, &'static [u8]));

impl AsRef<str> for Bits {
    fn as_ref(&self) -> &str {
        self.0.0
    }
}

fn of_cbor() -> String {
    table(&COLUMNS, CBOR.map(Bits), |Bits((_, bytes)), member| {
        let mut message = vec![0xa1, 0x60 + u8::try_from(member.len()).unwrap()];
        message.extend_from_slice(member.as_bytes());
        message.extend_from_slice(bytes);
        outcome(member, |row| cbor::read(&message, row.write()))
    })
}

const TEXTS: [&str; 14] = [
    "true",
    "True",
    "1",
    " 12 ",
    "1.5",
    "99999999999999999999",
    "-1e30",
    "NaN",
    "x",
    "",
    "2022-06-16 13:38:25",
    "9999-12-31T23:59:59Z",
    "a?==",
    "b",
];

fn of_xml() -> String {
    let elements = ["<a>b</a>", "<other/>"];
    table(
        &COLUMNS,
        TEXTS.into_iter().chain(elements),
        |text, member| {
            let text = format!("<Row><{member}>{text}</{member}></Row>");
            outcome(member, |row| xml::read(text.as_bytes(), &[], row.write()))
        },
    )
}

fn headers(protocol: &dyn Protocol) -> String {
    static SERVICE: crate::__private::v1::Service = crate::__private::v1::Service::UNKNOWN;
    let operation = crate::__private::v1::Operation::post(&SERVICE);
    table(&COLUMNS[..10], TEXTS, |text, member| {
        let response = http::Response::builder().header(member, *text);
        let mut head = Head::default();
        match protocol.output(&operation, &response.body(Bytes::new()).unwrap(), &mut head) {
            Ok(()) => held(&head, member),
            Err(_) => "refused".to_owned(),
        }
    })
}

#[test]
fn every_scalar_of_another_kind_becomes_what_the_table_says() {
    let written = include_str!("../../scalars.md");
    let tables = [
        ("JSON of awsJson", json(Dialect::Wire)),
        ("JSON of restJson", json(Dialect::Rest)),
        ("CBOR", of_cbor()),
        ("XML", of_xml()),
        ("Headers of restJson", headers(&RestJson1)),
        ("Headers of restXml", headers(&RestXml)),
    ];
    let (introduction, _) = written.split_once("\n## ").unwrap();
    let mut whole = introduction.to_owned();
    for (title, table) in tables {
        let _ = write!(whole, "\n## {title}\n\n{table}");
    }
    if std::env::var("SHAPESMITH_SCALARS").is_ok_and(|wish| wish == "accept") {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/scalars.md"), whole).unwrap();
        return;
    }
    for (line, (found, expected)) in whole.lines().zip(written.lines()).enumerate() {
        assert_eq!(found, expected, "scalars.md, line {}", line + 1);
    }
    assert_eq!(whole, written);
}

#[test]
fn a_file_of_a_person_is_read_strictly() {
    for (member, text) in [
        ("Boolean", "1"),
        ("Boolean", r#""True""#),
        ("Integer", "1.5"),
        ("Integer", "2147483648"),
        ("Integer", "true"),
        ("Long", r#""x""#),
        ("Double", "true"),
        ("String", "12"),
        ("Timestamp", r#""soon""#),
        ("List", "{}"),
        ("List", r#""""#),
    ] {
        let text = format!(r#"{{"{member}":{text}}}"#);
        let read = json::read(text.as_bytes(), Row::default().write(), Dialect::Serde);
        assert!(read.is_err(), "{text}");
    }
}
