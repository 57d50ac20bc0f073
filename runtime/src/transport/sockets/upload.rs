//! A request on its way out: head and body, until all of it is sent or the service has refused it.

use std::io;
use std::time::Instant;

use bytes::Bytes;

use super::Limits;
use super::connection::Connection;
use super::head;
use crate::stream::{ByteStream, LONG};
use crate::transport::{ASKED_FOR, asks_first, is_closed};

/// A body up to this goes out with the head.
const SHORT: usize = 64 << 10;

/// The body of a request.
pub(super) struct Body {
    stream: ByteStream,
    length: Option<u64>,
}

impl Body {
    pub(super) fn of(stream: ByteStream) -> Self {
        let length = stream.length();
        Self { stream, length }
    }

    /// The body, if it is short and there.
    fn short(&self) -> Option<&Bytes> {
        self.stream.bytes().filter(|bytes| bytes.len() <= SHORT)
    }
}

/// How far the request went.
pub(super) struct Sent {
    /// All of it.
    pub(super) whole: bool,
    /// Why it went no further.
    pub(super) failed: Option<io::Error>,
}

impl Sent {
    const WHOLE: Self = Self {
        whole: true,
        failed: None,
    };

    /// The service has answered before it had everything.
    const REFUSED: Self = Self {
        whole: false,
        failed: None,
    };
}

/// Sends a request.
///
/// # Errors
/// The body's source fails, or the connection does so that nothing can be read from it either.
pub(super) fn send(
    connection: &mut Connection,
    head: &http::request::Parts,
    mut body: Body,
    limits: &Limits,
) -> io::Result<Sent> {
    let asks = asks_first(&head.headers);
    let mut text = head::written(head, body.length);
    let with_head = if asks { None } else { body.short() };
    let is_done = with_head.is_some();
    if let Some(bytes) = with_head {
        text.extend_from_slice(bytes);
    }
    let sent =
        bytes(connection, &text, limits).map(|went| if went { Sent::WHOLE } else { Sent::REFUSED });
    let mut sent = closed(sent)?;
    if sent.whole && asks {
        let until = limits.until().min(Instant::now() + ASKED_FOR);
        sent.whole = connection.wants_body(until)?;
    }
    if is_done || !sent.whole {
        return Ok(sent);
    }
    while let Some(piece) = body.stream.read_chunk() {
        let sent = pieces(connection, &piece?, body.length.is_none(), limits);
        let sent = closed(sent)?;
        if !sent.whole {
            return Ok(sent);
        }
    }
    if body.length.is_some() {
        return Ok(Sent::WHOLE);
    }
    let end = bytes(connection, b"0\r\n\r\n", limits);
    closed(end.map(|went| if went { Sent::WHOLE } else { Sent::REFUSED }))
}

/// A connection that is closed may have been told why before.
fn closed(sent: io::Result<Sent>) -> io::Result<Sent> {
    match sent {
        Err(error) if is_closed(&error) => Ok(Sent {
            whole: false,
            failed: Some(error),
        }),
        sent => sent,
    }
}

/// Sends a piece of the body; between any two one looks whether more is wanted.
fn pieces(
    connection: &mut Connection,
    piece: &Bytes,
    chunked: bool,
    limits: &Limits,
) -> io::Result<Sent> {
    for piece in piece.chunks(LONG) {
        let mut went = true;
        if chunked {
            let size = format!("{:x}\r\n", piece.len());
            went = bytes(connection, size.as_bytes(), limits)?;
        }
        went = went && bytes(connection, piece, limits)?;
        if chunked {
            went = went && bytes(connection, b"\r\n", limits)?;
        }
        if !went || connection.is_refused()? {
            return Ok(Sent::REFUSED);
        }
    }
    Ok(Sent::WHOLE)
}

/// Sends these; `false` where they aren't wanted any more.
fn bytes(connection: &mut Connection, bytes: &[u8], limits: &Limits) -> io::Result<bool> {
    connection.send(bytes, limits.until())
}
