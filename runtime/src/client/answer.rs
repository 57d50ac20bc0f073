//! What came back: the body in memory, or handed on as a stream while it comes.
//!
//! Whether it is an error, and whether to try again, is judged elsewhere.

use std::io;

use bytes::Bytes;
use http::response::Parts as Head;

use super::call::Parts;
use super::measure::Collected;
use super::prepare;
use super::tally::Tally;
use crate::error::{DecodeError, Effort, Failure, TransportError};
use crate::over_http::binding;
use crate::over_http::protocol::{Protocol, request_id};
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait};
use crate::values::Value;

/// A response as it came: the body in memory, or a stream of it where the operation hands that on.
#[derive(Debug)]
pub(crate) struct Received {
    pub(super) response: http::Response<Bytes>,
    stream: Option<ByteStream>,
}

/// An attempt that brought no response that can be read.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The transport failed.
    Transport(TransportError),
    /// It took too long.
    Timeout(TransportError),
    /// It is too long.
    Unread(DecodeError),
}

impl From<TransportError> for Lost {
    fn from(error: TransportError) -> Self {
        if error.is_timeout() {
            Self::Timeout(error)
        } else {
            Self::Transport(error)
        }
    }
}

impl Lost {
    pub(super) fn failure(self) -> Failure {
        match self {
            Self::Transport(error) => Failure::Transport(error),
            Self::Timeout(error) => Failure::Timeout(error),
            Self::Unread(error) => Failure::Decode(error),
        }
    }
}

impl Received {
    /// Takes a response from a transport, and reads the body unless the operation hands it on.
    ///
    /// # Errors
    /// The body broke off, or is longer than the call takes.
    #[cfg(feature = "async")]
    pub(crate) async fn from_transport(
        parts: &Parts,
        response: http::Response<ByteStream>,
    ) -> Result<Self, Lost> {
        let (head, mut body) = response.into_parts();
        if hands_on(parts.operation, &head) {
            return Ok(Self::handed_on(head, body));
        }
        let mut reading = Reading::start(parts, head, &body)?;
        while let Some(piece) = body.next().await {
            reading.take(piece)?;
        }
        Ok(reading.finish())
    }

    /// The same, while the thread waits; `None` where it is over before the body was read.
    ///
    /// # Errors
    /// The body broke off, or is longer than the call takes.
    pub(crate) fn read(
        parts: &Parts,
        response: http::Response<ByteStream>,
        is_over: impl Fn() -> bool,
    ) -> Option<Result<Self, Lost>> {
        let (head, mut body) = response.into_parts();
        if hands_on(parts.operation, &head) {
            return Some(Ok(Self::handed_on(head, body)));
        }
        let mut reading = match Reading::start(parts, head, &body) {
            Ok(reading) => reading,
            Err(lost) => return Some(Err(lost)),
        };
        while let Some(piece) = body.read_chunk() {
            if let Err(lost) = reading.take(piece) {
                return Some(Err(lost));
            }
            if is_over() && !body.is_empty() {
                return None;
            }
        }
        Some(Ok(reading.finish()))
    }

    fn handed_on(head: Head, body: ByteStream) -> Self {
        Self {
            response: http::Response::from_parts(head, Bytes::new()),
            stream: Some(body),
        }
    }

    /// Whether the body is handed on unread.
    pub(super) fn has_stream(&self) -> bool {
        self.stream.is_some()
    }

    /// The same; the stream's bytes are counted while they are read.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(super) fn counted(mut self, tally: &Tally) -> Self {
        tally.received(self.response.body().len());
        self.stream = self.stream.map(|stream| tally.counted(stream));
        self
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn response(&self) -> &http::Response<Bytes> {
        &self.response
    }
}

/// A body that is read into memory.
struct Reading {
    head: Head,
    collected: Collected,
}

impl Reading {
    /// # Errors
    /// The response says itself that it is longer than the call takes.
    fn start(parts: &Parts, head: Head, body: &ByteStream) -> Result<Self, Lost> {
        match Collected::new(parts.max_response_size, body.length()) {
            Ok(collected) => Ok(Self { head, collected }),
            Err(error) => Err(unread(&head, error)),
        }
    }

    /// # Errors
    /// The body broke off, or is longer than the call takes.
    fn take(&mut self, piece: io::Result<Bytes>) -> Result<(), Lost> {
        let taken = self.collected.push(piece.map_err(broken)?);
        taken.map_err(|error| unread(&self.head, error))
    }

    fn finish(self) -> Received {
        Received {
            response: http::Response::from_parts(self.head, self.collected.finish()),
            stream: None,
        }
    }
}

fn unread(head: &Head, error: DecodeError) -> Lost {
    Lost::Unread(error.within(head.status.as_u16(), request_id(&head.headers)))
}

/// A body that broke off.
fn broken(error: io::Error) -> TransportError {
    if error.kind() == io::ErrorKind::TimedOut {
        TransportError::timed_out(error)
    } else {
        TransportError::new(error)
    }
}

/// Whether the operation hands the body of such a response on.
fn hands_on(operation: &Operation, head: &Head) -> bool {
    let streams = operation.traits.contains(&OperationTrait::StreamingOutput);
    streams && head.status.is_success()
}

/// A response that isn't an error, and how to read it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(super) received: Received,
    pub(super) operation: &'static Operation,
    pub(super) protocol: &'static dyn Protocol,
    /// What was done for it.
    pub(super) effort: Effort,
    pub(super) tally: Tally,
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
            let failure = Failure::Decode(error).after(self.effort);
            self.tally.failed(failure.kind());
            failure.during(self.operation.name)
        })
    }

    pub(crate) fn status(&self) -> u16 {
        self.received.response.status().as_u16()
    }
}
