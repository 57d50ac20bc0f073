//! Connections of the async transport: straight to the service, or by a proxy.
//!
//! Decides nothing of proxies, and speaks no TLS to the service.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::task::{Context, Poll, ready};

use http::uri::Scheme;
use http::{StatusCode, Uri};
use hyper::rt::{Read, ReadBuf, ReadBufCursor, Write};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use rustls::ClientConfig;
use tower_service::Service;

use super::proxy::{Proxy, Server};

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type Connecting = Pin<Box<dyn Future<Output = Result<Line, BoxError>> + Send>>;

/// Connects straight or by a proxy.
#[derive(Clone)]
pub(super) struct Routed {
    tcp: HttpConnector,
    proxy: Proxy,
    /// For proxies that want TLS themselves.
    tls: Arc<ClientConfig>,
}

impl Routed {
    pub(super) fn new(proxy: Proxy, tls: Arc<ClientConfig>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        Self { tcp, proxy, tls }
    }

    fn straight(&mut self, target: Uri) -> Connecting {
        let connecting = self.tcp.call(target);
        Box::pin(async move { Ok(Line::of(connecting.await?)) })
    }

    /// Connects to the proxy itself.
    fn to_proxy(&self) -> HttpsConnector<Self> {
        let straight = Self {
            proxy: Proxy::none(),
            ..self.clone()
        };
        (straight, Arc::clone(&self.tls)).into()
    }

    fn by(&self, server: &Arc<Server>, target: Uri) -> Connecting {
        let mut connector = self.to_proxy();
        let address = server.address.clone();
        if target.scheme() != Some(&Scheme::HTTPS) {
            let connecting = connector.call(address);
            return Box::pin(async move {
                let line = Line::of(connecting.await?);
                Ok(Line {
                    forwards: true,
                    ..line
                })
            });
        }
        let status = Arc::<AtomicU16>::default();
        let listening = Listening {
            connector,
            status: Arc::clone(&status),
        };
        let mut tunnel = Tunnel::new(address, listening);
        if let Some(login) = server.authorization() {
            tunnel = tunnel.with_auth(login);
        }
        let connecting = tunnel.call(target);
        let server = Arc::clone(server);
        Box::pin(async move {
            connecting.await.map_err(|error| {
                let status = StatusCode::from_u16(status.load(Ordering::Relaxed)).ok();
                told(error.into(), &server, status)
            })
        })
    }
}

/// What the tunnel came to, in words that help.
fn told(error: BoxError, server: &Server, status: Option<StatusCode>) -> BoxError {
    // Its type isn't public.
    match error.to_string().as_str() {
        "tunnel error: proxy authorization required" | "tunnel error: unsuccessful" => {
            server.barred(status).into()
        }
        _ => error,
    }
}

/// Connects to a proxy, and hears what it answers, as the tunnel tells no status.
struct Listening {
    connector: HttpsConnector<Routed>,
    status: Arc<AtomicU16>,
}

impl Service<Uri> for Listening {
    type Response = Line;
    type Error = BoxError;
    type Future = Connecting;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, proxy: Uri) -> Connecting {
        let connecting = self.connector.call(proxy);
        let status = Arc::clone(&self.status);
        Box::pin(async move {
            let line = Line::of(connecting.await?);
            Ok(Line {
                answer: Some(Answer {
                    begin: Vec::new(),
                    status,
                }),
                ..line
            })
        })
    }
}

/// The first bytes of a proxy's answer, as `HTTP/1.1 403`.
struct Answer {
    begin: Vec<u8>,
    status: Arc<AtomicU16>,
}

/// How many bytes these are.
const STATUS: usize = 12;

impl Answer {
    /// Whether more of it has to be heard.
    fn hear(&mut self, bytes: &[u8]) -> bool {
        let more = STATUS - self.begin.len();
        self.begin.extend(bytes.iter().take(more));
        if self.begin.len() < STATUS {
            return true;
        }
        let status = self.begin.get(STATUS - 3..);
        let status = status.and_then(|digits| StatusCode::from_bytes(digits).ok());
        let status = status.map_or(0, |status| status.as_u16());
        self.status.store(status, Ordering::Relaxed);
        false
    }
}

impl Service<Uri> for Routed {
    type Response = Line;
    type Error = BoxError;
    type Future = Connecting;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, target: Uri) -> Connecting {
        match self.proxy.between(&target).map(Arc::clone) {
            Some(server) => self.by(&server, target),
            None => self.straight(target),
        }
    }
}

/// What a connection is made of. In a box, so that TLS over it is compiled once.
trait Stream: Read + Write + Connection + Unpin + Send {}

impl<T: Read + Write + Connection + Unpin + Send> Stream for T {}

/// A connection.
pub(super) struct Line {
    stream: Box<dyn Stream>,
    /// The other side is a proxy, which is told the whole address.
    forwards: bool,
    /// The other side is a proxy, which is about to answer.
    answer: Option<Answer>,
}

impl Line {
    fn of(stream: impl Stream + 'static) -> Self {
        Self {
            stream: Box::new(stream),
            forwards: false,
            answer: None,
        }
    }
}

impl Read for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let Some(mut answer) = self.answer.take() else {
            return Pin::new(&mut *self.stream).poll_read(context, buffer);
        };
        let mut room = [0; STATUS];
        let wanted = (STATUS - answer.begin.len()).min(buffer.remaining());
        let mut heard = ReadBuf::new(room.get_mut(..wanted).unwrap_or_default());
        let polled = Pin::new(&mut *self.stream).poll_read(context, heard.unfilled());
        let goes_on = answer.hear(heard.filled());
        buffer.put_slice(heard.filled());
        self.answer = goes_on.then_some(answer);
        ready!(polled)?;
        Poll::Ready(Ok(()))
    }
}

impl Write for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.stream).poll_write_vectored(context, pieces)
    }
}

impl Connection for Line {
    fn connected(&self) -> Connected {
        self.stream.connected().proxy(self.forwards)
    }
}
