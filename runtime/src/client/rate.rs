//! The rate of sending in adaptive mode: a token bucket whose filling follows a cubic curve after each throttling.
//!
//! Pure: the time is given.

use std::time::{Duration, Instant};

/// How much the rate falls when the service throttles.
const BETA: f64 = 0.7;
/// How fast the rate grows back.
const SCALE: f64 = 0.4;
/// How much of the newest measurement counts.
const SMOOTHING: f64 = 0.8;
/// How long nobody waits in one go, and how long everybody does.
const PATIENCE: Duration = Duration::from_secs(1);
const BRIEFLY: Duration = Duration::from_millis(1);
/// Calls per second at the least.
const SLOWEST: f64 = 0.5;

/// All times are seconds since it was asked first.
#[derive(Debug, Default)]
pub(crate) struct RateLimit {
    start: Option<Instant>,
    /// Nothing is held back before the first throttling.
    enabled: bool,
    tokens: f64,
    capacity: f64,
    fill_rate: f64,
    filled_at: Option<f64>,
    /// Calls per second, as measured.
    measured: f64,
    bucket: f64,
    sent_in_bucket: f64,
    rate_at_throttling: f64,
    throttled_at: f64,
}

impl RateLimit {
    /// Takes a token. Where there is none, it says when to ask again: when one should have come, but soon enough to
    /// see that the rate has risen.
    pub(crate) fn acquire(&mut self, now: Instant) -> Option<Duration> {
        if !self.enabled {
            return None;
        }
        let now = self.seconds(now);
        self.refill(now);
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return None;
        }
        let wait = (1.0 - self.tokens) / self.fill_rate.max(SLOWEST);
        // Nobody asks so often that it costs, even if a clock's steps are coarse.
        Some(Duration::from_secs_f64(wait).clamp(BRIEFLY, PATIENCE))
    }

    pub(crate) fn update(&mut self, throttled: bool, now: Instant) {
        let now = self.seconds(now);
        self.measure(now);
        let rate = if throttled {
            let rate = if self.enabled {
                self.measured.min(self.fill_rate)
            } else {
                self.measured
            };
            self.rate_at_throttling = rate;
            self.throttled_at = now;
            self.enabled = true;
            rate * BETA
        } else {
            let window = (self.rate_at_throttling * (1.0 - BETA) / SCALE).cbrt();
            SCALE * (now - self.throttled_at - window).powi(3) + self.rate_at_throttling
        };
        if self.enabled {
            self.set_rate(rate.min(2.0 * self.measured), now);
        }
    }

    fn seconds(&mut self, at: Instant) -> f64 {
        let start = *self.start.get_or_insert(at);
        at.saturating_duration_since(start).as_secs_f64()
    }

    fn set_rate(&mut self, rate: f64, now: f64) {
        self.refill(now);
        self.fill_rate = rate.max(SLOWEST);
        self.capacity = rate.max(1.0);
        self.tokens = self.tokens.min(self.capacity);
    }

    fn refill(&mut self, now: f64) {
        let since = now - self.filled_at.unwrap_or(now);
        self.tokens = (self.tokens + since.max(0.0) * self.fill_rate).min(self.capacity);
        self.filled_at = Some(now);
    }

    /// Counts calls in half seconds.
    fn measure(&mut self, now: f64) {
        let bucket = (now * 2.0).floor() / 2.0;
        self.sent_in_bucket += 1.0;
        if bucket > self.bucket {
            let rate = self.sent_in_bucket / (bucket - self.bucket);
            self.measured = rate * SMOOTHING + self.measured * (1.0 - SMOOTHING);
            self.sent_in_bucket = 0.0;
            self.bucket = bucket;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;

    fn at(seconds: f64) -> Instant {
        static START: OnceLock<Instant> = OnceLock::new();
        *START.get_or_init(Instant::now) + Duration::from_secs_f64(seconds)
    }

    #[test]
    fn nothing_is_held_back_before_the_first_throttling() {
        let mut rate = RateLimit::default();
        for step in 0..100 {
            assert_eq!(rate.acquire(at(f64::from(step) / 100.0)), None);
            rate.update(false, at(f64::from(step) / 100.0));
        }
    }

    #[test]
    fn a_throttled_client_slows_down_and_recovers() {
        let mut rate = RateLimit::default();
        for step in 0..200 {
            rate.update(false, at(f64::from(step) / 50.0));
        }
        rate.update(true, at(4.0));
        let slowed = rate.fill_rate;
        assert!((1.0..50.0).contains(&slowed), "{slowed}");
        assert!((0..100).any(|_| rate.acquire(at(4.0)).is_some()));
        for step in 0..1000 {
            rate.update(false, at(4.0 + f64::from(step) / 50.0));
        }
        assert!(rate.fill_rate > slowed);
    }

    #[test]
    fn a_crowd_that_waits_sees_the_rate_rise() {
        let mut rate = RateLimit::default();
        rate.update(true, at(0.0));
        // At half a call a second the hundredth would wait for minutes if the wait were fixed now.
        let waits: Vec<_> = (0..100).map(|_| rate.acquire(at(0.0))).collect();
        assert!(waits.iter().flatten().all(|wait| *wait <= PATIENCE));
        rate.set_rate(100.0, 1.0);
        let served = (0..100).filter(|_| rate.acquire(at(2.0)).is_none());
        assert_eq!(served.count(), 100);
    }
}
