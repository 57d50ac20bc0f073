//! Keeps credentials while they are good. However many calls need fresh ones, the provider is asked once.
//!
//! Needs no async runtime, as the blocking client waits here too. Whichever call is polled moves the asking on, so that
//! one that nobody polls any more holds up no other. The provider runs outside of every lock: one that blocks holds up
//! only whoever polls it.

use std::cell::RefCell;
use std::fmt::{self, Debug, Formatter};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use jiff::SignedDuration;

use super::Driver;
use super::credentials::{Credentials, ProvideCredentials, ProvidedCredentials};
#[cfg(feature = "profile")]
use super::providers::Finder;
use crate::clock::{Now, after};
use crate::error::CredentialsError;
use crate::lock::lock;

/// Fresh credentials are asked for this long before the old ones end.
const EARLY: SignedDuration = SignedDuration::from_mins(5);
/// Credentials that don't say when they end are asked for again after this.
const KEPT: Duration = Duration::from_secs(15 * 60);
/// A provider whose credentials end soon, or that fails while they are good, isn't asked more often. One that doesn't
/// answer for so long is asked anew.
const SELDOM: Duration = Duration::from_secs(60);

/// How long credentials are waited for.
pub(crate) const PROVIDED_IN: Duration = Duration::from_secs(60);

/// A provider and the credentials that it gave last.
#[derive(Clone)]
pub(crate) struct Keeper {
    /// Or why there is none.
    provider: Result<Provider, String>,
    state: Arc<Mutex<State>>,
}

/// Who is asked.
#[derive(Clone)]
enum Provider {
    Given(Arc<dyn ProvideCredentials>),
    /// Who asks matters here: it fetches by the transport of whoever makes the call.
    #[cfg(feature = "profile")]
    Found(Arc<Finder>),
}

impl Provider {
    fn credentials(&self, driver: Driver, now: Now) -> ProvidedCredentials<'_> {
        let _ = (driver, now);
        match self {
            Self::Given(provider) => provider.credentials(),
            #[cfg(feature = "profile")]
            Self::Found(finder) => finder.find(driver, now.date),
        }
    }
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
    since: Instant,
}

struct Question {
    /// `None` while a call polls it.
    answer: Option<Answering>,
    since: Instant,
    waiting: Arc<Waiting>,
}

type Answering = Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send>>;

/// The calls that wait for an answer: all are woken, as nobody knows which will be polled.
#[derive(Default)]
struct Waiting {
    calls: Mutex<Vec<Waker>>,
    /// The provider has moved since it was polled.
    moved: AtomicBool,
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.moved.store(true, Ordering::Release);
        self.wake_all();
    }
}

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut calls = lock(&self.calls);
        if !calls.iter().any(|known| known.will_wake(waker)) {
            calls.push(waker.clone());
        }
    }

    fn wake_all(&self) {
        let calls = std::mem::take(&mut *lock(&self.calls));
        calls.into_iter().for_each(Waker::wake);
    }
}

impl Keeper {
    pub(crate) fn new(provider: Result<Arc<dyn ProvideCredentials>, String>) -> Self {
        Self::of(provider.map(Provider::Given))
    }

    #[cfg(feature = "profile")]
    pub(crate) fn finding(finder: Finder) -> Self {
        Self::of(Ok(Provider::Found(Arc::new(finder))))
    }

    fn of(provider: Result<Provider, String>) -> Self {
        Self {
            provider,
            state: Arc::default(),
        }
    }

    /// Whether it is ready when it was polled once, in a thread that may wait: it needs nobody's runtime.
    #[cfg(feature = "blocking")]
    pub(crate) fn needs_no_runtime(&self) -> bool {
        !matches!(self.provider, Ok(Provider::Given(_)))
    }

    /// Where the credentials come from, or why there are none.
    pub(crate) fn source(&self) -> String {
        match &self.provider {
            Ok(Provider::Given(_)) => "a provider".to_owned(),
            #[cfg(feature = "profile")]
            Ok(Provider::Found(finder)) => finder.source.clone(),
            Err(why) => format!("none: {why}"),
        }
    }

    /// The kept credentials, or fresh ones; a failing provider doesn't matter while the kept ones are good.
    pub(crate) async fn get(
        &self,
        now: Now,
        driver: Driver,
    ) -> Result<Arc<Credentials>, CredentialsError> {
        let why = |why: &String| CredentialsError::new(why.clone());
        let provider = self.provider.as_ref().map_err(why)?;
        let mut asked = None;
        poll_fn(|context| self.poll((provider, driver), &mut asked, now, context)).await
    }

    /// What tells it from others.
    fn address(&self) -> usize {
        Arc::as_ptr(&self.state).addr()
    }

    /// What the provider gave; where it took too long, the kept credentials if a request can still be signed with them.
    pub(crate) fn settled(
        &self,
        given: Option<Result<Arc<Credentials>, CredentialsError>>,
        now: Now,
    ) -> Result<Arc<Credentials>, CredentialsError> {
        let kept = || lock(&self.state).still_good(now);
        let late = || CredentialsError::new("the provider took too long");
        given.unwrap_or_else(|| kept().ok_or_else(late))
    }

