//! The body of an answer, read as its head says; then the connection is free for another request.

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;

use bytes::Buf as _;

use super::Limits;
use super::connection::Connection;
use super::head::Framing;
use super::pool::Pool;

/// A line between chunks may not be longer.
const LONGEST_LINE: usize = 16 << 10;
/// Room that is made at once for as many bytes as the service says will come.
const MOST_RESERVED: u64 = 4 << 20;

pub(super) struct Download {
    /// `None` once all was read.
    connection: Option<Connection>,
    framing: Framing,
    part: Part,
    pub(super) limits: Limits,
    /// Where the connection goes afterwards; nowhere if it can't be used again.
    pool: Option<Arc<Pool>>,
}

/// What comes next.
#[derive(Clone, Copy)]
enum Part {
    /// So many bytes of the body.
    Bytes(u64),
    /// The size of a chunk.
    Size,
    /// The end of a chunk's line.
    LineEnd,
    /// Fields after the last chunk.
    Trailer,
    /// All until the connection ends.
    Rest,
}

impl Download {
    pub(super) fn new(
        connection: Connection,
        framing: Framing,
        limits: Limits,
        pool: Option<Arc<Pool>>,
    ) -> Self {
        let part = match framing {
            Framing::Length(length) => Part::Bytes(length),
            Framing::Chunked => Part::Size,
            Framing::Close => Part::Rest,
        };
        let mut download = Self {
            connection: Some(connection),
            framing,
            part,
            limits,
            pool,
        };
        if let Part::Bytes(0) = part {
            download.over();
        }
        download
    }

    /// All of it, up to so many bytes.
    ///
    /// # Errors
    /// It breaks off, or is longer.
    pub(super) fn whole(mut self, most: u64) -> io::Result<Vec<u8>> {
        let length = self.framing.length().unwrap_or(0).min(MOST_RESERVED);
        let mut whole = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        (&mut self).take(most).read_to_end(&mut whole)?;
        if self.connection.is_some() && whole.len() as u64 == most {
            let why = format!("the answer is longer than {most} bytes");
            return Err(io::Error::new(ErrorKind::FileTooLarge, why));
        }
        Ok(whole)
    }

    fn over(&mut self) {
        if let (Some(connection), Some(pool)) = (self.connection.take(), self.pool.take()) {
            pool.put(connection);
        }
    }

    /// The next line, without its end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let Some(connection) = &mut self.connection else {
            return Err(broke_off());
        };
        loop {
            if let Some(end) = connection.input.iter().position(|byte| *byte == b'\n') {
                let line = connection.input.split_to(end + 1);
                return Ok(line.trim_ascii_end().to_vec());
            }
            if connection.input.len() > LONGEST_LINE {
                return Err(unfit());
            }
            if !connection.fill(self.limits.until())? {
                return Err(broke_off());
            }
        }
    }

    /// Reads what stands between chunks, until there are bytes of the body to read; `false` at the end.
    fn between(&mut self) -> io::Result<bool> {
        loop {
            self.part = match self.part {
                Part::Bytes(0) if self.framing == Framing::Chunked => Part::LineEnd,
                Part::Bytes(0) => return Ok(false),
                Part::Bytes(_) | Part::Rest => return Ok(true),
                Part::LineEnd => {
                    let ends = self.line()?.is_empty();
                    ends.then_some(Part::Size).ok_or_else(unfit)?
                }
                Part::Size => match size(&self.line()?).ok_or_else(unfit)? {
                    0 => Part::Trailer,
                    size => Part::Bytes(size),
                },
                Part::Trailer => {
                    // Fields say nothing that is wanted here.
                    if self.line()?.is_empty() {
                        return Ok(false);
                    }
                    Part::Trailer
                }
            };
        }
    }

    /// Reads bytes of the body; none at its end.
    fn bytes(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(connection) = &mut self.connection else {
            return Ok(0);
        };
        let most = match self.part {
            Part::Bytes(left) => usize::try_from(left).unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        let most = most.min(buffer.len());
        let buffer = buffer.get_mut(..most).unwrap_or_default();
        let count = if connection.input.is_empty() {
            connection.socket.read(buffer, self.limits.until())?
        } else {
            let count = most.min(connection.input.len());
            let taken = buffer.get_mut(..count).unwrap_or_default();
            connection.input.copy_to_slice(taken);
            count
        };
        match &mut self.part {
            Part::Bytes(_) if count == 0 => return Err(broke_off()),
            Part::Bytes(left) => *left -= count as u64,
            _ => {}
        }
        Ok(count)
    }
}

/// The size of a chunk; what may stand after it says nothing.
fn size(line: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(line).ok()?;
    let digits = text.split(';').next()?.trim();
    let fits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u64::from_str_radix(digits, 16).ok().filter(|_| fits)
}

fn broke_off() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "the answer broke off")
}

fn unfit() -> io::Error {
    io::Error::new(
        ErrorKind::InvalidData,
        "the answer isn't in chunks as HTTP has them",
    )
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.connection.is_none() || buffer.is_empty() {
            return Ok(0);
        }
        if !self.between()? {
            self.over();
            return Ok(0);
        }
        let count = self.bytes(buffer)?;
        let ended = match self.part {
            Part::Bytes(0) => self.framing != Framing::Chunked,
            _ => count == 0,
        };
        if ended {
            self.over();
        }
        Ok(count)
    }
}
