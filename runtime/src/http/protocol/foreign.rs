//! Error bodies that aren't the protocol's: the page of a proxy, the sentence of a gateway, nothing at all. What is made
//! of them is what botocore makes of them.
//!
//! Knows no protocol; the body itself stays with the error.

use bytes::Bytes;

/// What HTTP calls the status, where the body is a page of a proxy's or empty and the server is at fault: no protocol is
/// spoken there.
pub(super) fn page(response: &http::Response<Bytes>) -> Option<String> {
    let body = response.body().trim_ascii();
    let is_page = body.is_empty() || body.starts_with(b"<html>");
    if response.status().is_server_error() && is_page {
        phrase(response)
    } else {
        None
    }
}

/// What HTTP calls the status.
pub(super) fn phrase(response: &http::Response<Bytes>) -> Option<String> {
    response.status().canonical_reason().map(str::to_owned)
}

/// The body's text; nothing where it has none.
pub(super) fn text(response: &http::Response<Bytes>) -> Option<String> {
    let text = String::from_utf8_lossy(response.body());
    (!text.trim().is_empty()).then(|| text.into_owned())
}
