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

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::credentials::Credentials;
use super::exchange::{Lost, Refusal};
use super::keeper::Keeper;
use crate::error::{CredentialsError, Failure, TransportError};

/// How long credentials are waited for.
const PROVIDED_IN: Duration = Duration::from_secs(60);

/// What a provider gave, or where it took too long, the credentials before if they are still good.
fn given(
    keeper: &Keeper,
    asked: Option<Result<Arc<Credentials>, CredentialsError>>,
) -> Result<Arc<Credentials>, Refusal> {
    let late = || CredentialsError::new("the provider took too long");
    let found = asked.unwrap_or_else(|| keeper.still_good(now()).ok_or_else(late));
    found.map_err(|error| Refusal::Failure(Failure::Credentials(error)))
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
