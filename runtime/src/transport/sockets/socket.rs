//! A socket, with TLS or without, of which every operation has an end.
//!
//! Knows nothing of HTTP.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection};

/// Where nothing can be sent for so long, one looks whether the other side has said something.
const BRIEFLY: Duration = Duration::from_millis(250);

pub(super) struct Socket {
    tcp: TcpStream,
    tls: Option<Box<ClientConnection>>,
}

/// How far sending got.
pub(super) enum Progress {
    Whole,
    /// So many bytes, and no more for a while.
    Stalled(usize),
}

/// The time is up.
fn late() -> io::Error {
    io::Error::new(ErrorKind::TimedOut, "the service took too long")
}

fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        Err(late())
    } else {
        Ok(left)
    }
}

/// A socket's own word for a time that is up.
fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// A TCP connection until some moment.
struct Until<'a>(&'a TcpStream, Instant);

impl Read for Until<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.0.set_read_timeout(Some(left(self.1)?))?;
            match self.0.read(buffer) {
                Err(error) if is_late(&error) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                outcome => return outcome,
            }
        }
    }
}

impl Write for Until<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            self.0.set_write_timeout(Some(left(self.1)?))?;
            match self.0.write(bytes) {
                Err(error) if is_late(&error) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                outcome => return outcome,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Socket {
    /// # Errors
    /// There is no such host, it can't be reached or isn't who it should be, or the time is up.
    pub(super) fn connect(
        host: &str,
        port: u16,
        tls: Option<Arc<ClientConfig>>,
        until: Instant,
    ) -> io::Result<Self> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let addresses = resolved(bare, port, until)?;
        let tcp = any(&addresses, until)?;
        tcp.set_nodelay(true)?;
        let mut socket = Self { tcp, tls: None };
        if let Some(config) = tls {
            let name = ServerName::try_from(bare.to_owned()).map_err(io::Error::other)?;
            let mut tls = ClientConnection::new(config, name).map_err(io::Error::other)?;
            while tls.is_handshaking() {
                tls.complete_io(&mut Until(&socket.tcp, until))?;
            }
            socket.tls = Some(Box::new(tls));
        }
        Ok(socket)
    }

    /// What comes next; nothing at the end.
    pub(super) fn read(&mut self, buffer: &mut [u8], until: Instant) -> io::Result<usize> {
        let mut tcp = Until(&self.tcp, until);
        let Some(tls) = &mut self.tls else {
            return tcp.read(buffer);
        };
        loop {
            match tls.reader().read(buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                outcome => return outcome,
            }
            while tls.wants_write() {
                tls.write_tls(&mut tcp)?;
            }
            tls.read_tls(&mut tcp)?;
            tls.process_new_packets().map_err(io::Error::other)?;
        }
    }

    /// What has come by now, without waiting; `None` where there is nothing, and it isn't the end either.
    pub(super) fn glance(&mut self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        self.tcp.set_nonblocking(true)?;
        let seen = self.look(buffer);
        self.tcp.set_nonblocking(false)?;
        match seen {
            Ok(count) => Ok(Some(count)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn look(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(tls) = &mut self.tls else {
            return (&self.tcp).read(buffer);
        };
        loop {
            match tls.reader().read(buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                outcome => return outcome,
            }
            tls.read_tls(&mut &self.tcp)?;
            tls.process_new_packets().map_err(io::Error::other)?;
        }
    }

    /// Sends all of it, unless that stalls for a while.
    ///
    /// # Errors
    /// The time is up, or the connection is closed.
    pub(super) fn send(&mut self, bytes: &[u8], until: Instant) -> io::Result<Progress> {
        let mut sent = 0;
        loop {
            let rest = bytes.get(sent..).unwrap_or_default();
            match self.push(rest, until.min(Instant::now() + BRIEFLY)) {
                Ok(0) if rest.is_empty() => return Ok(Progress::Whole),
                Ok(count) => sent += count,
                Err(error) if error.kind() == ErrorKind::TimedOut => {
                    left(until)?;
                    return Ok(Progress::Stalled(sent));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Sends some of it; nothing when there is nothing, and all that was taken before is sent.
    fn push(&mut self, bytes: &[u8], until: Instant) -> io::Result<usize> {
        let mut tcp = Until(&self.tcp, until);
        let Some(tls) = &mut self.tls else {
            return if bytes.is_empty() {
                Ok(0)
            } else {
                tcp.write(bytes)
            };
        };
        while tls.wants_write() {
            tls.write_tls(&mut tcp)?;
        }
        tls.writer().write(bytes)
    }
}

/// The addresses of a host. The system's resolver has no end of its own, so it is waited for.
fn resolved(host: &str, port: u16, until: Instant) -> io::Result<Vec<SocketAddr>> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![(address, port).into()]);
    }
    let (sender, found) = sync_channel(1);
    let asked = (host.to_owned(), port);
    thread::Builder::new().spawn(move || {
        let found = asked.to_socket_addrs().map(Iterator::collect);
        // Nobody may wait for it any more.
        let _ = sender.send(found);
    })?;
    found
        .recv_timeout(left(until)?)
        .unwrap_or_else(|_| Err(late()))
}

/// A connection to the first of the addresses that takes one; each has its share of the time.
fn any(addresses: &[SocketAddr], until: Instant) -> io::Result<TcpStream> {
    let mut last = io::Error::new(ErrorKind::NotFound, "the host has no address");
    for (others, address) in addresses.iter().rev().enumerate().rev() {
        let share = left(until)? / u32::try_from(others + 1).unwrap_or(u32::MAX);
        match TcpStream::connect_timeout(address, share) {
            Ok(tcp) => return Ok(tcp),
            Err(error) => last = error,
        }
    }
    Err(last)
}
