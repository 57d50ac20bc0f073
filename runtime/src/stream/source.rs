//! Where the bytes of a stream come from, and that there are as many as was said.
//!
//! Knows nothing of who reads them.

use std::io;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker, ready};

use bytes::Bytes;

use crate::lock::lock;

/// A piece of a stream; `None` at the end.
pub(super) type Piece = Option<io::Result<Bytes>>;

/// Gives the bytes piece by piece.
pub(super) trait Chunks: Send {
    /// The next piece, for whoever may not let the thread wait.
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece>;

    /// The next piece, while the thread waits; what only an async driver can wait for has to be there.
    fn read_chunk(&mut self) -> Piece {
        let polled = self.poll_chunk(&mut Context::from_waker(Waker::noop()));
        match polled {
            Poll::Ready(piece) => piece,
            Poll::Pending => Some(Err(io::Error::other(
                "what an async client received has to be read with `next` or `collect`",
            ))),
        }
    }
}

#[derive(Clone)]
pub(super) enum Source {
    Memory(Bytes),
    /// Can be read once.
    Once(Arc<Once>),
    /// Can be opened again for every attempt.
    Again(Arc<Again>),
}

pub(super) struct Once {
    reading: Mutex<Option<Reading>>,
    pub(super) length: Option<u64>,
}

pub(super) struct Again {
    pub(super) open: Box<dyn Fn() -> io::Result<Box<dyn Chunks>> + Send + Sync>,
    pub(super) length: u64,
}

/// A source that is being read.
struct Reading {
    chunks: Box<dyn Chunks>,
    /// How many bytes are still to come, where that is known.
    left: Option<u64>,
}

impl Reading {
    /// Lets a piece through if it fits what was said of the length.
    fn checked(&mut self, piece: Piece, length: Option<u64>) -> Piece {
        let (Some(left), Some(length)) = (self.left.as_mut(), length) else {
            return piece;
        };
        match &piece {
            Some(Ok(bytes)) => match left.checked_sub(bytes.len() as u64) {
                Some(rest) => *left = rest,
                None => return Some(Err(too_long(length))),
            },
            None if *left > 0 => return Some(Err(too_short(length - *left, length))),
            None | Some(Err(_)) => {}
        }
        piece
    }
}

fn too_long(length: u64) -> io::Error {
    let why = format!("the stream is longer than the {length} bytes that it was said to have");
    io::Error::new(io::ErrorKind::InvalidData, why)
}

fn too_short(came: u64, length: u64) -> io::Error {
    let why =
        format!("the stream ended after {came} of the {length} bytes that it was said to have");
    io::Error::new(io::ErrorKind::UnexpectedEof, why)
}

impl Source {
    pub(super) fn once(chunks: Box<dyn Chunks>, length: Option<u64>) -> Self {
        let left = length;
        Self::Once(Arc::new(Once {
            reading: Mutex::new(Some(Reading { chunks, left })),
            length,
        }))
    }

    /// The same bytes for one reading: what can be opened again is opened.
    ///
    /// # Errors
    /// It can't be opened.
    pub(super) fn opened(&self) -> io::Result<Self> {
        match self {
            Self::Again(again) => Ok(Self::once((again.open)()?, Some(again.length))),
            _ => Ok(self.clone()),
        }
    }

    /// The next piece; of bytes in memory no more than `most`.
    pub(super) fn poll_chunk(&mut self, context: &mut Context<'_>, most: usize) -> Poll<Piece> {
        self.next(most, |chunks| chunks.poll_chunk(context))
    }

    /// The next piece, while the thread waits.
    pub(super) fn read_chunk(&mut self, most: usize) -> Piece {
        let piece = self.next(most, |chunks| Poll::Ready(chunks.read_chunk()));
        match piece {
            Poll::Ready(piece) => piece,
            Poll::Pending => None,
        }
    }

    fn next(
        &mut self,
        most: usize,
        mut next: impl FnMut(&mut dyn Chunks) -> Poll<Piece>,
    ) -> Poll<Piece> {
        if let Self::Again(_) = self {
            match self.opened() {
                Ok(opened) => *self = opened,
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        match self {
            Self::Memory(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Memory(bytes) => Poll::Ready(Some(Ok(bytes.split_to(bytes.len().min(most))))),
            Self::Once(once) => once.next(&mut next),
            Self::Again(_) => Poll::Ready(None),
        }
    }
}

impl Once {
    fn next(&self, next: &mut dyn FnMut(&mut dyn Chunks) -> Poll<Piece>) -> Poll<Piece> {
        let mut reading = lock(&self.reading);
        let Some(open) = reading.as_mut() else {
            return Poll::Ready(None);
        };
        let piece = ready!(next(&mut *open.chunks));
        let piece = open.checked(piece, self.length);
        if !matches!(piece, Some(Ok(_))) {
            *reading = None;
        }
        Poll::Ready(piece)
    }
}
