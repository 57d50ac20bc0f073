//! Any `tower::Service` over `http` types as a transport.

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use tower_service::Service;

use super::{Responding, Transport};
use crate::error::TransportError;

/// Makes a transport of a service; every request goes to a clone of it, as tower's services are made for.
///
/// ```
/// # use shapesmith_runtime::transport::{Tower, Transport};
/// # use shapesmith_runtime::Bytes;
/// fn transport<S>(service: S) -> impl Transport
/// where
///     S: tower_service::Service<
///             http::Request<Bytes>,
///             Response = http::Response<Bytes>,
///             Error = std::io::Error,
///             Future: Send,
///         > + Clone
///         + Send
///         + 'static,
/// {
///     Tower::new(service)
/// }
/// ```
#[derive(Debug)]
pub struct Tower<S>(Mutex<S>);

impl<S> Tower<S> {
    /// Takes the service.
    pub fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }
}

impl<S> Transport for Tower<S>
where
    S: Service<http::Request<Bytes>, Response = http::Response<Bytes>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn send(&self, request: http::Request<Bytes>) -> Responding<'_> {
        let mut service = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(TransportError::new)?;
            service.call(request).await.map_err(TransportError::new)
        })
    }
}
