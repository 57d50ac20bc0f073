//! What is secret stays so in every format's errors: the key of a map is part of the way to a fault.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;

use crate::__private::v1::{Described, Member, Schema, Trait, Value, wire};
use crate::codecs::json::Dialect;
use crate::codecs::{cbor, json, xml};

/// A map whose keys nobody may see, and one whose keys anybody may.
#[derive(Clone, Default)]
struct Holders {
    secret: Option<BTreeMap<String, i32>>,
    open: Option<BTreeMap<String, i32>>,
}

impl Described for Holders {
    const SCHEMA: &'static Schema = &Schema::new(
        "Holders",
        &[
            Member::new("Secret").with(&[Trait::Key(&[Trait::Sensitive])]),
            Member::new("Open"),
        ],
    );
}

wire! { struct Holders impl Default { 0 => secret, 1 => open } }

fn errors(member: &str) -> [String; 4] {
    let text = format!("{{\"{member}\":{{\"hush\":[1]}}}}");
    let read_json = |dialect| {
        let mut value = Holders::default();
        json::read(text.as_bytes(), value.write(), dialect).unwrap_err()
    };
    let markup = |entry: &str| {
        let text = format!("<a><{member}><entry>{entry}</entry></{member}></a>");
        let mut value = Holders::default();
        xml::read(text.as_bytes(), &[], value.write()).unwrap_err()
    };
    let mut bytes = vec![0xa1, 0x60 + u8::try_from(member.len()).unwrap()];
    bytes.extend_from_slice(member.as_bytes());
    bytes.extend_from_slice(b"\xa1\x64hush\x81\x01");
    let mut value = Holders::default();
    [
        read_json(Dialect::Wire).to_string(),
        markup("<key>hush</key><value>x</value>").to_string(),
        markup("<value>x</value><key>hush</key>").to_string(),
        cbor::read(&bytes, value.write()).unwrap_err().to_string(),
    ]
}

#[test]
fn a_key_is_told_where_anybody_may_see_it() {
    for error in errors("Open") {
        assert!(error.contains("$.Open[\"hush\"]"), "{error}");
    }
}

#[test]
fn a_secret_key_is_told_in_no_format() {
    for error in errors("Secret") {
        assert!(error.contains("$.Secret[** redacted **]"), "{error}");
        assert!(!error.contains("hush"), "{error}");
    }
}
