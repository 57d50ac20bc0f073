//! What is read in place is read as quick-xml reads it: the same markup at the same places, the same values, the same
//! refusals, however the text is broken.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;

use super::Tokens;
use crate::codecs::fault::{DEEPEST, Fault};
use crate::codecs::xml::odd::Markup;
use crate::codecs::xml::read;
use crate::codecs::xml::tests::Bucket;
use crate::values::Value;

/// Every kind of member, some in an order that isn't the table's.
const WHOLE: &str = "<?xml version=\"1.0\"?>\n<Bucket xsi:type='user'><Name>a b</Name><Size>-1</Size>\n\
    <Rules><Rule><ID>one</ID></Rule><Rule><ID>&lt;two&gt;&#x20;</ID></Rule><Rule/></Rules><Tag>x</Tag><Tag></Tag>\
    <Labels><entry><K>k</K><V>v</V></entry><entry><V>w</V><K>l</K></entry></Labels>\n <Limit><key>a</key>\
    <value>1</value></Limit><Limit><value>2</value><key>b</key></Limit><Size>7</Size><Created>2026-01-01T00:00:00Z\
    </Created><Name>&quot;c&quot;</Name></Bucket>\n";

const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "</",
    "/>",
    "<a>",
    "</a>",
    "<a/>",
    "<a />",
    "<a b='>'>",
    "<a' '>",
    "</a'>",
    "<a\"b\">",
    "</a\"b\">",
    "<>",
    "</>",
    "<//>",
    "<a/b>",
    "&lt;",
    "&quot;",
    "&#65;",
    "&#0;",
    "&a;",
    "&",
    ";",
    "\"",
    "'",
    " ",
    "\r\n",
    "\r",
    "x",
    "é",
    "<!---->",
    "<!-->",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a>",
    "<?a?>",
    "<?",
    "?>",
    "<!",
    "=",
    ":",
    "\u{feff}",
    "<Name>",
    "</Name>",
    "<Name/>",
    "<Name >",
    "</Name >",
    "<Size>",
    "</Size>",
    "<Rules>",
    "</Rules>",
    "<Rule>",
    "</Rule>",
    "<ID>",
    "</ID>",
    "<Tag>",
    "</Tag>",
    "<Labels>",
    "</Labels>",
    "<entry>",
    "</entry>",
    "<K>",
    "</K>",
    "<V>",
    "</V>",
    "<Limit>",
    "</Limit>",
    "<key>",
    "</key>",
    "<value>",
    "</value>",
    "<s:Name>",
    "</s:Name>",
    "<Bucket>",
    "</Bucket>",
];

/// A message with a few pieces in places of others, or nothing but pieces.
fn message() -> impl Strategy<Value = String> {
    let change = (any::<Index>(), 0..9_usize, select(PIECES));
    let changed = prop::collection::vec(change, 0..5).prop_map(|changes| {
        let mut text = WHOLE.to_owned();
        for (at, length, piece) in changes {
            let boundary = |from: usize| (from..=text.len()).find(|at| text.is_char_boundary(*at));
            let start = boundary(at.index(text.len())).unwrap_or_default();
            let end = boundary(text.len().min(start + length)).unwrap_or(start);
            text.replace_range(start..end, piece);
        }
        text
    });
    let pieces = prop::collection::vec(select(PIECES), 0..20).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => changed, 1 => pieces]
}

/// All markup of a text as we read it, and where each ends.
fn ours(text: &str) -> Vec<(String, usize)> {
    let (mut tokens, mut found) = (Tokens::new(text), Vec::new());
    loop {
        let next = tokens.next();
        let shown = match &next {
            Ok(Markup::Start(tag)) => format!("start {} {}", tag.name, tag.attributes),
            Ok(Markup::Text(text)) => format!("text {text}"),
            Ok(Markup::Reference(reference)) => format!("reference {}", &**reference),
            Ok(Markup::End) => "end".to_owned(),
            Ok(Markup::Nothing) => "nothing".to_owned(),
            Ok(Markup::Last) => "last".to_owned(),
            Ok(Markup::Empty(_) | Markup::Close(_)) => unreachable!(),
            Err(fault) => format!("{fault:?}"),
        };
        found.push((shown, tokens.position()));
        if matches!(next, Ok(Markup::Last) | Err(_)) {
            return found;
        }
    }
}

