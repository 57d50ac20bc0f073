//! What came back: the body in memory, or handed on as a stream while it comes.
//!
//! Whether it is an error, and whether to try again, is judged elsewhere.

use std::io;
#[cfg(feature = "async")]
use std::task::{Context, Poll, ready};

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
    /// Leaves out what the call has in path and query and nobody may see: a transport may say which address it asked.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(super) fn hiding(self, parts: &Parts) -> Self {
        let secrets = || binding::secrets(&parts.input.read());
        match self {
            Self::Transport(error) => Self::Transport(error.hiding(&secrets())),
            Self::Timeout(error) => Self::Timeout(error.hiding(&secrets())),
            Self::Unread(error) => Self::Unread(error),
        }
    }

    pub(super) fn failure(self) -> Failure {
        match self {
            Self::Transport(error) => Failure::Transport(error),
            Self::Timeout(error) => Failure::Timeout(error),
            Self::Unread(error) => Failure::Decode(error),
        }
    }
}

impl Received {
    /// Takes a response, and reads the body unless the operation hands it on, while the thread waits; `None` where it is
    /// over before the body was read.
    ///
    /// # Errors
    /// The body broke off, or is longer than the call takes.
    pub(crate) fn read(
        parts: &Parts,
        response: http::Response<ByteStream>,
        is_over: impl Fn() -> bool,
    ) -> Option<Result<Self, Lost>> {
        let mut coming = match Coming::of(parts, response) {
            Ok(coming) => coming,
            Err(lost) => return Some(Err(lost)),
        };
        while let Some(collected) = &mut coming.collected {
            let Some(piece) = coming.body.read_chunk() else {
                break;
            };
            if let Err(lost) = take(collected, piece, &coming.head) {
                return Some(Err(lost));
            }
            if is_over() && !coming.body.is_empty() {
                return None;
            }
        }
        Some(Ok(coming.finish()))
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

/// A response whose body comes.
pub(crate) struct Coming {
    head: Head,
    body: ByteStream,
    /// What was read of it; `None` where it is handed on.
    collected: Option<Collected>,
}

impl Coming {
    /// # Errors
    /// The response says itself that it is longer than the call takes.
    pub(crate) fn of(parts: &Parts, response: http::Response<ByteStream>) -> Result<Self, Lost> {
        let (head, body) = response.into_parts();
        let collected = if hands_on(parts.operation, &head) {
            None
        } else {
            let collected = Collected::new(parts.max_response_size, body.length());
            Some(collected.map_err(|error| unread(&head, error))?)
        };
        Ok(Self {
            head,
            body,
            collected,
        })
    }

    /// Reads on, until all that isn't handed on was read.
    ///
    /// # Errors
    /// The body broke off, or is longer than the call takes.
    #[cfg(feature = "async")]
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Lost>> {
        while let Some(collected) = &mut self.collected {
            match ready!(self.body.poll_chunk(context)) {
                Some(piece) => take(collected, piece, &self.head)?,
                None => break,
            }
        }
        Poll::Ready(Ok(()))
    }

    pub(crate) fn finish(self) -> Received {
        let (body, stream) = match self.collected {
            Some(collected) => (collected.finish(), None),
            None => (Bytes::new(), Some(self.body)),
        };
        Received {
            response: http::Response::from_parts(self.head, body),
            stream,
        }
    }
}

/// # Errors
/// The body broke off, or is longer than the call takes.
fn take(collected: &mut Collected, piece: io::Result<Bytes>, head: &Head) -> Result<(), Lost> {
    let taken = collected.push(piece.map_err(broken)?);
    taken.map_err(|error| unread(head, error))
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
