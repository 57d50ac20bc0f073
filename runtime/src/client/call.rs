//! One call: its input, and how its answer is read. The type parameters of the call path end here.
//!
//! Sending is not done here.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::Config;
use super::answer::Received;
use super::builder::Timeouts;
use super::credentials::Credentials;
use super::exchange::{self, Outcome, Refusal, Written};
use super::prepare;
use super::retry::RetryConfig;
use crate::error::{Failure, TransportError};
use crate::refusal::FromParts;
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait, Trait};
use crate::values::members::member;
use crate::values::{Ref, Slot, Value};

/// One call of an operation: `O` is its output, `E` the service's error.
///
/// Needs the feature `client`.
///
/// It does nothing until it is awaited (or sent with [`send_blocking`](Self::send_blocking)).
#[must_use = "a call does nothing until it is sent"]
pub struct Call<O, E> {
    pub(super) parts: Parts,
    pub(super) answers: PhantomData<fn() -> (O, E)>,
}

/// A call without its types.
pub(crate) struct Parts {
    pub(crate) config: Arc<Config>,
    pub(crate) operation: &'static Operation,
    pub(crate) input: Box<dyn Value + Send + Sync>,
    filled: Tokens,
    pub(crate) retry: RetryConfig,
    pub(crate) timeouts: Timeouts,
    pub(crate) max_response_size: usize,
    pub(crate) anonymous: bool,
}

impl<O, E> Call<O, E> {
    pub(super) fn new(
        config: Arc<Config>,
        operation: &'static Operation,
        mut input: Box<dyn Value + Send + Sync>,
    ) -> Self {
        let filled = Tokens::absent(&*input);
        fill_tokens(&mut *input, &filled);
        let (retry, timeouts) = (config.retry, config.timeouts);
        let (max_response_size, anonymous) = (config.max_response_size, config.anonymous);
        let parts = Parts {
            config,
            operation,
            input,
            filled,
            retry,
            timeouts,
            max_response_size,
            anonymous,
        };
        Self {
            parts,
            answers: PhantomData,
        }
    }

    /// How often this call is made again, instead of what the client says.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.parts.retry = retry;
        self
    }

    /// How long one attempt of this call may take, instead of what the client says.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeouts.attempt = timeout;
        self
    }

    /// How many bytes the response of this call may have, instead of what the client says:
    /// [`ClientBuilder::max_response_size`](crate::ClientBuilder::max_response_size).
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.parts.max_response_size = bytes;
        self
    }

    /// Sends this call without a signature, and asks nobody for credentials: for what everybody may read.
    pub fn anonymous(mut self) -> Self {
        self.parts.anonymous = true;
        self
    }

    /// How long this call may take with all its attempts, instead of what the client says.
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeouts.operation = Some(timeout);
        self
    }
}

impl<O, E> Debug for Call<O, E> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.parts.operation.name)?;
        formatter.write_str(" ")?;
        crate::values::debug::show(self.parts.input.read(), formatter)
    }
}

impl<O: Value, E: FromParts> Call<O, E> {
    /// The request, not signed. Asked twice, it gives the same. A service that tells its endpoints isn't asked: the address is
    /// its usual one.
    ///
    /// # Errors
    /// The input can't be written in the service's protocol.
    pub fn http_request(&self) -> Result<http::Request<ByteStream>, E> {
        let name = self.parts.operation.name;
        prepare::request(&self.parts).map_err(|error| E::other(Failure::Encode(error).during(name)))
    }

    /// The request of one attempt, signed at the time given: for a transport that isn't driven by the client. Its address is
    /// that of [`http_request`](Self::http_request).
    ///
    /// # Errors
    /// The input can't be written in the service's protocol, or the credentials can't stand in a header.
    pub fn signed_request(
        &self,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<http::Request<ByteStream>, E> {
        let written = Written::to_hand_on(&self.parts, credentials, now);
        let signed =
            written.and_then(|mut written| written.next(&self.parts, Some(credentials), now));
        signed.map_err(|refusal| refused(refusal.during(self.parts.operation.name)))
    }

    /// The output, or the service's error. The body is bytes or text, or a stream if the operation hands one on.
    ///
    /// # Errors
    /// The service refused the call, or the response can't be read.
    pub fn read_response<B: Into<ByteStream>>(&self, response: http::Response<B>) -> Result<O, E> {
        let response = response.map(Into::into);
        let received = Received::read(&self.parts, response, || false);
        let received = received.unwrap_or_else(|| {
            Err(TransportError::new("the body has to be collected first").into())
        });
        let name = self.parts.operation.name;
        let received = received.map_err(|lost| E::other(lost.failure().during(name)))?;
        finish(exchange::sorted(&self.parts, received, E::KNOWN))
    }
}

/// Gives an answer its types.
pub(super) fn finish<O: Value, E: FromParts>(outcome: Outcome) -> Result<O, E> {
    let mut output = O::blank();
    match outcome.map(|answer| answer.fill(&mut output)) {
        Ok(Ok(())) => Ok(output),
        Ok(Err(failure)) => Err(E::other(failure)),
        Err(refusal) => Err(refused(refusal)),
    }
}

/// Gives a refusal its type.
pub(super) fn refused<E: FromParts>(refusal: Refusal) -> E {
    match refusal {
        Refusal::Service(refused) => crate::refusal::typed(*refused),
        Refusal::Failure(failure) => E::other(failure),
    }
}

impl Parts {
    /// Whether what is written depends on the credentials: its address on the account, or a URL in it that they sign.
    pub(super) fn asks_first(&self) -> bool {
        let traits = self.operation.traits;
        let signs = |found: &OperationTrait| matches!(found, OperationTrait::SourceUrl(_));
        let depends = self.config.endpoints.wants_account || traits.iter().any(signs);
        depends && !self.anonymous && !traits.contains(&OperationTrait::Unsigned)
    }

    /// Whether no signature covers the body of a request that goes there: the service does without where nobody can change it.
    pub(super) fn leaves_body_open(&self, uri: &http::Uri) -> bool {
        let is_protected = uri.scheme_str() != Some("http");
        let traits = self.operation.traits;
        is_protected && traits.contains(&OperationTrait::UnsignedPayload)
    }

    /// Makes another call of this one: another token for it where the program gave none.
    pub(super) fn renew_tokens(&mut self) {
        fill_tokens(&mut *self.input, &self.filled);
    }
}

/// The idempotency tokens that the program left out; most inputs have one at the most, which needs no memory.
#[derive(Default)]
struct Tokens {
    first: Option<usize>,
    others: Vec<usize>,
}

impl Tokens {
    fn absent(input: &dyn Value) -> Self {
        let Ref::Structure(structure) = input.read() else {
            return Self::default();
        };
        let is_absent = |index: usize| match member(structure, index) {
            Ref::Absent => true,
            Ref::String(token) => token.is_empty(),
            _ => false,
        };
        let tokens = structure.schema().set_apart();
        let mut absent = tokens
            .filter(|(_, traits)| traits.contains(&Trait::IdempotencyToken))
            .map(|(index, _)| index)
            .filter(|index| is_absent(*index));
        Self {
            first: absent.next(),
            others: absent.collect(),
        }
    }
}

/// Gives each of these tokens a random UUID.
fn fill_tokens(input: &mut dyn Value, tokens: &Tokens) {
    let Slot::Structure(structure) = input.write() else {
        return;
    };
    for index in tokens.first.iter().chain(&tokens.others) {
        if let Slot::String(token) = structure.slot(*index) {
            *token = uuid::Uuid::new_v4().to_string();
        }
    }
}
