//! Something that is kept while it is good, and asked for when it isn't. However many calls need it then, it is asked for once
//! by those of a driver.
//!
//! Needs no async runtime, as the blocking client waits here too. Whichever call is polled moves the asking on, so that
//! one that nobody polls any more holds up no other. What is asked runs outside of every lock: one that blocks holds up
//! only whoever polls it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::mem::{Discriminant, discriminant};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use super::Driver;
use crate::clock::{Now, after};
use crate::lock::lock;

/// A question that isn't answered for so long is asked anew.
pub(super) const SELDOM: Duration = Duration::from_secs(60);

/// What is asked, and what is kept of the answers.
pub(super) trait Source {
    /// What is kept, for as long as the rules of the source say.
    type Kept: Default + Send;
    /// What an answer brings.
    type Brought: Send;
    /// What a call gets.
    type Value: Clone + Send;
    type Error: Send;

    /// What nobody has to be asked for.
    fn known(&self, kept: &Self::Kept, now: Now) -> Option<Self::Value>;

    /// Asks by the transport of whoever makes the call.
    fn ask(&self, driver: Driver, now: Now) -> Answering<Self::Brought>;

    /// Takes an answer, and says what it is for those who wait.
    fn take_in(
        &self,
        kept: &mut Self::Kept,
        given: Self::Brought,
        now: Now,
    ) -> Result<Self::Value, Self::Error>;

    /// Why a call that is a part of the answer can't wait for it.
    fn reentered(&self) -> Self::Error;

    /// The same error, for another who waited.
    fn again(error: &Self::Error) -> Self::Error;
}

/// An answer on its way.
pub(super) type Answering<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A source, and what it gave last.
#[derive(Clone)]
pub(super) struct Asked<S: Source> {
    pub(super) source: S,
    state: Arc<Mutex<State<S>>>,
}

struct State<S: Source> {
    kept: S::Kept,
    /// What each driver asked: a thread that waits has no timers for what an executor began, and what a thread left nobody may
    /// come back to.
    rounds: HashMap<Discriminant<Driver>, Round<S>>,
}

/// What was asked last.
struct Round<S: Source> {
    /// What the source hasn't answered.
    question: Option<Question<S::Brought>>,
    /// The number of the last question, and what came of it.
    number: u64,
    answer: Option<Result<S::Value, S::Error>>,
}

struct Question<T> {
    /// `None` while a call polls it.
    answer: Option<Answering<T>>,
    since: Instant,
    waiting: Arc<Waiting>,
}

/// The calls that wait for an answer: all are woken, as nobody knows which will be polled.
#[derive(Default)]
struct Waiting {
    calls: Mutex<Vec<Waker>>,
    /// The source has moved since it was polled.
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

impl<S: Source> Asked<S> {
    pub(super) fn new(source: S) -> Self {
        let state = State {
            kept: S::Kept::default(),
            rounds: HashMap::new(),
        };
        Self {
            source,
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// What is known, or what comes of asking.
    ///
    /// # Errors
    /// What the source makes of the answer.
    pub(super) async fn get(&self, now: Now, driver: Driver) -> Result<S::Value, S::Error> {
        let mut asked = None;
        poll_fn(|context| self.poll(driver, &mut asked, now, context)).await
    }

    /// Looks at what is kept, or changes it.
    pub(super) fn kept<T>(&self, look: impl FnOnce(&mut S::Kept) -> T) -> T {
        look(&mut lock(&self.state).kept)
    }

    #[cfg(test)]
    #[cfg(feature = "async")]
    pub(super) fn is_asking(&self) -> bool {
        let state = lock(&self.state);
        state.rounds.values().any(|round| round.question.is_some())
    }

    /// What tells it from others.
    fn address(&self) -> usize {
        Arc::as_ptr(&self.state).addr()
    }

    /// `asked` is the number of the question whose answer this call waits for.
    fn poll(
        &self,
        driver: Driver,
        asked: &mut Option<u64>,
        now: Now,
        context: &mut Context<'_>,
    ) -> Poll<Result<S::Value, S::Error>> {
        let mut state = lock(&self.state);
        if let Some(known) = self.source.known(&state.kept, now) {
            return Poll::Ready(Ok(known));
        }
        let round = state.round(driver);
        if round.question.is_none() && *asked == Some(round.number) {
            match &round.answer {
                Some(Ok(value)) => return Poll::Ready(Ok(value.clone())),
                Some(Err(error)) => return Poll::Ready(Err(S::again(error))),
                None => {}
            }
        }
        if Running::here(self.address()) {
            return Poll::Ready(Err(self.source.reentered()));
        }
        let (mut question, outdated) = match round.question.take() {
            Some(known) if known.is_recent(now) => (known, None),
            Some(old) => (
                round.ask(&self.source, driver, now, old.waiting),
                old.answer,
            ),
            None => (round.ask(&self.source, driver, now, Arc::default()), None),
        };
        question.waiting.add(context.waker());
        let (answer, waiting) = (question.answer.take(), Arc::clone(&question.waiting));
        let polling = Polling {
            asked: self,
            driver,
            number: round.number,
            waiting: &waiting,
        };
        *asked = Some(round.number);
        round.question = Some(question);
        drop(state);
        // What is given up does outside of the lock what it has to.
        drop(outdated);
        match answer {
            Some(answer) => polling.move_on(answer, now),
            // Another call is polling it, and wakes this one.
            None => Poll::Pending,
        }
    }
}

/// A question, for the one call that polls it.
struct Polling<'a, S: Source> {
    asked: &'a Asked<S>,
    driver: Driver,
    number: u64,
    waiting: &'a Arc<Waiting>,
}

impl<S: Source> Polling<'_, S> {
    /// Polls the source, which nobody else does meanwhile; no lock is held.
    fn move_on(
        &self,
        mut answer: Answering<S::Brought>,
        now: Now,
    ) -> Poll<Result<S::Value, S::Error>> {
        self.waiting.moved.store(false, Ordering::Release);
        let waker = Waker::from(Arc::clone(self.waiting));
        let polled = {
            let _running = Running::start(self.asked.address());
            let panicking = Panicking(self);
            let polled = answer.as_mut().poll(&mut Context::from_waker(&waker));
            std::mem::forget(panicking);
            polled
        };
        let mut state = lock(&self.asked.state);
        let given = match polled {
            Poll::Ready(given) => {
                let source = &self.asked.source;
                Poll::Ready(state.take_in(source, given, (self.driver, self.number), now))
            }
            Poll::Pending => {
                // One that was given up meanwhile is dropped.
                if let Some(question) = state.question(self.driver, self.number) {
                    question.answer = Some(answer);
                }
                Poll::Pending
            }
        };
        drop(state);
        // Who looked for it while it was away found nothing.
        if given.is_ready() || self.waiting.moved.load(Ordering::Acquire) {
            self.waiting.wake_all();
        }
        given
    }

