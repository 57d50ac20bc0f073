//! Broken files are told from each other, and none is a panic.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use std::io::Write as _;
use std::path::Path;

use super::{MOST_VALUES, parse, parse_up_to, read_json};
use crate::diagnostics::Diagnostics;
use crate::load::tests::Folder;
use crate::load::unpack::{LARGEST, read_up_to};

fn problem(json: &str) -> String {
    let mut sink = Diagnostics::new();
    assert!(
        parse(Path::new("m.json"), json.as_bytes(), &mut sink).is_none(),
        "{json:.80} parsed"
    );
    sink.render(false).lines().next().unwrap().to_owned()
}

fn packed(text: &str) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(text.as_bytes()).unwrap();
    gz.finish().unwrap()
}

#[test]
fn broken_json_says_line_and_column() {
    assert_eq!(
        problem("{\n  \"a\": nul }"),
        "error[broken-json]: the JSON is broken: expected ident: line 2, column 11"
    );
    assert!(problem("{} {}").contains("trailing characters: line 1, column 4"));
    assert!(problem("").contains("the file is empty"));
    assert!(problem("{\n \"a\"").contains("the JSON breaks off: line 2, column 4"));
    assert!(problem("\u{fffd}").contains("it is no JSON"));
}

#[test]
fn a_key_said_twice_is_an_error() {
    assert_eq!(
        problem(r#"{"a": {"b": 1, "b": 2}}"#),
        "error[duplicate-key]: the JSON is broken: duplicate key `b`: line 1, column 22"
    );
}

#[test]
fn nesting_is_allowed_to_127_levels_and_refused_beyond() {
    let nested = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let mut sink = Diagnostics::new();
    assert!(parse(Path::new("m.json"), nested(127).as_bytes(), &mut sink).is_some());
    assert!(problem(&nested(128)).contains("error[too-deep]"));
    assert!(problem(&"[".repeat(1_000_000)).contains("error[too-deep]"));
    assert!(problem(&"{\"a\":".repeat(1_000_000)).contains("error[too-deep]"));
}

#[test]
fn a_number_beyond_every_type_is_an_error_and_a_long_one_is_kept_as_a_float() {
    assert!(problem("[1e999]").contains("number out of range"));
    let mut sink = Diagnostics::new();
    let long = parse(
        Path::new("m.json"),
        b"123456789012345678901234567890",
        &mut sink,
    )
    .unwrap();
    assert!(long.is_f64());
}

#[test]
fn packed_files_are_unpacked_and_broken_ones_refused() {
    let folder = Folder::new("gzip");
    let whole = packed("{\"a\": 1}");
    folder.write("whole.json.gz", &whole);
    folder.write("cut.json.gz", &whole[..whole.len() - 6]);
    folder.write("plain.json.gz", b"{\"a\": 1}");
    let mut sink = Diagnostics::new();
    assert!(read_json(&folder.path("whole.json.gz"), &mut sink).is_some());
    assert!(sink.is_empty());
    assert!(read_json(&folder.path("cut.json.gz"), &mut sink).is_none());
    assert!(read_json(&folder.path("plain.json.gz"), &mut sink).is_none());
    assert!(read_json(&folder.path("absent.json"), &mut sink).is_none());
    let codes: Vec<&str> = sink.sorted().iter().map(|d| d.code()).collect();
    assert_eq!(codes, ["unreadable", "broken-gzip", "broken-gzip"]);
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let folder = Folder::new("bomb");
    folder.write("bomb.json.gz", &packed(&" ".repeat(5000)));
    let mut sink = Diagnostics::new();
    assert!(read_up_to(&folder.path("bomb.json.gz"), 4999, &mut sink).is_none());
    assert_eq!(sink.sorted()[0].code(), "too-large");
    assert!(read_up_to(&folder.path("bomb.json.gz"), 5000, &mut sink).is_some());
}

#[test]
fn a_small_archive_of_many_small_values_is_refused_before_it_fills_the_memory() {
    let folder = Folder::new("values");
    let bytes = [b"[0".to_vec(), b",0".repeat(MOST_VALUES), b"]".to_vec()].concat();
    let bomb = packed(std::str::from_utf8(&bytes).unwrap());
    assert!(bomb.len() < 64 << 10 && (bytes.len() as u64) < LARGEST);
    folder.write("bomb.json.gz", &bomb);
    let mut sink = Diagnostics::new();
    assert!(read_json(&folder.path("bomb.json.gz"), &mut sink).is_none());
    assert_eq!(sink.sorted()[0].code(), "too-large");
    assert!(sink.render(false).contains("more than 2000000 values"));
}

#[test]
fn every_value_counts_however_it_is_nested() {
    let json = br#"{"a": [1, {"b": null}], "c": "d"}"#;
    for (most, fits) in [(5, false), (6, true)] {
        let mut sink = Diagnostics::new();
        let read = parse_up_to(Path::new("m.json"), json, most, &mut sink);
        assert_eq!(read.is_some(), fits, "{most}");
    }
}
