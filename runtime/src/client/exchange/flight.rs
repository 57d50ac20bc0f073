//! The time of one attempt, or of reading its body beforehand, and what becomes of the body.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::clock::after;
use crate::lock::lock;
use crate::stream::{ByteStream, LONG};

/// The time of an attempt, which a long body that gets on doesn't use up.
pub(crate) struct Flight {
    /// Which attempt it is, from 1.
    pub(crate) attempt: u32,
    limit: Duration,
    end: Option<Instant>,
    progress: Arc<Progress>,
}

/// How a body gets on.
struct Progress {
    /// When the attempt began, or a piece of its body went out last.
    last: Mutex<Instant>,
    /// Why its source gave no more.
    failed: Mutex<Option<String>>,
}

/// What became of an attempt's body, once the attempt is over.
pub(super) struct Fate(Arc<Progress>);

impl Fate {
    /// Why the source of the body failed, if it did.
    pub(super) fn failure(&self) -> Option<String> {
        lock(&self.0.failed).take()
    }
}

impl Flight {
    pub(super) fn start(attempt: u32, limit: Duration, end: Option<Instant>, at: Instant) -> Self {
        Self {
            attempt,
            limit,
            end,
            progress: Arc::new(Progress {
                last: Mutex::new(at),
                failed: Mutex::default(),
            }),
        }
    }

    pub(super) fn fate(&self) -> Fate {
        Fate(Arc::clone(&self.progress))
    }

    /// Until when it may last, as far as is known by now.
    pub(crate) fn deadline(&self) -> Instant {
        let own = after(*lock(&self.progress.last), self.limit);
        self.end.map_or(own, |end| end.min(own))
    }

    /// How long it may last from now on.
    #[cfg(feature = "blocking")]
    pub(crate) fn left(&self, now: Instant) -> Duration {
        self.deadline().saturating_duration_since(now)
    }

    /// Says that it gets on.
    pub(crate) fn moved(&self) -> impl Fn(Instant) + Send + Sync + 'static + use<> {
        let progress = Arc::clone(&self.progress);
        move |now| *lock(&progress.last) = now
    }

    /// Looks at the body while it is sent: each piece starts the time anew, where the body is long or nobody knows, and
    /// why its source failed is kept. A short one in memory can do neither.
    pub(crate) fn watch(
        &self,
        mut request: Box<http::Request<ByteStream>>,
        clock: fn() -> Instant,
    ) -> Box<http::Request<ByteStream>> {
        let length = request.body().length();
        let is_long = length.is_none_or(|length| length > LONG as u64);
        if !is_long && request.body().bytes().is_some() {
            return request;
        }
        let progress = Arc::clone(&self.progress);
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = body.watched(move |error: Option<&io::Error>| match error {
            Some(error) => *lock(&progress.failed) = Some(error.to_string()),
            None if is_long => *lock(&progress.last) = clock(),
            None => {}
        });
        request
    }
}
