//! The blocking transport: ureq's agent, with its own pool and rustls.

use std::io::{self, Read};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::header::{EXPECT, PROXY_AUTHORIZATION};
use http::uri::Scheme;
use http::{StatusCode, Uri};
use ureq::config::Config;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::{Connector as _, DefaultConnector};
use ureq::{Agent, ProxyProtocol, SendBody};

use super::CONNECT_TIMEOUT;
use super::forwarded::{Forwarded, ToProxy, is_forwarded};
use super::patient::{Patient, other_headers};
use super::proxy::{Proxy, Server};
use super::{ASKED_FOR, BlockingTransport, CallLimit, SecretUri, is_direct, is_streamed};
use crate::clock::NEVER;
use crate::error::{ConfigError, TransportError};
use crate::stream::{ByteStream, LONG};

/// Bytes that the head of a response may have.
const HEAD: usize = 1 << 20;

/// What ureq writes of everything that it sends and receives.
const WIRE_LOG: &str = "ureq_proto::util";

const LEAK: &str = "the program's logger takes all that `ureq_proto` sends, secrets included: turn that target down to debug, as \
     `RUST_LOG=trace,ureq_proto=debug` does, or give the client a transport `Ureq` that is told `wire_log` if it is meant";

/// Where ureq shows whole addresses, and decides whether to.
const ADDRESS_LOG: (&str, &str) = ("ureq::run", "ureq::util");

const LEAK_OF_ADDRESS: &str = "the program's logger takes the addresses that `ureq` asks, and this one has a secret in it: turn that \
     target down to debug, as `RUST_LOG=trace,ureq=debug` does, or give the client a transport `Ureq` that is told `wire_log` if it \
     is meant";

/// ureq's agent, which blocking calls go out by where nothing else is said. Its clones share their connections, so that several
/// clients do that are given a clone each; the certificates that the platform trusts are read once per process.
///
/// Needs the feature `blocking`.
///
/// ureq writes all that it sends and receives to a log of the level trace, signatures and secrets included. Where the
/// program's logger takes that, a call is an error that says how to turn it down, unless [`wire_log`](Self::wire_log) says
/// that it is meant.
#[derive(Debug, Clone)]
pub struct Ureq {
    /// Or why there is no proxy.
    agents: Result<Agents, ConfigError>,
    connect: Duration,
    wire_log: bool,
}

/// Connections, and what they go by.
#[derive(Debug, Clone)]
struct Agents {
    proxy: Proxy,
    agent: Agent,
    /// For what no proxy may see.
    direct: Agent,
}

impl Agents {
    fn new(roots: RootCerts, proxy: Proxy) -> Self {
        let agent = agent(roots.clone(), proxy.clone());
        let direct = if proxy.is_none() {
            agent.clone()
        } else {
            self::agent(roots, Proxy::none())
        };
        Self {
            proxy,
            agent,
            direct,
        }
    }
}

impl Agents {
    fn road(&self, request: &http::Request<ByteStream>) -> Road<'_> {
        if is_direct(request) {
            let agent = &self.direct;
            return Road { agent, by: None };
        }
        Road {
            agent: &self.agent,
            by: self.proxy.between(request.uri()),
        }
    }
}

fn agent(roots: RootCerts, proxy: Proxy) -> Agent {
    let config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        // Said with each request.
        .proxy(None)
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .user_agent("")
        .accept("")
        .accept_encoding("")
        // What S3 lets an object have of its owner's is told in headers.
        .max_response_header_size(HEAD)
        .timeout_await_100(Some(ASKED_FOR))
        .build();
    let connector = DefaultConnector::new()
        .chain(Forwarded(proxy.clone()))
        .chain(Patient);
    Agent::with_parts(config, connector, ToProxy::new(proxy))
}

impl Ureq {
    /// Connections of its own, by the proxies that the environment names, and 3.1 seconds to make one.
    pub fn new() -> Self {
        Self::told(Proxy::of_environment())
    }

    pub(super) fn told(proxy: Result<Proxy, ConfigError>) -> Self {
        Self::trusting(roots(), proxy)
    }

    pub(super) fn trusting(roots: RootCerts, proxy: Result<Proxy, ConfigError>) -> Self {
        Self {
            agents: proxy.map(|proxy| Agents::new(roots, proxy)),
            connect: CONNECT_TIMEOUT,
            wire_log: false,
        }
    }

