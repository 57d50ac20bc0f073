//! A connection that can still be read when nothing more can be written: a service that refuses a request in the middle
//! of its body answers, and then closes.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};

use super::is_closed;

/// Lets a write that finds the other side closed wait: what the other side said before is read meanwhile, and then its
/// end.
pub(super) struct Lenient<T>(pub(super) T);

/// What a write came to.
fn patient<W>(outcome: Poll<io::Result<W>>) -> Poll<io::Result<W>> {
    match outcome {
        Poll::Ready(Err(error)) if is_closed(&error) => Poll::Pending,
        outcome => outcome,
    }
}

impl<T: Read + Unpin> Read for Lenient<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl<T: Write + Unpin> Write for Lenient<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        patient(Pin::new(&mut self.0).poll_write(context, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        patient(Pin::new(&mut self.0).poll_flush(context))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        patient(Pin::new(&mut self.0).poll_write_vectored(context, pieces))
    }
}

impl<T: Connection> Connection for Lenient<T> {
    fn connected(&self) -> Connected {
        self.0.connected()
    }
}
