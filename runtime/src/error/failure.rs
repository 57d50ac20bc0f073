//! What goes wrong on our side of the wire: writing, sending and reading. Each error says in which operation.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};
use std::time::Duration;

use super::effort::{Effort, Noted};
use super::{tell, whole};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::shown::Hidden;
use crate::shown::Shown;

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

    /// What it is, in a word.
    #[cfg(feature = "client")]
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Encode(_) => "EncodeError",
            Self::Decode(_) => "DecodeError",
            Self::Transport(_) => "TransportError",
            Self::Timeout(_) => "Timeout",
            Self::Credentials(_) => "CredentialsError",
        }
    }

    /// Says what was done before.
    #[cfg(feature = "client")]
    pub(crate) fn after(mut self, effort: Effort) -> Self {
        match &mut self {
            Self::Encode(error) => error.0.effort = effort,
            Self::Decode(error) => error.effort = effort,
            Self::Transport(error) | Self::Timeout(error) => error.effort = effort,
            Self::Credentials(error) => error.effort = effort,
        }
        self
    }
}

/// What every failure can be asked.
macro_rules! efforts {
    ($($name:ident: $($field:tt).+;)*) => {$(
        impl $name {
            /// How often the request was sent; 0 where it never was.
            pub fn attempts(&self) -> u32 {
                self.effort().attempts
            }

            /// How long the call had taken with all its attempts.
            pub fn elapsed(&self) -> Duration {
                self.effort().elapsed
            }

            pub(super) fn effort(&self) -> Effort {
                self.$($field).+
            }
        }
    )*};
}

efforts! {
    EncodeError: 0.effort;
    DecodeError: effort;
    TransportError: effort;
    CredentialsError: effort;
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
    effort: Effort,
}

impl EncodeError {
    /// Says why, in a sentence without a full stop.
    pub fn new(why: impl Into<String>) -> Self {
        Self(Box::new(Unwritten {
            why: why.into(),
            operation: "",
            effort: Effort::default(),
        }))
    }

    /// The operation needs a feature that is off.
    #[cfg(all(
        feature = "client",
        not(all(
            feature = "cbor",
            feature = "checksum",
            feature = "compression",
            feature = "sigv4a",
            feature = "xml"
        ))
    ))]
    pub(crate) fn feature(feature: &str) -> Self {
        Self::new(format!(
            "the operation needs the feature `{feature}` of shapesmith-runtime, which is off"
        ))
    }

    /// A stream in the middle of a message.
    #[cfg(any(feature = "client", feature = "serde"))]
    pub(crate) fn stream() -> Self {
        Self::new("a stream that isn't in memory can only be a whole body")
    }

    /// A union whose member only its service knows.
    #[cfg(feature = "client")]
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
            "the request{of} can't be written: {}{}",
            self.0.why,
            Noted(self.0.effort)
        )
    }
}

impl Error for EncodeError {}

/// A response that can't be read.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    why: Box<str>,
    path: Box<str>,
    position: usize,
    operation: &'static str,
    status: Option<u16>,
    request_id: Option<Box<str>>,
    effort: Effort,
}

impl DecodeError {
    #[cfg(any(feature = "client", feature = "serde", test))]
    pub(crate) fn at(why: String, path: &str, position: usize) -> Self {
        Self {
            why: why.into(),
            path: format!("${path}").into(),
            position,
            operation: "",
            status: None,
            request_id: None,
            effort: Effort::default(),
        }
    }

    /// Says in which response.
    #[cfg(feature = "client")]
    pub(crate) fn within(mut self, status: u16, request_id: Option<String>) -> Self {
        self.status = Some(status);
        self.request_id = request_id.map(String::into_boxed_str);
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
            Some(request_id) => write!(formatter, ", request id {})", Shown(request_id))?,
            None => formatter.write_str(")")?,
        }
        write!(formatter, "{}", Noted(self.effort))
    }
}

impl Error for DecodeError {}

/// A request that found no answer.
pub struct TransportError {
    cause: Box<dyn Error + Send + Sync>,
    timeout: bool,
    lasting: bool,
    operation: &'static str,
    host: Option<Box<str>>,
    effort: Effort,
}

impl TransportError {
    /// Takes the transport's own error.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            cause: cause.into(),
            timeout: false,
            lasting: false,
            operation: "",
            host: None,
            effort: Effort::default(),
        }
    }

    /// Takes the transport's own error, which says that the time was up.
    pub fn timed_out(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            timeout: true,
            ..Self::new(cause)
        }
    }

    /// Takes the transport's own error, which another attempt would find too.
    #[cfg(feature = "client")]
    pub(crate) fn lasting(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            lasting: true,
            ..Self::new(cause)
        }
    }

    /// Whether another attempt would come to the same.
    pub(crate) fn is_lasting(&self) -> bool {
        self.lasting
    }

    /// Says which host was asked.
    #[cfg(any(feature = "async", feature = "blocking", test))]
    pub(crate) fn at_host(mut self, host: &str) -> Self {
        self.host = Some(host.into());
        self
    }

    /// Leaves these texts out of what is told and shown.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn hiding(mut self, secrets: &[String]) -> Self {
        let told = whole(&*self.cause);
        let shown = format!("{:?}", self.cause);
        if secrets
            .iter()
            .any(|secret| told.contains(secret) || shown.contains(secret))
        {
            let hide = |told: String, secret: &String| told.replace(secret, Hidden::TEXT);
            self.cause = secrets.iter().fold(told, hide).into();
        }
        self
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    /// The transport's own error, which the text of this one says already.
    pub fn cause(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.cause
    }
}

impl Display for TransportError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let to = Of(" ", self.operation);
        let why = whole(&*self.cause);
        write!(formatter, "the service did not answer{to}")?;
        if let Some(host) = self.host.as_deref().filter(|host| !why.contains(host)) {
            write!(formatter, " at {host}")?;
        }
        write!(formatter, ": {why}{}", Noted(self.effort))
    }
}

impl Error for TransportError {}

/// There are no credentials.
pub struct CredentialsError {
    cause: Box<dyn Error + Send + Sync>,
    operation: &'static str,
    effort: Effort,
}

impl CredentialsError {
    /// Takes the provider's own error.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            cause: cause.into(),
            operation: "",
            effort: Effort::default(),
        }
    }

    /// The provider's own error, which the text of this one says already.
    pub fn cause(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.cause
    }

    /// What the provider said.
    #[cfg(feature = "client")]
    pub(crate) fn why(&self) -> String {
        whole(&*self.cause)
    }
}

impl Display for CredentialsError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let operation = Of(" for ", self.operation);
        let why = whole(&*self.cause);
        write!(
            formatter,
            "there are no credentials{operation}: {why}{}",
            Noted(self.effort)
        )
    }
}

impl Error for CredentialsError {}

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
