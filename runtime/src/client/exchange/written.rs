//! The request of a call as it goes out: written for each attempt from the same input, so that every one sends the same body
//! and none is kept for a next one that mostly isn't needed; dated and signed anew for each. What has to be known of a body
//! is known before the first.
//!
//! Knows nothing of waiting or of answers.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, InvalidHeaderValue, USER_AGENT};
use http::uri::{Authority, Uri};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::super::call::Parts;
use super::super::credentials::Credentials;
use super::super::endpoint::Destination;
use super::super::identity::{BEARER, refuse_listeners};
#[cfg(any(feature = "async", feature = "blocking"))]
use super::super::prepare::Reading;
use super::super::prepare::{self, Digests, Sums};
use super::super::retry::Usual;
use super::super::scope::{Algorithm, Moment};
use super::super::sign::{self, Signing};
use super::super::signer::{self, Way};
use super::super::terms::Terms;
use super::Refusal;
use crate::error::{EncodeError, Failure};
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::{OperationTrait, Trait};
use crate::transport::Streamed;
use crate::values::Ref;

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const SDK_REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");

/// A request and what changes with every attempt.
pub(crate) struct Written {
    /// The next attempt's, where it is written already.
    pub(super) request: Option<http::Request<ByteStream>>,
    /// What values of its headers are cut from.
    strip: Strip,
    /// Where it goes, and how long its body is.
    authority: Option<Authority>,
    length: Option<u64>,
    invocation: Uuid,
    /// Which attempt is under way, from 1.
    pub(super) attempt: u32,
    pub(super) most_attempts: u32,
    /// By how much the clock of the attempt that is under way was set forward; other calls may correct it meanwhile.
    pub(super) skew: SignedDuration,
    /// What is said of the body, once it was read.
    sums: Sums,
    /// What is still wanted of a body that isn't in memory.
    unread: Option<Box<Digests>>,
    pub(super) signature: Option<Algorithm>,
    to: Arc<Destination>,
    /// How the request says who calls, where it isn't signed.
    identity: Option<&'static str>,
    /// Somebody is asked for the token that says it.
    pub(super) asks_for_token: bool,
    /// The model says that the body is a stream.
    streams: bool,
    /// The body, where it holds what isn't in the input: every attempt that can sends the same.
    completed: Option<Box<Completed>>,
    /// By how much the clock of the last response was ahead.
    pub(super) ahead: Option<SignedDuration>,
}

impl Written {
    /// The request of a call that is sent. A body that isn't in memory has to be read first: see [`unread`](Self::unread).
    ///
    /// # Errors
    /// The input can't be written.
    pub(crate) fn of(
        parts: &Parts,
        credentials: Option<&Credentials>,
        now: Timestamp,
        place: Option<Arc<Uri>>,
    ) -> Result<Self, Refusal> {
        let to = prepare::destination(parts, credentials).map_err(refused)?;
        let to = match place {
            Some(place) => Arc::new(to.at(Some(place))),
            None => to,
        };
        Self::encoded(parts, (credentials, now), to, false).map_err(refused)
    }

