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
    start: Instant,
    /// `None` where nothing moves: a short body in memory goes out at once.
    progress: Option<Arc<Progress>>,
}

/// How a body gets on.
struct Progress {
    /// When the attempt began, or a piece of its body went out last.
    last: Mutex<Instant>,
    /// Why its source gave no more.
    failed: Mutex<Option<String>>,
}

/// What became of an attempt's body, once the attempt is over.
pub(super) struct Fate(Option<Arc<Progress>>);

impl Fate {
    /// Why the source of the body failed, if it did.
    pub(super) fn failure(&self) -> Option<String> {
        lock(&self.0.as_ref()?.failed).take()
    }
}

impl Flight {
    /// The time of sending this body.
    pub(super) fn start(
        attempt: u32,
        limit: Duration,
        end: Option<Instant>,
        at: Instant,
        body: &ByteStream,
    ) -> Self {
        let moves = is_long(body) || body.bytes().is_none();
        let progress = || {
            Arc::new(Progress {
                last: Mutex::new(at),
                failed: Mutex::default(),
            })
        };
        Self {
            attempt,
            limit,
            end,
            start: at,
            progress: moves.then(progress),
        }
    }

    pub(super) fn fate(&self) -> Fate {
        Fate(self.progress.clone())
    }

    /// Until when it may last, as far as is known by now.
    pub(crate) fn deadline(&self) -> Instant {
        let last = self.progress.as_ref().map(|progress| *lock(&progress.last));
        let own = after(last.unwrap_or(self.start), self.limit);
        self.end.map_or(own, |end| end.min(own))
    }

    /// How long it may last from now on.
    #[cfg(feature = "blocking")]
    pub(crate) fn left(&self, now: Instant) -> Duration {
        self.deadline().saturating_duration_since(now)
    }

    /// Says that it gets on.
    pub(crate) fn moved(&self) -> impl Fn(Instant) + Send + Sync + 'static + use<> {
        let progress = self.progress.clone();
        move |now| {
            if let Some(progress) = &progress {
                *lock(&progress.last) = now;
            }
        }
    }

    /// Looks at the body while it is sent: each piece starts the time anew, where the body is long or nobody knows, and
    /// why its source failed is kept. A short one in memory can do neither.
    pub(crate) fn watch(
        &self,
        mut request: http::Request<ByteStream>,
        clock: fn() -> Instant,
    ) -> http::Request<ByteStream> {
        let Some(progress) = self.progress.clone() else {
            return request;
        };
        let is_long = is_long(request.body());
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = body.watched(move |error: Option<&io::Error>| match error {
            Some(error) => *lock(&progress.failed) = Some(error.to_string()),
            None if is_long => *lock(&progress.last) = clock(),
            None => {}
        });
        request
    }
}

/// Whether a body may take longer than an attempt, as far as anybody knows.
fn is_long(body: &ByteStream) -> bool {
    body.length().is_none_or(|length| length > LONG as u64)
}
