//! A stream that somebody looks at while it is read: for its checksum, and to count its bytes.

use std::io;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::ByteStream;
use super::source::{Chunks, Piece};

/// The stream, and who looks at it.
struct Observed<F> {
    stream: ByteStream,
    observe: F,
}

impl<F: FnMut(Option<&Bytes>) -> io::Result<()> + Send> Observed<F> {
    fn shown(&mut self, piece: Piece) -> Piece {
        let chunk = match piece {
            Some(Ok(chunk)) => Some(chunk),
            Some(Err(error)) => return Some(Err(error)),
            None => None,
        };
        match (self.observe)(chunk.as_ref()) {
            Ok(()) => chunk.map(Ok),
            Err(error) => Some(Err(error)),
        }
    }
}

impl<F: FnMut(Option<&Bytes>) -> io::Result<()> + Send> Chunks for Observed<F> {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let piece = std::task::ready!(self.stream.poll_chunk(context));
        Poll::Ready(self.shown(piece))
    }

    fn read_chunk(&mut self) -> Piece {
        let piece = self.stream.read_chunk();
        self.shown(piece)
    }
}

impl ByteStream {
    /// The same stream, each piece shown to `observe`, then `None` at the end; it can end the stream with an error.
    pub(crate) fn observed(
        self,
        observe: impl FnMut(Option<&Bytes>) -> io::Result<()> + Send + 'static,
    ) -> Self {
        let length = self.length();
        let observed = Observed {
            stream: self,
            observe,
        };
        Self::once(Box::new(observed), length)
    }
}
