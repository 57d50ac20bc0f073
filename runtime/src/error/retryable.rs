//! Which errors may go away when the same call is made again.
//!
//! The client's retries and the users' `is_retryable` ask here, so that both always agree.

use super::{Details, Flag, TransportError, View};

const TRANSIENT: [&str; 4] = [
    "IDPCommunicationError",
    "PriorRequestNotComplete",
    "RequestTimeout",
    "RequestTimeoutException",
];
const THROTTLING: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Whether there were too many calls. The status says so of an error that the operation doesn't list.
pub(crate) fn is_throttling(details: &Details) -> bool {
    THROTTLING.contains(&details.code())
        || details.flags().contains(&Flag::Throttling)
        || (details.status() == 429 && !details.is_listed())
}

/// Whether it may go well next time.
pub(crate) fn is_transient(details: &Details) -> bool {
    TRANSIENT.contains(&details.code())
        || details.flags().contains(&Flag::Retryable)
        || matches!(details.status(), 500 | 502 | 503 | 504)
}

/// Whether the same call may succeed when it is made again: what the client would try again, and has, as often as it was
/// told to.
pub(crate) fn is_retryable(error: &View<'_>) -> bool {
    match error {
        View::Service(details) => is_throttling(details) || is_transient(details),
        View::Unread(_) => false,
        View::Failure(failure) => {
            let found = failure.downcast_ref::<TransportError>();
            found.is_some_and(|error| !error.is_lasting())
        }
    }
}
