//! A structure with every kind of member, for the tests of the codecs: what is written must come back.

#![allow(
    dead_code,
    reason = "the setters of the shapes below have tests of their own"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::__private::v1::{Described, Member, Schema, TimestampFormat, Trait, wire};
use crate::{Bytes, Document, Timestamp};

#[derive(Clone)]
pub struct Everything {
    pub(crate) flag: Option<bool>,
    pub(crate) count: Option<i32>,
    pub(crate) large: i64,
    pub(crate) single: Option<f32>,
    pub(crate) ratio: Option<f64>,
    pub(crate) text: Option<String>,
    pub(crate) color: Option<Color>,
    pub(crate) blob: Option<Bytes>,
    pub(crate) at: Option<Timestamp>,
    pub(crate) date: Option<Timestamp>,
    pub(crate) json: Option<Document>,
    pub(crate) embedded: Option<Document>,
    pub(crate) list: Vec<String>,
    pub(crate) kept: Option<Vec<i32>>,
    pub(crate) sparse: Vec<Option<String>>,
    pub(crate) sparse_map: BTreeMap<String, Option<i32>>,
    pub(crate) map: BTreeMap<Color, Everything>,
    pub(crate) child: Option<Box<Everything>>,
    pub(crate) choice: Option<Choice>,
}

impl Described for Everything {
    const SCHEMA: &'static Schema = &Schema::new(
        "Everything",
        &[
            Member::new("Flag"),
            Member::new("Count"),
            Member::new("Large"),
            Member::new("Single"),
            Member::new("Ratio"),
            Member::new("Text"),
            Member::new("Color"),
            Member::new("Blob"),
            Member::new("At"),
            Member::new("Date").with(&[Trait::Timestamp(TimestampFormat::DateTime)]),
            Member::new("Json"),
            Member::new("Embedded").with(&[Trait::JsonValue]),
            Member::new("List"),
            Member::new("Kept").with(&[Trait::KeepEmpty]),
            Member::new("Sparse").with(&[Trait::Sparse]),
            Member::new("SparseMap").with(&[Trait::Sparse]),
            Member::new("Map"),
            Member::new("Child"),
            Member::new("Choice"),
        ],
    );
}

wire! { struct Everything { 0 => flag, 1 => count, 2 => large, 3 => single, 4 => ratio, 5 => text, 6 => color, 7 => blob, 8 => at, 9 => date, 10 => json, 11 => embedded, 12 => list, 13 => kept, 14 => sparse, 15 => sparse_map, 16 => map, 17 => child, 18 => choice } }

#[derive(Clone, Default)]
pub struct Page {
    pub(crate) items: Vec<Everything>,
}

impl Described for Page {
    const SCHEMA: &'static Schema = &Schema::new("Page", &[Member::new("Items")]);
}

wire! { struct Page impl Default { 0 => items } }

#[derive(Clone)]
pub enum Color {
    Red,
    Green,
    Unrecognized(String),
}

impl Color {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Red => "RED",
            Self::Green => "GREEN",
            Self::Unrecognized(value) => value,
        }
    }
}

impl From<&str> for Color {
    fn from(value: &str) -> Self {
        match value {
            "RED" => Self::Red,
            "GREEN" => Self::Green,
            other => Self::Unrecognized(other.to_owned()),
        }
    }
}

wire! { enum Color impl Ord }

#[derive(Clone, PartialEq)]
pub enum Choice {
    Number(i32),
    Deep(Box<Everything>),
    Unrecognized(String),
}

impl Described for Choice {
    const SCHEMA: &'static Schema =
        &Schema::new("Choice", &[Member::new("Number"), Member::new("Deep")]);
}

wire! { union Choice { 0 => Number, 1 => Deep } }

/// Characters of all kinds, what is escaped among them; long enough for a CBOR length that takes a byte of its own.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..30).prop_map(String::from_iter)
}

fn timestamps() -> impl Strategy<Value = Timestamp> {
    (-62_135_596_800_000_i64..253_402_300_799_000)
        .prop_filter_map("in range", |at| Timestamp::from_millisecond(at).ok())
}

fn documents() -> impl Strategy<Value = Document> {
    let leaf = prop_oneof![
        Just(Document::Null),
        any::<bool>().prop_map(Document::from),
        any::<i64>().prop_map(Document::from),
        any::<u64>().prop_map(Document::from),
        // Fractions with all their digits.
        (-1e300..1e300_f64).prop_map(Document::from),
        (0.0..1.0_f64).prop_map(Document::from),
        texts().prop_map(Document::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Document::from),
            prop::collection::btree_map(".{0,4}", inner, 0..4)
                .prop_map(|entries| Document::Object(entries.into_iter().collect())),
        ]
    })
}

fn leaves() -> impl Strategy<Value = Everything> {
    let scalars = (
        any::<Option<bool>>(),
        any::<Option<i32>>(),
        any::<i64>(),
        prop::option::of(-1e30..1e30_f32),
        prop::option::of(-1e300..1e300_f64),
    );
    let strings = (
        prop::option::of(texts()),
        prop::option::of(".{0,6}"),
        prop::option::of(any::<Vec<u8>>()),
    );
    let times = (
        prop::option::of(timestamps()),
        prop::option::of(timestamps()),
    );
    // A member that is null is one that isn't there.
    let present = || documents().prop_filter("null", |document| !document.is_null());
    let jsons = (prop::option::of(present()), prop::option::of(present()));
    let lists = (
        prop::collection::vec(texts(), 0..40),
        prop::option::of(prop::collection::vec(any::<i32>(), 0..40)),
        prop::collection::vec(prop::option::of(texts()), 0..4),
        prop::collection::btree_map(texts(), any::<Option<i32>>(), 0..4),
    );
    (scalars, strings, times, jsons, lists).prop_map(|(scalars, strings, times, jsons, lists)| {
        Everything {
            flag: scalars.0,
            count: scalars.1,
            large: scalars.2,
            single: scalars.3,
            ratio: scalars.4,
            text: strings.0,
            color: strings.1.map(|text| Color::from(text.as_str())),
            blob: strings.2.map(Bytes::from),
            at: times.0,
            date: times.1,
            json: jsons.0,
            embedded: jsons.1,
            list: lists.0,
            kept: lists.1,
            sparse: lists.2,
            sparse_map: lists.3,
            map: BTreeMap::new(),
            child: None,
            choice: None,
        }
    })
}

/// Values of every kind, nested a little.
pub(crate) fn values() -> impl Strategy<Value = Everything> {
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
