//! What carries requests: traits over `http` types, so that any HTTP client can do it.
//!
//! A transport knows nothing of AWS: it neither signs nor retries.

#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "async")]
mod tower;
#[cfg(feature = "blocking")]
mod ureq;

#[cfg(feature = "async")]
use std::future::Future;
#[cfg(feature = "async")]
use std::pin::Pin;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::sync::{Arc, OnceLock};
#[cfg(any(feature = "async", feature = "blocking"))]
use std::time::Duration;

#[cfg(any(feature = "async", feature = "blocking"))]
use bytes::Bytes;

#[cfg(any(feature = "async", feature = "blocking"))]
use crate::error::TransportError;

#[cfg(feature = "async")]
pub use self::tower::Tower;

/// A response to come.
#[cfg(feature = "async")]
pub type Responding<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>>;

/// Sends requests and reads the whole responses.
///
/// A closure from a request to a future is one:
///
/// ```
/// use shapesmith_runtime::transport::Transport;
/// use shapesmith_runtime::{Bytes, TransportError};
///
/// fn canned() -> impl Transport {
///     |_request: http::Request<Bytes>| async {
///         Ok::<_, TransportError>(http::Response::new(Bytes::from_static(b"{}")))
///     }
/// }
/// # let _ = canned();
/// ```
#[cfg(feature = "async")]
pub trait Transport: Send + Sync + 'static {
    /// Sends one request. Dropping the future gives the request up.
    fn send(&self, request: http::Request<Bytes>) -> Responding<'_>;
}

#[cfg(feature = "async")]
impl<F, R> Transport for F
where
    F: Fn(http::Request<Bytes>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'static,
{
    fn send(&self, request: http::Request<Bytes>) -> Responding<'_> {
        Box::pin(self(request))
    }
}

/// Sends requests and reads the whole responses, and lets the thread wait.
///
/// A closure from a request and the time that is left to a response is one.
#[cfg(feature = "blocking")]
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends one request; it has to be over after `timeout`.
    ///
    /// # Errors
    /// No response came, or not in time ([`TransportError::timed_out`]).
    fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> Result<http::Response<Bytes>, TransportError>;
}

#[cfg(feature = "blocking")]
impl<F> BlockingTransport for F
where
    F: Fn(http::Request<Bytes>, Duration) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
{
    fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> Result<http::Response<Bytes>, TransportError> {
        self(request, timeout)
    }
}

/// The transports of a client; the built-in ones are made when they are first needed.
#[derive(Default)]
pub(crate) struct Transports {
    #[cfg(feature = "async")]
    one: OnceLock<Arc<dyn Transport>>,
    #[cfg(feature = "blocking")]
    blocking: OnceLock<Arc<dyn BlockingTransport>>,
}

impl std::fmt::Debug for Transports {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Transports")
    }
}

#[cfg(feature = "async")]
impl Transports {
    pub(crate) fn set(&mut self, transport: Arc<dyn Transport>) {
        self.one = OnceLock::from(transport);
    }

    /// # Errors
    /// There is no built-in transport and none was set.
    #[cfg(feature = "hyper")]
    pub(crate) fn get(&self, connect: Duration) -> Result<&Arc<dyn Transport>, TransportError> {
        if let Some(transport) = self.one.get() {
            return Ok(transport);
        }
        let made: Arc<dyn Transport> = Arc::new(hyper::Hyper::new(connect)?);
        Ok(self.one.get_or_init(|| made))
    }

    /// # Errors
    /// None was set.
    #[cfg(not(feature = "hyper"))]
    pub(crate) fn get(&self, _connect: Duration) -> Result<&Arc<dyn Transport>, TransportError> {
        self.one.get().ok_or_else(|| {
            TransportError::new(
                "there is no transport: give one to the builder, or turn on the feature `hyper`",
            )
        })
    }
}

#[cfg(feature = "blocking")]
impl Transports {
    pub(crate) fn set_blocking(&mut self, transport: Arc<dyn BlockingTransport>) {
        self.blocking = OnceLock::from(transport);
    }

    /// The blocking transport.
    pub(crate) fn blocking(&self, connect: Duration) -> &Arc<dyn BlockingTransport> {
        self.blocking
            .get_or_init(|| Arc::new(ureq::Ureq::new(connect)))
    }
}
