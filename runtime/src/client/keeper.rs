//! Keeps credentials while they are good. However many calls need fresh ones, the provider is asked once.
//!
//! Needs no async runtime: the blocking client waits here too.

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use jiff::{SignedDuration, Timestamp};

use super::credentials::{Credentials, ProvideCredentials};
use crate::error::CredentialsError;

/// Fresh credentials are asked for this long before the old ones end.
const EARLY: SignedDuration = SignedDuration::from_mins(5);
/// Credentials that don't say when they end are asked for again after this.
const KEPT: SignedDuration = SignedDuration::from_mins(15);
/// A provider whose credentials end soon, or that fails while they are good, isn't asked more often.
const SELDOM: SignedDuration = SignedDuration::from_mins(1);

/// A provider and the credentials that it gave last.
#[derive(Clone)]
pub(crate) struct Keeper {
    provider: Option<Arc<dyn ProvideCredentials>>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// Whether somebody is asking the provider.
    asking: bool,
    /// Counts the answers, so that who waited knows that one came.
    answers: u64,
    /// What the last answer said if it was an error.
    failed: Option<String>,
    waiting: Vec<Waker>,
}

struct Kept {
    credentials: Arc<Credentials>,
    /// When the provider was asked last.
    since: Timestamp,
}

/// What a call does that needs credentials.
enum Turn {
    Have(Arc<Credentials>),
    Failed(String),
    Ask,
}

impl Keeper {
    pub(crate) fn new(provider: Option<Arc<dyn ProvideCredentials>>) -> Self {
        Self {
            provider,
            state: Arc::default(),
        }
    }

    /// The kept credentials, or fresh ones; a failing provider doesn't matter while the kept ones are good.
    pub(crate) async fn get(&self, now: Timestamp) -> Result<Arc<Credentials>, CredentialsError> {
        let provider = self.provider.as_ref().ok_or_else(none)?;
        let before = self.state().answers;
        let turn = poll_fn(|context| self.turn(before, now, context.waker())).await;
        match turn {
            Turn::Have(credentials) => return Ok(credentials),
            Turn::Failed(why) => return Err(CredentialsError::new(why)),
            Turn::Ask => {}
        }
        let asking = Asking(self);
        let answer = provider.credentials().await;
        asking.0.answered(answer, now)
    }

    fn turn(&self, before: u64, now: Timestamp, waker: &Waker) -> Poll<Turn> {
        let mut state = self.state();
        if let Some(kept) = state.kept.as_ref().filter(|kept| kept.is_fresh(now)) {
            return Poll::Ready(Turn::Have(Arc::clone(&kept.credentials)));
        }
        if state.asking {
            state.waiting.push(waker.clone());
            return Poll::Pending;
        }
        if state.answers != before {
            if let Some(kept) = state.kept.as_ref().filter(|kept| kept.is_good(now)) {
                return Poll::Ready(Turn::Have(Arc::clone(&kept.credentials)));
            }
            if let Some(why) = &state.failed {
                return Poll::Ready(Turn::Failed(why.clone()));
            }
        }
        state.asking = true;
        Poll::Ready(Turn::Ask)
    }

    fn answered(
        &self,
        answer: Result<Credentials, CredentialsError>,
        now: Timestamp,
    ) -> Result<Arc<Credentials>, CredentialsError> {
        let mut state = self.state();
        state.answers += 1;
        match answer {
            Ok(fresh) => {
                let credentials = Arc::new(fresh);
                state.failed = None;
                state.kept = Some(Kept {
                    credentials: Arc::clone(&credentials),
                    since: now,
                });
                Ok(credentials)
            }
            Err(error) => {
                state.failed = Some(error.cause());
                let good = state.kept.as_mut().filter(|kept| kept.is_good(now));
                let kept = good.ok_or(error)?;
                kept.since = now;
                Ok(Arc::clone(&kept.credentials))
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Whether the provider isn't asked yet.
    fn is_fresh(&self, now: Timestamp) -> bool {
        let until = match self.credentials.expires_at {
            Some(end) => (end - EARLY).max(self.since + SELDOM).min(end),
            None => self.since + KEPT,
        };
        until > now
    }

    /// Whether a request can be signed with them.
    fn is_good(&self, now: Timestamp) -> bool {
        self.credentials.expires_at.is_none_or(|end| end > now)
    }
}

/// Asking the provider; a call that is given up meanwhile leaves it to the next.
struct Asking<'a>(&'a Keeper);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.asking = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl Debug for Keeper {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.provider.is_some() {
            "provided"
        } else {
            "none"
        })
    }
}

fn none() -> CredentialsError {
    CredentialsError::new(
        "none are set; give `credentials` to the builder, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    )
}

#[cfg(test)]
#[cfg(feature = "async")]
#[path = "keeper_tests.rs"]
mod tests;
