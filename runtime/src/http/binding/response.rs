//! The members of an output that don't come from the body.

use std::borrow::Cow;

use http::header::{HeaderMap, HeaderValue};

use super::{Codec, header_list};
use crate::codecs::blob;
use crate::codecs::fault::Kind;
use crate::codecs::json;
use crate::codecs::text;
use crate::error::DecodeError;
use crate::tables::{TimestampFormat, Trait, element_traits};
use crate::values::{List, Presence, Slot, Structure, Value};

/// Fills the members of an output or error that are bound to headers or the status.
///
/// # Errors
/// A header isn't what the table says.
pub(crate) fn fill_bound<B>(
    response: &http::Response<B>,
    output: &mut dyn Value,
    codec: &Codec,
) -> Result<(), DecodeError> {
    let Slot::Structure(structure) = output.write() else {
        return Ok(());
    };
    let headers = response.headers();
    for (index, traits) in structure.schema().set_apart() {
        for found in traits {
            match found {
                Trait::Header(name) if headers.contains_key(*name) => {
                    match header(headers, name, structure.slot(index), traits, codec) {
                        // Whoever stored an object may have given it a date that is none: it is more than that.
                        Err(Kind::Timestamp) => structure.reset(index),
                        outcome => outcome
                            .map_err(|wanted| unexpected(wanted, &format!("the header {name}")))?,
                    }
                }
                Trait::PrefixHeaders(prefix) => {
                    prefixed(headers, prefix, structure, index);
                }
                Trait::StatusCode => {
                    let status = response.status();
                    text::read(status.as_str(), structure.slot(index))
                        .map_err(|wanted| unexpected(wanted, "the status"))?;
                }
                _ => {}
            }
        }
    }
    Ok(())
}

fn unexpected(wanted: Kind, place: &str) -> DecodeError {
    DecodeError::at(format!("expected {wanted} in {place}"), "", 0)
}

/// A value as text: UTF-8, or else Latin-1, in which each byte is a character and none is lost.
fn shown(value: &HeaderValue) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

/// Fills a member from a header; otherwise says what was expected instead.
fn header(
    headers: &HeaderMap,
    name: &str,
    slot: Slot<'_>,
    traits: &'static [Trait],
    codec: &Codec,
) -> Result<(), Kind> {
    // A header may come several times: that is the same as once with commas.
    let texts: Vec<String> = headers
        .get_all(name)
        .iter()
        .map(|value| shown(value).into_owned())
        .collect();
    let text = texts.join(", ");
    match slot {
        Slot::List(list) => elements(&text, list, element_traits(traits), codec),
        Slot::Document(value) if traits.contains(&Trait::JsonValue) => {
            let decoded = blob::decode(&text);
            *value = decoded
                .and_then(|json| json::document(&json))
                .ok_or(Kind::Base64Document)?;
            Ok(())
        }
        slot => scalar(&text, slot, codec),
    }
}

fn scalar(text: &str, slot: Slot<'_>, codec: &Codec) -> Result<(), Kind> {
    if let Slot::Boolean(value) = slot {
        *value = (codec.is_true)(text);
        return Ok(());
    }
    text::read(text, slot)
}

fn elements(
    text: &str,
    list: &mut dyn List,
    of_element: &[Trait],
    codec: &Codec,
) -> Result<(), Kind> {
    list.clear();
    if text.trim().is_empty() {
        return Ok(());
    }
    let format = of_element.iter().find_map(Trait::timestamp_format);
    let mut dates = None;
    let mut rest = header_list::split(text).into_iter();
    while let Some(element) = rest.next() {
        let slot = list.push(Presence::Present);
        let is_date = *dates.get_or_insert_with(|| {
            matches!(slot, Slot::Timestamp(_))
                && format.is_none_or(|format| format == TimestampFormat::HttpDate)
        });
        // A date has a comma of its own, after the day of the week.
        let whole = match is_date.then(|| rest.next()).flatten() {
            Some(time) => format!("{element}, {time}"),
            None => element,
        };
        scalar(&whole, slot, codec)?;
    }
    Ok(())
}

fn prefixed(headers: &HeaderMap, prefix: &str, structure: &mut dyn Structure, index: usize) {
    let prefix = prefix.to_ascii_lowercase();
    let mut found = headers
        .iter()
        .filter_map(|(name, value)| {
            let name = name.as_str().strip_prefix(&prefix)?;
            Some((name, shown(value)))
        })
        .peekable();
    // Without such a header an optional map stays absent.
    if found.peek().is_none() {
        return;
    }
    if let Slot::Map(map) = structure.slot(index) {
        for (name, text) in found {
            if let Slot::String(value) = map.insert(name).write() {
                *value = text.into_owned();
            }
        }
    }
}
