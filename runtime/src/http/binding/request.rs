//! The members of an input that don't go into the body.

use std::borrow::Cow;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::uri::{self, Dots, Query};
use super::{HEADERS, header_list};
use crate::codecs::blob;
use crate::codecs::text;
use crate::error::EncodeError;
use crate::tables::TimestampFormat::{DateTime, HttpDate};
use crate::tables::{Operation, Trait, element_traits};
use crate::values::members::members;
use crate::values::{List, Map, Ref, Structure};

/// What the bindings make of an input.
pub(crate) struct Bound {
    /// Path and query.
    pub(crate) uri: String,
    pub(crate) headers: HeaderMap,
}

/// Writes path, query and headers.
///
/// # Errors
/// A label is empty, or a value can't stand in a header.
pub(crate) fn bind(
    operation: &Operation,
    input: Option<&dyn Structure>,
) -> Result<Bound, EncodeError> {
    let (path, fixed) = operation.uri.split_once('?').unwrap_or((operation.uri, ""));
    // What is bound has a trait that says where.
    let input = input.filter(|input| input.schema().has_traits());
    let members = input.map(members).unwrap_or_default();
    // A path that is signed as it stands has names in it that may be of dots; others are resolved before they are signed.
    let dots = if operation.service.signs_raw_path() {
        Dots::Kept
    } else {
        Dots::Refused
    };
    let path = uri::expand(path, dots, |label| value_of_label(input?, &members, label))?;
    let mut query = Query::new(fixed);
    let mut headers = HeaderMap::with_capacity(HEADERS);
    if let Some(input) = input {
        for (index, traits) in input.schema().set_apart() {
            let value = members.get(index).copied().unwrap_or(Ref::Absent);
            for found in traits {
                match found {
                    Trait::Query(name) => parameter(&mut query, name, &value, traits),
                    Trait::Header(name) => header(&mut headers, name, &value, traits)?,
                    Trait::PrefixHeaders(prefix) => {
                        prefixed(&mut headers, prefix, &value, traits)?;
                    }
                    _ => {}
                }
            }
        }
        parameters_of_maps(&mut query, input, &members);
    }
    Ok(Bound {
        uri: query.after(path),
        headers,
    })
}

fn value_of_label<'a>(
    input: &'a dyn Structure,
    members: &[Ref<'a>],
    label: &str,
) -> Option<Cow<'a, str>> {
    let (index, traits) = input.schema().set_apart().find(|(_, traits)| {
        traits
            .iter()
            .any(|found| matches!(found, Trait::Label(name) if *name == label))
    })?;
    text::write(members.get(index)?, traits, DateTime)
}

fn parameter(query: &mut Query, name: &str, value: &Ref<'_>, traits: &[Trait]) {
    match value {
        Ref::List(list) => {
            let of_element = element_traits(traits);
            for element in elements(*list) {
                if let Some(text) = text::write(&element, of_element, DateTime) {
                    query.push(name, &text);
                }
            }
        }
        value => {
            if let Some(text) = text::write(value, traits, DateTime) {
                query.push(name, &text);
            }
        }
    }
}

/// Maps of parameters come last: a member with the parameter's own name wins over them.
fn parameters_of_maps(query: &mut Query, input: &dyn Structure, members: &[Ref<'_>]) {
    for (index, traits) in input.schema().set_apart() {
        if !traits.contains(&Trait::QueryParams) {
            continue;
        }
        let Some(Ref::Map(map)) = members.get(index) else {
            continue;
        };
        let entries: Vec<(&str, Ref<'_>)> = map
            .entries()
            .filter(|(name, _)| !query.has(name))
            .map(|(name, value)| (name, value.read()))
            .collect();
        for (name, value) in entries {
            parameter(query, name, &value, &[]);
        }
    }
}

fn header(
    headers: &mut HeaderMap,
    name: &str,
    value: &Ref<'_>,
    traits: &[Trait],
) -> Result<(), EncodeError> {
    let text = match value {
        Ref::List(list) if list.is_empty() && !traits.contains(&Trait::KeepEmpty) => return Ok(()),
        Ref::List(list) => {
            let of_element = element_traits(traits);
            let texts: Vec<String> = elements(*list)
                .filter_map(|element| in_list(&element, of_element))
                .collect();
            Cow::Owned(texts.join(", "))
        }
        Ref::Document(value) if traits.contains(&Trait::JsonValue) => {
            Cow::Owned(blob::encode(value.to_string()))
        }
        value => match text::write(value, traits, HttpDate) {
            Some(text) => text,
            None => return Ok(()),
        },
    };
    insert(headers, name, &text, is_sensitive(traits))
}

fn in_list(element: &Ref<'_>, traits: &[Trait]) -> Option<String> {
    let text = text::write(element, traits, HttpDate)?;
    Some(match element {
        Ref::String(_) | Ref::Enumeration(_) => header_list::quoted(&text),
        _ => text.into_owned(),
    })
}

fn prefixed(
    headers: &mut HeaderMap,
    prefix: &str,
    value: &Ref<'_>,
    traits: &[Trait],
) -> Result<(), EncodeError> {
    let Ref::Map(map) = value else {
        return Ok(());
    };
    for (name, value) in entries(*map) {
        if let Some(text) = text::write(&value, &[], HttpDate) {
            insert(
                headers,
                &format!("{prefix}{name}"),
                &text,
                is_sensitive(traits),
            )?;
        }
    }
    Ok(())
}

fn insert(
    headers: &mut HeaderMap,
    name: &str,
    text: &str,
    sensitive: bool,
) -> Result<(), EncodeError> {
    let unfit = || EncodeError::new(format!("`{name}` can't stand in a header"));
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit())?;
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| unfit())?;
    value.set_sensitive(sensitive);
    headers.insert(header, value);
    Ok(())
}

/// Whether what goes into a header may not be seen, by itself or as a part of a list or a map.
pub(super) fn is_sensitive(traits: &[Trait]) -> bool {
    traits.iter().any(|found| match found {
        Trait::Sensitive => true,
        Trait::Element(of) | Trait::Entry(of) | Trait::Key(of) => is_sensitive(of),
        _ => false,
    })
}

fn elements(list: &dyn List) -> impl Iterator<Item = Ref<'_>> {
    (0..list.len()).filter_map(|index| list.get(index).map(crate::values::Value::read))
}

fn entries(map: &dyn Map) -> impl Iterator<Item = (&str, Ref<'_>)> {
    map.entries().map(|(name, value)| (name, value.read()))
}
