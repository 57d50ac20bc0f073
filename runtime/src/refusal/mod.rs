//! An error response on its way to a service's own type: the protocol has read it, the service's table tells which it is.

mod parts;
#[cfg(feature = "client")]
mod refused;

use crate::error::{self, Failure, Flag, View};

pub use parts::Parts;
#[cfg(feature = "client")]
pub(crate) use refused::{Refused, refused, typed};

/// A modelled error in wire terms.
#[derive(Debug)]
pub struct Known {
    /// The variant's name.
    pub name: &'static str,
    /// The code on the wire.
    pub code: &'static str,
    /// What the model says of it.
    pub flags: &'static [Flag],
}

impl Known {
    /// An error of a variant and its code, of which nothing else is said.
    pub const fn new(name: &'static str, code: &'static str) -> Self {
        Self {
            name,
            code,
            flags: &[],
        }
    }

    /// The same with what the model says of it.
    pub const fn with(mut self, flags: &'static [Flag]) -> Self {
        self.flags = flags;
        self
    }
}

/// A service's error enum with the table of those that its model has.
#[doc(hidden)]
pub trait Modelled {
    /// The modelled errors; a position is the index in [`FromParts::known`].
    const KNOWN: &'static [Known];
}

/// How a call makes a service's error.
#[doc(hidden)]
pub trait FromParts: Modelled + Sized {
    /// The error at `index` of the table.
    fn known(index: usize, parts: Parts) -> Self;

    /// An error that the model doesn't have.
    fn unrecognized(parts: Parts) -> Self;

    /// A failure on our side of the wire.
    fn other(failure: Failure) -> Self;

    /// What the error has to show.
    fn view(&self) -> View<'_>;
}

/// Whether the same call may succeed when it is made again.
pub fn is_retryable<E: FromParts>(error: &E) -> bool {
    error::is_retryable(&error.view())
}
