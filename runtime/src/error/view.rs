//! Any error of a call without its type: what it has to show, and how.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use super::effort::Effort;
use super::{CredentialsError, DecodeError, Details, EncodeError, TransportError, told};
use crate::shown::Shown;

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
