//! Streams over a stream: one that somebody is told of, one that is said to be of a length, one that may not pause for long.

#[cfg(any(feature = "async", feature = "blocking"))]
use std::io;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::sync::Arc;
use std::task::{Context, Poll};

use super::ByteStream;
#[cfg(feature = "async")]
use super::paced::Paced;
use super::source::{Chunks, Piece};
use crate::error::EncodeError;

/// A stream as the source of another.
struct Inner(ByteStream);

impl Chunks for Inner {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        self.0.poll_chunk(context)
    }

    fn read_chunk(&mut self) -> Piece {
        self.0.read_chunk()
    }
}

impl ByteStream {
    /// The same stream; `watch` is told of every piece of it that is taken, and of the error that ends it. Bytes in memory
    /// then go out in pieces.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn watched(
        self,
        watch: impl Fn(Option<&io::Error>) + Send + Sync + 'static,
    ) -> Self {
        Self {
            watch: Some(Arc::new(watch)),
            ..self
        }
    }

    /// The same stream, said to be of this length.
    ///
    /// # Errors
    /// It is known to be of another.
    pub(crate) fn of_length(self, length: u64) -> Result<Self, EncodeError> {
        match self.length() {
            Some(known) if known == length => Ok(self),
            Some(known) => Err(EncodeError::new(format!(
                "the stream has {known} bytes, and the length that is sent along is {length}"
            ))),
            None => Ok(Self::once(Box::new(Inner(self)), Some(length))),
        }
    }

    /// The same stream; it ends with an error when a piece takes longer than that. Bytes in memory are there.
    #[cfg(feature = "async")]
    pub(crate) fn paced(self, limit: std::time::Duration) -> Self {
        if self.bytes().is_some() {
            return self;
        }
        let length = self.length();
        Self::once(Box::new(Paced::new(self, limit)), length)
    }
}
