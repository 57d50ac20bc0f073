//! A call as a URL: what its protocol writes, with everything in the query that can stand there, and the signature behind it.
//!
//! Neither reads a clock nor asks for credentials.

use std::fmt::{self, Debug, Formatter};

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::options::{Presigning, end};
use super::query::Query;
use super::signature;
use crate::client::call::Parts;
use crate::client::credentials::Credentials;
use crate::client::discovery;
use crate::client::endpoint::Destination;
use crate::client::hex::Hex;
use crate::client::prepare;
use crate::client::scope::Algorithm;
use crate::client::sign::{self, Signing};
use crate::client::signer::{self, Way};
use crate::client::terms::Terms;
use crate::error::EncodeError;
use crate::over_http::binding::payload_member;
use crate::over_http::protocol::InQuery;
use crate::shown::{HiddenUrl, Secret};
use crate::stream::ByteStream;
use crate::tables::{OperationTrait, Trait};
use crate::values::members::member;
use crate::values::{Ref, Slot, Structure};

/// A request that anybody can make who has its URL, as long as that holds.
///
/// Needs the feature `client`.
///
/// `Debug` hides the query, in which the signature stands; [`url`](Self::url) has all of it.
#[derive(Clone)]
pub struct PresignedRequest {
    pub(super) method: Method,
    url: Secret,
    headers: HeaderMap,
    body: Bytes,
    ends_at: Option<Timestamp>,
}

impl PresignedRequest {
    /// The method that the URL holds for.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The whole URL. Whoever has it can make the request.
    pub fn url(&self) -> &str {
        self.url.reveal()
    }

    /// The headers that have to be sent along, as they are signed; mostly none.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body that has to be sent along. There is one only where the protocol has members that can't stand in a URL: XML
    /// and CBOR, and bytes that are the whole body. What a stream has isn't among it: S3 takes any body with the URL.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// When the URL ends: after the time that was asked for, or with the credentials if they are known to end earlier.
    /// `None` where nothing is signed.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.ends_at
    }
}

impl Debug for PresignedRequest {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PresignedRequest")
            .field("method", &self.method)
            .field("url", &HiddenUrl(self.url()))
            .field("headers", &self.headers)
            .field("ends_at", &self.ends_at)
            .finish_non_exhaustive()
    }
}

/// Whether it can't be said without credentials where the call goes, or they sign it.
///
/// # Errors
/// The call can go nowhere, or says in another way who makes it.
pub(super) fn wants_credentials(parts: &Parts) -> Result<bool, EncodeError> {
    refuse_unknown_place(parts)?;
    if parts.asks_first() {
        return Ok(true);
    }
    if parts.anonymous {
        return Ok(false);
    }
    let to = prepare::destination(parts, None)?;
    Ok(algorithm(parts, &to)?.is_some())
}

/// Nobody asks where the call goes, as whoever uses the URL may do that much later.
///
/// # Errors
/// It goes nowhere unless the service is asked.
fn refuse_unknown_place(parts: &Parts) -> Result<(), EncodeError> {
    if parts.config.finder.is_none() || !discovery::is_required(parts.operation) {
        return Ok(());
    }
    Err(EncodeError::new(
        "the service is asked where the call goes when it is sent, which changes: a URL can be signed for an endpoint that is given to the builder's `endpoint_url`",
    ))
}

/// How a call that goes there is signed, if it is.
///
/// # Errors
/// It says in another way who makes it.
pub(super) fn algorithm(parts: &Parts, to: &Destination) -> Result<Option<Algorithm>, EncodeError> {
    match signer::way_of(parts, to)? {
        Way::Nameless => Ok(None),
        Way::Signature(algorithm) => Ok(Some(algorithm)),
        Way::Identity(scheme) => Err(EncodeError::new(format!(
            "the client says with {scheme} who calls, which no URL can hold for somebody else: make a client without"
        ))),
    }
}

/// Whether a signature beforehand doesn't cover the body: S3 takes any.
pub(super) fn leaves_body_out(parts: &Parts, to: &Destination) -> bool {
    parts.config.service.signs_raw_path() || parts.leaves_body_open(to.url())
}

/// Makes the URL; without credentials it isn't signed.
///
/// # Errors
/// The time that it shall hold for is too short or too long, the input can't be written or can't stand in a URL, or the call
/// says in another way who makes it.
pub(super) fn presigned(
    mut parts: Parts,
    credentials: Option<&Credentials>,
    presigning: &Presigning,
    now: Timestamp,
) -> Result<PresignedRequest, EncodeError> {
    let seconds = presigning.seconds()?;
    refuse_unknown_place(&parts)?;
    let to = prepare::destination(&parts, credentials)?;
    let signer = match credentials {
        Some(credentials) => algorithm(&parts, &to)?.map(|algorithm| (credentials, algorithm)),
        None => None,
    };
    let unsigned_payload = leaves_body_out(&parts, &to);
    if unsigned_payload {
        leave_out_stream(&mut parts);
    }
    let mut request = prepare::bare(&parts, &to)?;
    request.headers_mut().extend(presigning.headers.clone());
    let mut query = Query::of(request.uri());
    let body = move_body(&mut request, &parts, &mut query)?;
    if let Some(method) = &presigning.method {
        *request.method_mut() = method.clone();
    }
    match signer {
        Some((credentials, algorithm)) => {
            let terms = Terms::of(&parts.config, &to, algorithm);
            let scope = terms.scope(parts.config.there(now), unsigned_payload);
            let payload = (!unsigned_payload).then(|| Hex::of(Sha256::digest(&body)));
            tell_hash(&mut request, &parts, &body, payload)?;
            let kept = &parts.config.shared.signing;
            let signing = Signing::new(algorithm, credentials, &scope, kept);
            signature::sign(&mut request, query, &signing, seconds, payload)?;
        }
        None => *request.uri_mut() = query.enter(request.uri())?,
    }
    let ends_at = signer.map(|(found, _)| end(now, seconds, Some(found)));
    Ok(taken_apart(request, body, ends_at))
}

