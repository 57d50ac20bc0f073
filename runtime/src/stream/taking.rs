//! Reading a stream, piece by piece or as a whole.

use std::io;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use super::source::Piece;
use super::{ByteStream, LONG, StreamReader};

/// Room that is made at once for as many bytes as somebody says will come.
const MOST_RESERVED: usize = 4 << 20;

impl ByteStream {
    /// Shows all bytes of a stream that can be read again, while the thread waits, and leaves them to be sent; ends early
    /// when `look` says so.
    ///
    /// # Errors
    /// The source fails.
    #[cfg(feature = "client")]
    pub(crate) fn look_through(&self, mut look: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
        let mut stream = self.opened()?;
        while let Some(piece) = stream.read_chunk() {
            if !look(&piece?) {
                break;
            }
        }
        Ok(())
    }

    /// The next piece; `None` at the end. What was read is gone.
    ///
    /// # Errors
    /// The source fails.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let most = self.most();
        let piece = std::task::ready!(self.source.poll_chunk(context, most));
        self.tell(&piece);
        Poll::Ready(piece)
    }

    /// The next piece, while the thread waits.
    pub(crate) fn read_chunk(&mut self) -> Piece {
        let most = self.most();
        let piece = self.source.read_chunk(most);
        self.tell(&piece);
        piece
    }

    /// How much of bytes in memory is given at a time.
    fn most(&self) -> usize {
        if self.watch.is_some() {
            LONG
        } else {
            usize::MAX
        }
    }

    /// Tells whoever watches.
    fn tell(&self, piece: &Piece) {
        if let Some(watch) = &self.watch {
            watch(piece.as_ref().and_then(|piece| piece.as_ref().err()));
        }
    }

    /// The next piece; `None` at the end. What was read is gone.
    ///
    /// # Errors
    /// The source fails.
    pub async fn next(&mut self) -> Option<io::Result<Bytes>> {
        std::future::poll_fn(|context| self.poll_chunk(context)).await
    }

    /// All that is left, in memory.
    ///
    /// # Errors
    /// The source fails.
    pub async fn collect(mut self) -> io::Result<Bytes> {
        let length = self
            .length()
            .and_then(|length| usize::try_from(length).ok());
        let Some(first) = self.next().await.transpose()? else {
            return Ok(Bytes::new());
        };
        let Some(second) = self.next().await.transpose()? else {
            return Ok(first);
        };
        let mut whole = BytesMut::with_capacity(length.unwrap_or_default().min(MOST_RESERVED));
        whole.extend_from_slice(&first);
        whole.extend_from_slice(&second);
        while let Some(chunk) = self.next().await.transpose()? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }

    /// Reads it while the thread waits. What an async client received can't be read so.
    pub fn into_reader(self) -> StreamReader {
        StreamReader::new(self)
    }
}
