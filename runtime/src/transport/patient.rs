//! The same patience for ureq as `lenient` has for hyper: a service that refuses a request in the middle of its body
//! answers, and then reads no more. What it said is still read.

use ureq::Error;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

use super::is_closed;

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
        }))
    }
}

/// A connection that can still be read when nothing more can be written.
#[derive(Debug)]
pub(super) struct PatientConnection<T> {
    connection: T,
    /// The other side reads no more: what is written goes nowhere.
    is_closed: bool,
}

impl<T: Transport> Transport for PatientConnection<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.connection.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if self.is_closed {
            return Ok(());
        }
        match self.connection.transmit_output(amount, timeout) {
            Err(Error::Io(error)) if is_closed(&error) => {
                self.is_closed = true;
                Ok(())
            }
            outcome => outcome,
        }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.connection.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        !self.is_closed && self.connection.is_open()
    }

    fn is_tls(&self) -> bool {
        self.connection.is_tls()
    }
}