    /// The proxies that requests go by, whatever the environment says. The connections are then its own.
    pub fn proxy(self, proxy: Proxy) -> Self {
        Self {
            agents: Ok(Agents::new(roots(), proxy)),
            ..self
        }
    }

    /// How long connecting may take, the handshake of TLS included.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self {
            connect: timeout.min(NEVER),
            ..self
        }
    }

    /// Lets the logger have all that is sent and received at the level trace, secrets included: to look for a fault, never
    /// where others read the log.
    pub fn wire_log(self) -> Self {
        Self {
            wire_log: true,
            ..self
        }
    }

    /// What the program's logger would have of a request that it may not, if anything.
    fn leak<B>(&self, request: &http::Request<B>) -> Option<&'static str> {
        let (shows, decides) = ADDRESS_LOG;
        if self.wire_log {
            None
        } else if log::log_enabled!(target: WIRE_LOG, log::Level::Trace) {
            Some(LEAK)
        } else {
            let is_seen = request.extensions().get::<SecretUri>().is_some()
                && log::log_enabled!(target: shows, log::Level::Debug)
                && log::log_enabled!(target: decides, log::Level::Trace);
            is_seen.then_some(LEAK_OF_ADDRESS)
        }
    }
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockingTransport for Ureq {
    fn send(
        &self,
        mut request: http::Request<ByteStream>,
        timeout: Duration,
    ) -> Result<http::Response<ByteStream>, TransportError> {
        if let Some(leak) = self.leak(&request) {
            return Err(TransportError::new(leak));
        }
        let streamed = is_streamed(&request);
        let long = streamed
            || request
                .body()
                .length()
                .is_none_or(|length| length > LONG as u64);
        // ureq is sure that there is a body then.
        if request.body().is_empty() {
            request.headers_mut().remove(EXPECT);
        }
        let agents = self.agents.as_ref();
        let agents = agents.map_err(|why| TransportError::new(why.to_string()))?;
        let road = agents.road(&request);
        let forwarder = road.forwarder(request.uri());
        if let Some(login) = forwarder.and_then(Server::authorization) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, login);
        }
        drop(other_headers());
        let response = if let Some(body) = request.body().bytes() {
            let body = body.to_vec();
            self.run(&road, request.map(|_| body), timeout, long)
        } else {
            self.run(&road, sized(request), timeout, long)
        };
        let response = response.map_err(|error| failed(error, road.by))?;
        let (mut head, body) = response.into_parts();
        if let Some(server) = forwarder.filter(|_| head.status == 407) {
            let why = server.barred(Some(head.status));
            return Err(TransportError::lasting(format!("{server}: {why}")));
        }
        for (name, value) in &other_headers() {
            head.headers.append(name, value.clone());
        }
        let length = body.content_length();
        // Whoever reads it knows how much of it is wanted.
        let reader = Pieces(body.into_with_config().limit(u64::MAX).reader());
        let body = ByteStream::from_reader(reader, length);
        Ok(http::Response::from_parts(head, body))
    }
}

/// What a request goes by.
struct Road<'a> {
    agent: &'a Agent,
    by: Option<&'a Arc<Server>>,
}

impl<'a> Road<'a> {
    /// The proxy that is handed the request whole.
    fn forwarder(&self, target: &Uri) -> Option<&'a Server> {
        let by = self.by.filter(|by| is_forwarded(by, target))?;
        Some(by)
    }

    /// The proxy to dig a tunnel through.
    fn tunnel(&self, target: &Uri) -> Result<Option<ureq::Proxy>, ureq::Error> {
        let Some(server) = self.by.filter(|by| !is_forwarded(by, target)) else {
            return Ok(None);
        };
        let protocol = match server.address.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => ProxyProtocol::Https,
            _ => ProxyProtocol::Http,
        };
        let proxy = ureq::Proxy::builder(protocol);
        let proxy = proxy.host(server.address.host().unwrap_or_default());
        let proxy = match server.address.port_u16() {
            Some(port) => proxy.port(port),
            None => proxy,
        };
        let proxy = match &server.login {
            Some(login) => proxy
                .username(&login.user)
                .password(login.password.reveal()),
            None => proxy,
        };
        proxy.build().map(Some)
    }
}

