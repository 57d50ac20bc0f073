//! The members of an output that don't come from the body.

use std::borrow::Cow;

use http::header::{HeaderMap, HeaderValue};

use super::header_list;
use crate::blob;
use crate::error::DecodeError;
use crate::json;
use crate::schema::{TimestampFormat, Trait, element_traits};
use crate::text;
use crate::value::{List, Presence, Slot, Structure, Value};

/// Fills the members of an output or error that are bound to headers or the status.
///
/// # Errors
/// A header isn't what the table says.
pub(crate) fn fill_bound<B>(
    response: &http::Response<B>,
    output: &mut dyn Value,
) -> Result<(), DecodeError> {
    let Slot::Structure(structure) = output.write() else {
        return Ok(());
    };
    for (index, traits) in structure.schema().set_apart() {
        for found in traits {
            match found {
                Trait::Header(name) if response.headers().contains_key(*name) => {
                    let outcome = header(response.headers(), name, structure.slot(index), traits);
                    match outcome {
                        // Whoever stored an object may have given it a date that is none: it is more than that.
                        Err(_) if matches!(structure.slot(index), Slot::Timestamp(_)) => {
                            structure.reset(index);
                        }
                        outcome => outcome?,
                    }
                }
                Trait::PrefixHeaders(prefix) => {
                    prefixed(response.headers(), prefix, structure, index);
                }
                Trait::StatusCode => {
                    let status = response.status();
                    read(status.as_str(), structure.slot(index), "the status")?;
                }
                _ => {}
            }
        }
    }
    Ok(())
}

fn read(text: &str, slot: Slot<'_>, place: &str) -> Result<(), DecodeError> {
    text::read(text, slot).map_err(|wanted| unexpected(wanted, place))
}

fn unexpected(wanted: &str, place: &str) -> DecodeError {
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

fn header(
    headers: &HeaderMap,
    name: &str,
    slot: Slot<'_>,
    traits: &'static [Trait],
) -> Result<(), DecodeError> {
    let place = format!("the header {name}");
    // A header may come several times: that is the same as once with commas.
    let texts: Vec<String> = headers
        .get_all(name)
        .iter()
        .map(|value| shown(value).into_owned())
        .collect();
    let text = texts.join(", ");
    match slot {
        Slot::List(list) => elements(&text, list, element_traits(traits), &place),
        Slot::Document(value) if traits.contains(&Trait::JsonValue) => {
            let decoded = blob::decode(&text);
            *value = decoded
                .and_then(|json| json::document(&json))
                .ok_or_else(|| unexpected("JSON in base64", &place))?;
            Ok(())
        }
        slot => read(&text, slot, &place),
    }
}

fn elements(
    text: &str,
    list: &mut dyn List,
    of_element: &[Trait],
    place: &str,
) -> Result<(), DecodeError> {
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
        read(&whole, slot, place)?;
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
