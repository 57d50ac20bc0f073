//! The request of a call as it goes out: written once, so that every attempt sends the same body; dated and signed anew
//! for each. What has to be known of a body is known before the first.
//!
//! Knows nothing of waiting or of answers.

use std::sync::atomic::Ordering;

use http::header::{HeaderName, HeaderValue, USER_AGENT};
use jiff::{SignedDuration, Timestamp};

use super::super::call::Parts;
use super::super::credentials::Credentials;
#[cfg(any(feature = "async", feature = "blocking"))]
use super::super::prepare::Reading;
use super::super::prepare::{self, Digests};
use super::super::retry::Usual;
use super::super::sign::{self, SigningScope};
use super::super::signer::{self, Way};
use super::Refusal;
use crate::error::{EncodeError, Failure};
use crate::stream::ByteStream;
use crate::tables::{OperationTrait, Trait};
use crate::transport::Streamed;
use crate::values::Ref;

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const SDK_REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// A request and what changes with every attempt.
pub(crate) struct Written {
    request: http::Request<ByteStream>,
    invocation: HeaderValue,
    /// Which attempt is under way, from 1.
    pub(super) attempt: u32,
    pub(super) most_attempts: u32,
    /// By how much the clock of the attempt that is under way was set forward; other calls may correct it meanwhile.
    pub(super) skew: SignedDuration,
    /// What signatures say of the body, once it was read.
    payload: String,
    /// What is still wanted of a body that isn't in memory.
    unread: Option<Digests>,
    pub(super) is_signed: bool,
    /// The request says who calls, so that no signature takes the place of that.
    says_who: bool,
    /// The model says that the body is a stream.
    streams: bool,
    /// By how much the clock of the last response was ahead.
    pub(super) ahead: Option<SignedDuration>,
}

impl Written {
    /// The request of a call that is sent. A body that isn't in memory has to be read first: see [`unread`](Self::unread).
    ///
    /// # Errors
    /// The input can't be written.
    pub(crate) fn of(parts: &Parts) -> Result<Self, Refusal> {
        let way = if parts.anonymous {
            Way::Nameless
        } else {
            way(parts).map_err(refused)?
        };
        Self::encoded(parts, way, way == Way::Signature).map_err(refused)
    }

    /// The request of a call that is signed for somebody else; the body is read while the thread waits.
    ///
    /// # Errors
    /// The input can't be written, or the body read.
    pub(crate) fn to_hand_on(parts: &Parts) -> Result<Self, Refusal> {
        let way = way(parts).map_err(refused)?;
        let mut written = Self::encoded(parts, way, true).map_err(refused)?;
        if let Some(digests) = written.unread.take() {
            let read = digests.read(written.request.body(), || true);
            read.and_then(|digests| written.enter(digests))
                .map_err(refused)?;
        }
        Ok(written)
    }

    fn encoded(parts: &Parts, way: Way, hashes: bool) -> Result<Self, EncodeError> {
        let traits = parts.operation.traits;
        let (mut request, mut digests) = prepare::draft(parts)?;
        if traits.contains(&OperationTrait::StreamingOutput) {
            request.extensions_mut().insert(Streamed);
        }
        if let Way::Identity(scheme) = way {
            let config = &parts.config;
            config
                .identities
                .enter(scheme, config.service, &mut request)?;
        }
        let agent = header(&parts.config.user_agent)?;
        request.headers_mut().insert(USER_AGENT, agent);
        let is_hashed = hashes && is_hashed(parts, request.body())?;
        if is_hashed {
            digests.want_hash();
        }
        // What was read from a stream is gone: without it there is no second attempt.
        let most_attempts = if request.body().is_replayable() {
            parts.retry.attempts(Usual::of(traits))
        } else {
            1
        };
        let mut written = Self {
            request,
            invocation: header(&uuid::Uuid::new_v4().to_string())?,
            attempt: 0,
            most_attempts,
            skew: SignedDuration::ZERO,
            payload: sign::UNSIGNED_PAYLOAD.to_owned(),
            unread: None,
            is_signed: way == Way::Signature,
            says_who: matches!(way, Way::Identity(_)),
            streams: streams(parts),
            ahead: None,
        };
        if written.request.body().bytes().is_none() && !digests.is_empty() {
            written.unread = Some(digests);
        } else {
            let digests = digests.read(written.request.body(), || true)?;
            written.enter(digests)?;
        }
        Ok(written)
    }