/// What a signed request says, without its own body.
pub(super) fn taken_apart<B>(
    request: http::Request<B>,
    body: Bytes,
    ends_at: Option<Timestamp>,
) -> PresignedRequest {
    let (head, _) = request.into_parts();
    PresignedRequest {
        method: head.method,
        url: Secret::new(head.uri.to_string()),
        headers: head.headers,
        body,
        ends_at,
    }
}

/// Of a body that the signature doesn't cover nothing is known yet: a length that is said of it holds for what will be sent.
fn leave_out_stream(parts: &mut Parts) {
    let says_length = says(parts, &CONTENT_LENGTH);
    let Slot::Structure(input) = parts.input.write() else {
        return;
    };
    let mut members = input.schema().set_apart();
    let stream = members.find(|(_, traits)| traits.contains(&Trait::Streaming));
    let Some((index, _)) = stream else {
        return;
    };
    if let Slot::Stream(stream) = input.slot(index) {
        *stream = if says_length {
            ByteStream::from_reader(std::io::empty(), None)
        } else {
            ByteStream::default()
        };
    }
}

/// Whether the program gave a member that is this header.
pub(super) fn says(parts: &Parts, header: &HeaderName) -> bool {
    let Ref::Structure(input) = parts.input.read() else {
        return false;
    };
    let mut members = input.schema().set_apart();
    members.any(|(index, traits)| {
        let is_header = |found: &Trait| matches!(found, Trait::Header(name) if *header == *name);
        traits.iter().any(is_header) && !matches!(member(input, index), Ref::Absent)
    })
}

/// Puts what stands in the body into the query, where it can stand there; what is left has to be sent as the body.
///
/// # Errors
/// What is left is a stream, and the signature has to cover it.
fn move_body(
    request: &mut http::Request<ByteStream>,
    parts: &Parts,
    query: &mut Query,
) -> Result<Bytes, EncodeError> {
    let stream = std::mem::take(request.body_mut());
    let in_query = match parts.config.protocol.in_query() {
        InQuery::Members | InQuery::TypedMembers if !has_members(parts) => InQuery::Never,
        in_query => in_query,
    };
    let Some(body) = stream.bytes() else {
        if says(parts, &CONTENT_LENGTH) {
            return Ok(unsaid(request, parts));
        }
        return Err(EncodeError::new(
            "the signature of the URL covers the body, which a stream that isn't in memory doesn't say",
        ));
    };
    match in_query {
        InQuery::Form => query.add_pairs(std::str::from_utf8(body).unwrap_or_default()),
        InQuery::Members | InQuery::TypedMembers => match serde_json::from_slice(body) {
            Ok(members) => query.add_members(&members),
            Err(_) if body.is_empty() => {}
            Err(error) => return Err(EncodeError::new(error.to_string())),
        },
        InQuery::Never if body.is_empty() => return Ok(unsaid(request, parts)),
        InQuery::Never => return Ok(body.clone()),
    }
    if in_query == InQuery::TypedMembers {
        return Ok(Bytes::new());
    }
    Ok(unsaid(request, parts))
}

/// No body, of which nothing is said that the program didn't say.
fn unsaid(request: &mut http::Request<ByteStream>, parts: &Parts) -> Bytes {
    if !says(parts, &CONTENT_TYPE) {
        request.headers_mut().remove(CONTENT_TYPE);
    }
    Bytes::new()
}

/// Whether the body consists of members, and isn't a member as a whole.
fn has_members(parts: &Parts) -> bool {
    let Ref::Structure(input) = parts.input.read() else {
        return true;
    };
    let whole = payload_member(input as &dyn Structure);
    whole.is_none_or(|(payload, _)| matches!(payload, Ref::Structure(_) | Ref::Absent))
}

/// Says the hash of a body in a header, to those that want it there.
///
/// # Errors
/// It can't stand in a header.
fn tell_hash(
    request: &mut http::Request<ByteStream>,
    parts: &Parts,
    body: &Bytes,
    payload: Option<Hex>,
) -> Result<(), EncodeError> {
    let wanted = parts
        .operation
        .traits
        .contains(&OperationTrait::PayloadHash);
    if let Some(hash) = payload.filter(|_| wanted && !body.is_empty()) {
        let value = HeaderValue::try_from(hash.to_string());
        let value = value.map_err(|error| EncodeError::new(error.to_string()))?;
        request.headers_mut().insert(sign::CONTENT_SHA256, value);
    }
    Ok(())
}
