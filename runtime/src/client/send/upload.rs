//! The time of an attempt, which a long body that gets on doesn't use up.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::lock::lock;
use crate::stream::{ByteStream, LONG};

/// When the attempt began, and when a piece of its body went out last, if that is watched.
pub(super) struct Upload {
    start: Instant,
    last: Option<Arc<Mutex<Instant>>>,
}

impl Upload {
    /// Watches the body of a request, if it is long or nobody knows.
    pub(super) fn watch(request: http::Request<ByteStream>) -> (http::Request<ByteStream>, Self) {
        let start = Instant::now();
        let length = request.body().length();
        if length.is_some_and(|length| length <= LONG as u64) {
            return (request, Self { start, last: None });
        }
        let last = Arc::new(Mutex::new(start));
        let seen = Arc::clone(&last);
        let moved = move || *lock(&seen) = Instant::now();
        let upload = Self {
            start,
            last: Some(last),
        };
        (request.map(|body| body.watched(moved)), upload)
    }

    /// What the attempt brings, if it does so in time after the last piece of the body.
    pub(super) async fn in_time<T>(
        self,
        allowed: Duration,
        mut attempt: impl Future<Output = T> + Unpin,
    ) -> Option<T> {
        let mut end = self.end(allowed);
        loop {
            if let Ok(came) = timeout_at(end, &mut attempt).await {
                return Some(came);
            }
            let later = self.end(allowed);
            if later == end {
                return None;
            }
            end = later;
        }
    }

    fn end(&self, allowed: Duration) -> Instant {
        let last = self.last.as_ref().map_or(self.start, |last| *lock(last));
        // Beyond what a clock can tell there is no end.
        let never = || Instant::now() + Duration::from_secs(60 * 60 * 24 * 365 * 30);
        last.checked_add(allowed).unwrap_or_else(never)
    }
}
