//! Connections of the async transport: straight to the service, or by a proxy.
//!
//! Decides nothing of proxies, and speaks no TLS to the service.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper::rt::{Read, ReadBufCursor, Write};
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

    fn by(&self, server: &Server, target: Uri) -> Connecting {
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
        let mut tunnel = Tunnel::new(address, connector);
        if let Some(login) = server.authorization() {
            tunnel = tunnel.with_auth(login);
        }
        let connecting = tunnel.call(target);
        let wanted = server.wants_login();
        Box::pin(async move {
            match connecting.await {
                Ok(stream) => Ok(Line::of(stream)),
                Err(error) => Err(told(error.into(), wanted)),
            }
        })
    }
}

/// What the tunnel came to, in words that help.
fn told(error: BoxError, wanted: &str) -> BoxError {
    // Its type isn't public.
    match error.to_string().as_str() {
        "tunnel error: proxy authorization required" => wanted.into(),
        "tunnel error: unsuccessful" => {
            "it refuses to connect to the service's host and port".into()
        }
        _ => error,
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
}

impl Line {
    fn of(stream: impl Stream + 'static) -> Self {
        Self {
            stream: Box::new(stream),
            forwards: false,
        }
    }
}

impl Read for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream).poll_read(context, buffer)
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
