//! The blocking transport: ureq's agent, with its own pool and rustls.

use std::io::{self, Read};
use std::time::Duration;

use http::header::EXPECT;
use ureq::config::Config;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector as _, DefaultConnector};
use ureq::{Agent, SendBody};

use super::patient::Patient;
use super::{BlockingTransport, CallLimit, is_streamed};
use crate::error::TransportError;
use crate::stream::{ByteStream, LONG};

/// A response that isn't handed on may not be larger than this.
const LARGEST: u64 = 5 << 30;

/// Bytes that the head of a response may have.
const HEAD: usize = 1 << 20;

pub(super) struct Ureq(Agent);

impl Ureq {
    /// Trusts what the platform trusts.
    pub(super) fn new(connect: Duration) -> Self {
        Self::trusting(roots(), connect)
    }

    pub(super) fn trusting(roots: RootCerts, connect: Duration) -> Self {
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // As the async transport: neither asks the environment, both trust the platform.
            .proxy(None)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .timeout_connect(Some(connect))
            .user_agent("")
            .accept("")
            .accept_encoding("")
            // What S3 lets an object have of its owner's is told in headers.
            .max_response_header_size(HEAD)
            .build();
        let connector = DefaultConnector::new().chain(Patient);
        Self(Agent::with_parts(
            config,
            connector,
            DefaultResolver::default(),
        ))
    }
}

impl BlockingTransport for Ureq {
    fn send(
        &self,
        mut request: http::Request<ByteStream>,
        timeout: Duration,
    ) -> Result<http::Response<ByteStream>, TransportError> {
        let streamed = is_streamed(&request);
        let long = streamed
            || request
                .body()
                .length()
                .is_none_or(|length| length > LONG as u64);
        // ureq takes an answer to this only where it has no headers, and waits for good after another interim answer.
        request.headers_mut().remove(EXPECT);
        let response = if let Some(body) = request.body().bytes() {
            let body = body.to_vec();
            self.run(request.map(|_| body), timeout, long)
        } else {
            self.run(sized(request), timeout, long)
        };
        let (head, body) = response.map_err(failed)?.into_parts();
        let length = body.content_length();
        let reader = body.into_with_config();
        let body = if streamed {
            let reader = Pieces(reader.limit(u64::MAX).reader());
            ByteStream::from_reader(reader, length)
        } else {
            let mut whole = Vec::new();
            let read = reader.limit(LARGEST).reader().read_to_end(&mut whole);
            read.map_err(|error| failed(error.into()))?;
            ByteStream::from(whole)
        };
        Ok(http::Response::from_parts(head, body))
    }
}

impl Ureq {
    /// The time holds for the whole exchange. A long body may take longer, but none of its pieces.
    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        time: Duration,
        long: bool,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let streamed = is_streamed(&request);
        let limit = request.extensions().get().map(|CallLimit(limit)| *limit);
        let request = self.0.configure_request(request);
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
        self.0.run(request.build())
    }
}

/// The certificates that the platform trusts; where it has none, Mozilla's.
fn roots() -> RootCerts {
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

fn failed(error: ureq::Error) -> TransportError {
    if matches!(error, ureq::Error::Timeout(_)) {
        TransportError::timed_out(error)
    } else {
        TransportError::new(error)
    }
}