    /// `asked` is the number of the question whose answer this call waits for.
    fn poll(
        &self,
        provider: (&Provider, Driver),
        asked: &mut Option<u64>,
        now: Now,
        context: &mut Context<'_>,
    ) -> Poll<Result<Arc<Credentials>, CredentialsError>> {
        let mut state = lock(&self.state);
        if let Some(kept) = state.kept.as_ref().filter(|kept| kept.is_fresh(now)) {
            return Poll::Ready(Ok(Arc::clone(&kept.credentials)));
        }
        if state.question.is_none() && *asked == Some(state.number) {
            if let Some(answer) = &state.answer {
                return Poll::Ready(answer.clone().map_err(CredentialsError::new));
            }
        }
        if Running::here(self) {
            return Poll::Ready(Err(reentered()));
        }
        let mut question = match state.question.take() {
            Some(known) if known.is_recent(now) => known,
            Some(old) => state.ask(provider, now, old.waiting),
            None => state.ask(provider, now, Arc::default()),
        };
        let number = state.number;
        *asked = Some(number);
        question.waiting.add(context.waker());
        let (answer, waiting) = (question.answer.take(), Arc::clone(&question.waiting));
        state.question = Some(question);
        drop(state);
        match answer {
            Some(answer) => self.move_on(number, answer, &waiting, now),
            // Another call is polling it, and wakes this one.
            None => Poll::Pending,
        }
    }

    /// Polls the provider, which nobody else does meanwhile; no lock is held.
    fn move_on(
        &self,
        number: u64,
        mut answer: Answering,
        waiting: &Arc<Waiting>,
        now: Now,
    ) -> Poll<Result<Arc<Credentials>, CredentialsError>> {
        waiting.moved.store(false, Ordering::Release);
        let waker = Waker::from(Arc::clone(waiting));
        let polled = {
            let _running = Running::start(self);
            answer.as_mut().poll(&mut Context::from_waker(&waker))
        };
        let mut state = lock(&self.state);
        let is_last = state.number == number;
        let given = match polled {
            Poll::Ready(given) => Poll::Ready(state.take_in(given, is_last, now)),
            Poll::Pending => {
                // One that was given up meanwhile is dropped.
                if let Some(question) = state.question.as_mut().filter(|_| is_last) {
                    question.answer = Some(answer);
                }
                Poll::Pending
            }
        };
        drop(state);
        // Who looked for it while it was away found nothing.
        if given.is_ready() || waiting.moved.load(Ordering::Acquire) {
            waiting.wake_all();
        }
        given
    }
}

thread_local! {
    /// The keepers whose providers are polled on this thread right now.
    static RUNNING: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// While it lives, the provider is polled on this thread. A call that asks the same keeper from there would wait for itself.
struct Running;

impl Running {
    fn start(keeper: &Keeper) -> Self {
        RUNNING.with_borrow_mut(|running| running.push(keeper.address()));
        Self
    }

    fn here(keeper: &Keeper) -> bool {
        RUNNING.with_borrow(|running| running.contains(&keeper.address()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.with_borrow_mut(|running| _ = running.pop());
    }
}

impl State {
    fn ask(
        &mut self,
        (provider, driver): (&Provider, Driver),
        now: Now,
        waiting: Arc<Waiting>,
    ) -> Question {
        self.number += 1;
        self.answer = None;
        let provider = provider.clone();
        let asked = async move { provider.credentials(driver, now).await };
        Question {
            answer: Some(Box::pin(asked)),
            since: now.at,
            waiting,
        }
    }

    /// The kept credentials if they are still good; then the provider isn't asked again for a while.
    fn still_good(&mut self, now: Now) -> Option<Arc<Credentials>> {
        let kept = self.kept.as_mut().filter(|kept| kept.is_good(now))?;
        kept.since = now.at;
        Some(Arc::clone(&kept.credentials))
    }

    /// Takes an answer; `is_last` when nothing was asked after it.
    fn take_in(
        &mut self,
        given: Result<Credentials, CredentialsError>,
        is_last: bool,
        now: Now,
    ) -> Result<Arc<Credentials>, CredentialsError> {
        let answer = match given {
            Ok(fresh) => {
                let credentials = Arc::new(fresh);
                self.kept = Some(Kept {
                    credentials: Arc::clone(&credentials),
                    since: now.at,
                });
                Ok(credentials)
            }
            Err(error) => self.still_good(now).ok_or(error),
        };
        if is_last {
            self.question = None;
            self.answer = Some(match &answer {
                Ok(credentials) => Ok(Arc::clone(credentials)),
                Err(error) => Err(error.why()),
            });
        }
        answer
    }
}

impl Question {
    fn is_recent(&self, now: Now) -> bool {
        after(self.since, SELDOM) > now.at
    }
}

impl Kept {
    /// Whether the provider isn't asked yet.
    fn is_fresh(&self, now: Now) -> bool {
        match self.credentials.expires_at {
            Some(end) => {
                let early = end.checked_sub(EARLY).unwrap_or(end);
                let lately = after(self.since, SELDOM) > now.at;
                early > now.date || (lately && end > now.date)
            }
            None => after(self.since, KEPT) > now.at,
        }
    }

    /// Whether a request can be signed with them.
    fn is_good(&self, now: Now) -> bool {
        self.credentials.expires_at.is_none_or(|end| end > now.date)
    }
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

fn reentered() -> CredentialsError {
    CredentialsError::new(
        "the provider of credentials calls the client that it provides them for: give it a client of its own",
    )
}

#[cfg(test)]
#[cfg(feature = "async")]
#[path = "keeper_tests.rs"]
mod tests;
