//! What the async transport does of its own accord.

use std::time::Duration;

use http::header::{CONTENT_LENGTH, EXPECT, HeaderMap, HeaderValue};
use http::{Method, Request, StatusCode};

use crate::stream::ByteStream;

/// An idle connection is closed after this: before the usual 20 seconds of a load balancer or proxy are up.
pub(super) const IDLE: Duration = Duration::from_secs(15);
/// Idle connections kept for one host.
pub(super) const IDLE_CONNECTIONS: usize = 64;

pub(super) const NO_CERTIFICATES: &str = "this system trusts no certificate, so that no https endpoint can be called: install its \
     package `ca-certificates`, or name a file of certificates in SSL_CERT_FILE";

/// Says the length of a body of nothing, where one may be expected: some services insist on it.
pub(super) fn sized(request: &mut Request<ByteStream>) {
    let takes_none = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if request.body().is_empty() && !takes_none {
        let nothing = HeaderValue::from_static("0");
        request.headers_mut().insert(CONTENT_LENGTH, nothing);
    }
}

/// Whether the service is to be asked before the body is sent.
pub(super) fn asks_first(headers: &HeaderMap) -> bool {
    let expected = headers.get(EXPECT).map(HeaderValue::as_bytes);
    expected.is_some_and(|expected| expected.eq_ignore_ascii_case(b"100-continue"))
}

/// Whether an answer says that the rest of the body isn't wanted.
pub(super) fn is_refusal(status: StatusCode) -> bool {
    status.as_u16() >= 300
}
