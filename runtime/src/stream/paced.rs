//! A stream whose every piece has to come in time, on tokio's timer.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

use super::ByteStream;
use super::source::{Chunks, Piece};
use crate::clock::after;

/// Ends a stream that stalls.
pub(super) struct Paced {
    stream: ByteStream,
    limit: Duration,
    /// Made where the call is driven: who reads the stream may be no task of tokio's.
    timer: Pin<Box<Sleep>>,
    /// A piece is being waited for.
    waits: bool,
}

impl Paced {
    pub(super) fn new(stream: ByteStream, limit: Duration) -> Self {
        Self {
            stream,
            limit,
            timer: Box::pin(sleep_until(end(limit))),
            waits: false,
        }
    }
}

impl Chunks for Paced {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        if let Poll::Ready(chunk) = self.stream.poll_chunk(context) {
            self.waits = false;
            return Poll::Ready(chunk);
        }
        if !self.waits {
            self.waits = true;
            self.timer.as_mut().reset(end(self.limit));
        }
        match self.timer.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                let late = format!("nothing came for {} seconds", self.limit.as_secs_f64());
                Poll::Ready(Some(Err(io::Error::new(io::ErrorKind::TimedOut, late))))
            }
        }
    }
}

fn end(limit: Duration) -> Instant {
    after(Instant::now().into_std(), limit).into()
}