    /// The source came to nothing: those who wait ask anew.
    fn give_up(&self) {
        let mut state = lock(&self.asked.state);
        if state.question(self.driver, self.number).is_some() {
            state.round(self.driver).question = None;
        }
        drop(state);
        self.waiting.wake_all();
    }
}

/// Dropped where a source panics: nobody else would hear of it.
struct Panicking<'a, S: Source>(&'a Polling<'a, S>);

impl<S: Source> Drop for Panicking<'_, S> {
    fn drop(&mut self) {
        self.0.give_up();
    }
}

thread_local! {
    /// The sources that are polled on this thread right now.
    static RUNNING: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// While it lives, the source is polled on this thread. A call that asks the same one from there would wait for itself.
struct Running;

impl Running {
    fn start(address: usize) -> Self {
        RUNNING.with_borrow_mut(|running| running.push(address));
        Self
    }

    fn here(address: usize) -> bool {
        RUNNING.with_borrow(|running| running.contains(&address))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.with_borrow_mut(|running| _ = running.pop());
    }
}

impl<S: Source> State<S> {
    fn round(&mut self, driver: Driver) -> &mut Round<S> {
        let round = self.rounds.entry(discriminant(&driver));
        round.or_insert_with(|| Round {
            question: None,
            number: 0,
            answer: None,
        })
    }

    /// The question of this number, unless another was asked after it.
    fn question(&mut self, driver: Driver, number: u64) -> Option<&mut Question<S::Brought>> {
        let round = self.round(driver);
        round.question.as_mut().filter(|_| round.number == number)
    }

    /// Takes the answer to the driver's question of this number.
    fn take_in(
        &mut self,
        source: &S,
        given: S::Brought,
        (driver, number): (Driver, u64),
        now: Now,
    ) -> Result<S::Value, S::Error> {
        let answer = source.take_in(&mut self.kept, given, now);
        let round = self.round(driver);
        if round.number == number {
            round.question = None;
            round.answer = Some(match &answer {
                Ok(value) => Ok(value.clone()),
                Err(error) => Err(S::again(error)),
            });
        }
        answer
    }
}

impl<S: Source> Round<S> {
    fn ask(
        &mut self,
        source: &S,
        driver: Driver,
        now: Now,
        waiting: Arc<Waiting>,
    ) -> Question<S::Brought> {
        self.number += 1;
        self.answer = None;
        Question {
            answer: Some(source.ask(driver, now)),
            since: now.at,
            waiting,
        }
    }
}

impl<T> Question<T> {
    fn is_recent(&self, now: Now) -> bool {
        after(self.since, SELDOM) > now.at
    }
}
