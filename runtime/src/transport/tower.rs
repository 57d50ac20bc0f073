//! Any `tower::Service` over `http` types as a transport.

use std::future::poll_fn;
use std::sync::Mutex;

use bytes::Bytes;
use http_body::Body;
use tower_service::Service;

use super::{Responding, Transport};
use crate::error::TransportError;
use crate::lock::lock;
use crate::stream::ByteStream;

/// Makes a transport of a service; every request goes to a clone of it, as tower's services are made for.
///
/// Needs the feature `async`, which `hyper` brings.
///
/// ```
/// # use shapesmith_runtime::transport::{Tower, Transport};
/// # use shapesmith_runtime::{ByteStream, Bytes};
/// fn transport<S, B>(service: S) -> impl Transport
/// where
///     B: http_body::Body<Data = Bytes, Error = std::io::Error> + Send + 'static,
///     S: tower_service::Service<
///             http::Request<ByteStream>,
///             Response = http::Response<B>,
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

impl<S, B> Transport for Tower<S>
where
    S: Service<http::Request<ByteStream>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn send(&self, request: http::Request<ByteStream>) -> Responding<'_> {
        let mut service = lock(&self.0).clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(TransportError::new)?;
            let response = service.call(request).await.map_err(TransportError::new)?;
            Ok(response.map(ByteStream::from_body))
        })
    }
}
