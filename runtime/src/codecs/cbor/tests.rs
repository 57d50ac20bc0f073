//! What the codec promises: values come back, junk is refused, nothing overflows.

use std::collections::BTreeMap;

use minicbor::Encoder;
use minicbor::bytes::ByteVec;
use minicbor::data::Tag;
use proptest::prelude::*;
use serde_json::json;

use super::{read, write};
use crate::everything::{Choice, Everything, Page, texts, values};
use crate::values::{Ref, Value};
use crate::{DecodeError, Timestamp};

fn decode(bytes: &[u8]) -> Result<Everything, DecodeError> {
    let mut value = Everything::blank();
    read(bytes, value.write()).map(|()| value)
}

/// A message that is written token by token.
fn message(fill: impl FnOnce(&mut Encoder<Vec<u8>>)) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    fill(&mut encoder);
    encoder.into_writer()
}

/// A message with one member, whose value is these bytes.
fn member(name: &str, value: &[u8]) -> Vec<u8> {
    let mut bytes = message(|out| {
        out.map(1).unwrap().str(name).unwrap();
    });
    bytes.extend_from_slice(value);
    bytes
}

fn refusal(bytes: &[u8]) -> String {
    decode(bytes).err().unwrap().to_string()
}

/// Any CBOR, in every form that a sender may choose.
fn items() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        any::<u64>().prop_map(|value| minicbor::to_vec(value).unwrap()),
        any::<i64>().prop_map(|value| minicbor::to_vec(value).unwrap()),
        any::<f64>().prop_map(|value| minicbor::to_vec(value).unwrap()),
        any::<[u8; 2]>().prop_map(|bits| [&[0xf9], &bits[..]].concat()),
        any::<Vec<u8>>().prop_map(|value| minicbor::to_vec(ByteVec::from(value)).unwrap()),
        texts().prop_map(|value| minicbor::to_vec(value).unwrap()),
        prop::collection::vec(texts(), 0..4).prop_map(|pieces| message(|out| {
            out.begin_str().unwrap();
            for piece in pieces {
                out.str(&piece).unwrap();
            }
            out.end().unwrap();
        })),
        any::<[Vec<u8>; 2]>().prop_map(|pieces| message(|out| {
            out.begin_bytes().unwrap();
            for piece in pieces {
                out.bytes(&piece).unwrap();
            }
            out.end().unwrap();
        })),
        (2..4_u64, any::<Vec<u8>>()).prop_map(|(tag, value)| message(|out| {
            out.tag(Tag::new(tag)).unwrap().bytes(&value).unwrap();
        })),
        prop::sample::select(vec![0xe0, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7]).prop_map(|byte| vec![byte]),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let keys = texts().prop_map(|key| minicbor::to_vec(key).unwrap());
        let elements = prop::collection::vec(inner.clone(), 0..4);
        let entries = prop::collection::vec((keys, inner.clone()), 0..4);
        prop_oneof![
            (elements, any::<bool>()).prop_map(|(elements, counted)| {
                let length = elements.len() as u64;
                around(0x80, counted.then_some(length), &elements.concat())
            }),
            (entries, any::<bool>()).prop_map(|(entries, counted)| {
                let length = entries.len() as u64;
                let parts: Vec<u8> = entries
                    .into_iter()
                    .flat_map(|(key, value)| [key, value].concat())
                    .collect();
                around(0xa0, counted.then_some(length), &parts)
            }),
            (4..u64::MAX, inner).prop_map(|(tag, item)| {
                let mut bytes = minicbor::to_vec(Tag::new(tag)).unwrap();
                bytes.extend_from_slice(&item);
                bytes
            }),
        ]
    })
}

/// An array or map of either length.
fn around(kind: u8, length: Option<u64>, content: &[u8]) -> Vec<u8> {
    match length {
        Some(length) => [&[kind + u8::try_from(length).unwrap()], content].concat(),
        None => [&[kind + 31], content, &[0xff]].concat(),
    }
}

