//! Payloads: members that are the whole body, as it is or by a protocol's codec.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue};

use super::{comes_in_body, fill_bound};
use crate::error::{DecodeError, EncodeError};
use crate::stream::ByteStream;
use crate::tables::Trait;
use crate::values::members::member;
use crate::values::{Ref, Slot, Structure, Value};

const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain");

/// The member of an input that is the whole body, and its traits.
pub(crate) fn payload_member(input: &dyn Structure) -> Option<(Ref<'_>, &'static [Trait])> {
    let (index, traits) = payload_index(input)?;
    Some((member(input, index), traits))
}

fn payload_index(structure: &dyn Structure) -> Option<(usize, &'static [Trait])> {
    let mut members = structure.schema().set_apart();
    members.find(|(_, traits)| traits.contains(&Trait::Payload))
}

/// The body of a payload that is sent as it is, with its content type; `None` for one that a codec has to write.
///
/// # Errors
/// The service wants to know the length of a stream that has none, or a header has another.
pub(crate) fn raw_payload(
    value: &Ref<'_>,
    traits: &[Trait],
    headers: &mut HeaderMap,
) -> Result<Option<ByteStream>, EncodeError> {
    let body = match (raw(value, traits, headers), stated(headers)) {
        (Some(body), Some(length)) => Some(body.of_length(length)?),
        (body, _) => body,
    };
    let has_length = body.as_ref().is_none_or(|body| body.length().is_some());
    if traits.contains(&Trait::RequiresLength) && !has_length {
        return Err(EncodeError::new(
            "the service wants to know the stream's length: give it to `from_reader`",
        ));
    }
    Ok(body)
}

/// The length of the body that a member says in its header.
fn stated(headers: &HeaderMap) -> Option<u64> {
    let stated = headers.get(CONTENT_LENGTH)?;
    stated.to_str().ok()?.trim().parse().ok()
}

fn raw(value: &Ref<'_>, traits: &[Trait], headers: &mut HeaderMap) -> Option<ByteStream> {
    let (body, content_type) = match value {
        Ref::Absent => return Some(ByteStream::default()),
        Ref::Stream(stream) if stream.is_empty() => return Some(ByteStream::default()),
        Ref::Stream(stream) => ((*stream).clone(), BYTES),
        Ref::Blob(value) => ((*value).clone().into(), BYTES),
        Ref::String(text) | Ref::Enumeration(text) => ((*text).to_owned().into(), TEXT),
        _ => return None,
    };
    let modelled = traits.iter().find_map(|found| match found {
        Trait::MediaType(name) => HeaderValue::from_str(name).ok(),
        _ => None,
    });
    let content_type = modelled.unwrap_or(content_type);
    headers.entry(CONTENT_TYPE).or_insert(content_type);
    Some(body)
}

/// How a protocol reads a body.
pub(crate) struct Codec {
    /// Whether the body says that there is no value.
    pub(crate) is_nothing: fn(&[u8]) -> bool,
    /// Fills a value from a body.
    pub(crate) read: fn(&[u8], Slot<'_>) -> Result<(), DecodeError>,
    /// Whether a header's text is a boolean that is true.
    pub(crate) is_true: fn(&str) -> bool,
}

/// Fills an output from headers, status and body.
///
/// # Errors
/// The response isn't what the table says.
pub(crate) fn fill(
    response: &http::Response<Bytes>,
    output: &mut dyn Value,
    codec: &Codec,
) -> Result<(), DecodeError> {
    let Slot::Structure(structure) = output.write() else {
        return Ok(());
    };
    let body = response.body();
    if let Some((index, _)) = payload_index(structure) {
        payload(structure, index, body, codec)?;
    } else if comes_in_body(structure) && !(codec.is_nothing)(body) {
        (codec.read)(body, output.write())?;
    }
    fill_bound(response, output, codec)
}

/// Gives a stream to the payload of an output.
pub(crate) fn hand_over(stream: ByteStream, output: &mut dyn Value) {
    let Slot::Structure(structure) = output.write() else {
        return;
    };
    let Some((index, _)) = payload_index(structure) else {
        return;
    };
    if let Slot::Stream(payload) = structure.slot(index) {
        *payload = stream;
    }
}

fn payload(
    structure: &mut dyn Structure,
    index: usize,
    body: &Bytes,
    codec: &Codec,
) -> Result<(), DecodeError> {
    if body.is_empty() {
        return Ok(());
    }
    match structure.slot(index) {
        Slot::Blob(value) => *value = body.clone(),
        Slot::Stream(value) => *value = body.clone().into(),
        Slot::String(value) => text(body)?.clone_into(value),
        Slot::Enumeration(value) => value.set_wire(text(body)?),
        _ if (codec.is_nothing)(body) => structure.reset(index),
        slot => (codec.read)(body, slot)?,
    }
    Ok(())
}

fn text(body: &Bytes) -> Result<&str, DecodeError> {
    std::str::from_utf8(body)
        .map_err(|error| DecodeError::at("this is not UTF-8".to_owned(), "", error.valid_up_to()))
}
