//! What can go wrong with a call, from writing the request to reading the service's answer.
//!
//! A service's own enum is made by [`service_error!`](crate::service_error); what its variants share is here.

pub(crate) mod path;
mod refused;
mod retryable;

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::ops::Deref;

pub use refused::Parts;
#[cfg(feature = "client")]
pub(crate) use refused::{Refused, refused, typed};
pub use retryable::is_retryable;
#[cfg(feature = "client")]
pub(crate) use retryable::{is_throttling, is_transient};

/// An error that the service sent: the modelled structure, and what stands around it on the wire.
///
/// Dereferences to the structure.
pub struct ServiceError<T>(Box<(T, Details)>);

/// What every error of a service carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    code: String,
    message: Option<String>,
    request_id: Option<String>,
    status: u16,
    operation: &'static str,
    flags: &'static [Flag],
}

impl Details {
    /// Details of which only code and status are known.
    #[cfg(test)]
    pub(crate) fn of(code: &str, status: u16) -> Self {
        Self {
            code: code.to_owned(),
            status,
            ..Self::default()
        }
    }

    /// The code that the service gave.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The service's message.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The identifier to give to AWS support.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The HTTP status of the response.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// What the model says of the error.
    pub(crate) fn flags(&self) -> &'static [Flag] {
        self.flags
    }

    /// The operation that failed.
    pub fn operation(&self) -> &'static str {
        self.operation
    }
}

impl<T> ServiceError<T> {
    /// Code, message, request id, status and operation.
    pub fn details(&self) -> &Details {
        &self.0.1
    }

    /// The modelled structure alone.
    pub fn into_inner(self) -> T {
        self.0.0
    }

    #[doc(hidden)]
    pub fn view(&self) -> View<'_> {
        View::Service(self.details())
    }
}

impl<T> Deref for ServiceError<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.0
    }
}

impl<T: fmt::Debug> fmt::Debug for ServiceError<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ServiceError")
            .field("details", &self.0.1)
            .field("error", &self.0.0)
            .finish()
    }
}

/// What a model says of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flag {
    /// The HTTP status that the model gives.
    Status(u16),
    /// The service is at fault.
    Server,
    /// The call may be made again.
    Retryable,
    /// There were too many calls.
    Throttling,
}

/// A modelled error: its code and flags.
#[derive(Debug)]
pub struct Known {
    /// The variant's name.
    pub name: &'static str,
    /// The code on the wire.
    pub code: &'static str,
    /// What the model says of it.
    pub flags: &'static [Flag],
}

/// How a call makes a service's error; [`service_error!`](crate::service_error) implements it.
pub trait FromParts: Sized {
    /// The modelled errors, in the order of the variants.
    const KNOWN: &'static [Known];

    /// The error at `index` of [`KNOWN`](Self::KNOWN).
    fn known(index: usize, parts: Parts) -> Self;

    /// An error that the model doesn't have.
    fn unrecognized(parts: Parts) -> Self;

    /// A failure on our side of the wire.
    fn other(failure: Failure) -> Self;

    /// What the error has to show.
    fn view(&self) -> View<'_>;
}

/// A failure on our side of the wire.
#[derive(Debug)]
pub enum Failure {
    /// The request could not be written.
    Encode(EncodeError),
    /// The response could not be read.
    Decode(DecodeError),
    /// The request could not be sent, or no response came.
    Transport(TransportError),
    /// No response came in time.
    Timeout(TransportError),
    /// There was nothing to sign the request with.
    Credentials(CredentialsError),
}

/// An error seen without its type.
pub enum View<'a> {
    /// From the service.
    Service(&'a Details),
    /// From our side.
    Failure(&'a (dyn Error + 'static)),
}

impl<'a> View<'a> {
    /// What the service said, if it did.
    pub fn details(&self) -> Option<&'a Details> {
        match self {
            View::Service(details) => Some(details),
            View::Failure(_) => None,
        }
    }

    /// The failure, for the chain of sources.
    pub fn source(&self) -> Option<&'a (dyn Error + 'static)> {
        match self {
            View::Service(_) => None,
            View::Failure(failure) => Some(*failure),
        }
    }
}

impl Display for View<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let details = match self {
            View::Service(details) => details,
            View::Failure(failure) => return Display::fmt(failure, formatter),
        };
        write!(
            formatter,
            "{} failed with {}",
            details.operation, details.code
        )?;
        if let Some(message) = &details.message {
            write!(formatter, ": {message}")?;
        }
        match &details.request_id {
            Some(request_id) => write!(
                formatter,
                " (status {}, request id {request_id})",
                details.status
            ),
            None => write!(formatter, " (status {})", details.status),
        }
    }
}

/// A request that can't be written.
///
/// Two words, so that writers hand it up in registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError(Box<str>);

impl EncodeError {
    /// Says why, in a sentence without a full stop.
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into().into())
    }

    /// A stream in the middle of a message.
    pub(crate) fn stream() -> Self {
        Self::new("a stream that isn't in memory can only be a whole body")
    }

    /// A union whose member only its service knows.
    pub(crate) fn unknown_member(union: &str, member: &str) -> Self {
        Self::new(format!(
            "the union {union} has the unknown member `{member}`, which can't be sent"
        ))
    }
}

impl Display for EncodeError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "the request can't be written: {}", self.0)
    }
}

impl Error for EncodeError {}

/// A response that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    why: String,
    path: String,
    position: usize,
}

impl DecodeError {
    pub(crate) fn at(why: String, path: &str, position: usize) -> Self {
        Self {
            why,
            path: format!("${path}"),
            position,
        }
    }

    /// The place in the document, as `$.Backup.Tags[0]`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The byte of the document at which reading stopped.
    pub fn position(&self) -> usize {
        self.position
    }
}

impl Display for DecodeError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the response can't be read: {} at {} (byte {})",
            self.why, self.path, self.position
        )
    }
}

impl Error for DecodeError {}

/// A request that found no answer.
#[derive(Debug)]
pub struct TransportError {
    cause: Box<dyn Error + Send + Sync>,
    timeout: bool,
}

impl TransportError {
    /// Takes the transport's own error.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            cause: cause.into(),
            timeout: false,
        }
    }

    /// Takes the transport's own error, which says that the time was up.
    pub fn timed_out(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            cause: cause.into(),
            timeout: true,
        }
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }
}

impl Display for TransportError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "the service did not answer: {}", self.cause)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}

/// There are no credentials.
#[derive(Debug)]
pub struct CredentialsError(Box<dyn Error + Send + Sync>);

impl CredentialsError {
    /// Takes the provider's own error.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl Display for CredentialsError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "there are no credentials: {}", self.0)
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}