    /// The same request, for another place; the attempts before stay counted.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(super) fn lead(&mut self, place: Option<Arc<Uri>>) {
        self.to = Arc::new(self.to.at(place));
        self.authority = self.to.url().authority().cloned();
    }

    /// The request of a call that is signed for somebody else; the body is read while the thread waits.
    ///
    /// # Errors
    /// The input can't be written, or the body read.
    pub(crate) fn to_hand_on(
        parts: &Parts,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let to = prepare::destination(parts, Some(credentials)).map_err(refused)?;
        let signing = (Some(credentials), now);
        let mut written = Self::encoded(parts, signing, to, true).map_err(refused)?;
        if let (Some(digests), Some(request)) = (written.unread.take(), &written.request) {
            let read = digests.read(request.body(), || true);
            read.and_then(|digests| written.enter(digests))
                .map_err(refused)?;
        }
        Ok(written)
    }

    fn encoded(
        parts: &Parts,
        signing: (Option<&Credentials>, Timestamp),
        to: Arc<Destination>,
        handed_on: bool,
    ) -> Result<Self, EncodeError> {
        let mut strip = Strip::default();
        let (mut request, mut digests) = draft(parts, &to, &mut strip)?;
        let completed = complete(&mut request, parts, signing)?;
        let way = if parts.anonymous && !handed_on {
            Way::Nameless
        } else {
            signer::way_of(parts, &to)?
        };
        let body = request.body();
        let (signature, identity) = match way {
            Way::Signature(algorithm) => (Some(algorithm), None),
            Way::Identity(scheme) => (None, Some(scheme)),
            Way::Nameless => (None, None),
        };
        let asks_for_token = asks_for_token(parts, identity, &request, handed_on)?;
        if (handed_on || signature.is_some()) && is_hashed(parts, &request)? {
            digests.want_hash();
        }
        // What was read from a stream is gone: without it there is no second attempt.
        let most_attempts = if body.is_replayable() {
            parts.retry.attempts(Usual::of(parts.operation.traits))
        } else {
            1
        };
        let in_memory = body.bytes().is_some();
        let mut written = Self {
            authority: request.uri().authority().cloned(),
            length: body.length(),
            request: Some(request),
            strip,
            invocation: Uuid::new_v4(),
            attempt: 0,
            most_attempts,
            skew: SignedDuration::ZERO,
            sums: Sums::default(),
            unread: None,
            to,
            signature,
            identity,
            asks_for_token,
            streams: streams(parts),
            completed,
            ahead: None,
        };
        match &written.request {
            Some(request) if in_memory || digests.is_empty() => {
                let digests = digests.read(request.body(), || true)?;
                written.enter(digests)?;
            }
            _ => written.unread = Some(Box::new(digests)),
        }
        Ok(written)
    }

    /// The body that has to be read through before the first attempt, and what is wanted of it.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn unread(&mut self) -> Option<Reading> {
        let body = self.request.as_ref()?.body().clone();
        let digests = *self.unread.take()?;
        Some(Reading { body, digests })
    }

    /// Takes what was read of the body.
    ///
    /// # Errors
    /// A header can't be written.
    pub(super) fn enter(&mut self, digests: Digests) -> Result<(), EncodeError> {
        self.sums = digests.finish()?;
        Ok(())
    }

    /// Where it goes.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(super) fn host(&self) -> Option<&str> {
        Some(self.authority.as_ref()?.as_str())
    }

    /// How long the body is, where that is known.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The request of the next attempt.
    ///
    /// # Errors
    /// The credentials can't stand in a header, or the body's stream can't be opened again.
    pub(crate) fn next(
        &mut self,
        parts: &Parts,
        credentials: Option<&Credentials>,
        now: Timestamp,
    ) -> Result<http::Request<ByteStream>, Refusal> {
        self.attempt += 1;
        self.skew = parts.config.skew();
        let request = match self.request.take() {
            Some(request) => Ok(request),
            None => self.again(parts, (credentials, now)),
        };
        let mut request = request.map_err(refused)?;
        let body = request.body().opened();
        *request.body_mut() = body.map_err(|error| {
            refused(EncodeError::new(format!(
                "the stream can't be opened: {error}"
            )))
        })?;
        let strip = std::mem::take(&mut self.strip);
        self.dress(&mut request, parts, credentials, now, strip)
            .map_err(refused)?;
        Ok(request)
    }

    /// The request as the first attempt had it.
    fn again(
        &mut self,
        parts: &Parts,
        signing: (Option<&Credentials>, Timestamp),
    ) -> Result<http::Request<ByteStream>, EncodeError> {
        let (mut request, mut digests) = draft(parts, &self.to, &mut self.strip)?;
        match &self.completed {
            None => {}
            Some(completed) if completed.holds(parts, signing.0) => {
                *request.body_mut() = ByteStream::new(completed.body.clone());
            }
            Some(_) => {
                self.completed = complete(&mut request, parts, signing)?;
                self.length = request.body().length();
                if self.sums.hash.is_some() {
                    digests.want_hash();
                }
                self.enter(digests.read(request.body(), || true)?)?;
            }
        }
        Ok(request)
    }

    fn dress(
        &self,
        request: &mut http::Request<ByteStream>,
        parts: &Parts,
        credentials: Option<&Credentials>,
        now: Timestamp,
        mut strip: Strip,
    ) -> Result<(), EncodeError> {
        let (attempt, most) = (self.attempt, self.most_attempts);
        let attempts = match self.until(parts, now) {
            Some(end) => strip.cut(format_args!("ttl={end}; attempt={attempt}; max={most}")),
            None => strip.cut(format_args!("attempt={attempt}; max={most}")),
        };
        let headers = request.headers_mut();
        self.sums.enter(headers);
        headers.insert(
            INVOCATION_ID,
            fit(strip.cut(format_args!("{}", self.invocation)))?,
        );
        headers.insert(SDK_REQUEST, fit(attempts)?);
        if let Some(scheme) = self.identity {
            let config = &parts.config;
            let asked = credentials.filter(|_| self.asks_for_token);
            let asked = asked.and_then(|found| found.session_token.as_ref());
            let identities = &config.identities;
            return identities.enter(scheme, asked, config.service, request);
        }
        match credentials {
            Some(credentials) => self.sign(request, parts, credentials, now, strip),
            None => Ok(()),
        }
    }

    /// By when the answer has to be there, on the service's clock: told once that clock is known, unless the body is a
    /// stream, which may take longer.
    fn until(&self, parts: &Parts, now: Timestamp) -> Option<Moment> {
        let ahead = self.ahead.filter(|_| !self.streams)?;
        let limit = SignedDuration::try_from(parts.timeouts.attempt).ok()?;
        let end = now.checked_add(limit).ok()?.checked_add(ahead).ok()?;
        Some(Moment::of(end))
    }

    fn sign(
        &self,
        request: &mut http::Request<ByteStream>,
        parts: &Parts,
        credentials: &Credentials,
        now: Timestamp,
        mut strip: Strip,
    ) -> Result<(), EncodeError> {
        let config = &parts.config;
        // Whoever hands a request on signs what would be sent without it.
        let algorithm = self.signature.unwrap_or(Algorithm::V4);
        let payload = self.sums.hash;
        let now = now.checked_add(self.skew).unwrap_or(now);
        let terms = Terms::of(config, &self.to, algorithm);
        let scope = terms.scope(now, payload.is_none());
        let tells_hash = config.service.signs_raw_path();
        // S3 and a few others want to be told the hash, every service that the body isn't covered.
        let asked = parts
            .operation
            .traits
            .contains(&OperationTrait::PayloadHash);
        if tells_hash || asked || scope.unsigned_payload {
            let payload = match payload {
                Some(hash) => fit(strip.cut(format_args!("{hash}")))?,
                None => HeaderValue::from_static(sign::UNSIGNED_PAYLOAD),
            };
            request.headers_mut().insert(sign::CONTENT_SHA256, payload);
        }
        let kept = &config.shared.signing;
        let signing = Signing::new(algorithm, credentials, &scope, kept);
        sign::sign_with(request, &signing, payload, &mut strip)
    }
}

