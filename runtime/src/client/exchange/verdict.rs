//! What an attempt brought: an answer, an error of the service's, or nothing; and what the clocks of both sides say.
//!
//! Whether there is another attempt is decided by the exchange.

use std::sync::atomic::Ordering;

use http::header::{DATE, HeaderName};
use jiff::{SignedDuration, Timestamp};

use super::super::answer::{Lost, Received};
use super::super::retry::{self, Reason};
use super::steps::Exchange;
use super::{Outcome, Refusal, Written, sorted};
use crate::codecs::timestamp;

const RETRY_AFTER: HeaderName = HeaderName::from_static("x-amz-retry-after");
/// Clocks that differ by less are taken as equal.
const SKEW_NOTICED: SignedDuration = SignedDuration::from_mins(4);

impl Lost {
    /// Why another attempt may help, if it may.
    fn reason(&self) -> Option<Reason> {
        match self {
            Self::Transport(error) if error.is_lasting() => None,
            Self::Transport(_) | Self::Timeout(_) => Some(Reason::Transient),
            Self::Unread(_) => None,
        }
    }

    /// Says which host was asked.
    fn at_host(self, host: &str) -> Self {
        match self {
            Self::Transport(error) => Self::Transport(error.at_host(host)),
            Self::Timeout(error) => Self::Timeout(error.at_host(host)),
            Self::Unread(error) => Self::Unread(error),
        }
    }
}

impl Exchange<'_> {
    /// What came of an attempt, and why another may help.
    pub(super) fn sort(
        &mut self,
        came: Result<Received, Lost>,
        now: Timestamp,
    ) -> (Outcome, Option<Reason>) {
        let received = match came {
            Ok(received) => received,
            Err(lost) => {
                let reason = lost.reason();
                let host = self.written.as_ref().and_then(Written::host);
                let lost = host.into_iter().fold(lost, Lost::at_host);
                return (Err(Refusal::Failure(lost.failure())), reason);
            }
        };
        let ahead = ahead(&received, now);
        if let Some(written) = &mut self.written {
            written.ahead = ahead;
        }
        let outcome = sorted(self.parts, received, self.known);
        let Err(Refusal::Service(refused)) = &outcome else {
            return (outcome, None);
        };
        // The answer to a HEAD has no body, and so no code.
        let bare = self.parts.operation.method == "HEAD" && refused.details.status() == 403;
        let suspect = bare || retry::may_be_skew(refused.details.code());
        let skewed = suspect && self.correct_clock(ahead);
        let reason = if skewed {
            Some(Reason::ClockSkew)
        } else {
            retry::reason(&refused.details)
        };
        (outcome, reason)
    }

    /// Takes over the service's clock, once per call, if it differs from the one that was used.
    fn correct_clock(&mut self, ahead: Option<SignedDuration>) -> bool {
        match ahead {
            Some(ahead) if !self.skew_corrected && self.differs(ahead) => {
                let skew = &self.parts.config.shared.skew;
                skew.store(ahead.as_secs(), Ordering::Relaxed);
                self.skew_corrected = true;
                true
            }
            _ => false,
        }
    }

    fn differs(&self, ahead: SignedDuration) -> bool {
        let used = self.written.as_ref().map(|written| written.skew);
        (ahead - used.unwrap_or_default()).abs() > SKEW_NOTICED
    }
}

/// The wait that the service wishes for, in milliseconds.
pub(super) fn retry_after(received: &Received) -> Option<u64> {
    let wish = received.response.headers().get(RETRY_AFTER)?;
    wish.to_str().ok()?.parse().ok()
}

/// By how much the service's clock is ahead of ours.
fn ahead(received: &Received, now: Timestamp) -> Option<SignedDuration> {
    let date = received.response.headers().get(DATE)?.to_str().ok()?;
    Some(timestamp::read(date)?.duration_since(now))
}
