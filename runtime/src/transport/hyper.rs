//! The default transport: hyper's pooled client over rustls, HTTP/1.1.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{self as client, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::CONNECT_TIMEOUT;
use super::timed::Timed;
use super::tls::{self, Settings};
use super::upload::{Answered, Upload};
use super::{IDLE, IDLE_CONNECTIONS, MOST_HEADERS, NO_CERTIFICATES, Responding, Transport, sized};
use crate::clock::NEVER;
use crate::error::TransportError;
use crate::stream::ByteStream;

/// Connects in time; what it gives can be read after a write has failed.
type Connector = Timed<HttpsConnector<HttpConnector>>;

/// hyper's pooled client, which async calls go out by where nothing else is said. Its clones share their connections, so that
/// several clients do that are given a clone each; the certificates that the platform trusts are read once per process.
///
/// Needs the feature `hyper`.
///
/// ```
/// use shapesmith_runtime::transport::{Hyper, Transport};
///
/// let shared = Hyper::new();
/// fn give(_to_a_builder: impl Transport) {}
/// give(shared.clone());
/// give(shared);
/// ```
#[derive(Clone)]
pub struct Hyper {
    connect: Duration,
    pool: Arc<OnceLock<Pool>>,
}

/// The connections, and what they trust.
pub(super) struct Pool {
    client: Client<Connector, Upload>,
    /// Whether any certificate is trusted; http endpoints need none.
    trusts: bool,
}

impl Hyper {
    /// Connections of its own, and 3.1 seconds to make one.
    pub fn new() -> Self {
        Self {
            connect: CONNECT_TIMEOUT,
            pool: Arc::default(),
        }
    }

    /// How long connecting may take, the handshake of TLS included. The connections are then its own.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self {
            connect: timeout.min(NEVER),
            pool: Arc::default(),
        }
    }

    async fn pool(&self) -> Result<&Pool, TransportError> {
        if let Some(pool) = self.pool.get() {
            return Ok(pool);
        }
        let settings = tls::settings().await?;
        let pool = || Pool::new(settings, self.connect);
        Ok(self.pool.get_or_init(pool))
    }
}

impl Default for Hyper {
    fn default() -> Self {
        Self::new()
    }
}

impl Debug for Hyper {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Hyper")
            .field("connect_timeout", &self.connect)
            .finish_non_exhaustive()
    }
}

impl Pool {
    pub(super) fn new(settings: &Settings, connect: Duration) -> Self {
        let mut http = HttpConnector::new();
        http.set_nodelay(true);
        http.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(settings.config.clone())
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
        Self {
            client,
            trusts: settings.trusts,
        }
    }

    pub(super) async fn send(
        &self,
        mut request: http::Request<ByteStream>,
    ) -> Result<http::Response<ByteStream>, TransportError> {
        if !self.trusts && request.uri().scheme() == Some(&Scheme::HTTPS) {
            return Err(TransportError::new(NO_CERTIFICATES));
        }
        sized(&mut request);
        let request = Upload::of(request);
        let valve = request.body().valve();
        let response = self.client.request(request).await.map_err(failed)?;
        Ok(Answered::of(response, valve).map(ByteStream::from_body))
    }
}

impl Transport for Hyper {
    fn send(&self, request: http::Request<ByteStream>) -> Responding<'_> {
        Box::pin(async move { self.pool().await?.send(request).await })
    }
}

fn failed(error: client::Error) -> TransportError {
    if is_timeout(&error) {
        TransportError::timed_out(Unsent(error))
    } else {
        TransportError::new(Unsent(error))
    }
}

/// What the client says of a request is "client error (Connect)"; what is behind it says why.
#[derive(Debug)]
struct Unsent(client::Error);

impl Display for Unsent {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.0.source() {
            Some(why) => Display::fmt(why, formatter),
            None => Display::fmt(&self.0, formatter),
        }
    }
}

impl Error for Unsent {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()?.source()
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

    use super::{Hyper, NO_CERTIFICATES, Pool, Settings, tls};
    use crate::stream::ByteStream;
    use crate::transport::Transport as _;

    fn asked(url: String) -> http::Request<ByteStream> {
        http::Request::get(url).body(ByteStream::default()).unwrap()
    }

    #[tokio::test]
    async fn without_certificates_http_works_and_https_says_what_to_do() {
        let settings = Settings::trusting(RootCertStore::empty()).unwrap();
        let hyper = Pool::new(&settings, Duration::from_secs(5));
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
        let settings = Settings::trusting(RootCertStore::empty()).unwrap();
        let mut hyper = Pool::new(&settings, Duration::from_millis(50));
        hyper.trusts = true;
        let refused = hyper.send(asked(url)).await.unwrap_err();
        assert!(refused.is_timeout(), "{refused}");
    }

    #[tokio::test]
    async fn an_error_says_why_there_is_no_connection() {
        // A port that was free a moment ago.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        let refused = Hyper::new().send(asked(url)).await.unwrap_err();
        let text = refused.to_string();
        assert!(text.contains("refused"), "{text}");
        assert!(!text.contains("client error"), "{text}");

        let unknown = "http://no-such-host.invalid/".to_owned();
        let refused = Hyper::new().send(asked(unknown)).await.unwrap_err();
        assert!(refused.to_string().contains("dns error: "), "{refused}");
    }

    #[tokio::test]
    async fn what_tls_says_is_in_the_error() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}/", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]).unwrap();
            stream.write_all(b"HTTP/1.1 400 No\r\n\r\n").unwrap();
        });
        let settings = Settings::trusting(RootCertStore::empty()).unwrap();
        let mut hyper = Pool::new(&settings, Duration::from_secs(20));
        hyper.trusts = true;
        let refused = hyper.send(asked(url)).await.unwrap_err();
        server.join().unwrap();
        let text = refused.to_string();
        assert!(text.contains("InvalidContentType"), "{text}");
        assert_eq!(text.matches("InvalidContentType").count(), 1, "{text}");
    }

    #[tokio::test]
    async fn clients_share_the_settings_of_tls_and_clones_their_connections() {
        let one = tls::settings().await.unwrap();
        assert!(std::ptr::eq(one, tls::settings().await.unwrap()));
        let hyper = Hyper::new();
        let pool = hyper.clone();
        assert!(std::ptr::eq(
            hyper.pool().await.unwrap(),
            pool.pool().await.unwrap()
        ));
        let other = hyper.clone().connect_timeout(Duration::MAX);
        assert!(!std::ptr::eq(
            hyper.pool().await.unwrap(),
            other.pool().await.unwrap()
        ));
    }
}
