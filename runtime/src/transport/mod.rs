//! What carries requests: traits over `http` types, so that any HTTP client can do it.
//!
//! A transport knows nothing of AWS: it neither signs nor retries.

#[cfg(any(feature = "hyper", feature = "blocking"))]
mod bypass;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod closed;
#[cfg(feature = "blocking")]
mod forwarded;
#[cfg(feature = "blocking")]
mod heads;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "hyper")]
mod lenient;
mod limits;
#[cfg(feature = "async")]
#[cfg(feature = "aws-config")]
mod official;
#[cfg(feature = "blocking")]
mod patient;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod proxy;
#[cfg(feature = "hyper")]
mod routed;
#[cfg(feature = "hyper")]
mod timed;
#[cfg(feature = "hyper")]
mod tls;
#[cfg(feature = "async")]
mod tower;
#[cfg(feature = "hyper")]
mod upload;
#[cfg(feature = "blocking")]
mod ureq;
#[cfg(feature = "hyper")]
mod usual;

#[cfg(feature = "async")]
use std::future::Future;
#[cfg(feature = "async")]
use std::pin::Pin;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::sync::{Arc, OnceLock};
#[cfg(any(feature = "async", feature = "blocking"))]
use std::time::Duration;

#[cfg(any(feature = "hyper", feature = "blocking"))]
use crate::error::ConfigError;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::error::TransportError;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::stream::ByteStream;

#[cfg(any(feature = "hyper", feature = "blocking"))]
use self::closed::is_closed;
#[cfg(feature = "hyper")]
pub use self::hyper::Hyper;
pub(crate) use self::limits::CONNECT_TIMEOUT;
#[cfg(any(feature = "hyper", feature = "blocking"))]
use self::limits::{ASKED_FOR, MOST_HEADERS};
#[cfg(feature = "async")]
#[cfg(feature = "aws-config")]
pub use self::official::Official;
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub use self::proxy::Proxy;
#[cfg(feature = "async")]
pub use self::tower::Tower;
#[cfg(feature = "blocking")]
pub use self::ureq::Ureq;
#[cfg(feature = "hyper")]
use self::usual::{IDLE, IDLE_CONNECTIONS, NO_CERTIFICATES, asks_first, is_refusal, sized};

/// A response to come.
///
/// Needs the feature `async`, which `hyper` brings.
#[cfg(feature = "async")]
pub type Responding<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<ByteStream>, TransportError>> + Send + 'a>>;

/// Sends requests; the body of a response is handed on while it comes.
///
/// Needs the feature `async`, which `hyper` brings.
///
/// A closure from a request to a future of a response is one; the body may be bytes or text too:
///
/// ```
/// use shapesmith_runtime::transport::Transport;
/// use shapesmith_runtime::{ByteStream, Bytes, TransportError};
///
/// fn canned() -> impl Transport {
///     |_request: http::Request<ByteStream>| async {
///         Ok::<_, TransportError>(http::Response::new(Bytes::from_static(b"{}")))
///     }
/// }
/// # let _ = canned();
/// ```
#[cfg(feature = "async")]
pub trait Transport: Send + Sync + 'static {
    /// Sends one request. Dropping the future gives the request up.
    fn send(&self, request: http::Request<ByteStream>) -> Responding<'_>;
}

#[cfg(feature = "async")]
impl<F, R, B> Transport for F
where
    F: Fn(http::Request<ByteStream>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<http::Response<B>, TransportError>> + Send + 'static,
    B: Into<ByteStream>,
{
    fn send(&self, request: http::Request<ByteStream>) -> Responding<'_> {
        let sent = self(request);
        Box::pin(async move { Ok(sent.await?.map(Into::into)) })
    }
}

/// Sends requests, and lets the thread wait; the body of a response is handed on while it comes.
///
/// Needs the feature `blocking`.
///
/// A closure from a request and the time that is left to a response is one.
#[cfg(feature = "blocking")]
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends one request; the response's head has to be there after `timeout`, and the body too unless it is a
    /// stream that is handed on ([`is_streamed`]).
    ///
    /// # Errors
    /// No response came, or not in time ([`TransportError::timed_out`]).
    fn send(
        &self,
        request: http::Request<ByteStream>,
        timeout: Duration,
    ) -> Result<http::Response<ByteStream>, TransportError>;
}

