//! What goes wrong on our side of the wire: writing, sending and reading.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

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
