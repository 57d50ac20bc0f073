//! A signature in the query, instead of in headers.
//!
//! Knows no call: what is signed is a request of any origin.

use std::fmt::Write as _;

use hmac::Mac as _;
use http::header::{HOST, HeaderValue};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::query::Query;
use crate::client::canonical::{self, SignedNames};
use crate::client::credentials::Credentials;
use crate::client::hex::Hex;
use crate::client::scope::{Moment, Place, SigningScope};
use crate::client::sign::{Host, UNSIGNED_PAYLOAD};
use crate::client::signing_key::KeyCache;
use crate::error::EncodeError;

/// Signs method, address, headers and, with its hash, the body; the signature stands at the end of the query.
///
/// # Errors
/// A header isn't UTF-8, the host can't stand in one, or the address becomes too long.
pub(super) fn sign<B>(
    request: &mut http::Request<B>,
    mut query: Query,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
    seconds: u64,
    payload: Option<Hex>,
) -> Result<(), EncodeError> {
    let host = HeaderValue::try_from(Host(request.uri()).to_string());
    let host = host.map_err(|_| EncodeError::new("the host can't stand in a header"))?;
    request.headers_mut().insert(HOST, host);
    let moment = Moment::of(scope.now);
    let place = Place {
        date: moment.date(),
        region: scope.region,
        service: scope.service,
    };
    let names = SignedNames::of(request.headers()).to_string();
    query.add_plain("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    let key = &credentials.access_key_id;
    query.add("X-Amz-Credential", &format!("{key}/{place}"));
    query.add_plain("X-Amz-Date", moment);
    query.add_plain("X-Amz-Expires", seconds);
    query.add("X-Amz-SignedHeaders", &names);
    if let Some(token) = &credentials.session_token {
        query.add("X-Amz-Security-Token", token.reveal());
    }
    *request.uri_mut() = query.enter(request.uri())?;
    let signature = signature(
        request,
        credentials,
        (moment, place),
        scope.raw_path,
        payload,
    )?;
    query.add_plain("X-Amz-Signature", signature);
    *request.uri_mut() = query.enter(request.uri())?;
    request.headers_mut().remove(HOST);
    Ok(())
}

fn signature<B>(
    request: &http::Request<B>,
    credentials: &Credentials,
    (moment, place): (Moment, Place<'_>),
    raw_path: bool,
    payload: Option<Hex>,
) -> Result<Hex, EncodeError> {
    let names = SignedNames::of(request.headers());
    let payload = payload.as_ref().map_or(UNSIGNED_PAYLOAD, Hex::text);
    let mut text = Zeroizing::new(String::with_capacity(canonical::room(request)));
    canonical::write(&mut text, request, &names, payload, raw_path)?;
    let hash = Hex::of(Sha256::digest(text.as_bytes()));
    text.clear();
    // Writing into memory doesn't fail.
    let _ = write!(text, "AWS4-HMAC-SHA256\n{moment}\n{place}\n{hash}");
    Ok(keyed(credentials, place, &text))
}

/// The signature of a text that holds there.
pub(super) fn keyed(credentials: &Credentials, place: Place<'_>, text: &str) -> Hex {
    let keyed = KeyCache::default().keyed(credentials, place);
    let signature = keyed.chain_update(text.as_bytes()).finalize();
    Hex::of(signature.into_bytes())
}