impl Ureq {
    /// The time holds for the whole exchange. A long body may take longer, but none of its pieces.
    fn run(
        &self,
        road: &Road<'_>,
        request: http::Request<impl ureq::AsSendBody>,
        time: Duration,
        long: bool,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let streamed = is_streamed(&request);
        let limit = request.extensions().get().map(|CallLimit(limit)| *limit);
        let tunnel = road.tunnel(request.uri())?;
        let request = road.agent.configure_request(request).proxy(tunnel);
        let request = request.timeout_connect(Some(self.connect));
        let request = if long {
            request
                .timeout_resolve(Some(time))
                .timeout_send_request(Some(time))
                .timeout_per_write(Some(time))
                .timeout_recv_response(Some(time))
                .timeout_per_read(Some(time))
                .timeout_recv_body((!streamed).then_some(time))
                .timeout_global(limit.filter(|_| !streamed))
        } else {
            request.timeout_global(Some(time))
        };
        road.agent.run(request.build())
    }
}

/// The certificates that the platform trusts; where it has none, Mozilla's.
fn roots() -> RootCerts {
    static ROOTS: OnceLock<RootCerts> = OnceLock::new();
    ROOTS.get_or_init(load).clone()
}

fn load() -> RootCerts {
    let found = rustls_native_certs::load_native_certs().certs;
    if found.is_empty() {
        return RootCerts::WebPki;
    }
    let certificates = found
        .iter()
        .map(|found| Certificate::from_der(found).to_owned());
    certificates.collect::<Vec<_>>().into()
}

/// A request whose body is read while it is sent; it says its length where that is known.
fn sized(request: http::Request<ByteStream>) -> http::Request<SendBody<'static>> {
    let (mut head, body) = request.into_parts();
    if let Some(length) = body.length() {
        head.headers
            .insert(http::header::CONTENT_LENGTH, length.into());
    }
    let left = body.length();
    let body = SendBody::from_owned_reader(Exact {
        reader: body.into_reader(),
        left,
    });
    http::Request::from_parts(head, body)
}

/// A source that has to have as many bytes as it said.
struct Exact<R> {
    reader: R,
    /// `None` where nothing was said.
    left: Option<u64>,
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let Some(left) = &mut self.left else {
            return Ok(read);
        };
        match left.checked_sub(read as u64) {
            Some(rest) if read > 0 || buffer.is_empty() || rest == 0 => {
                *left = rest;
                Ok(read)
            }
            Some(rest) => Err(io::Error::other(format!(
                "the stream ended {rest} bytes before the length that it said"
            ))),
            None => Err(io::Error::other(
                "the stream has more bytes than the length that it said",
            )),
        }
    }
}

/// A body whose errors are of the kinds that other readers' are.
struct Pieces<R>(R);

impl<R: Read> Read for Pieces<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
            match cause {
                Some(ureq::Error::Timeout(_)) => io::Error::new(io::ErrorKind::TimedOut, error),
                _ => error,
            }
        })
    }
}

/// `by` is the proxy that it went by.
fn failed(error: ureq::Error, by: Option<&Arc<Server>>) -> TransportError {
    let is_timeout = matches!(error, ureq::Error::Timeout(_));
    let Some(server) = by else {
        return if is_timeout {
            TransportError::timed_out(error)
        } else {
            TransportError::new(error)
        };
    };
    let barred = match &error {
        ureq::Error::ConnectProxyFailed(why) => Some(server.barred(refusal(why))),
        _ => None,
    };
    let why = match &barred {
        Some(barred) => format!("{server}: {barred}"),
        None => format!("{server}: {error}"),
    };
    if is_timeout {
        TransportError::timed_out(why)
    } else if barred.is_some_and(|barred| barred.lasts) {
        TransportError::lasting(why)
    } else {
        TransportError::new(why)
    }
}

