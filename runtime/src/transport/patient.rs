//! What a connection of ureq's lacks: a service that refuses a request in the middle of its body answers, and then reads no
//! more, and what it said is still read, as `lenient` does it for hyper; and heads are such that ureq takes them.

use std::cell::RefCell;
use std::time::Instant;

use http::header::HeaderMap;
use ureq::Error;
use ureq::unversioned::transport::time::Duration;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

use super::heads::{self, Beginning};
use super::is_closed;

/// How long an answer may take to be found that has come already.
const AT_ONCE: Duration = Duration::from_millis(100);

thread_local! {
    /// The headers of the last response that ureq wasn't shown: a request is sent and its answer read on one thread.
    static OTHERS: RefCell<HeaderMap> = RefCell::new(HeaderMap::new());
}

/// The headers of the response that this thread has just received, beyond those that ureq takes.
pub(super) fn other_headers() -> HeaderMap {
    OTHERS.take()
}

/// Makes every connection patient.
#[derive(Debug)]
pub(super) struct Patient;

impl<In: Transport> Connector<In> for Patient {
    type Out = PatientConnection<In>;

    fn connect(
        &self,
        _details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        Ok(chained.map(|connection| PatientConnection {
            connection,
            is_closed: false,
            expects: Expects::Nothing,
            held: Vec::new(),
        }))
    }
}

/// What is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expects {
    /// The rest of a body, or nothing.
    Nothing,
    /// The head of an answer.
    Head,
    /// An interim answer that asks for the body, or the head of an answer.
    Invitation,
}

/// A connection that can still be read when nothing more can be written.
#[derive(Debug)]
pub(super) struct PatientConnection<T> {
    connection: T,
    /// The other side reads no more: what is written goes nowhere.
    is_closed: bool,
    expects: Expects,
    /// What came behind an answer that asks for the body: ureq would look at it without asking here.
    held: Vec<u8>,
}

impl<T: Transport> PatientConnection<T> {
    /// Notes what the bytes that go out next make the service say.
    fn note(&mut self, amount: usize) {
        if self.expects != Expects::Nothing {
            // A body that goes out unasked isn't asked for any more.
            self.expects = Expects::Head;
            return;
        }
        self.expects = Expects::Head;
        let output = self.connection.buffers().output();
        let head = output.get(..amount).unwrap_or_default();
        let announces = head.split(|byte| *byte == b'\n').any(|line| {
            line.trim_ascii()
                .eq_ignore_ascii_case(b"expect: 100-continue")
        });
        if announces {
            self.expects = Expects::Invitation;
        }
    }

    /// Whether an answer has come while the body was going out.
    fn is_answered(&mut self) -> bool {
        let at_once = NextTimeout {
            after: AT_ONCE,
            ..NextTimeout::default()
        };
        let came = self.connection.await_input(at_once);
        came.is_ok() && !self.connection.buffers().input().is_empty()
    }

    /// Waits until the head of the answer is there, without interim answers before it; whether anything came.
    fn await_head(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let end = Instant::now().checked_add(*timeout.after);
        self.give_back();
        let mut known = 0;
        loop {
            let input = self.connection.buffers().input();
            match heads::beginning(input, known) {
                Beginning::Part => known = input.len(),
                Beginning::Answer(length) => {
                    self.take_head(length);
                    return Ok(true);
                }
                Beginning::Interim(length, asks) => {
                    if asks && self.expects == Expects::Invitation {
                        self.invite(length);
                        return Ok(true);
                    }
                    self.replace(length, &[]);
                    known = 0;
                    continue;
                }
            }
            if !self.connection.await_input(left(timeout, end)?)? {
                return Ok(false);
            }
        }
    }

    /// Hands on the answer that asks for the body, in the form that ureq knows, and that alone.
    fn invite(&mut self, length: usize) {
        self.expects = Expects::Head;
        let input = self.connection.buffers().input();
        let (whole, behind) = (input.len(), input.get(length..));
        self.held = behind.unwrap_or_default().to_vec();
        self.replace(whole, heads::CONTINUE);
    }

    /// Puts what was held back where it belongs.
    fn give_back(&mut self) {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            self.replace(0, &held);
        }
    }

    /// Keeps the headers that ureq doesn't take.
    fn take_head(&mut self, length: usize) {
        let input = self.connection.buffers().input();
        let head = input.get(..length).unwrap_or_default();
        if let Some((shown, others)) = heads::divided(head) {
            self.replace(length, &shown);
            OTHERS.set(others);
        }
        self.expects = if self.expects == Expects::Invitation {
            // ureq sees that this is no invitation, and waits for the answer, which is here: it has to ask once more.
            self.connection.buffers().input_consume(0);
            Expects::Head
        } else {
            Expects::Nothing
        };
    }

    /// Puts something else in the place of the first bytes that came.
    fn replace(&mut self, length: usize, with: &[u8]) {
        let buffers = self.connection.buffers();
        let all = buffers.input();
        let behind = all.get(length..).unwrap_or_default();
        let new = [with, behind].concat();
        buffers.input_consume(all.len());
        if let Some(place) = buffers.input_append_buf().get_mut(..new.len()) {
            place.copy_from_slice(&new);
            buffers.input_appended(new.len());
        }
    }
}

/// What is left of the time.
fn left(timeout: NextTimeout, end: Option<Instant>) -> Result<NextTimeout, Error> {
    let Some(end) = end else {
        return Ok(timeout);
    };
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(Error::Timeout(timeout.reason));
    }
    Ok(NextTimeout {
        after: Duration::Exact(left),
        ..timeout
    })
}

impl<T: Transport> Transport for PatientConnection<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.connection.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if self.is_closed {
            return Ok(());
        }
        self.note(amount);
        match self.connection.transmit_output(amount, timeout) {
            Err(Error::Io(error)) if is_closed(&error) => {
                self.is_closed = true;
                Ok(())
            }
            // A service that answers and reads no more, but keeps the connection.
            Err(Error::Timeout(_)) if self.is_answered() => {
                self.is_closed = true;
                Ok(())
            }
            outcome => outcome,
        }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        if self.expects == Expects::Nothing {
            return self.connection.await_input(timeout);
        }
        self.await_head(timeout)
    }

    fn is_open(&mut self) -> bool {
        !self.is_closed && self.connection.is_open()
    }

    fn is_tls(&self) -> bool {
        self.connection.is_tls()
    }
}