proptest! {
    #[test]
    fn any_value_comes_back(value in values()) {
        let bytes = write(&value.read(), 0).unwrap();
        prop_assert!(decode(&bytes).unwrap() == value, "{value:?} from {bytes:x?}");
    }

    #[test]
    fn any_unknown_member_is_passed_over(item in items(), key in items()) {
        let mut bytes = vec![0xa3];
        bytes.extend_from_slice(b"\x63New");
        bytes.extend_from_slice(&item);
        bytes.extend_from_slice(&key);
        bytes.extend_from_slice(&item);
        bytes.extend_from_slice(b"\x65Count\x07");
        prop_assert_eq!(decode(&bytes).unwrap().count, Some(7));
    }

    #[test]
    fn any_item_becomes_a_document(item in items()) {
        prop_assert!(decode(&member("Json", &item)).is_ok());
    }

    #[test]
    fn junk_never_panics(bytes in any::<Vec<u8>>()) {
        let _ = decode(&bytes);
        let _ = decode(&member("Json", &bytes));
        let _ = decode(&member("List", &bytes));
    }

    #[test]
    fn broken_cbor_never_panics(value in values(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = write(&value.read(), 0).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = decode(&bytes);
    }

    #[test]
    fn half_a_message_is_refused(value in values(), at in any::<prop::sample::Index>()) {
        let bytes = write(&value.read(), 0).unwrap();
        let at = at.index(bytes.len() - 1) + 1;
        prop_assert_eq!(decode(&bytes[..at]).err().map(|error| error.position()), Some(at));
    }
}

#[test]
fn without_bytes_the_value_stays() {
    let mut value = Everything::blank();
    value.count = Some(3);
    read(b"", value.write()).unwrap();
    assert_eq!(value.count, Some(3));
}

#[test]
fn what_is_no_structure_becomes_an_empty_map() {
    assert_eq!(write(&Ref::Absent, 0).unwrap(), [0xa0]);
    assert_eq!(
        write(&Choice::Number(1).read(), 0).unwrap(),
        b"\xa1\x66Number\x01"
    );
}

#[test]
fn nulls_are_passed_over() {
    let value = decode(b"\xbf\x64Text\xf6\x65Color\xf7\x65Count\x07\xff").unwrap();
    assert_eq!(
        (value.count, value.text, value.color),
        (Some(7), None, None)
    );
}

#[test]
fn nulls_stay_in_sparse_lists_and_maps_alone() {
    let value = decode(
        b"\xa4\x66Sparse\x82\x61a\xf6\x64List\x9f\x61a\xf6\xff\x69SparseMap\xa1\x61a\xf6\x63Map\xa1\x63RED\xf6",
    );
    let value = value.unwrap();
    assert_eq!(value.sparse, [Some("a".to_owned()), None]);
    assert_eq!(value.list, ["a"]);
    assert_eq!(value.sparse_map, BTreeMap::from([("a".to_owned(), None)]));
    assert!(value.map.is_empty());
}

#[test]
fn an_empty_list_is_sent_only_where_it_means_something() {
    let mut value = Everything::blank();
    value.kept = Some(Vec::new());
    assert_eq!(
        write(&value.read(), 0).unwrap(),
        b"\xbf\x65Large\x00\x64Kept\x80\xff"
    );
}

#[test]
fn unknown_values_are_kept() {
    let value =
        decode(b"\xa2\x65Color\x64BLUE\x66Choice\xa3\x66__type\x61x\x66Number\xf6\x63New\x01")
            .unwrap();
    assert_eq!(value.color.unwrap().as_str(), "BLUE");
    assert!(value.choice == Some(Choice::Unrecognized("New".to_owned())));
}

#[test]
fn an_unknown_union_member_is_not_sent() {
    let mut value = Everything::blank();
    value.choice = Some(Choice::Unrecognized("New".to_owned()));
    let error = write(&value.read(), 0).unwrap_err().to_string();
    assert!(error.contains("the union Choice has the unknown member `New`"));
}

#[test]
fn floats_come_in_every_width() {
    for (bytes, ratio) in [
        (&b"\xf9\x3e\x00"[..], 1.5),
        (b"\xfa\x40\xf4\x00\x00", 7.625),
        (b"\xfb\x3f\xfe\x39\x58\x10\x62\x4d\xd3", 1.889),
        (b"\xf9\xfc\x00", f64::NEG_INFINITY),
        (b"\x18\x38", 56.0),
        (b"\x20", -1.0),
        (b"\xc2\x42\x01\x00", 256.0),
        (b"\xc3\x42\x01\x00", -257.0),
    ] {
        assert_eq!(decode(&member("Ratio", bytes)).unwrap().ratio, Some(ratio));
    }
    let value = decode(&member("Single", b"\xf9\x7e\x00")).unwrap();
    assert!(value.single.unwrap().is_nan());
}

#[test]
fn a_whole_float_is_an_integer() {
    for (bytes, large) in [
        (&b"\xf9\x47\x00"[..], 7),
        (b"\xfb\xc0\x00\x00\x00\x00\x00\x00\x00", -2),
        (b"\xc2\x44\x00\x00\x01\x00", 256),
        (b"\xd8\x64\x05", 5),
        (b"\x3b\x7f\xff\xff\xff\xff\xff\xff\xff", i64::MIN),
    ] {
        assert_eq!(decode(&member("Large", bytes)).unwrap().large, large);
    }
}

#[test]
fn a_timestamp_is_written_with_its_tag() {
    let mut value = Everything::blank();
    value.at = Timestamp::from_second(1_398_796_238).ok();
    value.date = Timestamp::from_millisecond(1500).ok();
    assert_eq!(
        write(&value.read(), 0).unwrap(),
        b"\xbf\x65Large\x00\x62At\xc1\x1a\x53\x5f\xef\xce\x64Date\xc1\xfb\x3f\xf8\x00\x00\x00\x00\x00\x00\xff"
    );
}

#[test]
fn timestamps_come_in_many_forms() {
    for bytes in [
        &b"\xc1\x1a\x53\x5f\xef\xce"[..],
        b"\xc1\xfb\x41\xd4\xd7\xfb\xf3\x80\x00\x00",
        b"\x1a\x53\x5f\xef\xce",
        b"\xc0\x742014-04-29T18:30:38Z",
    ] {
        let at = decode(&member("At", bytes)).unwrap().at;
        assert_eq!(at.unwrap().as_millisecond(), 1_398_796_238_000);
    }
    let at = decode(&member("At", b"\xc1\xfb\x41\xcc\x37\xdb\x38\x0f\xbe\x77")).unwrap();
    assert_eq!(at.at.unwrap().as_millisecond(), 946_845_296_123);
    let last = decode(&member("At", b"\xc1\x1b\x7f\xff\xff\xff\xff\xff\xff\xff"));
    assert_eq!(last.unwrap().at, Some(Timestamp::MAX));
    let first = decode(&member("At", b"\xc1\x3b\x7f\xff\xff\xff\xff\xff\xff\xff"));
    assert_eq!(first.unwrap().at, Some(Timestamp::MIN));
}

#[test]
fn strings_may_come_in_pieces() {
    let value = decode(
        b"\xbf\x7f\x62Te\x62xt\xff\x7f\x61a\x60\x61b\xff\x64Blob\x5f\x41\x01\x41\x02\xff\xff",
    );
    let value = value.unwrap();
    assert_eq!(value.text.as_deref(), Some("ab"));
    assert_eq!(value.blob.as_deref(), Some(&[1, 2][..]));
}

#[test]
fn a_document_holds_what_json_can() {
    let item = b"\xa6\x61a\x83\x01\x20\xf6\x61b\x42\x01\x02\x61c\xf9\x7e\x00\x61d\xc1\x05\x61e\xf4\x61f\xe0";
    let value = decode(&member("Json", item)).unwrap();
    let expected =
        json!({"a": [1, -1, null], "b": "AQI=", "c": null, "d": 5, "e": false, "f": null});
    assert_eq!(value.json, Some(expected));
}

#[test]
fn json_in_a_string_is_a_document() {
    let mut value = Everything::blank();
    value.embedded = Some(json!({"a": 1}));
    let bytes = write(&value.read(), 0).unwrap();
    assert_eq!(bytes, b"\xbf\x65Large\x00\x68Embedded\x67{\"a\":1}\xff");
    assert_eq!(decode(&bytes).unwrap().embedded, value.embedded);
    let text = decode(&member("Embedded", b"\x61{")).unwrap().embedded;
    assert_eq!(text, Some(json!("{")));
}

#[test]
fn an_error_names_the_place() {
    let error = decode(b"\xa1\x63Map\xa1\x63RED\xbf\x64Kept\x82\x01\x61a\xff");
    let error = error.err().unwrap();
    assert_eq!(error.path(), r#"$.Map["RED"].Kept[1]"#);
    assert_eq!(error.position(), 18);
    assert!(error.to_string().contains("expected an integer"));
}

#[test]
fn what_is_no_cbor_is_refused() {
    for bytes in [
        &b"\xa0\x00"[..],
        b"\x1c",
        b"\xa1\x63New\xff",
        b"\xa1\x63New\xc2\x01",
        b"\xa1\x64Text\x61\xff",
        b"\xa1\x63New\x7f\x41a\xff",
    ] {
        assert!(refusal(bytes).contains("this is not CBOR"), "{bytes:x?}");
    }
}

#[test]
fn depth_is_limited() {
    let deeper = "nested deeper than 128 levels";
    assert!(refusal(&b"\xa1\x65Child".repeat(10_000)).contains(deeper));
    assert!(refusal(&member("New", &[0x81; 10_000])).contains(deeper));
    assert!(refusal(&member("Json", &[0x9f; 10_000])).contains(deeper));
    let tags = [&[0xc1; 10_000][..], b"\x01"].concat();
    assert_eq!(decode(&member("Count", &tags)).unwrap().count, Some(1));
}

#[test]
fn a_claimed_length_allocates_nothing() {
    for head in [0x5b_u8, 0x7b, 0x9b, 0xbb] {
        for name in ["New", "Json", "Text", "Blob", "List", "Map"] {
            let bytes = member(
                name,
                &[head, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            );
            assert!(decode(&bytes).is_err(), "{head:x} as {name}");
        }
    }
}

#[test]
fn a_message_does_not_take_memory_out_of_proportion() {
    let count = 200_000_u32;
    for (name, element) in [("Items", &b"\xa0"[..]), ("Items", b"\xa1\x65Child\xa0")] {
        let mut bytes = [&b"\xa1\x65"[..], name.as_bytes(), b"\x9a"].concat();
        bytes.extend_from_slice(&count.to_be_bytes());
        bytes.extend(element.repeat(count as usize));
        let mut page = Page::blank();
        let error = read(&bytes, page.write()).unwrap_err().to_string();
        assert!(error.contains("`max_memory_per_byte`"), "{error}");
        assert!(page.items.capacity() * size_of::<Everything>() < 64 << 20);
    }
    let mut bytes = b"\x9a".to_vec();
    bytes.extend_from_slice(&count.to_be_bytes());
    bytes.extend(b"\xa1\x60\x00".repeat(count as usize));
    assert!(refusal(&member("Json", &bytes)).contains("`max_memory_per_byte`"));
}
