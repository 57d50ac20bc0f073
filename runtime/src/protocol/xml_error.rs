//! Errors of the XML protocols: each has an `Error` element, at the root or below it.
//!
//! Knows nothing of the modelled errors.

use bytes::Bytes;
use serde_json::Value as Document;

use super::{Envelope, request_id};
use crate::error::DecodeError;
use crate::value::Value;
use crate::xml;

/// Where protocols put the `Error` element, seen from the root.
const PLACES: [&[&str]; 2] = [&["Error"], &["Errors", "Error"]];
/// What the element with the request's identifier is called.
const REQUEST_IDS: [&str; 3] = ["RequestId", "RequestID", "requestId"];

/// Code, message and request id.
pub(super) fn envelope(response: &http::Response<Bytes>) -> Envelope {
    let whole = xml::document(response.body());
    let whole = whole.map(|(_, content)| content).unwrap_or_default();
    let error = within(&whole, place(&whole));
    let id = request_id(response.headers());
    Envelope {
        code: text(error, &["Code", "code"]),
        message: text(error, &["Message", "message"]),
        request_id: id
            .or_else(|| text(&whole, &REQUEST_IDS))
            .or_else(|| text(error, &REQUEST_IDS)),
    }
}

/// Fills a modelled error; a body that isn't XML leaves it as it is.
pub(super) fn read(
    response: &http::Response<Bytes>,
    error: &mut dyn Value,
) -> Result<(), DecodeError> {
    match xml::document(response.body()) {
        Some((_, whole)) => xml::read(response.body(), place(&whole), error.write()),
        None => Ok(()),
    }
}

/// The error as a document.
pub(super) fn document(response: &http::Response<Bytes>) -> Document {
    let whole = xml::document(response.body());
    let whole = whole.map(|(_, content)| content).unwrap_or_default();
    within(&whole, place(&whole)).clone()
}

/// The path from the root to the error; the root itself may be it.
fn place(whole: &Document) -> &'static [&'static str] {
    let found = PLACES
        .into_iter()
        .find(|path| within(whole, path).is_object());
    found.unwrap_or_default()
}

/// Several errors are told by the first.
fn within<'a>(whole: &'a Document, path: &[&str]) -> &'a Document {
    path.iter().fold(whole, |found, step| {
        let next = found.get(step).unwrap_or(&Document::Null);
        next.get(0).unwrap_or(next)
    })
}

fn text(document: &Document, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| document.get(key)?.as_str())
        .map(str::to_owned)
}
