//! What came back: the body in memory, or handed on as a stream while it comes.
//!
//! Whether it is an error, and whether to try again, is judged elsewhere.

use bytes::Bytes;

use super::prepare;
use crate::binding;
use crate::error::{DecodeError, Failure, TransportError};
use crate::protocol::{Protocol, request_id};
use crate::schema::{Operation, OperationTrait};
use crate::stream::ByteStream;
use crate::value::Value;

/// A response as it came: the body in memory, or a stream of it where the operation hands that on.
#[derive(Debug)]
pub(crate) struct Received {
    pub(super) response: http::Response<Bytes>,
    stream: Option<ByteStream>,
}

impl Received {
    /// Takes a response from a transport, and reads the body unless the operation hands it on.
    ///
    /// # Errors
    /// The body broke off.
    pub(crate) async fn from_transport(
        operation: &Operation,
        response: http::Response<ByteStream>,
    ) -> Result<Self, TransportError> {
        let streams = operation.traits.contains(&OperationTrait::StreamingOutput);
        let (head, body) = response.into_parts();
        if streams && head.status.is_success() {
            return Ok(Self {
                response: http::Response::from_parts(head, Bytes::new()),
                stream: Some(body),
            });
        }
        let body = body.collect().await.map_err(TransportError::new)?;
        Ok(Self {
            response: http::Response::from_parts(head, body),
            stream: None,
        })
    }

    /// Whether the body is handed on unread.
    pub(super) fn has_stream(&self) -> bool {
        self.stream.is_some()
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn response(&self) -> &http::Response<Bytes> {
        &self.response
    }
}

/// A response that isn't an error, and how to read it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(super) received: Received,
    pub(super) operation: &'static Operation,
    pub(super) protocol: &'static dyn Protocol,
}

impl Answer {
    /// Fills the output.
    ///
    /// # Errors
    /// The response isn't what the table says.
    pub(crate) fn fill(self, output: &mut dyn Value) -> Result<(), Failure> {
        let status = self.status();
        let Received { response, stream } = self.received;
        let read = || {
            let stream = prepare::checked(self.operation, &response, stream)?;
            self.protocol.output(self.operation, &response, output)?;
            if let Some(stream) = stream {
                binding::hand_over(stream, output);
            }
            Ok(())
        };
        read().map_err(|error: DecodeError| {
            let error = error.within(status, request_id(response.headers()));
            Failure::Decode(error).during(self.operation.name)
        })
    }

    pub(crate) fn status(&self) -> u16 {
        self.received.response.status().as_u16()
    }
}
