//! What both transports allow.

use std::time::Duration;

/// What is waited for a connection by default.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_millis(3_100);
/// Headers that an answer may have: S3 lets an object have some five hundred of its owner's.
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(super) const MOST_HEADERS: usize = 1_024;
/// How long a service may take to ask for a body that is announced, as botocore has it. Not all of them ask.
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(super) const ASKED_FOR: Duration = Duration::from_secs(1);
