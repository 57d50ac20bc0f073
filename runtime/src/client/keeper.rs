//! Keeps credentials while they are good. However many calls need fresh ones, the provider is asked once.
//!
//! Needs no async runtime, as the blocking client waits here too. Whichever call is polled moves the asking on, so that
//! one that nobody polls any more holds up no other.

use std::fmt::{self, Debug, Formatter};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use jiff::{SignedDuration, Timestamp};

use super::credentials::{Credentials, ProvideCredentials};
use crate::error::CredentialsError;
use crate::lock::lock;

/// Fresh credentials are asked for this long before the old ones end.
const EARLY: SignedDuration = SignedDuration::from_mins(5);
/// Credentials that don't say when they end are asked for again after this.
const KEPT: SignedDuration = SignedDuration::from_mins(15);
/// A provider whose credentials end soon, or that fails while they are good, isn't asked more often. One that doesn't
/// answer for so long is asked anew.
const SELDOM: SignedDuration = SignedDuration::from_mins(1);

/// A provider and the credentials that it gave last.
#[derive(Clone)]
pub(crate) struct Keeper {
    /// Or why there is none.
    provider: Result<Arc<dyn ProvideCredentials>, String>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// What the provider was asked and hasn't answered.
    question: Option<Question>,
    /// The number of the last question, and what came of it.
    number: u64,
    answer: Option<Result<Arc<Credentials>, String>>,
}

struct Kept {
    credentials: Arc<Credentials>,
    /// When the provider was asked last.
    since: Timestamp,
}

struct Question {
    answer: Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send>>,
    since: Timestamp,
    waiting: Arc<Waiting>,
}

/// The calls that wait for an answer: all are woken, as nobody knows which will be polled.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        let waiting = std::mem::take(&mut *lock(&self.0));
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut waiting = lock(&self.0);
        if !waiting.iter().any(|known| known.will_wake(waker)) {
            waiting.push(waker.clone());
        }
    }
}

impl Keeper {
    pub(crate) fn new(provider: Result<Arc<dyn ProvideCredentials>, String>) -> Self {
        Self {
            provider,
            state: Arc::default(),
        }
    }

    /// The kept credentials, or fresh ones; a failing provider doesn't matter while the kept ones are good.
    pub(crate) async fn get(&self, now: Timestamp) -> Result<Arc<Credentials>, CredentialsError> {
        let why = |why: &String| CredentialsError::new(why.clone());
        let provider = self.provider.as_ref().map_err(why)?;
        let mut asked = None;
        poll_fn(|context| self.poll(provider, &mut asked, now, context)).await
    }

    /// The kept credentials if a request can still be signed with them: for when the provider takes too long.
    pub(crate) fn still_good(&self, now: Timestamp) -> Option<Arc<Credentials>> {
        lock(&self.state).still_good(now)
    }

    /// `asked` is the number of the question whose answer this call waits for.
    fn poll(
        &self,
        provider: &Arc<dyn ProvideCredentials>,
        asked: &mut Option<u64>,
        now: Timestamp,
        context: &mut Context<'_>,
    ) -> Poll<Result<Arc<Credentials>, CredentialsError>> {
        let mut state = lock(&self.state);
        if let Some(kept) = state.kept.as_ref().filter(|kept| kept.is_fresh(now)) {
            return Poll::Ready(Ok(Arc::clone(&kept.credentials)));
        }
        if state.question.is_none()
            && *asked == Some(state.number)
            && let Some(answer) = &state.answer
        {
            return Poll::Ready(answer.clone().map_err(CredentialsError::new));
        }
        let mut question = match state.question.take() {
            Some(known) if known.is_recent(now) => known,
            Some(old) => state.ask(provider, now, old.waiting),
            None => state.ask(provider, now, Arc::default()),
        };
        *asked = Some(state.number);
        question.waiting.add(context.waker());
        let waker = Waker::from(Arc::clone(&question.waiting));
        match question
            .answer
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
        {
            Poll::Pending => {
                state.question = Some(question);
                Poll::Pending
            }
            Poll::Ready(answer) => {
                let answer = state.take_in(answer, now);
                drop(state);
                question.waiting.wake();
                Poll::Ready(answer)
            }
        }
    }
}

impl State {
    fn ask(
        &mut self,
        provider: &Arc<dyn ProvideCredentials>,
        now: Timestamp,
        waiting: Arc<Waiting>,
    ) -> Question {
        self.number += 1;
        self.answer = None;
        let provider = Arc::clone(provider);
        Question {
            answer: Box::pin(async move { provider.credentials().await }),
            since: now,
            waiting,
        }
    }

    /// The kept credentials if they are still good; then the provider isn't asked again for a while.
    fn still_good(&mut self, now: Timestamp) -> Option<Arc<Credentials>> {
        let kept = self.kept.as_mut().filter(|kept| kept.is_good(now))?;
        kept.since = now;
        Some(Arc::clone(&kept.credentials))
    }

    fn take_in(
        &mut self,
        answer: Result<Credentials, CredentialsError>,
        now: Timestamp,
    ) -> Result<Arc<Credentials>, CredentialsError> {
        let answer = match answer {
            Ok(fresh) => {
                let credentials = Arc::new(fresh);
                self.kept = Some(Kept {
                    credentials: Arc::clone(&credentials),
                    since: now,
                });
                Ok(credentials)
            }
            Err(error) => self.still_good(now).ok_or(error),
        };
        self.answer = Some(match &answer {
            Ok(credentials) => Ok(Arc::clone(credentials)),
            Err(error) => Err(error.cause()),
        });
        answer
    }
}

impl Question {
    fn is_recent(&self, now: Timestamp) -> bool {
        later(self.since, SELDOM) > now
    }
}

impl Kept {
    /// Whether the provider isn't asked yet.
    fn is_fresh(&self, now: Timestamp) -> bool {
        let until = match self.credentials.expires_at {
            Some(end) => {
                let early = end.checked_sub(EARLY).unwrap_or(end);
                early.max(later(self.since, SELDOM)).min(end)
            }
            None => later(self.since, KEPT),
        };
        until > now
    }

    /// Whether a request can be signed with them.
    fn is_good(&self, now: Timestamp) -> bool {
        self.credentials.expires_at.is_none_or(|end| end > now)
    }
}

fn later(since: Timestamp, by: SignedDuration) -> Timestamp {
    since.checked_add(by).unwrap_or(Timestamp::MAX)
}

impl Debug for Keeper {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.provider.is_ok() {
            "provided"
        } else {
            "none"
        })
    }
}

#[cfg(test)]
#[cfg(feature = "async")]
#[path = "keeper_tests.rs"]
mod tests;
