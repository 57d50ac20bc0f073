//! The default transport: hyper's pooled client over rustls, HTTP/1.1.

use std::error::Error as _;
use std::time::Duration;

use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::{Responding, Transport};
use crate::error::TransportError;
use crate::stream::ByteStream;

/// An idle connection is closed after this: before the usual 20 seconds of a load balancer or proxy are up.
const IDLE: Duration = Duration::from_secs(15);
/// Idle connections kept for one host.
const IDLE_CONNECTIONS: usize = 64;

pub(super) struct Hyper(Client<HttpsConnector<HttpConnector>, ByteStream>);

impl Hyper {
    /// # Errors
    /// The platform's certificates can't be read.
    pub(super) fn new(connect: Duration) -> Result<Self, TransportError> {
        let mut http = HttpConnector::new();
        http.set_connect_timeout(Some(connect));
        http.set_nodelay(true);
        http.enforce_http(false);
        let provider = rustls::crypto::ring::default_provider();
        let tls = rustls::ClientConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()
            .map_err(TransportError::new)?
            .with_native_roots()
            .map_err(TransportError::new)?
            .with_no_client_auth();
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .build(connector);
        Ok(Self(client))
    }
}

impl Transport for Hyper {
    fn send(&self, mut request: http::Request<ByteStream>) -> Responding<'_> {
        let asks = matches!(
            *request.method(),
            Method::GET | Method::HEAD | Method::OPTIONS
        );
        if request.body().is_empty() && !asks {
            // hyper leaves the length of nothing out; some services insist on it.
            let nothing = HeaderValue::from_static("0");
            request.headers_mut().insert(CONTENT_LENGTH, nothing);
        }
        let sent = self.0.request(request);
        Box::pin(async move {
            let response = sent.await.map_err(|error| {
                // The pool's own words say little; what lies below says why.
                let timed_out = error.is_connect()
                    && error
                        .source()
                        .is_some_and(|cause| cause.to_string().contains("timed out"));
                if timed_out {
                    TransportError::timed_out(error)
                } else {
                    TransportError::new(error)
                }
            })?;
            Ok(response.map(ByteStream::from_body))
        })
    }
}
