//! Errors of the XML protocols: each has an `Error` element, at the root or below it.
//!
//! Knows nothing of the modelled errors.

use bytes::Bytes;
use serde_json::Value as Document;

use super::{Envelope, foreign, request_id};
use crate::codecs::xml;
use crate::error::DecodeError;
use crate::values::Value;

/// Where protocols put the `Error` element, seen from the root.
const PLACES: [&[&str]; 2] = [&["Error"], &["Errors", "Error"]];
/// What the element with the request's identifier is called.
const REQUEST_IDS: [&str; 3] = ["RequestId", "RequestID", "requestId"];

/// What becomes the message where the body is no XML error.
pub(super) enum Otherwise {
    /// The text of the body.
    Text,
    /// What HTTP calls the status.
    Phrase,
}

/// Code, message and request id.
pub(super) fn envelope(response: &http::Response<Bytes>, otherwise: &Otherwise) -> Envelope {
    let whole = xml::document(response.body());
    let whole = whole.map(|(_, content)| content).unwrap_or_default();
    let error = within(&whole, place(&whole));
    let id = request_id(response.headers());
    let code = text(error, &["Code", "code"]);
    let message = text(error, &["Message", "message"]);
    let foreign = || match otherwise {
        _ if code.is_some() => None,
        Otherwise::Text => foreign::text(response).or_else(|| foreign::phrase(response)),
        Otherwise::Phrase => foreign::phrase(response),
    };
    Envelope {
        message: foreign::page(response).or(message).or_else(foreign),
        code,
        name: None,
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

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::{Otherwise, envelope};

    fn answer(status: u16, body: &'static str) -> http::Response<Bytes> {
        let mut response = http::Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        response
    }

    #[test]
    fn what_is_no_xml_error_has_a_message_all_the_same() {
        const PAGE: &str = "<html><body>no</body></html>";
        for (status, body, text, phrase) in [
            (403, "request blocked", "request blocked", "Forbidden"),
            (
                403,
                "{\"message\":\"no\"}",
                "{\"message\":\"no\"}",
                "Forbidden",
            ),
            (403, PAGE, PAGE, "Forbidden"),
            (502, PAGE, "Bad Gateway", "Bad Gateway"),
            (503, "", "Service Unavailable", "Service Unavailable"),
            (404, "", "Not Found", "Not Found"),
            (400, "<Error><Message>why</Message></Error>", "why", "why"),
            (
                400,
                "<Error><Code>A</Code></Error><Error/>",
                "<Error><Code>A</Code></Error><Error/>",
                "Bad Request",
            ),
        ] {
            for (otherwise, message) in [(Otherwise::Text, text), (Otherwise::Phrase, phrase)] {
                let envelope = envelope(&answer(status, body), &otherwise);
                assert_eq!(
                    envelope.message.as_deref(),
                    Some(message),
                    "{status} {body}"
                );
                assert_eq!(envelope.code, None, "{status} {body}");
            }
        }
        let silent = answer(400, "<Error><Code>A</Code></Error>");
        let envelope = envelope(&silent, &Otherwise::Text);
        assert_eq!(
            (envelope.code.as_deref(), envelope.message),
            (Some("A"), None)
        );
    }
}
