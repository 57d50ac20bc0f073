//! The blocking transport: ureq's agent, with its own pool and rustls.

use std::time::Duration;

use ureq::config::Config;
use ureq::{Agent, SendBody};

use super::{BlockingTransport, is_streamed};
use crate::error::TransportError;
use crate::stream::ByteStream;

/// A response that isn't handed on may not be larger than this.
const LARGEST: u64 = 5 << 30;

pub(super) struct Ureq(Agent);

impl Ureq {
    pub(super) fn new(connect: Duration) -> Self {
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(connect))
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .build();
        Self(Agent::new_with_config(config))
    }
}

impl BlockingTransport for Ureq {
    fn send(
        &self,
        request: http::Request<ByteStream>,
        timeout: Duration,
    ) -> Result<http::Response<ByteStream>, TransportError> {
        let streamed = is_streamed(&request);
        let response = if let Some(body) = request.body().bytes() {
            let body = body.to_vec();
            self.run(request.map(|_| body), timeout, streamed)
        } else {
            self.run(sized(request), timeout, streamed)
        };
        let (head, body) = response.map_err(failed)?.into_parts();
        let length = body.content_length();
        let reader = body.into_with_config();
        let body = if streamed {
            ByteStream::from_reader(reader.limit(u64::MAX).reader(), length)
        } else {
            let mut reader = reader.limit(LARGEST).reader();
            let mut whole = Vec::new();
            std::io::Read::read_to_end(&mut reader, &mut whole)
                .map_err(|error| failed(error.into()))?;
            ByteStream::from(whole)
        };
        Ok(http::Response::from_parts(head, body))
    }
}

impl Ureq {
    /// The time holds for the whole response, or for its head alone.
    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        timeout: Duration,
        streamed: bool,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let request = self.0.configure_request(request);
        let request = if streamed {
            request.timeout_recv_response(Some(timeout))
        } else {
            request.timeout_global(Some(timeout))
        };
        self.0.run(request.build())
    }
}

/// A request whose body is read while it is sent; it says its length where that is known.
fn sized(request: http::Request<ByteStream>) -> http::Request<SendBody<'static>> {
    let (mut head, body) = request.into_parts();
    if let Some(length) = body.length() {
        head.headers
            .insert(http::header::CONTENT_LENGTH, length.into());
    }
    let body = SendBody::from_owned_reader(body.into_reader());
    http::Request::from_parts(head, body)
}

fn failed(error: ureq::Error) -> TransportError {
    if matches!(error, ureq::Error::Timeout(_)) {
        TransportError::timed_out(error)
    } else {
        TransportError::new(error)
    }
}
