//! What came back: the body in memory, or handed on as a stream while it comes.
//!
//! Whether it is an error, and whether to try again, is judged elsewhere.

use bytes::Bytes;
use http::response::Parts;

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
    #[cfg(feature = "async")]
    pub(crate) async fn from_transport(
        operation: &Operation,
        response: http::Response<ByteStream>,
    ) -> Result<Self, TransportError> {
        let (head, body) = response.into_parts();
        if hands_on(operation, &head) {
            return Ok(Self::handed_on(head, body));
        }
        let body = body.collect().await.map_err(TransportError::new)?;
        Ok(Self::whole(head, body))
    }

    /// The same, while the thread waits; `None` where it is over before the body was read.
    ///
    /// # Errors
    /// The body broke off.
    pub(crate) fn read(
        operation: &Operation,
        response: http::Response<ByteStream>,
        is_over: impl Fn() -> bool,
    ) -> Option<Result<Self, TransportError>> {
        let (head, mut body) = response.into_parts();
        if hands_on(operation, &head) {
            return Some(Ok(Self::handed_on(head, body)));
        }
        // Most bodies are in memory, and one piece.
        let first = match body.read_chunk() {
            Some(Ok(first)) => first,
            Some(Err(error)) => return Some(Err(TransportError::new(error))),
            None => return Some(Ok(Self::whole(head, Bytes::new()))),
        };
        let mut more = Vec::new();
        while let Some(piece) = body.read_chunk() {
            match piece {
                Ok(piece) => more.extend_from_slice(&piece),
                Err(error) => return Some(Err(TransportError::new(error))),
            }
            if is_over() {
                return None;
            }
        }
        if more.is_empty() {
            return Some(Ok(Self::whole(head, first)));
        }
        Some(Ok(Self::whole(head, [&first[..], &more].concat().into())))
    }

    fn handed_on(head: Parts, body: ByteStream) -> Self {
        Self {
            response: http::Response::from_parts(head, Bytes::new()),
            stream: Some(body),
        }
    }

    fn whole(head: Parts, body: Bytes) -> Self {
        Self {
            response: http::Response::from_parts(head, body),
            stream: None,
        }
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

/// Whether the operation hands the body of such a response on.
fn hands_on(operation: &Operation, head: &Parts) -> bool {
    let streams = operation.traits.contains(&OperationTrait::StreamingOutput);
    streams && head.status.is_success()
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
