//! What every error that a service sent has, whatever its type.

use std::fmt::{self, Formatter};
use std::time::Duration;

use bytes::Bytes;

use super::effort::Effort;

/// What every error of a service carries.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Details {
    pub(crate) code: String,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) status: u16,
    pub(crate) operation: &'static str,
    pub(crate) flags: &'static [Flag],
    pub(crate) effort: Effort,
    /// The operation is documented to return the error.
    pub(crate) listed: bool,
    pub(crate) body: Bytes,
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
    #[cfg(all(test, feature = "client"))]
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
