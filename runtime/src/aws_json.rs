//! The awsJson 1.0 and 1.1 protocols: one path, the operation in a header, JSON in the body.
//!
//! Knows no service; the tables say everything.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value as Document;

use crate::error::{self, EncodeError, Known, Refused};
use crate::json::{self, Dialect};
use crate::schema::Operation;
use crate::value::Ref;

/// Headers that carry the request's identifier.
const REQUEST_IDS: [&str; 3] = ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];

pub(crate) fn request(
    operation: &Operation,
    endpoint: &http::Uri,
    input: &Ref<'_>,
    content_type: &'static str,
) -> Result<http::Request<Bytes>, EncodeError> {
    let body = json::write(input, Dialect::Wire)?;
    let base = endpoint.to_string();
    http::Request::builder()
        .method(operation.method)
        .uri(format!("{}{}", base.trim_end_matches('/'), operation.uri))
        .header(CONTENT_TYPE, content_type)
        .header(
            "x-amz-target",
            format!("{}.{}", operation.service.target_prefix, operation.name),
        )
        .body(Bytes::from(body))
        .map_err(|error| EncodeError::new(error.to_string()))
}

/// Reads an error response: code, message and body.
pub(crate) fn error(
    operation: &Operation,
    response: http::Response<Bytes>,
    known: &'static [Known],
) -> Refused {
    let (head, body) = response.into_parts();
    let document: Document = serde_json::from_slice(&body).unwrap_or_default();
    let header = header(&head.headers, "x-amzn-errortype");
    let code = header.or_else(|| text(&document, &["__type", "code", "Code"]));
    let code = code.map_or_else(
        || head.status.as_str().to_owned(),
        |code| bare(&code).to_owned(),
    );
    let message = text(&document, &["message", "Message", "errorMessage"]);
    let details = error::details(
        code,
        message,
        request_id(&head.headers),
        head.status.as_u16(),
        operation.name,
    );
    let body = if document.is_object() {
        body
    } else {
        Bytes::new()
    };
    error::refused(details, body, operation.errors, known)
}

/// The identifier that the service gave to the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    REQUEST_IDS.iter().find_map(|name| header(headers, name))
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
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
    use super::bare;

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
