//! Streams as `http_body` bodies, which HTTP clients send and receive, and as `Stream`.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::ByteStream;
use super::source::{Chunks, Piece};

impl ByteStream {
    /// A stream of what an HTTP body gives. It can be read once.
    ///
    /// Needs the feature `async`, which `hyper` brings.
    pub fn from_body<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let length = body.size_hint().exact();
        Self::once(Box::new(FromBody(Box::pin(body))), length)
    }
}

struct FromBody<B>(Pin<Box<B>>);

impl<B> Chunks for FromBody<B>
where
    B: Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        loop {
            let frame = match ready!(self.0.as_mut().poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(frame) => frame.map_err(io::Error::other)?,
            };
            // Trailers say nothing that is wanted here.
            if let Ok(chunk) = frame.into_data() {
                return Poll::Ready(Some(Ok(chunk)));
            }
        }
    }
}

impl Body for ByteStream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let chunk = ready!(self.poll_chunk(context));
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

impl futures_core::Stream for ByteStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(context)
    }
}
