//! When a call is made again: AWS's "standard" and "adaptive" modes.
//!
//! Pure but for the random number in a delay: nothing here sends or sleeps.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::rate::RateLimit;
use crate::error::{self, Details};
use crate::lock::lock;
use crate::tables::OperationTrait;

/// How often and how eagerly a call is made again.
///
/// Needs the feature `client`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryConfig {
    mode: RetryMode,
    max_attempts: Option<u32>,
}

/// How the delays between attempts come about.
///
/// Needs the feature `client`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RetryMode {
    /// Exponential backoff with jitter, within a quota that all calls of a client share.
    #[default]
    Standard,
    /// The same, and a client that is throttled slows down before it sends.
    Adaptive,
}

impl RetryConfig {
    /// AWS's standard mode: three attempts, for a few services more.
    ///
    /// ```
    /// use shapesmith_runtime::RetryConfig;
    ///
    /// let patient = RetryConfig::standard().max_attempts(5);
    /// assert_ne!(patient, RetryConfig::standard());
    /// ```
    pub const fn standard() -> Self {
        Self {
            mode: RetryMode::Standard,
            max_attempts: None,
        }
    }

    /// The standard mode with a limit to the rate of sending that follows what the service bears.
    pub const fn adaptive() -> Self {
        Self {
            mode: RetryMode::Adaptive,
            max_attempts: None,
        }
    }

    /// Calls are made once.
    pub const fn disabled() -> Self {
        Self::standard().max_attempts(1)
    }

    /// How often a call is made at most, the first time included; 0 counts as 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(if attempts == 0 { 1 } else { attempts });
        self
    }

    pub(crate) fn mode(self) -> RetryMode {
        self.mode
    }

    pub(crate) fn attempts(self, usual: Usual) -> u32 {
        self.max_attempts.unwrap_or(usual.attempts)
    }
}

impl Default for RetryConfig {
    fn default() -> Self {
        Self::standard()
    }
}

/// What is usual for an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Usual {
    attempts: u32,
    /// The longest first wait.
    wait: Duration,
}

impl Usual {
    pub(crate) fn of(traits: &[OperationTrait]) -> Self {
        let own = traits.iter().find_map(|found| match found {
            OperationTrait::Retries(attempts, milliseconds) => Some((*attempts, *milliseconds)),
            _ => None,
        });
        let (attempts, milliseconds) = own.unwrap_or((3, 50));
        Self {
            attempts,
            wait: Duration::from_millis(milliseconds.into()),
        }
    }
}

/// Why an attempt may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It may go well next time.
    Transient,
    /// There were too many calls.
    Throttling,
    /// The clocks disagreed; the client's is corrected now.
    ClockSkew,
}

const SKEWED: [&str; 7] = [
    "AccessDeniedException",
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// What an error response means for the next attempt.
pub(crate) fn reason(details: &Details) -> Option<Reason> {
    if error::is_throttling(details) {
        Some(Reason::Throttling)
    } else {
        error::is_transient(details).then_some(Reason::Transient)
    }
}

/// Whether the code may come from a clock that is wrong.
pub(crate) fn may_be_skew(code: &str) -> bool {
    SKEWED.contains(&code)
}

/// The wait before the attempt after `attempt` (from 1), with the server's own wish in milliseconds.
pub(crate) fn delay(
    usual: Usual,
    attempt: u32,
    reason: Reason,
    wished: Option<u64>,
    random: f64,
) -> Duration {
    let base = match reason {
        Reason::ClockSkew => 0.0,
        Reason::Throttling => 1.0,
        Reason::Transient => usual.wait.as_secs_f64(),
    };
    let exponent = i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX);
    let own = random * (base * 2f64.powi(exponent)).min(20.0);
    let own = Duration::from_secs_f64(own);
    match wished.map(Duration::from_millis) {
        Some(wished) => own.max(wished.min(own + Duration::from_secs(5))),
        None => own,
    }
}

const CAPACITY: u32 = 500;

/// What a retry takes from the quota.
pub(crate) fn cost(reason: Reason) -> u32 {
    match reason {
        Reason::Throttling => 5,
        Reason::Transient | Reason::ClockSkew => 14,
    }
}

/// What all calls of a client share: the quota of retries, and in adaptive mode the rate of sending.
#[derive(Debug)]
pub(crate) struct Quota {
    left: Mutex<u32>,
    rate: Mutex<RateLimit>,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            left: Mutex::new(CAPACITY),
            rate: Mutex::default(),
        }
    }
}

impl Quota {
    /// Takes the cost of a retry; `false` when too little is left.
    pub(crate) fn take(&self, cost: u32) -> bool {
        let mut left = lock(&self.left);
        match left.checked_sub(cost) {
            Some(rest) => {
                *left = rest;
                true
            }
            None => false,
        }
    }

    /// A success gives back what its last retry took, or a little.
    pub(crate) fn give_back(&self, taken: u32) {
        let mut left = lock(&self.left);
        *left = left.saturating_add(taken.max(1)).min(CAPACITY);
    }

    /// Gives leave to send, or says how long to wait before asking again.
    pub(crate) fn pace(&self, now: Instant) -> Option<Duration> {
        let mut rate = lock(&self.rate);
        rate.acquire(now)
    }

    /// Lets the rate follow an answer.
    pub(crate) fn learn(&self, throttled: bool, now: Instant) {
        let mut rate = lock(&self.rate);
        rate.update(throttled, now);
    }
}

#[cfg(test)]
#[path = "retry_tests.rs"]
mod tests;