#[cfg(feature = "blocking")]
impl<F, B> BlockingTransport for F
where
    F: Fn(http::Request<ByteStream>, Duration) -> Result<http::Response<B>, TransportError>
        + Send
        + Sync
        + 'static,
    B: Into<ByteStream>,
{
    fn send(
        &self,
        request: http::Request<ByteStream>,
        timeout: Duration,
    ) -> Result<http::Response<ByteStream>, TransportError> {
        Ok(self(request, timeout)?.map(Into::into))
    }
}

/// Marks requests whose response is handed on while it comes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Streamed;

/// Marks requests whose path and query may not be seen.
#[cfg(feature = "blocking")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct SecretUri;

/// Marks requests of a call that may take no longer than this, however long its body is.
#[cfg(feature = "blocking")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct CallLimit(pub(crate) Duration);

/// Marks requests that no proxy sees: for credentials from the machine's own addresses.
#[cfg(feature = "profile")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Direct;

/// Whether no proxy may see a request.
#[cfg(any(feature = "hyper", feature = "blocking"))]
fn is_direct(request: &http::Request<ByteStream>) -> bool {
    #[cfg(feature = "profile")]
    return request.extensions().get::<Direct>().is_some();
    #[cfg(not(feature = "profile"))]
    {
        let _ = request;
        false
    }
}

/// Whether the response to this request is handed on while it comes: then its body may take any time.
///
/// Needs the feature `client`.
pub fn is_streamed<B>(request: &http::Request<B>) -> bool {
    request.extensions().get::<Streamed>().is_some()
}

/// The transports of a client; the built-in ones are made when they are first needed.
#[derive(Default)]
pub(crate) struct Transports {
    /// What the built-in ones go by; the environment says it where it is `None`.
    #[cfg(any(feature = "hyper", feature = "blocking"))]
    proxy: Option<Result<Proxy, ConfigError>>,
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

#[cfg(any(feature = "hyper", feature = "blocking"))]
impl Transports {
    pub(crate) fn set_proxy(&mut self, proxy: Proxy) {
        self.proxy = Some(Ok(proxy));
    }

    /// # Errors
    /// The environment names a proxy that is none; where the program has a transport of its own that may not matter, so a
    /// built-in one says it when it is used.
    pub(crate) fn ask_for_proxy(
        &mut self,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(), ConfigError> {
        if self.proxy.is_some() {
            return Ok(());
        }
        let found = Proxy::of(variable);
        if let Some(error) = found.as_ref().err().filter(|_| !self.is_given()) {
            return Err(error.clone());
        }
        self.proxy = Some(found);
        Ok(())
    }

    /// Whether the program has a transport of its own.
    fn is_given(&self) -> bool {
        #[cfg(feature = "async")]
        if self.one.get().is_some() {
            return true;
        }
        #[cfg(feature = "blocking")]
        if self.blocking.get().is_some() {
            return true;
        }
        false
    }

    fn proxy(&self) -> Result<Proxy, ConfigError> {
        self.proxy.clone().unwrap_or_else(|| Ok(Proxy::none()))
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
    #[allow(
        clippy::unnecessary_wraps,
        reason = "without the feature there may be none"
    )]
    pub(crate) fn get(&self, connect: Duration) -> Result<&Arc<dyn Transport>, TransportError> {
        let make = || {
            let hyper = Hyper::told(self.proxy()).connect_timeout(connect);
            Arc::new(hyper) as Arc<dyn Transport>
        };
        Ok(self.one.get_or_init(make))
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
            .get_or_init(|| Arc::new(Ureq::told(self.proxy()).connect_timeout(connect)))
    }
}

#[cfg(all(test, feature = "blocking", feature = "hyper"))]
mod proxy_tests;
#[cfg(all(test, feature = "blocking", feature = "hyper"))]
mod tls_tests;
#[cfg(all(test, feature = "blocking", feature = "hyper"))]
mod weather_tests;