/// The status that a proxy refused with, which ureq says in a sentence alone: `proxy server responded 403/403`.
fn refusal(why: &str) -> Option<StatusCode> {
    let (_, said) = why.rsplit_once(' ')?;
    said.split('/').next()?.parse().ok()
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail so")]

    use std::cell::RefCell;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::time::Duration;

    use super::Ureq;
    use crate::stream::ByteStream;
    use crate::transport::{BlockingTransport as _, SecretUri};

    thread_local! {
        /// What is logged on this thread, where anybody wants to know.
        static LOGGED: RefCell<Option<String>> = const { RefCell::new(None) };
    }

    /// Takes everything on threads that want it, but for the targets that begin so.
    struct Logger;

    thread_local! {
        static TURNED_DOWN: std::cell::Cell<&'static str> = const { std::cell::Cell::new("none") };
    }

    /// What is logged while this runs, on this thread, but for what the targets that begin so would tell.
    #[cfg(feature = "hyper")]
    pub(in crate::transport) fn logged(turned_down: &'static str, run: impl FnOnce()) -> String {
        logging();
        LOGGED.set(Some(String::new()));
        TURNED_DOWN.set(turned_down);
        run();
        LOGGED.take().unwrap()
    }

    fn logging() {
        static SET: std::sync::Once = std::sync::Once::new();
        SET.call_once(|| log::set_logger(&Logger).unwrap());
        log::set_max_level(log::LevelFilter::Trace);
    }

    impl log::Log for Logger {
        fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
            let is_down = metadata.target().starts_with(TURNED_DOWN.get());
            LOGGED.with_borrow(Option::is_some)
                && !(is_down && metadata.level() > log::Level::Debug)
        }

        fn log(&self, record: &log::Record<'_>) {
            if !self.enabled(record.metadata()) {
                return;
            }
            let line = format!("{} {}\n", record.target(), record.args());
            LOGGED.with_borrow_mut(|logged| logged.as_mut().map(|logged| logged.push_str(&line)));
        }

        fn flush(&self) {}
    }

    /// Serves one request, and gives its address.
    fn served() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]).unwrap();
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n");
        });
        url
    }

    fn sent(ureq: &Ureq) -> Result<u16, String> {
        let request = http::Request::get(served()).header("x-key", "hush-hush");
        let request = request.body(ByteStream::default()).unwrap();
        let response = ureq.send(request, Duration::from_secs(20));
        response
            .map(|response| response.status().as_u16())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_log_of_all_that_is_sent_has_to_be_meant() {
        logging();
        let ureq = Ureq::told(Ok(super::Proxy::none()));
        assert_eq!(sent(&ureq), Ok(204));

        LOGGED.set(Some(String::new()));
        let error = sent(&ureq).unwrap_err();
        assert!(error.contains("RUST_LOG=trace,ureq_proto=debug"), "{error}");
        let logged = LOGGED.replace(Some(String::new())).unwrap();
        assert!(!logged.contains("hush"), "{logged}");

        assert_eq!(sent(&ureq.clone().wire_log()), Ok(204));
        let logged = LOGGED.take().unwrap();
        // This is the log that is meant.
        assert!(
            logged
                .lines()
                .any(|line| line.starts_with(super::WIRE_LOG) && line.contains("hush")),
            "{logged}"
        );
    }

    /// Asks for an address with a secret in it, over a logger that is told to keep quiet of these targets.
    fn asked(turned_down: &'static str, secret: bool) -> (Result<u16, String>, String) {
        LOGGED.set(Some(String::new()));
        TURNED_DOWN.set(turned_down);
        let url = format!("{}hush?hush", served());
        let mut request = http::Request::get(url).body(ByteStream::default()).unwrap();
        if secret {
            request.extensions_mut().insert(SecretUri);
        }
        let response = Ureq::new().send(request, Duration::from_secs(20));
        let status = response.map(|response| response.status().as_u16());
        let logged = LOGGED.take().unwrap();
        (status.map_err(|error| error.to_string()), logged)
    }

    #[test]
    fn an_address_with_a_secret_in_it_is_not_logged() {
        logging();
        // Of ureq's own log nothing else is a secret.
        let (status, logged) = asked("ureq_proto", false);
        assert_eq!(status, Ok(204));
        assert!(logged.contains("hush"), "{logged}");

        let (status, logged) = asked("ureq_proto", true);
        let error = status.unwrap_err();
        assert!(error.contains("RUST_LOG=trace,ureq=debug"), "{error}");
        assert!(
            !logged.contains("hush") && !error.contains("hush"),
            "{logged} {error}"
        );

        let (status, logged) = asked("ureq", true);
        assert_eq!(status, Ok(204));
        assert!(!logged.contains("hush"), "{logged}");
        assert!(logged.contains("/******"), "{logged}");
    }

    #[test]
    fn an_error_says_why_there_is_no_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        let request = http::Request::get(url).body(ByteStream::default()).unwrap();
        let refused = Ureq::told(Ok(super::Proxy::none())).send(request, Duration::from_secs(20));
        let text = refused.unwrap_err().to_string();
        assert!(text.contains("refused"), "{text}");
    }

    #[test]
    fn agents_share_what_the_platform_trusts() {
        let roots = || match super::roots() {
            ureq::tls::RootCerts::Specific(found) => found.as_ptr().addr(),
            _ => 0,
        };
        assert_eq!(roots(), roots());
    }
}
