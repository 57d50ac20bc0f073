//! Errors of the JSON protocols: the code in a header or in the body, with or without a namespace.
//!
//! Knows nothing of the modelled errors.

use bytes::Bytes;
use serde_json::Value as Document;

use super::{Envelope, foreign, header, request_id};
use crate::codecs::json::{self, Dialect};
use crate::error::DecodeError;
use crate::values::Value;

/// Where services put the message.
const MESSAGES: [&str; 3] = ["message", "Message", "errorMessage"];

/// Where OAuth puts it.
const DESCRIPTION: &str = "error_description";

/// Code, message and request id of an error whose body is JSON.
pub(super) fn envelope(response: &http::Response<Bytes>) -> Envelope {
    from_document(response, &document(response))
}

/// The same for a body that was read already, in whatever format.
pub(super) fn from_document(response: &http::Response<Bytes>, document: &Document) -> Envelope {
    let headers = response.headers();
    let name =
        header(headers, "x-amzn-errortype").or_else(|| text(document, &["__type", "code", "Code"]));
    let name = name.map(|name| bare(&name).to_owned());
    let code = query_code(response).map(|code| bare(&code).to_owned());
    let message = foreign::page(response).or_else(|| match document {
        Document::Object(_) => message(document),
        _ => foreign::text(response),
    });
    Envelope {
        code: code.or_else(|| name.clone()),
        name,
        message,
        request_id: request_id(headers),
    }
}

/// Fills a modelled error; a body that isn't JSON leaves it as it is.
pub(super) fn read(
    response: &http::Response<Bytes>,
    error: &mut dyn Value,
    dialect: Dialect,
) -> Result<(), DecodeError> {
    if document(response).is_object() {
        json::read(response.body(), error.write(), dialect)
    } else {
        Ok(())
    }
}

/// The body as a document; `null` if it is none, or would take too much memory.
pub(super) fn document(response: &http::Response<Bytes>) -> Document {
    json::document(response.body()).unwrap_or_default()
}

/// The code that the service had while it still spoke a query protocol: `Code;Sender`.
fn query_code(response: &http::Response<Bytes>) -> Option<String> {
    let value = header(response.headers(), "x-amzn-query-error")?;
    let (code, _) = value.split_once(';')?;
    (!code.is_empty()).then(|| code.to_owned())
}

fn message(document: &Document) -> Option<String> {
    let message = text(document, &MESSAGES);
    match &message {
        Some(text) if !text.is_empty() => message,
        _ => text(document, &[DESCRIPTION]).or(message),
    }
}

fn text(document: &Document, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| document.get(key)?.as_str())
        .map(str::to_owned)
}

/// `aws.protocols#Fault:http://…` is `Fault`: a namespace before, a URI after.
fn bare(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or(code);
    code.rsplit('#').next().unwrap_or(code).trim()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::{bare, envelope};

    #[test]
    fn a_message_is_found_wherever_a_service_puts_it() {
        for key in ["message", "Message", "errorMessage", "error_description"] {
            let body = format!(r#"{{"__type": "Fault", "{key}": "why"}}"#);
            let envelope = envelope(&http::Response::new(Bytes::from(body)));
            assert_eq!(envelope.code.as_deref(), Some("Fault"));
            assert_eq!(envelope.message.as_deref(), Some("why"), "{key}");
        }
    }

    fn answer(status: u16, body: &'static str) -> http::Response<Bytes> {
        let mut response = http::Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        response
    }

    #[test]
    fn what_is_no_json_is_the_message() {
        for (status, body, message) in [
            (403, "request blocked", Some("request blocked")),
            (502, "upstream timed out", Some("upstream timed out")),
            (
                403,
                "<html><body>no</body></html>",
                Some("<html><body>no</body></html>"),
            ),
            (502, "<html><body>no</body></html>", Some("Bad Gateway")),
            (503, " \n", Some("Service Unavailable")),
            (404, "", None),
            (400, r#"["a"]"#, Some(r#"["a"]"#)),
            (400, r#"{"message":"","Message":"why"}"#, Some("")),
            (
                400,
                r#"{"message":"","error_description":"why"}"#,
                Some("why"),
            ),
            (
                400,
                "<Error><Code>A</Code></Error>",
                Some("<Error><Code>A</Code></Error>"),
            ),
        ] {
            let envelope = envelope(&answer(status, body));
            assert_eq!(envelope.message.as_deref(), message, "{status} {body}");
            assert_eq!(envelope.code, None, "{status} {body}");
        }
    }

    #[test]
    fn a_code_loses_namespace_and_uri() {
        for code in [
            "Fault",
            "com.amazonaws.fsx#Fault",
            "Fault:http://internal/",
            "ns#Fault:http://a/#b",
        ] {
            assert_eq!(bare(code), "Fault", "{code}");
        }
    }
}
