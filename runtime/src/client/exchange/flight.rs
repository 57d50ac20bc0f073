//! The time of one attempt.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::super::clock::after;
use crate::lock::lock;
#[cfg(feature = "async")]
use crate::stream::{ByteStream, LONG};

/// The time of an attempt, which a long body that gets on doesn't use up.
pub(crate) struct Flight {
    /// Which attempt it is, from 1.
    pub(crate) attempt: u32,
    limit: Duration,
    end: Option<Instant>,
    /// When the attempt began, or a piece of its body went out last.
    last: Arc<Mutex<Instant>>,
}

impl Flight {
    pub(super) fn start(attempt: u32, limit: Duration, end: Option<Instant>, at: Instant) -> Self {
        Self {
            attempt,
            limit,
            end,
            last: Arc::new(Mutex::new(at)),
        }
    }

    /// Until when it may last, as far as is known by now.
    pub(crate) fn deadline(&self) -> Instant {
        let own = after(*lock(&self.last), self.limit);
        self.end.map_or(own, |end| end.min(own))
    }

    /// How long it may last from now on.
    #[cfg(feature = "blocking")]
    pub(crate) fn left(&self, now: Instant) -> Duration {
        self.deadline().saturating_duration_since(now)
    }

    /// Each piece of the body starts the time anew, where the body is long or nobody knows.
    #[cfg(feature = "async")]
    pub(crate) fn watch(
        &self,
        mut request: Box<http::Request<ByteStream>>,
        clock: fn() -> Instant,
    ) -> Box<http::Request<ByteStream>> {
        let length = request.body().length();
        if length.is_some_and(|length| length <= LONG as u64) {
            return request;
        }
        let last = Arc::clone(&self.last);
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = body.watched(move || *lock(&last) = clock());
        request
    }
}
