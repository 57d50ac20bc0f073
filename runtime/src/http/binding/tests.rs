//! What goes where, over a structure with every kind of binding.

use std::collections::BTreeMap;

use http::header::HeaderMap;

use super::{Codec, bind, fill_bound, raw_payload};
use crate::__private::v1::{Described, Member, Operation, Schema, Service, Trait, wire};

use crate::stream::ByteStream;
use crate::values::{Ref, Value as _};

static SERVICE: Service = Service::UNKNOWN;

static PUT: Operation = Operation {
    name: "Put",
    method: "PUT",
    uri: "/{Bucket}/{Key+}?x-id=Put",
    ..Operation::post(&SERVICE)
};

/// Holds a member for each place.
#[derive(Clone, Default)]
pub struct Bound {
    bucket: Option<String>,
    key: Option<String>,
    parts: Vec<i32>,
    more: BTreeMap<String, String>,
    names: Vec<String>,
    dates: Vec<jiff::Timestamp>,
    metadata: BTreeMap<String, String>,
    status: Option<i32>,
    data: Option<serde_json::Value>,
    zone: Option<String>,
    until: Option<jiff::Timestamp>,
}

impl Described for Bound {
    const SCHEMA: &'static Schema = &Schema::new(
        "Bound",
        &[
            Member::new("Bucket").with(&[Trait::Label("Bucket")]),
            Member::new("Key").with(&[Trait::Label("Key")]),
            Member::new("Parts").with(&[Trait::Query("part")]),
            Member::new("More").with(&[Trait::QueryParams]),
            Member::new("Names").with(&[Trait::Header("x-names")]),
            Member::new("Dates").with(&[Trait::Header("x-dates")]),
            Member::new("Metadata").with(&[Trait::PrefixHeaders("x-meta-")]),
            Member::new("Status").with(&[Trait::StatusCode]),
            Member::new("Data").with(&[Trait::Header("x-data"), Trait::JsonValue]),
            Member::new("Zone").with(&[Trait::Query("zone"), Trait::LastSegment]),
            Member::new("Until").with(&[Trait::Header("x-until")]),
        ],
    );
}

wire! { struct Bound impl Default { 0 => bucket, 1 => key, 2 => parts, 3 => more, 4 => names, 5 => dates, 6 => metadata, 7 => status, 8 => data, 9 => zone, 10 => until } }

/// Bodies aren't looked at here.
const CODEC: Codec = Codec {
    is_nothing: |_| true,
    read: |_, _| Ok(()),
    is_true: |text| text == "true",
};

fn full() -> Bound {
    let date = jiff::Timestamp::from_second(1_481_841_524).unwrap();
    let map = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
    Bound {
        bucket: Some("b/c".to_owned()),
        key: Some("d/e f".to_owned()),
        parts: vec![1, 2],
        more: map("z", "1&2"),
        names: vec!["plain".to_owned(), "a,\"b\"".to_owned()],
        dates: vec![date, date],
        metadata: map("color", "blue"),
        status: Some(201),
        data: Some(serde_json::json!({"a": 1})),
        zone: Some("/hostedzone/Z1".to_owned()),
        until: None,
    }
}

#[test]
fn labels_are_encoded_and_greedy_ones_keep_their_slashes() {
    let bound = bind(&PUT, Some(&full())).unwrap();
    assert_eq!(
        bound.uri,
        "/b%2Fc/d/e%20f?x-id=Put&part=1&part=2&zone=Z1&z=1%262"
    );
}

#[test]
fn an_empty_label_is_refused_by_name() {
    let error = bind(&PUT, Some(&Bound::default())).err().unwrap();
    assert!(error.to_string().contains("`Bucket`"), "{error}");
}

#[test]
fn a_member_wins_over_a_parameter_of_a_map() {
    let mut input = full();
    input.more = BTreeMap::from([("part".to_owned(), "9".to_owned())]);
    let bound = bind(&PUT, Some(&input)).unwrap();
    assert!(
        bound.uri.ends_with("?x-id=Put&part=1&part=2&zone=Z1"),
        "{}",
        bound.uri
    );
}