/// The same, read by quick-xml alone. It doesn't count the mark with which a text may begin.
fn of_the_library(text: &str) -> Vec<(String, usize)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let (mut found, mut depth) = (Vec::new(), 0);
    loop {
        let event = reader.read_event();
        let mut is_last = matches!(event, Ok(Event::Eof | Event::DocType(_)) | Err(_));
        let shown = match event {
            Ok(Event::Start(_)) if depth == DEEPEST => {
                is_last = true;
                format!("{:?}", Fault::Depth)
            }
            Ok(Event::Start(tag)) => {
                depth += 1;
                format!("start {} {}", tag.name().as_ref(), tag.attributes_raw())
            }
            Ok(Event::End(_)) => {
                depth -= 1;
                "end".to_owned()
            }
            Ok(Event::Text(text)) => format!("text {}", &*text),
            Ok(Event::CData(text)) => format!("text {}", &*text),
            Ok(Event::GeneralRef(reference)) => format!("reference {}", &*reference),
            Ok(Event::DocType(_)) => format!("{:?}", Fault::Entity),
            Ok(Event::Eof) => "last".to_owned(),
            Ok(_) => "nothing".to_owned(),
            Err(_) => format!("{:?}", Fault::Syntax),
        };
        let position = usize::try_from(reader.buffer_position()).unwrap();
        found.push((shown, mark + position));
        if is_last {
            return found;
        }
    }
}

/// The same message with no tag and no text in its plainest form; `None` for what can't be read to its end.
fn odd(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut whole = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let (name, attributes) = (tag.name(), tag.attributes_raw());
                whole.push_str(&format!("<{}{attributes} >", name.as_ref()));
            }
            Event::End(tag) => whole.push_str(&format!("</{}\n><!-- -->", tag.name().as_ref())),
            Event::Text(text) => whole.push_str(&text),
            Event::CData(text) => whole.push_str(&format!("<![CDATA[{}]]>", &*text)),
            Event::GeneralRef(reference) => whole.push_str(&in_digits(&reference)),
            // A text with nothing in it is no message.
            Event::Eof => return Some(whole).filter(|whole| !whole.trim().is_empty()),
            Event::DocType(_) => return None,
            _ => {}
        }
    }
}

fn in_digits(reference: &BytesRef<'_>) -> String {
    match &**reference {
        "lt" => "&#60;".to_owned(),
        "quot" => "&#x22;".to_owned(),
        other => format!("&{other};"),
    }
}

/// What a message says, or why it is refused; the place isn't told.
fn said(text: &str) -> Result<Bucket, String> {
    let mut bucket = Bucket::default();
    match read(text.as_bytes(), &[], bucket.write()) {
        Ok(()) => Ok(bucket),
        Err(error) => {
            let told = error.to_string();
            Err(told.split(" (byte").next().unwrap_or_default().to_owned())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn markup_is_where_the_library_finds_it(text in message()) {
        prop_assert_eq!(ours(&text), of_the_library(&text));
    }

    #[test]
    fn a_message_says_the_same_however_its_markup_is_written(text in message()) {
        if let Some(odd) = odd(&text) {
            prop_assert_eq!(said(&text), said(&odd), "{}", odd);
        }
    }
}

#[test]
fn the_whole_message_is_read() {
    let found = said(WHOLE).unwrap();
    assert_eq!(found, said(&odd(WHOLE).unwrap()).unwrap());
    assert_eq!(ours(WHOLE), of_the_library(WHOLE));
}

#[test]
fn the_deepest_element_is_read_and_the_next_one_refused() {
    for levels in [DEEPEST, DEEPEST + 1] {
        for (start, end) in [("<a>", "</a>"), ("<a >", "</a >")] {
            let text = format!("{}<a/>{}", start.repeat(levels - 1), end.repeat(levels - 1));
            assert_eq!(ours(&text), of_the_library(&text));
            assert_eq!(said(&text).is_ok(), levels == DEEPEST);
        }
    }
    // A member that is expected is refused like any other.
    let deep = "<Rules>".repeat(DEEPEST);
    assert!(said(&format!("<B>{deep}")).unwrap_err().contains("nested"));
}
