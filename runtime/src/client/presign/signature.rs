//! A signature in the query, instead of in headers.
//!
//! Knows no call: what is signed is a request of any origin.

use http::Uri;
use http::header::{HOST, HeaderMap, HeaderValue};
use sha2::{Digest as _, Sha256};

use super::query::Query;
use crate::client::canonical::SignedNames;
use crate::client::credentials::Credentials;
use crate::client::hex::Hex;
use crate::client::scope::{Algorithm, SigningScope};
use crate::client::sign::{Host, Kept, Signing};
use crate::error::EncodeError;
use crate::shown::Secret;

/// Signs method, address, headers and, with its hash, the body; the signature stands at the end of the query.
///
/// # Errors
/// A header isn't UTF-8, the host can't stand in one, or the address becomes too long.
pub(super) fn sign<B>(
    request: &mut http::Request<B>,
    mut query: Query,
    signing: &Signing<'_>,
    seconds: u64,
    payload: Option<Hex>,
) -> Result<(), EncodeError> {
    let host = HeaderValue::try_from(Host(request.uri()).to_string());
    let host = host.map_err(|_| EncodeError::new("the host can't stand in a header"))?;
    request.headers_mut().insert(HOST, host);
    let names = SignedNames::of(request.headers()).to_string();
    enter_terms(&mut query, signing, seconds, &names);
    *request.uri_mut() = query.enter(request.uri())?;
    let names = SignedNames::of(request.headers());
    let signature = signing.signature(request, &names, payload.as_ref())?;
    query.add_plain("X-Amz-Signature", signature);
    *request.uri_mut() = query.enter(request.uri())?;
    request.headers_mut().remove(HOST);
    Ok(())
}

/// The URL that gets something from this address, with version 4 and without a body.
///
/// # Errors
/// As of [`sign`].
pub(super) fn url(
    address: &Uri,
    headers: HeaderMap,
    query: Query,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
    seconds: u64,
) -> Result<Secret, EncodeError> {
    let mut request = http::Request::new(());
    *request.uri_mut() = address.clone();
    *request.headers_mut() = headers;
    let kept = Kept::default();
    let signing = Signing::new(Algorithm::V4, credentials, scope, &kept);
    let nothing = Hex::of(Sha256::digest([]));
    sign(&mut request, query, &signing, seconds, Some(nothing))?;
    Ok(Secret::new(request.uri().to_string()))
}

/// Says in the query when, where and with whose token it is signed, and which headers are.
fn enter_terms(query: &mut Query, signing: &Signing<'_>, seconds: u64, names: &str) {
    query.add_plain("X-Amz-Algorithm", signing.algorithm.name());
    let key = &signing.credentials.access_key_id;
    query.add("X-Amz-Credential", &format!("{key}/{}", signing.place()));
    query.add_plain("X-Amz-Date", signing.moment);
    query.add_plain("X-Amz-Expires", seconds);
    match signing.algorithm {
        Algorithm::V4 => {}
        #[cfg(feature = "sigv4a")]
        Algorithm::V4A => query.add("X-Amz-Region-Set", signing.scope.region),
    }
    query.add("X-Amz-SignedHeaders", names);
    if let Some(token) = &signing.credentials.session_token {
        query.add("X-Amz-Security-Token", token.reveal());
    }
}
