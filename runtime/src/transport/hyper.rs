//! The default transport: hyper's pooled client over rustls, HTTP/1.1.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::{self as client, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::CONNECT_TIMEOUT;
use super::proxy::{Barred, Proxy, Server};
use super::routed::Routed;
use super::timed::Timed;
use super::tls::{self, Settings};
use super::upload::{Answered, Upload};
use super::{
    IDLE, IDLE_CONNECTIONS, MOST_HEADERS, NO_CERTIFICATES, Responding, Transport, is_direct, sized,
};
use crate::clock::NEVER;
use crate::error::{ConfigError, TransportError};
use crate::stream::ByteStream;

/// Connects in time; what it gives can be read after a write has failed.
type Connector = Timed<HttpsConnector<Routed>>;

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
    /// Or why there is none.
    proxy: Result<Proxy, ConfigError>,
    pool: Arc<OnceLock<Pool>>,
    /// For what no proxy may see.
    direct: Arc<OnceLock<Pool>>,
}

/// The connections, and what they trust.
pub(super) struct Pool {
    client: Client<Connector, Upload>,
    proxy: Proxy,
    /// Whether any certificate is trusted; http endpoints need none.
    trusts: bool,
}

impl Hyper {
    /// Connections of its own, by the proxies that the environment names, and 3.1 seconds to make one.
    pub fn new() -> Self {
        Self::told(Proxy::of_environment())
    }

    pub(super) fn by(proxy: Proxy) -> Self {
        Self::told(Ok(proxy))
    }

    pub(super) fn told(proxy: Result<Proxy, ConfigError>) -> Self {
        Self {
            connect: CONNECT_TIMEOUT,
            proxy,
            pool: Arc::default(),
            direct: Arc::default(),
        }
    }

    /// The proxies that requests go by, whatever the environment says. The connections are then its own.
    pub fn proxy(self, proxy: Proxy) -> Self {
        Self::by(proxy).connect_timeout(self.connect)
    }

    /// How long connecting may take, the handshake of TLS included. The connections are then its own.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self {
            connect: timeout.min(NEVER),
            ..Self::told(self.proxy)
        }
    }

    async fn pool(&self, direct: bool) -> Result<&Pool, TransportError> {
        let proxy = self.proxy.as_ref();
        let proxy = proxy.map_err(|why| TransportError::new(why.to_string()))?;
        let direct = direct && !proxy.is_none();
        let pool = if direct { &self.direct } else { &self.pool };
        if let Some(pool) = pool.get() {
            return Ok(pool);
        }
        let settings = tls::settings().await?;
        Ok(pool.get_or_init(|| {
            let proxy = if direct { Proxy::none() } else { proxy.clone() };
            Pool::new(settings, self.connect, proxy)
        }))
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
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}

impl Pool {
    pub(super) fn new(settings: &Settings, connect: Duration, proxy: Proxy) -> Self {
        let tls = Arc::new(settings.config.clone());
        let routed = Routed::new(proxy.clone(), Arc::clone(&tls));
        let connector = Timed::new((routed, tls).into(), connect);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .http1_max_headers(MOST_HEADERS)
            .build(connector);
        Self {
            client,
            proxy,
            trusts: settings.trusts,
        }
    }

    pub(super) async fn send(
        &self,
        mut request: http::Request<ByteStream>,
    ) -> Result<http::Response<ByteStream>, TransportError> {
        if !self.trusts && is_https(&request) {
            return Err(TransportError::new(NO_CERTIFICATES));
        }
        sized(&mut request);
        let by = self.proxy.between(request.uri()).map(Arc::clone);
        let forwarded = by.as_ref().filter(|_| !is_https(&request)).map(Arc::clone);
        if let Some(login) = forwarded.as_ref().and_then(|by| by.authorization()) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, login);
        }
        let request = Upload::of(request);
        let valve = request.body().valve();
        let response = self.client.request(request).await;
        let response = response.map_err(|error| failed(error, by))?;
        if let Some(server) = forwarded.filter(|_| response.status() == 407) {
            let why = server.barred(Some(response.status()));
            return Err(TransportError::lasting(format!("{server}: {why}")));
        }
        Ok(Answered::of(response, valve).map(ByteStream::from_body))
    }
}

impl Transport for Hyper {
    fn send(&self, request: http::Request<ByteStream>) -> Responding<'_> {
        let direct = is_direct(&request);
        Box::pin(async move { self.pool(direct).await?.send(request).await })
    }
}

fn is_https(request: &http::Request<ByteStream>) -> bool {
    request.uri().scheme() == Some(&Scheme::HTTPS)
}

/// `by` is the proxy that it went by.
fn failed(error: client::Error, by: Option<Arc<Server>>) -> TransportError {
    let is_timeout = is_timeout(&error);
    let lasts = behind::<Barred>(&error).any(|barred| barred.lasts);
    let by = by.filter(|_| error.is_connect());
    let error = Unsent { error, by };
    if is_timeout {
        TransportError::timed_out(error)
    } else if lasts {
        TransportError::lasting(error)
    } else {
        TransportError::new(error)
    }
}

/// What the client says of a request is "client error (Connect)"; what is behind it says why.
#[derive(Debug)]
struct Unsent {
    error: client::Error,
    /// The proxy that couldn't be reached, or didn't let it through.
    by: Option<Arc<Server>>,
}

impl Display for Unsent {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let Some(server) = &self.by {
            write!(formatter, "{server}: ")?;
        }
        match self.error.source() {
            Some(why) => Display::fmt(why, formatter),
            None => Display::fmt(&self.error, formatter),
        }
    }
}

impl Error for Unsent {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()?.source()
    }
}

/// Whether anything below the error is a time that was up.
fn is_timeout(error: &(dyn Error + 'static)) -> bool {
    behind::<io::Error>(error).any(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// What there is of a kind among the error and those below it.
fn behind<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a T> {
    let all = std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        (*error).source()
    });
    all.filter_map(|error| error.downcast_ref())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail so")]

    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::time::Duration;

    use rustls::RootCertStore;

    use super::{Hyper, NO_CERTIFICATES, Pool, Proxy, Settings, tls};
    use crate::stream::ByteStream;
    use crate::transport::Transport as _;

    fn asked(url: String) -> http::Request<ByteStream> {
        http::Request::get(url).body(ByteStream::default()).unwrap()
    }

    #[tokio::test]
    async fn without_certificates_http_works_and_https_says_what_to_do() {
        let settings = Settings::trusting(RootCertStore::empty()).unwrap();
        let hyper = Pool::new(&settings, Duration::from_secs(5), Proxy::none());
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
        let mut hyper = Pool::new(&settings, Duration::from_millis(50), Proxy::none());
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
        let refused = Hyper::by(Proxy::none()).send(asked(url)).await.unwrap_err();
        let text = refused.to_string();
        assert!(text.contains("refused"), "{text}");
        assert!(!text.contains("client error"), "{text}");

        let unknown = "http://no-such-host.invalid/".to_owned();
        let refused = Hyper::by(Proxy::none())
            .send(asked(unknown))
            .await
            .unwrap_err();
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
        let mut hyper = Pool::new(&settings, Duration::from_secs(20), Proxy::none());
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
            hyper.pool(false).await.unwrap(),
            pool.pool(false).await.unwrap()
        ));
        let other = hyper.clone().connect_timeout(Duration::MAX);
        assert!(!std::ptr::eq(
            hyper.pool(false).await.unwrap(),
            other.pool(false).await.unwrap()
        ));
    }
}
