//! What goes wrong on our side of the wire: writing, sending and reading. Each error says in which operation.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};

use super::tell;

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

impl Failure {
    /// Says in which operation it happened.
    #[cfg(feature = "client")]
    pub(crate) fn during(mut self, operation: &'static str) -> Self {
        match &mut self {
            Self::Encode(error) => error.0.operation = operation,
            Self::Decode(error) => error.operation = operation,
            Self::Transport(error) | Self::Timeout(error) => error.operation = operation,
            Self::Credentials(error) => error.operation = operation,
        }
        self
    }
}

/// A request that can't be written.
///
/// One word, so that writers hand it up in a register.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<Unwritten>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Unwritten {
    why: String,
    operation: &'static str,
}

impl EncodeError {
    /// Says why, in a sentence without a full stop.
    pub fn new(why: impl Into<String>) -> Self {
        Self(Box::new(Unwritten {
            why: why.into(),
            operation: "",
        }))
    }

    /// The operation needs a feature that is off.
    #[cfg(all(
        feature = "client",
        not(all(
            feature = "cbor",
            feature = "checksum",
            feature = "compression",
            feature = "xml"
        ))
    ))]
    pub(crate) fn feature(feature: &str) -> Self {
        Self::new(format!(
            "the operation needs the feature `{feature}` of shapesmith-runtime, which is off"
        ))
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
        let of = Of(" of ", self.0.operation);
        write!(
            formatter,
            "the request{of} can't be written: {}",
            self.0.why
        )
    }
}

impl Error for EncodeError {}

/// A response that can't be read.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    why: String,
    path: String,
    position: usize,
    operation: &'static str,
    status: Option<u16>,
    request_id: Option<String>,
}

impl DecodeError {
    pub(crate) fn at(why: String, path: &str, position: usize) -> Self {
        Self {
            why,
            path: format!("${path}"),
            position,
            operation: "",
            status: None,
            request_id: None,
        }
    }

    /// Says in which response.
    #[cfg(feature = "client")]
    pub(crate) fn within(mut self, status: u16, request_id: Option<String>) -> Self {
        self.status = Some(status);
        self.request_id = request_id;
        self
    }

    /// The place in the document, as `$.Backup.Tags[0]`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The byte of the document at which reading stopped.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The HTTP status of the response.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// The identifier to give to AWS support.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Display for DecodeError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the response{} can't be read: {} at {} (byte {}",
            Of(" to ", self.operation),
            self.why,
            self.path,
            self.position
        )?;
        match &self.request_id {
            Some(request_id) => write!(formatter, ", request id {request_id})"),
            None => formatter.write_str(")"),
        }
    }
}

impl Error for DecodeError {}

/// A request that found no answer.
pub struct TransportError {
    cause: Box<dyn Error + Send + Sync>,
    timeout: bool,
    operation: &'static str,
}

impl TransportError {
    /// Takes the transport's own error.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            cause: cause.into(),
            timeout: false,
            operation: "",
        }
    }

    /// Takes the transport's own error, which says that the time was up.
    pub fn timed_out(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            timeout: true,
            ..Self::new(cause)
        }
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }
}

impl Display for TransportError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let to = Of(" ", self.operation);
        write!(formatter, "the service did not answer{to}: {}", self.cause)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}

/// There are no credentials.
pub struct CredentialsError {
    cause: Box<dyn Error + Send + Sync>,
    operation: &'static str,
}

impl CredentialsError {
    /// Takes the provider's own error.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            cause: cause.into(),
            operation: "",
        }
    }

    /// What the provider said.
    #[cfg(feature = "client")]
    pub(crate) fn cause(&self) -> String {
        self.cause.to_string()
    }
}

impl Display for CredentialsError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let to_sign = Of(" to sign ", self.operation);
        write!(
            formatter,
            "there are no credentials{to_sign}: {}",
            self.cause
        )
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}

/// Lets `Debug` show what `Display` does, and what is behind it.
macro_rules! told {
    ($($name:ident)*) => {$(
        impl Debug for $name {
            fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
                tell(self, formatter)
            }
        }
    )*};
}

told! { EncodeError DecodeError TransportError CredentialsError }

/// An operation behind a few words, where it is known.
struct Of(&'static str, &'static str);

impl Display for Of {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.1.is_empty() {
            return Ok(());
        }
        write!(formatter, "{}{}", self.0, self.1)
    }
}
