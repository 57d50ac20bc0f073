//! Drives an exchange over a transport, async or blocking. One body for all operations; the types come in at the end.

#[cfg(feature = "async")]
mod sending;
#[cfg(feature = "async")]
mod upload;
#[cfg(feature = "blocking")]
mod waiting;

#[cfg(feature = "async")]
pub use sending::Sending;
#[cfg(feature = "async")]
pub(super) use sending::{Paging, page};
#[cfg(feature = "blocking")]
pub(super) use waiting::wait;

use jiff::Timestamp;

use super::exchange::{Lost, Refusal};
use crate::error::{CredentialsError, Failure, TransportError};

fn unsigned(error: CredentialsError) -> Refusal {
    Refusal::Failure(Failure::Credentials(error))
}

/// What stands for the answer of a provider that gives none.
fn silent() -> CredentialsError {
    CredentialsError::new("the provider took too long")
}

fn lost(error: TransportError) -> Lost {
    if error.is_timeout() {
        Lost::Timeout(error)
    } else {
        Lost::Transport(error)
    }
}

fn late(what: &str) -> TransportError {
    TransportError::timed_out(format!("{what} took too long"))
}

/// A number between 0 and 1, for jitter.
fn random() -> f64 {
    fastrand::f64()
}

fn now() -> Timestamp {
    Timestamp::now()
}
