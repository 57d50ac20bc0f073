//! The blocking transport: HTTP/1.1 over the system's sockets and rustls, with a pool of its own.
//!
//! No library's: those without tokio lose an answer that comes while a body is on its way, or read no more than some
//! hundred headers.

mod connection;
mod download;
mod head;
mod pool;
mod socket;
mod upload;

use std::io;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use http::Uri;
use rustls::ClientConfig;

use self::connection::Connection;
use self::download::Download;
use self::pool::{Pool, Site};
use self::upload::Body;
use super::{BlockingTransport, CallLimit, NO_CERTIFICATES, is_streamed, sized, tls};
use crate::client::after;
use crate::error::TransportError;
use crate::stream::{ByteStream, LONG};

/// A response that isn't handed on may not be larger than this.
const LARGEST: u64 = 5 << 30;

pub(super) struct Sockets {
    connect: Duration,
    pool: Arc<Pool>,
    /// Made for the first https endpoint; `None` where no certificate is trusted.
    tls: OnceLock<Option<Arc<ClientConfig>>>,
}

/// How long an exchange may take: each step of it, and the whole.
#[derive(Debug, Clone, Copy)]
struct Limits {
    step: Duration,
    end: Option<Instant>,
}

impl Limits {
    /// A long body may take longer than an attempt, but none of its pieces, and nothing longer than the call may take.
    fn of(request: &http::Request<ByteStream>, time: Duration) -> Self {
        let length = request.body().length();
        let is_long = is_streamed(request) || length.is_none_or(|length| length > LONG as u64);
        let call = request.extensions().get().map(|CallLimit(limit)| *limit);
        let whole = if is_long { call } else { Some(time) };
        Self {
            step: time,
            end: whole.map(|limit| after(Instant::now(), limit)),
        }
    }

    /// Until when what begins now may take.
    fn until(&self) -> Instant {
        let step = after(Instant::now(), self.step);
        self.end.map_or(step, |end| end.min(step))
    }

    /// The same for what is handed on: a stream may take any time.
    fn handed_on(self) -> Self {
        Self { end: None, ..self }
    }
}

impl BlockingTransport for Sockets {
    fn send(
        &self,
        request: http::Request<ByteStream>,
        timeout: Duration,
    ) -> Result<http::Response<ByteStream>, TransportError> {
        let limits = Limits::of(&request, timeout);
        self.exchange(request, limits).map_err(|error| {
            if error.kind() == io::ErrorKind::TimedOut {
                TransportError::timed_out(error)
            } else {
                TransportError::new(error)
            }
        })
    }
}

impl Sockets {
    pub(super) fn new(connect: Duration) -> Self {
        Self {
            connect,
            pool: Arc::default(),
            tls: OnceLock::new(),
        }
    }

    /// Trusts what this does; without it no https endpoint can be called.
    #[cfg(all(test, feature = "hyper"))]
    pub(super) fn trusting(config: Option<ClientConfig>, connect: Duration) -> Self {
        Self {
            tls: OnceLock::from(config.map(Arc::new)),
            ..Self::new(connect)
        }
    }

    fn exchange(
        &self,
        mut request: http::Request<ByteStream>,
        limits: Limits,
    ) -> io::Result<http::Response<ByteStream>> {
        sized(&mut request);
        let streamed = is_streamed(&request);
        let site = Site::of(request.uri())?;
        let mut connection = self.connection(site, request.uri(), &limits)?;
        let (head, body) = request.into_parts();
        let is_head = head.method == http::Method::HEAD;
        let sent = upload::send(&mut connection, &head, Body::of(body), &limits)?;
        let answer = connection.answer(limits.until());
        // Where nothing more could be sent and nothing was said, why says more than that.
        let answer = match (answer, sent.failed) {
            (Err(_), Some(error)) => return Err(error),
            (answer, _) => answer?,
        };
        let limits = if streamed { limits.handed_on() } else { limits };
        let framing = head::framing(&answer, is_head)?;
        let keeps = sent.whole && head::keeps_alive(&answer, framing);
        let pool = keeps.then(|| Arc::clone(&self.pool));
        let download = Download::new(connection, framing, limits, pool);
        let body = if streamed {
            ByteStream::from_reader(download, framing.length())
        } else {
            download.whole(LARGEST)?.into()
        };
        Ok(answer.map(|()| body))
    }

    /// One that is open, or a new one.
    fn connection(&self, site: Site, uri: &Uri, limits: &Limits) -> io::Result<Connection> {
        if let Some(open) = self.pool.take(&site) {
            return Ok(open);
        }
        let limit = after(Instant::now(), self.connect);
        let until = limits.end.map_or(limit, |end| end.min(limit));
        let tls = if uri.scheme() == Some(&http::uri::Scheme::HTTPS) {
            let made = self.tls.get_or_init(made).clone();
            Some(made.ok_or_else(|| io::Error::other(NO_CERTIFICATES))?)
        } else {
            None
        };
        Connection::open(site, tls, until)
    }
}

fn made() -> Option<Arc<ClientConfig>> {
    let roots = tls::roots();
    let trusting = (!roots.is_empty()).then(|| tls::trusting(roots).ok());
    trusting.flatten().map(Arc::new)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail so")]

    use std::io::{self, Read as _, Write as _};
    use std::net::TcpListener;
    use std::time::{Duration, Instant};

    use http::Uri;

    use super::{Connection, Download, Limits, Site};
    use crate::stream::ByteStream;
    use crate::transport::{CallLimit, Streamed};

    const HOUR: Duration = Duration::from_secs(3600);
    const MINUTE: Duration = Duration::from_secs(60);

    fn request(body: ByteStream) -> http::Request<ByteStream> {
        http::Request::put("http://example.com").body(body).unwrap()
    }

    /// Whether the whole exchange has an end within that.
    fn ends_within(request: &http::Request<ByteStream>, time: Duration) -> bool {
        let limits = Limits::of(request, MINUTE);
        assert_eq!(limits.step, MINUTE);
        limits.end.is_some_and(|end| end <= Instant::now() + time)
    }

    #[test]
    fn only_a_long_body_and_a_stream_may_take_longer_than_an_attempt_and_never_longer_than_the_call()
     {
        assert!(ends_within(&request("short".into()), MINUTE));
        let long = || ByteStream::from_reader(io::empty(), None);
        assert!(Limits::of(&request(long()), MINUTE).end.is_none());
        let mut limited = request(long());
        limited.extensions_mut().insert(CallLimit(HOUR));
        assert!(ends_within(&limited, HOUR) && !ends_within(&limited, MINUTE));
        limited.extensions_mut().insert(Streamed);
        assert!(ends_within(&limited, HOUR));
        let limits = Limits::of(&limited, MINUTE).handed_on();
        assert!(limits.end.is_none());
        // A step that begins now has its time from now on.
        assert!(limits.until() > Instant::now() + MINUTE / 2);
    }

    #[test]
    fn a_download_that_stalls_ends_with_an_error() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let site = Site::of(&url.parse::<Uri>().unwrap()).unwrap();
        let connection = Connection::open(site, None, Instant::now() + HOUR).unwrap();
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"eleven byte").unwrap();
        let limits = |step| Limits { step, end: None };
        let framing = super::head::Framing::Length(100);
        let mut download = Download::new(connection, framing, limits(HOUR), None);
        let mut first = [0; 11];
        download.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"eleven byte");
        download.limits = limits(Duration::from_millis(1));
        let error = download.read(&mut first).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{error}");
    }
}
