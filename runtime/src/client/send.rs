//! Drives an exchange over a transport, async or blocking: does what it says, and tells it what came. One body for all
//! operations; the types come in at the end.

#[cfg(feature = "async")]
mod sending;
#[cfg(feature = "blocking")]
mod waiting;

use super::Driver;
use crate::clock::Now;

#[cfg(feature = "async")]
pub use sending::Sending;
#[cfg(feature = "async")]
pub(super) use sending::{Paging, credentials, page};
#[cfg(feature = "blocking")]
pub(super) use waiting::{credentials_blocking, wait};

/// What the clocks of whoever drives say.
pub(super) fn now(driver: Driver) -> Now {
    match driver {
        #[cfg(feature = "async")]
        Driver::Async => Now::system(sending::clock()),
        #[cfg(feature = "blocking")]
        Driver::Blocking => Now::system(std::time::Instant::now()),
    }
}

/// A number between 0 and 1, for jitter.
fn random() -> f64 {
    fastrand::f64()
}
