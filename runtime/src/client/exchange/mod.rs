//! One call as a machine without a socket: it hands out what to do next, is told what came of it, and owns all its
//! timers. Both drivers, async and blocking, only do what it says.
//!
//! It neither sends, nor sleeps, nor reads a clock.

#[cfg(any(feature = "async", feature = "blocking"))]
mod flight;
#[cfg(any(feature = "async", feature = "blocking"))]
mod steps;
#[cfg(test)]
#[cfg(feature = "async")]
mod tests;
#[cfg(any(feature = "async", feature = "blocking"))]
mod verdict;
mod written;

#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use super::answer::Lost;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use flight::Flight;
#[cfg(any(feature = "async", feature = "blocking"))]
#[cfg(feature = "blocking")]
pub(crate) use steps::Provided;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use steps::{Exchange, Step};
pub(crate) use written::Written;

use super::answer::{Answer, Received};
use super::call::Parts;
use super::tally::Tally;
use crate::error::{Effort, Failure};
use crate::refusal::{Known, Refused};

/// Why there is no output.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The service said so.
    Service(Box<Refused>),
    /// It failed on our side of the wire.
    Failure(Failure),
}

impl Refusal {
    /// Says what was done before.
    pub(crate) fn after(self, effort: Effort) -> Self {
        match self {
            Self::Service(mut refused) => {
                refused.details.note(effort);
                Self::Service(refused)
            }
            Self::Failure(failure) => Self::Failure(failure.after(effort)),
        }
    }

    /// What it is, for who counts errors.
    pub(super) fn kind(&self) -> &str {
        match self {
            Self::Service(refused) => refused.details.code(),
            Self::Failure(failure) => failure.kind(),
        }
    }

    /// Says in which operation it happened, where the service didn't.
    pub(crate) fn during(self, operation: &'static str) -> Self {
        match self {
            Self::Service(refused) => Self::Service(refused),
            Self::Failure(failure) => Self::Failure(failure.during(operation)),
        }
    }
}

/// An answer, or why there is none.
pub(crate) type Outcome = Result<Answer, Refusal>;

/// An answer as it is, or the error that it is.
pub(crate) fn sorted(parts: &Parts, mut received: Received, known: &'static [Known]) -> Outcome {
    let (protocol, operation) = (parts.config.protocol, parts.operation);
    if received.response.status().is_success()
        && !received.has_stream()
        && protocol.is_refusal(operation, &received.response)
    {
        // It is as if the service had failed, and may be tried again.
        *received.response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
    }
    if received.response.status().is_success() {
        return Ok(Answer {
            received,
            operation,
            protocol,
            effort: Effort::default(),
            tally: Tally::of(parts),
        });
    }
    let refused = crate::refusal::refused(protocol, operation, received.response, known);
    Err(Refusal::Service(Box::new(refused)))
}