/// The request before its body was looked at, with what every attempt of it has.
fn draft(
    parts: &Parts,
    to: &Destination,
    strip: &mut Strip,
) -> Result<(http::Request<ByteStream>, Digests), EncodeError> {
    let (mut request, digests) = prepare::draft(parts, to, strip)?;
    let traits = parts.operation.traits;
    if traits.contains(&OperationTrait::StreamingOutput) {
        request.extensions_mut().insert(Streamed);
    }
    #[cfg(feature = "blocking")]
    if crate::over_http::binding::has_secrets(&parts.input.read()) {
        request.extensions_mut().insert(crate::transport::SecretUri);
    }
    let agent = parts.config.user_agent.clone();
    request.headers_mut().insert(USER_AGENT, agent);
    Ok((request, digests))
}

/// A body with what the credentials sign.
struct Completed {
    body: Bytes,
    /// By how much the clock was set forward, and whose key it was.
    skew: SignedDuration,
    key: String,
}

impl Completed {
    /// Whether it would be signed so now: neither was the clock wrong, nor are there other credentials.
    fn holds(&self, parts: &Parts, credentials: Option<&Credentials>) -> bool {
        let key = credentials.map(|found| found.access_key_id.as_str());
        self.skew == parts.config.skew() && key == Some(self.key.as_str())
    }
}

/// Puts into a body what the credentials sign, where the service wants that; what comes of it.
fn complete(
    request: &mut http::Request<ByteStream>,
    parts: &Parts,
    (credentials, now): (Option<&Credentials>, Timestamp),
) -> Result<Option<Box<Completed>>, EncodeError> {
    let wanted = parts.operation.traits.iter().find_map(|found| match found {
        OperationTrait::SourceUrl(wanted) => Some(wanted),
        _ => None,
    });
    let (Some(wanted), Some(credentials)) = (wanted, credentials) else {
        return Ok(None);
    };
    let skew = parts.config.skew();
    let body = (wanted.complete)(*wanted, parts, request.body(), credentials, now)?;
    *request.body_mut() = ByteStream::new(body.clone());
    let key = credentials.access_key_id.clone();
    Ok(Some(Box::new(Completed { body, skew, key })))
}

/// Whether somebody has to be asked for the token that says who calls.
fn asks_for_token(
    parts: &Parts,
    identity: Option<&'static str>,
    request: &http::Request<ByteStream>,
    handed_on: bool,
) -> Result<bool, EncodeError> {
    let config = &parts.config;
    if identity == Some(BEARER) {
        refuse_listeners(request.uri(), config.service)?;
    }
    let asks = identity.is_some_and(|scheme| config.identities.asked(scheme).is_some());
    if asks && handed_on {
        return Err(EncodeError::new(
            "a provider of tokens is asked where the call is sent: give the token itself to the builder's `bearer_token`",
        ));
    }
    Ok(asks)
}

fn streams(parts: &Parts) -> bool {
    let Ref::Structure(input) = parts.input.read() else {
        return false;
    };
    let mut members = input.schema().set_apart();
    members.any(|(_, traits)| traits.contains(&Trait::Streaming))
}

/// Whether signatures cover the body: where nothing else protects it they do, unless it can be read only once.
fn is_hashed(parts: &Parts, request: &http::Request<ByteStream>) -> Result<bool, EncodeError> {
    let traits = parts.operation.traits;
    let is_hashed = !parts.leaves_body_open(request.uri()) && request.body().is_replayable();
    if !is_hashed && traits.contains(&OperationTrait::PayloadHash) {
        return Err(EncodeError::new(
            "the service wants the hash of the body, which a stream that can be read only once can't have",
        ));
    }
    Ok(is_hashed)
}

fn refused(error: EncodeError) -> Refusal {
    Refusal::Failure(Failure::Encode(error))
}

fn fit(value: Result<HeaderValue, InvalidHeaderValue>) -> Result<HeaderValue, EncodeError> {
    value.map_err(|error| EncodeError::new(error.to_string()))
}
