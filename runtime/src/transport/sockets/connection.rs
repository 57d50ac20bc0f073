//! One connection: what was read from it and not used yet, and the heads in it.

use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Instant;

use bytes::{Buf as _, BytesMut};
use http::Response;
use rustls::ClientConfig;

use super::head;
use super::pool::Site;
use super::socket::{Progress, Socket};
use crate::transport::is_refusal;

/// How much is read at a time.
const PIECE: usize = 16 << 10;

pub(super) struct Connection {
    pub(super) site: Site,
    pub(super) socket: Socket,
    /// Read and not used yet.
    pub(super) input: BytesMut,
    /// How much of that has no end of a head in it.
    seen: usize,
}

impl Connection {
    /// # Errors
    /// The host can't be reached in time.
    pub(super) fn open(
        site: Site,
        tls: Option<Arc<ClientConfig>>,
        until: Instant,
    ) -> io::Result<Self> {
        let socket = Socket::connect(&site.host, site.port, tls, until).map_err(|error| {
            let place = format!("{}:{}", site.host, site.port);
            io::Error::new(error.kind(), format!("can't connect to {place}: {error}"))
        })?;
        Ok(Self {
            site,
            socket,
            input: BytesMut::new(),
            seen: 0,
        })
    }

    /// Whether it can take another request: nothing has come that nobody asked for, and it isn't closed.
    pub(super) fn is_idle(&mut self) -> bool {
        self.input.is_empty() && matches!(self.socket.glance(&mut [0]), Ok(None))
    }

    /// Reads more; `false` at the end.
    pub(super) fn fill(&mut self, until: Instant) -> io::Result<bool> {
        let before = self.input.len();
        self.input.resize(before + PIECE, 0);
        let room = self.input.get_mut(before..).unwrap_or_default();
        let read = self.socket.read(room, until);
        self.input
            .truncate(before + read.as_ref().copied().unwrap_or(0));
        Ok(read? > 0)
    }

    /// The head of the answer. Interim ones are passed over.
    ///
    /// # Errors
    /// It isn't HTTP, or doesn't come in time.
    pub(super) fn answer(&mut self, until: Instant) -> io::Result<Response<()>> {
        loop {
            match self.head()? {
                Some(head) if is_interim(&head) => {}
                Some(head) => return Ok(head),
                None if self.fill(until)? => {}
                None => {
                    let why = if self.input.is_empty() {
                        "the service closed the connection without an answer"
                    } else {
                        "the service closed the connection in the middle of its answer"
                    };
                    return Err(io::Error::new(ErrorKind::UnexpectedEof, why));
                }
            }
        }
    }

    /// Takes the head that is there.
    fn head(&mut self) -> io::Result<Option<Response<()>>> {
        let Some((head, end)) = self.peek()? else {
            return Ok(None);
        };
        self.input.advance(end);
        self.seen = 0;
        Ok(Some(head))
    }

    /// Looks at the head that is there.
    fn peek(&mut self) -> io::Result<Option<(Response<()>, usize)>> {
        let start = self
            .input
            .get(..5.min(self.input.len()))
            .unwrap_or_default();
        let is_http = b"HTTP/".starts_with(start);
        if !is_http || self.input.len() > head::LONGEST {
            let why = if is_http {
                "the answer's head is too long"
            } else {
                "the answer isn't HTTP"
            };
            return Err(io::Error::new(ErrorKind::InvalidData, why));
        }
        let Some(end) = head::end(&self.input, self.seen) else {
            self.seen = self.input.len();
            return Ok(None);
        };
        let head = head::parsed(self.input.get(..end).unwrap_or_default())?;
        Ok(Some((head, end)))
    }

    /// Whether an answer has come by now that makes it pointless to send more.
    ///
    /// # Errors
    /// The connection is closed, or what came isn't HTTP.
    pub(super) fn is_refused(&mut self) -> io::Result<bool> {
        let before = self.input.len();
        self.input.resize(before + PIECE, 0);
        let room = self.input.get_mut(before..).unwrap_or_default();
        let seen = self.socket.glance(room);
        let count = seen.as_ref().ok().copied().flatten();
        self.input.truncate(before + count.unwrap_or(0));
        if seen? == Some(0) {
            let why = "the service closed the connection before it had the whole body";
            return Err(io::Error::new(ErrorKind::ConnectionReset, why));
        }
        Ok(self.said()? == Some(Said::No))
    }

    /// Sends all of it, unless the service has refused the request: `false` then. It is asked only where sending stalls.
    ///
    /// # Errors
    /// It takes too long, or the connection is closed.
    pub(super) fn send(&mut self, bytes: &[u8], until: Instant) -> io::Result<bool> {
        let mut start = 0;
        loop {
            match self
                .socket
                .send(bytes.get(start..).unwrap_or_default(), until)?
            {
                Progress::Whole => return Ok(true),
                Progress::Stalled(sent) => start += sent,
            }
            if self.is_refused()? {
                return Ok(false);
            }
        }
    }

    /// What the service says to the request so far; interim answers that say nothing are passed over.
    fn said(&mut self) -> io::Result<Option<Said>> {
        while let Some((head, end)) = self.peek()? {
            if !is_interim(&head) {
                let refused = is_refusal(head.status());
                return Ok(Some(if refused { Said::No } else { Said::Answer }));
            }
            self.input.advance(end);
            self.seen = 0;
            if head.status() == http::StatusCode::CONTINUE {
                return Ok(Some(Said::GoOn));
            }
        }
        Ok(None)
    }

    /// Waits until the service says whether it wants the body: `false` where it answers instead. Who says nothing until
    /// then is sent it.
    pub(super) fn wants_body(&mut self, until: Instant) -> io::Result<bool> {
        loop {
            match self.said()? {
                Some(Said::GoOn) => return Ok(true),
                Some(Said::No | Said::Answer) => return Ok(false),
                None => match self.fill(until) {
                    Ok(true) => {}
                    // The answer, or that there is none, is found where it is looked for.
                    Ok(false) => return Ok(false),
                    Err(error) if error.kind() == ErrorKind::TimedOut => return Ok(true),
                    Err(error) => return Err(error),
                },
            }
        }
    }
}

/// What a service says while it is sent a body.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// It wants the body.
    GoOn,
    /// It has refused the request.
    No,
    /// It has answered already.
    Answer,
}

/// Whether another answer follows. What switches protocols, which nobody asks for, is the last.
fn is_interim(head: &Response<()>) -> bool {
    head.status().is_informational() && head.status() != http::StatusCode::SWITCHING_PROTOCOLS
}
