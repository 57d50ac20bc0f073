//! What a service says when it refuses a call, with its type and without.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;

use super::effort::Effort;
use super::failure::{CredentialsError, DecodeError, EncodeError, Failure, TransportError};
use super::refused::Parts;
use super::shown::Shown;
use super::told;

/// An error that the service sent: the modelled structure, and what stands around it on the wire.
///
/// Dereferences to the structure.
pub struct ServiceError<T>(Box<(T, Details)>);

/// What every error of a service carries.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Details {
    pub(super) code: String,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) status: u16,
    pub(super) operation: &'static str,
    pub(super) flags: &'static [Flag],
    pub(super) effort: Effort,
    /// The operation is documented to return the error.
    pub(super) listed: bool,
    pub(super) body: Bytes,
}

/// The body is told by its length: it may hold what nobody should see.
impl fmt::Debug for Details {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Details")
            .field("code", &self.code)
            .field("message", &self.message)
            .field("request_id", &self.request_id)
            .field("status", &self.status)
            .field("operation", &self.operation)
            .field("flags", &self.flags)
            .field("listed", &self.listed)
            .field("effort", &self.effort)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl Details {
    /// Details of which only code and status are known, and whether the operation lists the error.
    #[cfg(test)]
    pub(crate) fn of(code: &str, status: u16, listed: bool) -> Self {
        Self {
            code: code.to_owned(),
            status,
            listed,
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

    /// What the model says of the error, where the operation lists it.
    pub(crate) fn flags(&self) -> &'static [Flag] {
        if self.listed { self.flags } else { &[] }
    }

    /// Whether the operation is documented to return the error.
    pub(crate) fn is_listed(&self) -> bool {
        self.listed
    }

    /// The body of the response as it came, whatever it is: a proxy's page, too.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.effort.attempts
    }

    /// How long the call took with all its attempts.
    pub fn elapsed(&self) -> Duration {
        self.effort.elapsed
    }

    /// Says what was done before.
    #[cfg(feature = "client")]
    pub(crate) fn note(&mut self, effort: Effort) {
        self.effort = effort;
    }

    /// The operation that failed.
    pub fn operation(&self) -> &'static str {
        self.operation
    }
}

impl<T> ServiceError<T> {
    pub(super) fn new(error: T, details: Details) -> Self {
        Self(Box::new((error, details)))
    }

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

/// A modelled error in wire terms.
#[derive(Debug)]
pub struct Known {
    /// The variant's name.
    pub name: &'static str,
    /// The code on the wire.
    pub code: &'static str,
    /// What the model says of it.
    pub flags: &'static [Flag],
}

impl Known {
    /// An error of a variant and its code, of which nothing else is said.
    pub const fn new(name: &'static str, code: &'static str) -> Self {
        Self {
            name,
            code,
            flags: &[],
        }
    }

    /// The same with what the model says of it.
    pub const fn with(mut self, flags: &'static [Flag]) -> Self {
        self.flags = flags;
        self
    }
}

/// A service's error enum with the table of those that its model has.
#[doc(hidden)]
pub trait Modelled {
    /// The modelled errors; a position is the index in [`FromParts::known`].
    const KNOWN: &'static [Known];
}

/// How a call makes a service's error.
#[doc(hidden)]
pub trait FromParts: Modelled + Sized {
    /// The error at `index` of the table.
    fn known(index: usize, parts: Parts) -> Self;

    /// An error that the model doesn't have.
    fn unrecognized(parts: Parts) -> Self;

    /// A failure on our side of the wire.
    fn other(failure: Failure) -> Self;

    /// What the error has to show.
    fn view(&self) -> View<'_>;
}

/// An error seen without its type.
pub enum View<'a> {
    /// From the service.
    Service(&'a Details),
    /// From the service, but it can't be read.
    Unread(&'a DecodeError),
    /// From our side.
    Failure(&'a (dyn Error + 'static)),
}

impl<'a> View<'a> {
    /// What the service said, if it did.
    pub fn details(&self) -> Option<&'a Details> {
        match self {
            View::Service(details) => Some(details),
            View::Unread(_) | View::Failure(_) => None,
        }
    }

    /// The code that the service gave.
    pub fn code(&self) -> Option<&'a str> {
        self.details().map(Details::code)
    }

    /// The service's message.
    pub fn message(&self) -> Option<&'a str> {
        self.details().and_then(Details::message)
    }

    /// The HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        match self {
            View::Service(details) => Some(details.status()),
            View::Unread(error) => error.status(),
            View::Failure(_) => None,
        }
    }

    /// The identifier to give to AWS support, if there was one.
    pub fn request_id(&self) -> Option<&'a str> {
        match self {
            View::Service(details) => details.request_id(),
            View::Unread(error) => error.request_id(),
            View::Failure(_) => None,
        }
    }

    /// What is behind the error that its text doesn't say.
    pub fn source(&self) -> Option<&'a (dyn Error + 'static)> {
        match *self {
            View::Service(_) => None,
            View::Unread(error) => error.source(),
            View::Failure(failure) => failure.source(),
        }
    }

    fn effort(&self) -> Effort {
        let failure = match self {
            View::Service(details) => return details.effort,
            View::Unread(error) => return error.effort(),
            View::Failure(failure) => failure,
        };
        let transport = || failure.downcast_ref().map(TransportError::effort);
        let credentials = || failure.downcast_ref().map(CredentialsError::effort);
        let encode = || failure.downcast_ref().map(EncodeError::effort);
        let effort = transport().or_else(credentials).or_else(encode);
        effort.unwrap_or_default()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.effort().attempts
    }

    /// How long the call took with all its attempts.
    pub fn elapsed(&self) -> Duration {
        self.effort().elapsed
    }
}

/// What `Display` says, and what is behind it.
impl fmt::Debug for View<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        told(self, self.source(), formatter)
    }
}

impl Display for View<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let details = match self {
            View::Service(details) => details,
            View::Unread(error) => return Display::fmt(error, formatter),
            View::Failure(failure) => return Display::fmt(failure, formatter),
        };
        write!(
            formatter,
            "{} failed with {}",
            details.operation,
            Shown(&details.code)
        )?;
        if let Some(message) = &details.message {
            write!(formatter, ": {}", Shown(message))?;
        }
        write!(formatter, " (status {}", details.status)?;
        if let Some(request_id) = &details.request_id {
            write!(formatter, ", request id {}", Shown(request_id))?;
        }
        if details.effort.is_noted() {
            write!(formatter, ", {}", details.effort)?;
        }
        formatter.write_str(")")
    }
}
