//! The blocking transport: ureq's agent, with its own pool and rustls.

use std::time::Duration;

use bytes::Bytes;
use ureq::Agent;
use ureq::config::Config;

use super::BlockingTransport;
use crate::error::TransportError;

/// A response may not be larger than this.
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
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let (head, body) = request.into_parts();
        let request = http::Request::from_parts(head, body.to_vec());
        let request = self
            .0
            .configure_request(request)
            .timeout_global(Some(timeout))
            .build();
        let response = self.0.run(request).map_err(failed)?;
        let (head, mut body) = response.into_parts();
        let body = body
            .with_config()
            .limit(LARGEST)
            .read_to_vec()
            .map_err(failed)?;
        Ok(http::Response::from_parts(head, Bytes::from(body)))
    }
}

fn failed(error: ureq::Error) -> TransportError {
    if matches!(error, ureq::Error::Timeout(_)) {
        TransportError::timed_out(error)
    } else {
        TransportError::new(error)
    }
}
