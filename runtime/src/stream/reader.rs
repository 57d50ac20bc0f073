//! A stream read while the thread waits.

use std::io::{self, Read};

use bytes::{Buf as _, Bytes};

use super::ByteStream;

/// A [`ByteStream`] as a reader.
#[derive(Debug)]
pub struct StreamReader {
    stream: ByteStream,
    /// What was taken from the stream and not read yet.
    chunk: Bytes,
}

impl StreamReader {
    pub(super) fn new(stream: ByteStream) -> Self {
        Self {
            stream,
            chunk: Bytes::new(),
        }
    }
}

impl Read for StreamReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() {
            match self.stream.read_chunk() {
                Some(chunk) => self.chunk = chunk?,
                None => return Ok(0),
            }
        }
        let read = buffer.len().min(self.chunk.len());
        self.chunk.split_to(read).copy_to_slice(
            buffer
                .get_mut(..read)
                .ok_or_else(|| io::Error::other("the buffer shrank"))?,
        );
        Ok(read)
    }
}