    /// The body that has to be read through before the first attempt, and what is wanted of it.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn unread(&mut self) -> Option<Reading> {
        let digests = self.unread.take()?;
        let body = self.request.body().clone();
        Some(Reading { body, digests })
    }

    /// Takes what was read of the body.
    ///
    /// # Errors
    /// A header can't be written.
    pub(super) fn enter(&mut self, digests: Digests) -> Result<(), EncodeError> {
        if let Some(hash) = digests.enter(self.request.headers_mut())? {
            self.payload = hash;
        }
        Ok(())
    }

    /// Where it goes.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(super) fn host(&self) -> Option<&str> {
        Some(self.request.uri().authority()?.as_str())
    }

    /// How long the body is, where that is known.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(super) fn length(&self) -> Option<u64> {
        self.request.body().length()
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
        let skew = &parts.config.shared.skew;
        self.skew = SignedDuration::from_secs(skew.load(Ordering::Relaxed));
        let mut request = self.request.clone();
        let body = request.body().opened();
        *request.body_mut() = body.map_err(|error| {
            refused(EncodeError::new(format!(
                "the stream can't be opened: {error}"
            )))
        })?;
        self.dress(&mut request, parts, credentials, now)
            .map_err(refused)?;
        Ok(request)
    }

    fn dress(
        &self,
        request: &mut http::Request<ByteStream>,
        parts: &Parts,
        credentials: Option<&Credentials>,
        now: Timestamp,
    ) -> Result<(), EncodeError> {
        let until = self.until(parts, now);
        let attempts = format!(
            "{until}attempt={}; max={}",
            self.attempt, self.most_attempts
        );
        let headers = request.headers_mut();
        headers.insert(INVOCATION_ID, self.invocation.clone());
        headers.insert(SDK_REQUEST, header(&attempts)?);
        match credentials {
            Some(credentials) if !self.says_who => self.sign(request, parts, credentials, now),
            _ => Ok(()),
        }
    }

    /// By when the answer has to be there, on the service's clock: told once that clock is known, unless the body is a
    /// stream, which may take longer.
    fn until(&self, parts: &Parts, now: Timestamp) -> String {
        let limit = SignedDuration::try_from(parts.timeouts.attempt).ok();
        let end = self.ahead.filter(|_| !self.streams).zip(limit);
        let end =
            end.and_then(|(ahead, limit)| now.checked_add(limit).ok()?.checked_add(ahead).ok());
        end.map_or_else(String::new, |end| format!("ttl={}; ", sign::moment(end)))
    }

    fn sign(
        &self,
        request: &mut http::Request<ByteStream>,
        parts: &Parts,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<(), EncodeError> {
        let config = &parts.config;
        let scope = SigningScope {
            region: &config.region,
            service: config.service.signing_name,
            now: now.checked_add(self.skew).unwrap_or(now),
            raw_path: config.service.signs_raw_path(),
            unsigned_payload: self.payload == sign::UNSIGNED_PAYLOAD,
        };
        // S3 and a few others want to be told the hash, every service that the body isn't covered.
        let asked = parts
            .operation
            .traits
            .contains(&OperationTrait::PayloadHash);
        if scope.raw_path || asked || scope.unsigned_payload {
            let payload = header(&self.payload)?;
            request.headers_mut().insert(CONTENT_SHA256, payload);
        }
        let cache = &config.shared.signing_key;
        sign::sign_with(request, credentials, &scope, &self.payload, cache)
    }
}

/// How the call says who makes it.
fn way(parts: &Parts) -> Result<Way, EncodeError> {
    signer::way(parts.operation, &parts.config.identities)
}

fn streams(parts: &Parts) -> bool {
    let Ref::Structure(input) = parts.input.read() else {
        return false;
    };
    let mut members = input.schema().set_apart();
    members.any(|(_, traits)| traits.contains(&Trait::Streaming))
}

/// Whether signatures cover the body: where nothing else protects it they do, unless it can be read only once.
fn is_hashed(parts: &Parts, body: &ByteStream) -> Result<bool, EncodeError> {
    let traits = parts.operation.traits;
    let protected = parts.config.endpoint.scheme_str() != Some("http");
    let unsigned = protected && traits.contains(&OperationTrait::UnsignedPayload);
    let is_hashed = !unsigned && body.is_replayable();
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

fn header(text: &str) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_str(text).map_err(|error| EncodeError::new(error.to_string()))
}
