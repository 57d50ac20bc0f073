//! A reader as the source of a stream: read on the spot where the thread may wait, and beside it where it may not.

use std::fs::File;
#[cfg(feature = "async")]
use std::future::Future as _;
use std::io::{self, Read};
use std::path::PathBuf;
#[cfg(feature = "async")]
use std::pin::Pin;
#[cfg(feature = "async")]
use std::task::ready;
use std::task::{Context, Poll};

use bytes::BytesMut;

#[cfg(feature = "async")]
use super::aside::Aside;
use super::source::{Chunks, Piece};

/// How much is read from a reader at a time.
pub(super) const CHUNK: usize = 64 << 10;

/// A reader and how many bytes it is said to have.
pub(super) enum FromReader<R> {
    Here(Pieces<R>),
    /// On another thread, which reads the next piece.
    #[cfg(feature = "async")]
    Away(Aside<(Piece, Pieces<R>)>),
    /// Read to its end.
    #[cfg(feature = "async")]
    Over,
}

pub(super) struct Pieces<R> {
    reader: R,
    left: Option<u64>,
}

impl<R> FromReader<R> {
    pub(super) fn new(reader: R, length: Option<u64>) -> Self {
        Self::Here(Pieces {
            reader,
            left: length,
        })
    }
}

impl<R: Read> Pieces<R> {
    /// The next piece. Near the end of what was said a byte more is asked for, so that it shows if there are more.
    fn next(&mut self) -> Piece {
        let left = self.left.and_then(|left| usize::try_from(left).ok());
        let size = left.filter(|left| *left <= CHUNK);
        let mut chunk = BytesMut::zeroed(size.map_or(CHUNK, |left| left + 1));
        loop {
            return match self.reader.read(&mut chunk) {
                Ok(0) => None,
                Ok(read) => {
                    chunk.truncate(read);
                    self.left = self.left.map(|left| left.saturating_sub(read as u64));
                    Some(Ok(chunk.freeze()))
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Some(Err(error)),
            };
        }
    }
}

#[cfg(feature = "async")]
impl<R: Read + Send + 'static> FromReader<R> {
    /// Sends the reader to another thread, unless it is there.
    fn send_away(&mut self) -> io::Result<()> {
        match std::mem::replace(self, Self::Over) {
            Self::Here(mut pieces) => {
                *self = Self::Away(Aside::start(move |_| (pieces.next(), pieces))?);
            }
            other => *self = other,
        }
        Ok(())
    }

    /// Takes back what another thread brings.
    fn come_back(&mut self, brought: io::Result<(Piece, Pieces<R>)>) -> Piece {
        match brought {
            Ok((piece, pieces)) => {
                *self = Self::Here(pieces);
                piece
            }
            Err(error) => {
                *self = Self::Over;
                Some(Err(error))
            }
        }
    }
}

#[cfg(feature = "async")]
impl<R: Read + Send + 'static> Chunks for FromReader<R> {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        if let Err(error) = self.send_away() {
            return Poll::Ready(Some(Err(error)));
        }
        let Self::Away(away) = self else {
            return Poll::Ready(None);
        };
        let brought = ready!(Pin::new(away).poll(context));
        Poll::Ready(self.come_back(brought))
    }

    fn read_chunk(&mut self) -> Piece {
        let brought = match self {
            Self::Here(pieces) => return pieces.next(),
            Self::Away(away) => away.wait(),
            Self::Over => return None,
        };
        self.come_back(brought)
    }
}

/// A file that is opened when it is read: opening may let the thread wait, too.
pub(super) struct FileToRead {
    path: PathBuf,
    file: Option<File>,
}

impl FileToRead {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, file: None }
    }
}

impl Read for FileToRead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.file.is_none() {
            self.file = Some(File::open(&self.path)?);
        }
        self.file.as_mut().map_or(Ok(0), |file| file.read(buffer))
    }
}

/// Without an async driver whoever reads lets the thread wait.
#[cfg(not(feature = "async"))]
impl<R: Read + Send + 'static> Chunks for FromReader<R> {
    fn poll_chunk(&mut self, _context: &mut Context<'_>) -> Poll<Piece> {
        let Self::Here(pieces) = self;
        Poll::Ready(pieces.next())
    }
}