#[test]
fn headers_read_back() {
    let bound = bind(&PUT, Some(&full())).unwrap();
    assert_eq!(bound.headers["x-names"], r#"plain, "a,\"b\"""#);
    assert_eq!(bound.headers["x-data"], "eyJhIjoxfQ==");
    let mut response = http::Response::new(());
    *response.headers_mut() = bound.headers;
    *response.status_mut() = http::StatusCode::CREATED;
    let mut back = Bound::default();
    fill_bound(&response, &mut back, &CODEC).unwrap();
    let full = full();
    assert_eq!(back.names, full.names);
    assert_eq!(back.dates, full.dates);
    assert_eq!(back.metadata, full.metadata);
    assert_eq!(back.data, full.data);
    assert_eq!(back.status, Some(201));
}

#[test]
fn a_value_that_would_end_its_header_is_refused() {
    let mut input = full();
    input.metadata = BTreeMap::from([("a".to_owned(), "b\r\nc: d".to_owned())]);
    let error = bind(&PUT, Some(&input)).err().unwrap();
    assert!(
        error.to_string().contains("can't stand in a header"),
        "{error}"
    );
}

#[test]
fn a_stream_without_a_length_is_refused_where_the_service_wants_one() {
    let stream = ByteStream::from_reader(std::io::empty(), None);
    let traits = [Trait::Payload, Trait::RequiresLength];
    let mut headers = HeaderMap::new();
    assert!(raw_payload(&Ref::Stream(&stream), &traits, &mut headers).is_err());
    let known = ByteStream::from("a");
    let sent = raw_payload(&known.read(), &traits, &mut headers).unwrap();
    assert_eq!(sent, Some(known));
}

#[test]
fn a_header_that_is_no_date_is_not_there() {
    let mut response = http::Response::new(());
    let headers = response.headers_mut();
    headers.insert("x-until", http::HeaderValue::from_static("never"));
    headers.insert("x-names", http::HeaderValue::from_static("a"));
    let mut output = Bound::default();
    fill_bound(&response, &mut output, &CODEC).unwrap();
    assert_eq!((output.until, output.names), (None, vec!["a".to_owned()]));
    assert_eq!((output.data, output.status), (None, Some(200)));
}

#[test]
fn a_list_of_nothing_makes_no_header() {
    let mut input = full();
    input.names.clear();
    assert!(
        !bind(&PUT, Some(&input))
            .unwrap()
            .headers
            .contains_key("x-names")
    );
}

#[test]
fn values_of_headers_are_sent_as_utf_8_and_read_whatever_their_bytes() {
    let mut input = full();
    let metadata = |value: &str| BTreeMap::from([("name".to_owned(), value.to_owned())]);
    input.metadata = metadata("größe €");
    input.names = vec!["ä, ö".to_owned(), "日本".to_owned()];
    let bound = bind(&PUT, Some(&input)).unwrap();
    assert_eq!(
        bound.headers["x-meta-name"].as_bytes(),
        "größe €".as_bytes()
    );
    let mut response = http::Response::new(());
    *response.headers_mut() = bound.headers;
    let mut back = Bound::default();
    fill_bound(&response, &mut back, &CODEC).unwrap();
    assert_eq!(back.metadata, input.metadata);
    assert_eq!(back.names, input.names);

    let latin = http::HeaderValue::from_bytes(b"gr\xf6\xdfe").unwrap();
    response.headers_mut().insert("x-meta-name", latin.clone());
    response.headers_mut().insert("x-names", latin);
    fill_bound(&response, &mut back, &CODEC).unwrap();
    assert_eq!(back.metadata, metadata("größe"));
    assert_eq!(back.names, ["größe"]);
}

#[test]
fn a_value_of_dots_leads_to_no_other_address_where_paths_are_resolved() {
    static S3: Service = Service {
        signature_version: "s3",
        ..Service::UNKNOWN
    };
    static PUT_OBJECT: Operation = Operation {
        name: "PutObject",
        method: "PUT",
        uri: "/{Bucket}/{Key+}",
        ..Operation::post(&S3)
    };
    let mut input = full();
    input.key = Some("../other".to_owned());
    let error = bind(&PUT, Some(&input)).err().unwrap();
    assert!(error.to_string().contains("`Key`"), "{error}");
    let bound = bind(&PUT_OBJECT, Some(&input)).unwrap();
    assert!(bound.uri.starts_with("/b%2Fc/../other?"), "{}", bound.uri);
    input.bucket = Some("..".to_owned());
    let error = bind(&PUT_OBJECT, Some(&input)).err().unwrap();
    assert!(error.to_string().contains("`Bucket`"), "{error}");
}

/// Holds secrets in headers.
#[derive(Clone, Default)]
pub struct Secrets {
    key: Option<String>,
    names: Vec<String>,
    metadata: BTreeMap<String, String>,
    open: Option<String>,
}

impl Described for Secrets {
    const SCHEMA: &'static Schema = &Schema::new(
        "Secrets",
        &[
            Member::new("Key").with(&[Trait::Header("x-key"), Trait::Sensitive]),
            Member::new("Names").with(&[
                Trait::Header("x-names"),
                Trait::Element(&[Trait::Sensitive]),
            ]),
            Member::new("Metadata").with(&[
                Trait::PrefixHeaders("x-meta-"),
                Trait::Entry(&[Trait::Sensitive]),
            ]),
            Member::new("Open").with(&[Trait::Header("x-open")]),
        ],
    );
}

wire! { struct Secrets impl Default { 0 => key, 1 => names, 2 => metadata, 3 => open } }

#[test]
fn headers_of_what_is_sensitive_are_marked() {
    static ALL: Operation = Operation {
        uri: "/",
        ..Operation::post(&SERVICE)
    };
    let bound = bind(
        &ALL,
        Some(&Secrets {
            key: Some("hush".to_owned()),
            names: vec!["hush".to_owned()],
            metadata: BTreeMap::from([("a".to_owned(), "hush".to_owned())]),
            open: Some("seen".to_owned()),
        }),
    );
    let headers = bound.unwrap().headers;
    for name in ["x-key", "x-names", "x-meta-a"] {
        assert!(headers[name].is_sensitive(), "{name}");
    }
    assert!(!headers["x-open"].is_sensitive());
    let shown = format!("{headers:?}");
    assert!(shown.contains("seen") && !shown.contains("hush"), "{shown}");
}
