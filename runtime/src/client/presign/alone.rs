//! URLs of requests that are no call's.

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::options::{Presigning, end};
use super::query::Query;
use super::request::{PresignedRequest, taken_apart};
use super::signature;
use crate::client::credentials::Credentials;
use crate::client::hex::Hex;
use crate::client::scope::{Algorithm, SigningScope};
use crate::client::sign::{Kept, Signing};
use crate::error::EncodeError;

/// Signs any request as a URL, with AWS Signature Version 4: what [`sign`](crate::sign) puts into headers stands in the query.
///
/// Needs the feature `client`.
///
/// ```
/// use std::time::Duration;
/// use shapesmith_runtime::presign::sign_url;
/// use shapesmith_runtime::{Bytes, Credentials, SigningScope, Timestamp};
///
/// let request = http::Request::get("https://example.amazonaws.com/").body(Bytes::new())?;
/// let scope = SigningScope {
///     region: "us-east-1",
///     service: "service",
///     now: Timestamp::now(),
///     raw_path: false,
///     unsigned_payload: false,
/// };
/// let hour = Duration::from_secs(3600);
/// let signed = sign_url(request, &Credentials::new("AKIDEXAMPLE", "secret"), &scope, hour)?;
/// assert!(signed.url().starts_with("https://example.amazonaws.com/?X-Amz-Algorithm="));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// It shall hold for less than a second or more than seven days, a header isn't UTF-8, or the address becomes too long.
pub fn sign_url(
    request: http::Request<Bytes>,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
    presigning: impl Into<Presigning>,
) -> Result<PresignedRequest, EncodeError> {
    sign_alone(
        request,
        Algorithm::V4,
        credentials,
        scope,
        &presigning.into(),
    )
}

/// The same with AWS Signature Version 4A, for all the regions that [`SigningScope::region`] lists.
///
/// Needs the feature `sigv4a`.
///
/// # Errors
/// As of [`sign_url`].
#[cfg(feature = "sigv4a")]
pub fn sign_url_v4a(
    request: http::Request<Bytes>,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
    presigning: impl Into<Presigning>,
) -> Result<PresignedRequest, EncodeError> {
    sign_alone(
        request,
        Algorithm::V4A,
        credentials,
        scope,
        &presigning.into(),
    )
}

fn sign_alone(
    request: http::Request<Bytes>,
    algorithm: Algorithm,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
    presigning: &Presigning,
) -> Result<PresignedRequest, EncodeError> {
    let seconds = presigning.seconds()?;
    let (head, body) = request.into_parts();
    let mut request = http::Request::from_parts(head, ());
    if let Some(method) = &presigning.method {
        *request.method_mut() = method.clone();
    }
    request.headers_mut().extend(presigning.headers.clone());
    let query = Query::of(request.uri());
    let payload = (!scope.unsigned_payload).then(|| Hex::of(Sha256::digest(&body)));
    let kept = Kept::default();
    let signing = Signing::new(algorithm, credentials, scope, &kept);
    signature::sign(&mut request, query, &signing, seconds, payload)?;
    let ends_at = end(scope.now, seconds, Some(credentials));
    Ok(taken_apart(request, body, Some(ends_at)))
}
