//! One call as a machine without a socket: it says what to send, judges what came, and says whether to try again.
//!
//! The async and the blocking client both drive it; it neither sends nor sleeps.

use std::sync::atomic::Ordering;
use std::time::Duration;

use http::header::{DATE, HeaderName, HeaderValue, USER_AGENT};
use jiff::{SignedDuration, Timestamp};

use super::answer::{Answer, Received};
use super::call::Parts;
use super::credentials::Credentials;
use super::prepare;
use super::retry::{self, Reason, RetryMode, Usual};
use super::sign::{self, SigningScope};
use super::signer;
use crate::error::{self, EncodeError, Failure, Known, Refused, TransportError};
use crate::schema::OperationTrait;
use crate::stream::ByteStream;
use crate::timestamp;
use crate::transport::Streamed;

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const SDK_REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const RETRY_AFTER: HeaderName = HeaderName::from_static("x-amz-retry-after");
/// Clocks that differ by less are taken as equal.
const SKEW_NOTICED: SignedDuration = SignedDuration::from_mins(4);

/// Why there is no output.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The service said so.
    Service(Box<Refused>),
    /// It failed on our side of the wire.
    Failure(Failure),
}

impl Refusal {
    /// Says in which operation it happened, where the service didn't.
    pub(crate) fn during(self, operation: &'static str) -> Self {
        match self {
            Self::Service(refused) => Self::Service(refused),
            Self::Failure(failure) => Self::Failure(failure.during(operation)),
        }
    }
}

/// An answer, or why there is none.
pub(crate) type Outcome = Result<Answer, Refusal>;

/// What to do after an attempt.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is over.
    Finished(Outcome),
    /// Wait, then send again. Where there is no time for that, this is what came.
    Again(Duration, Outcome),
    /// Wait, then it is over.
    FinishedAfter(Duration, Outcome),
}

/// A call on its way.
pub(crate) struct Exchange<'a> {
    parts: &'a Parts,
    known: &'static [Known],
    /// Written once, so that every attempt sends the same body.
    request: http::Request<ByteStream>,
    invocation: HeaderValue,
    attempt: u32,
    most_attempts: u32,
    /// Taken from the quota for the attempt that is under way.
    taken: u32,
    /// By how much the clock of the attempt that is under way was set forward; other calls may correct it meanwhile.
    skew: SignedDuration,
    skew_corrected: bool,
    /// What signatures say of the body.
    payload: String,
    is_signed: bool,
}

impl<'a> Exchange<'a> {
    /// # Errors
    /// The input can't be written.
    pub(crate) fn start(parts: &'a Parts, known: &'static [Known]) -> Result<Self, Refusal> {
        let encode = |error| Refusal::Failure(Failure::Encode(error));
        let is_signed = signer::signs(parts.operation).map_err(encode)?;
        let config = &parts.config;
        let mut request = prepare::request(parts).map_err(encode)?;
        let streams = parts
            .operation
            .traits
            .contains(&OperationTrait::StreamingOutput);
        if streams {
            request.extensions_mut().insert(Streamed);
        }
        let agent = header(&config.user_agent).map_err(encode)?;
        request.headers_mut().insert(USER_AGENT, agent);
        let invocation = header(&uuid::Uuid::new_v4().to_string()).map_err(encode)?;
        // Where nothing else protects it, a body is signed, unless it can be read only once.
        let protected = config.endpoint.scheme_str() != Some("http");
        let traits = parts.operation.traits;
        let unsigned = protected && traits.contains(&OperationTrait::UnsignedPayload);
        let payload = sign::payload(request.body(), unsigned).map_err(encode)?;
        if payload == sign::UNSIGNED_PAYLOAD && traits.contains(&OperationTrait::PayloadHash) {
            return Err(encode(EncodeError::new(
                "the service wants the hash of the body, which a stream that can be read only once can't have",
            )));
        }
        // What was read from a stream is gone: without it there is no second attempt.
        let most_attempts = if request.body().is_replayable() {
            parts.retry.attempts(Usual::of(traits))
        } else {
            1
        };
        Ok(Self {
            parts,
            known,
            request,
            invocation,
            attempt: 0,
            most_attempts,
            taken: 0,
            skew: SignedDuration::ZERO,
            skew_corrected: false,
            payload,
            is_signed,
        })
    }

    /// Which attempt is under way, from 1.
    pub(crate) fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Whether the request has to be signed.
    pub(crate) fn is_signed(&self) -> bool {
        self.is_signed
    }

    /// How long to hold the next attempt back before asking again; once it is `None`, the attempt has to be made.
    pub(crate) fn pace(&self, now: Timestamp) -> Option<Duration> {
        match self.parts.retry.mode() {
            RetryMode::Adaptive => self.parts.config.shared.quota.pace(now),
            RetryMode::Standard => None,
        }
    }

    /// The request of the next attempt.
    ///
    /// # Errors
    /// The credentials can't stand in a header.
    pub(crate) fn request(
        &mut self,
        credentials: Option<&Credentials>,
        now: Timestamp,
    ) -> Result<http::Request<ByteStream>, Refusal> {
        self.attempt += 1;
        let skew = &self.parts.config.shared.skew;
        self.skew = SignedDuration::from_secs(skew.load(Ordering::Relaxed));
        let mut request = self.request.clone();
        let body = request.body().opened();
        *request.body_mut() = body.map_err(|error| {
            let why = format!("the stream can't be opened: {error}");
            Refusal::Failure(Failure::Encode(EncodeError::new(why)))
        })?;
        let attempts = format!("attempt={}; max={}", self.attempt, self.most_attempts);
        self.dress(&mut request, &attempts, credentials, now)
            .map_err(|error| Refusal::Failure(Failure::Encode(error)))?;
        Ok(request)
    }

