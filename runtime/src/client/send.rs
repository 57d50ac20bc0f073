//! Drives an exchange over a transport, async or blocking: does what it says, and tells it what came. One body for all
//! operations; the types come in at the end.

#[cfg(feature = "async")]
mod sending;
#[cfg(feature = "blocking")]
mod waiting;

#[cfg(feature = "async")]
pub use sending::Sending;
#[cfg(feature = "async")]
pub(super) use sending::{Paging, credentials, page};
#[cfg(feature = "blocking")]
pub(super) use waiting::{credentials_blocking, wait};

/// A number between 0 and 1, for jitter.
fn random() -> f64 {
    fastrand::f64()
}
