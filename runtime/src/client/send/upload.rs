//! The time of an attempt, which a long body that gets on doesn't use up.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::stream::ByteStream;

/// A body of no more than these bytes goes out in no time.
const SHORT: u64 = 256 << 10;

/// When a piece of the body went out last.
pub(super) struct Upload(Arc<Mutex<Instant>>);

impl Upload {
    /// Watches the body of a request, if it is long or nobody knows.
    pub(super) fn watch(request: http::Request<ByteStream>) -> (http::Request<ByteStream>, Self) {
        let last = Arc::new(Mutex::new(Instant::now()));
        let upload = Self(Arc::clone(&last));
        if request
            .body()
            .length()
            .is_some_and(|length| length <= SHORT)
        {
            return (request, upload);
        }
        let moved = move || {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
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
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Beyond what a clock can tell there is no end.
        let never = || Instant::now() + Duration::from_hours(24 * 365 * 30);
        last.checked_add(allowed).unwrap_or_else(never)
    }
}