    fn dress(
        &self,
        request: &mut http::Request<ByteStream>,
        attempts: &str,
        credentials: Option<&Credentials>,
        now: Timestamp,
    ) -> Result<(), EncodeError> {
        let headers = request.headers_mut();
        headers.insert(INVOCATION_ID, self.invocation.clone());
        headers.insert(SDK_REQUEST, header(attempts)?);
        match credentials {
            Some(credentials) => self.sign(request, credentials, now),
            None => Ok(()),
        }
    }

    fn sign(
        &self,
        request: &mut http::Request<ByteStream>,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<(), EncodeError> {
        let config = &self.parts.config;
        let scope = SigningScope {
            region: &config.region,
            service: config.service.signing_name,
            now: now.checked_add(self.skew).unwrap_or(now),
            raw_path: config.service.signature_version.starts_with("s3"),
            unsigned_payload: self.payload == sign::UNSIGNED_PAYLOAD,
        };
        // S3 and a few others want to be told the hash, every service that the body isn't covered.
        let asked = self
            .parts
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

    /// Judges what came of the attempt. `random` is between 0 and 1.
    pub(crate) fn judge(
        &mut self,
        came: Result<Received, Lost>,
        now: Timestamp,
        random: f64,
    ) -> Verdict {
        let wished = came.as_ref().ok().and_then(retry_after);
        let (outcome, reason) = self.sort(came, now);
        if self.parts.retry.mode() == RetryMode::Adaptive {
            let throttled = reason == Some(Reason::Throttling);
            self.parts.config.shared.quota.learn(throttled, now);
        }
        let Some(reason) = reason else {
            if outcome.is_ok() {
                self.parts.config.shared.quota.give_back(self.taken);
            }
            return Verdict::Finished(outcome);
        };
        if self.attempt >= self.most_attempts {
            return Verdict::Finished(outcome);
        }
        let traits = self.parts.operation.traits;
        let wait = retry::delay(Usual::of(traits), self.attempt, reason, wished, random);
        let cost = retry::cost(reason);
        if self.parts.config.shared.quota.take(cost) {
            self.taken = cost;
            return Verdict::Again(wait, outcome);
        }
        if traits.contains(&OperationTrait::LongPoll) {
            return Verdict::FinishedAfter(wait, outcome);
        }
        Verdict::Finished(outcome)
    }

    fn sort(&mut self, came: Result<Received, Lost>, now: Timestamp) -> (Outcome, Option<Reason>) {
        let received = match came {
            Ok(received) => received,
            Err(lost) => {
                return (
                    Err(Refusal::Failure(lost.failure())),
                    Some(Reason::Transient),
                );
            }
        };
        let ahead = ahead(&received, now);
        let outcome = sorted(self.parts, received, self.known);
        let Err(Refusal::Service(refused)) = &outcome else {
            return (outcome, None);
        };
        let skewed = retry::may_be_skew(refused.details.code()) && self.correct_clock(ahead);
        let reason = if skewed {
            Some(Reason::ClockSkew)
        } else {
            retry::reason(&refused.details, refused.index.is_some())
        };
        (outcome, reason)
    }

    /// Takes over the service's clock, once per call, if it differs from the one that was used.
    fn correct_clock(&mut self, ahead: Option<SignedDuration>) -> bool {
        match ahead {
            Some(ahead) if !self.skew_corrected && (ahead - self.skew).abs() > SKEW_NOTICED => {
                let skew = &self.parts.config.shared.skew;
                skew.store(ahead.as_secs(), Ordering::Relaxed);
                self.skew_corrected = true;
                true
            }
            _ => false,
        }
    }
}

/// An attempt that brought no response.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The transport failed.
    Transport(TransportError),
    /// It took too long.
    Timeout(TransportError),
}

impl Lost {
    fn failure(self) -> Failure {
        match self {
            Self::Transport(error) => Failure::Transport(error),
            Self::Timeout(error) => Failure::Timeout(error),
        }
    }
}

/// An answer as it is, or the error that it is.
pub(crate) fn sorted(parts: &Parts, received: Received, known: &'static [Known]) -> Outcome {
    let (protocol, operation) = (parts.config.protocol, parts.operation);
    if received.response.status().is_success() {
        return Ok(Answer {
            received,
            operation,
            protocol,
        });
    }
    let refused = error::refused(protocol, operation, received.response, known);
    Err(Refusal::Service(Box::new(refused)))
}

fn header(text: &str) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_str(text).map_err(|error| EncodeError::new(error.to_string()))
}

fn retry_after(received: &Received) -> Option<u64> {
    received
        .response
        .headers()
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// By how much the service's clock is ahead of ours.
fn ahead(received: &Received, now: Timestamp) -> Option<SignedDuration> {
    let date = received.response.headers().get(DATE)?.to_str().ok()?;
    Some(timestamp::read(date)?.duration_since(now))
}
