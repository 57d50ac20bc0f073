//! The time as a call sees it. Nothing here reads a clock but [`Now::system`]: the machines are given the time.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// A moment on both clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    /// Runs forward alone: all waiting goes by it.
    pub(crate) at: Instant,
    /// May be set back: signatures and the end of credentials go by it, nothing else.
    pub(crate) date: Timestamp,
}

/// Longer than anyone waits; no clock's range ends before.
pub(crate) const NEVER: Duration = Duration::from_secs(60 * 60 * 24 * 365 * 30);

impl Now {
    /// What the system's clocks say.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn system(at: Instant) -> Self {
        Self {
            at,
            date: Timestamp::now(),
        }
    }
}

/// The moment that far ahead. The only place where a limit of the user's meets a clock, so that none is too long.
pub(crate) fn after(at: Instant, wait: Duration) -> Instant {
    at.checked_add(wait.min(NEVER)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{NEVER, after};

    #[test]
    fn a_limit_without_end_is_far_away_and_no_panic() {
        let now = Instant::now();
        assert_eq!(after(now, Duration::MAX), now + NEVER);
        let second = Duration::from_secs(1);
        assert_eq!(after(now, second), now + second);
    }
}
