//! The default transport: hyper's pooled client over rustls, HTTP/1.1.

use std::error::Error;
use std::future::ready;
use std::io;
use std::time::Duration;

use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::RootCertStore;

use super::timed::Timed;
use super::upload::{Answered, Upload};
use super::{
    IDLE, IDLE_CONNECTIONS, MOST_HEADERS, NO_CERTIFICATES, Responding, Transport, sized, tls,
};
use crate::error::TransportError;
use crate::stream::ByteStream;

/// Connects in time; what it gives can be read after a write has failed.
type Connector = Timed<HttpsConnector<HttpConnector>>;

pub(super) struct Hyper {
    client: Client<Connector, Upload>,
    /// Whether any certificate is trusted; http endpoints need none.
    trusts: bool,
}

impl Hyper {
    /// Trusts what the platform trusts.
    pub(super) fn new(connect: Duration) -> Result<Self, TransportError> {
        Self::trusting(tls::roots(), connect)
    }

    /// # Errors
    /// There is no TLS with these settings.
    pub(super) fn trusting(
        roots: RootCertStore,
        connect: Duration,
    ) -> Result<Self, TransportError> {
        let trusts = !roots.is_empty();
        let mut http = HttpConnector::new();
        http.set_nodelay(true);
        http.enforce_http(false);
        let tls = tls::trusting(roots).map_err(TransportError::new)?;
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let connector = Timed::new(connector, connect);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .http1_max_headers(MOST_HEADERS)
            .build(connector);
        Ok(Self { client, trusts })
    }
}

impl Transport for Hyper {
    fn send(&self, mut request: http::Request<ByteStream>) -> Responding<'_> {
        if !self.trusts && request.uri().scheme() == Some(&Scheme::HTTPS) {
            return Box::pin(ready(Err(TransportError::new(NO_CERTIFICATES))));
        }
        sized(&mut request);
        let request = Upload::of(request);
        let valve = request.body().valve();
        let sent = self.client.request(request);
        Box::pin(async move {
            let response = sent.await.map_err(|error| {
                if is_timeout(&error) {
                    TransportError::timed_out(error)
                } else {
                    TransportError::new(error)
                }
            })?;
            Ok(Answered::of(response, valve).map(ByteStream::from_body))
        })
    }
}

/// Whether anything below the error is a time that was up.
fn is_timeout(error: &(dyn Error + 'static)) -> bool {
    let mut found = Some(error);
    while let Some(error) = found {
        let known = error.downcast_ref::<io::Error>();
        if known.is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            return true;
        }
        found = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail so")]

    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::time::Duration;

    use rustls::RootCertStore;

    use super::{Hyper, NO_CERTIFICATES};
    use crate::stream::ByteStream;
    use crate::transport::Transport as _;

    fn asked(url: String) -> http::Request<ByteStream> {
        http::Request::get(url).body(ByteStream::default()).unwrap()
    }

    #[tokio::test]
    async fn without_certificates_http_works_and_https_says_what_to_do() {
        let hyper = Hyper::trusting(RootCertStore::empty(), Duration::from_secs(5)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]).unwrap();
            stream
                .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
                .unwrap();
        });
        let response = hyper.send(asked(format!("http://{address}/"))).await;
        assert_eq!(response.unwrap().status(), 204);
        server.join().unwrap();

        let refused = hyper.send(asked(format!("https://{address}/"))).await;
        assert!(refused.unwrap_err().to_string().contains(NO_CERTIFICATES));
    }

    /// Accepts connections and says nothing, as long as it lives.
    fn silent() -> (TcpListener, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}/", listener.local_addr().unwrap());
        (listener, url)
    }

    #[tokio::test]
    async fn the_time_to_connect_covers_the_handshake_too() {
        let (_listener, url) = silent();
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let mut hyper = Hyper::trusting(roots, Duration::from_millis(50)).unwrap();
        hyper.trusts = true;
        let refused = hyper.send(asked(url)).await.unwrap_err();
        assert!(refused.is_timeout(), "{refused}");
    }
}
