//! Waiting for something by asking again and again, as a waiter's table says.
//!
//! The judgement is pure; the two drivers at the end sleep.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};
use std::marker::PhantomData;
use std::time::Duration;

use super::call::{self, Parts};
use super::exchange::{Outcome, Refusal};
use super::find::Found;
use crate::error::{self, Failure};
use crate::refusal::{FromParts, Known};
use crate::tables::{Matcher, State, Waiter};
use crate::values::Value;

/// The last attempt has this time at the least.
const LAST: Duration = Duration::from_secs(5);
/// Two attempts are not further apart than this.
const LONGEST: Duration = Duration::from_secs(120);

/// A wait for a state: await it, or let the thread wait with [`blocking`](Self::blocking).
///
/// Needs the feature `client`.
///
/// The pauses grow from the model's to two minutes, each cut by chance so that many waiters don't ask at once.
#[must_use = "nothing is waited for until this is awaited"]
pub struct Wait<O, E> {
    waiter: &'static Waiter,
    parts: Parts,
    delay: Duration,
    longest: Duration,
    limit: Duration,
    /// That of the client.
    operation_timeout: Option<Duration>,
    answers: PhantomData<fn() -> (O, E)>,
}

impl<O, E> Wait<O, E> {
    pub(super) fn new(waiter: &'static Waiter, parts: Parts) -> Self {
        let delay = Duration::from_secs(waiter.delay.into());
        Self {
            waiter,
            operation_timeout: parts.timeouts.operation,
            parts,
            delay,
            longest: LONGEST.max(delay),
            limit: delay.saturating_mul(waiter.attempts),
            answers: PhantomData,
        }
    }

    /// How long to wait at most; by default the model's pause times its number of attempts. The last attempt begins when
    /// this time is up, and none goes on for more than the shortest pause after it (or five seconds).
    pub fn max_wait(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// The shortest and the longest pause between two attempts.
    pub fn delay(mut self, shortest: Duration, longest: Duration) -> Self {
        self.delay = shortest;
        self.longest = longest.max(shortest);
        self
    }

    /// The pause after an attempt (from 1); `None` once the time is up.
    fn pause(&self, attempt: u32, waited: Duration, random: f64) -> Option<Duration> {
        let doubled = self
            .delay
            .saturating_mul(1 << attempt.saturating_sub(1).min(16));
        let most = doubled.min(self.longest);
        let pause = self.delay + most.saturating_sub(self.delay).mul_f64(random);
        let left = self.limit.saturating_sub(waited);
        (!left.is_zero()).then(|| pause.min(left))
    }

    /// Lets the next attempt take no longer than the wait may.
    fn bound(&mut self, waited: Duration) {
        let last = self.delay.min(self.limit).max(LAST);
        let end = self.limit.saturating_add(last);
        let left = end.saturating_sub(waited);
        let own = self.operation_timeout;
        self.parts.timeouts.operation = Some(own.map_or(left, |own| own.min(left)));
    }
}

impl<O, E> Debug for Wait<O, E> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "Wait for {}", self.waiter.name)
    }
}

/// Why the wait ended without what was waited for.
///
/// Needs the feature `client`.
///
/// `Debug` shows what `Display` does and what is behind it, as that is what a program shows whose `main` returns it; with
/// `{:#?}` the last answer too.
#[non_exhaustive]
pub enum WaitError<O, E> {
    /// The state was reached that rules out the one that was waited for; the output says more.
    Failed {
        /// The waiter's name.
        waiter: &'static str,
        /// The value that said so.
        reason: &'static str,
        /// The last answer.
        output: O,
    },
    /// The time was up.
    TimedOut {
        /// The waiter's name.
        waiter: &'static str,
        /// How long was waited.
        waited: Duration,
    },
    /// A call failed for another reason, or the error itself ruled the state out.
    Call(E),
}

impl<O, E: Display> Display for WaitError<O, E> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { waiter, reason, .. } => {
                write!(
                    formatter,
                    "{waiter} can't be reached any more: found {reason}"
                )
            }
            Self::TimedOut { waiter, waited } => {
                write!(
                    formatter,
                    "{waiter} was not reached in {} seconds",
                    waited.as_secs()
                )
            }
            Self::Call(error) => Display::fmt(error, formatter),
        }
    }
}

impl<O: Debug, E: Error> Debug for WaitError<O, E> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        error::tell(self, formatter)?;
        match self {
            Self::Failed { output, .. } if formatter.alternate() => {
                formatter.write_str(" in ")?;
                output.fmt(formatter)
            }
            _ => Ok(()),
        }
    }
}

impl<O: Debug, E: Error> Error for WaitError<O, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            _ => None,
        }
    }
}

/// What an attempt means for the wait.
enum Judged<O, E> {
    Over(Result<O, WaitError<O, E>>),
    NotYet,
}

impl<O: Value, E: FromParts> Wait<O, E> {
    fn judge(&self, outcome: Outcome, waited: Duration) -> Judged<O, E> {
        if waited >= self.limit && matches!(outcome, Err(Refusal::Failure(Failure::Timeout(_)))) {
            return Judged::Over(self.timed_out(waited));
        }
        let status = match &outcome {
            Ok(answer) => answer.status(),
            Err(Refusal::Service(refused)) => refused.details.status(),
            Err(Refusal::Failure(_)) => 0,
        };
        let code = code(&outcome, E::KNOWN);
        let result = call::finish::<O, E>(outcome);
        let seen = Seen {
            output: result.as_ref().ok().map(|output| output as &dyn Value),
            status,
            code: code.as_ref(),
        };
        let found = self
            .waiter
            .acceptors
            .iter()
            .find(|(_, matcher)| seen.matches(matcher));
        match (found, result) {
            (Some((State::Success, _)), Ok(output)) => Judged::Over(Ok(output)),
            // The error is the success: there is no output to give, so a blank one stands for it.
            (Some((State::Success, _)), Err(_)) => Judged::Over(Ok(O::blank())),
            (Some((State::Retry, _)), _) | (None, Ok(_)) => Judged::NotYet,
            (Some((State::Failure, matcher)), Ok(output)) => Judged::Over(Err(WaitError::Failed {
                waiter: self.waiter.name,
                reason: expected(matcher),
                output,
            })),
            (Some((State::Failure, _)) | None, Err(error)) => {
                Judged::Over(Err(WaitError::Call(error)))
            }
        }
    }

    fn timed_out(&self, waited: Duration) -> Result<O, WaitError<O, E>> {
        Err(WaitError::TimedOut {
            waiter: self.waiter.name,
            waited,
        })
    }
}

/// The error's code and the name of its shape.
fn code(outcome: &Outcome, known: &[Known]) -> Option<(String, &'static str)> {
    let Err(Refusal::Service(refused)) = outcome else {
        return None;
    };
    let name = refused.index.and_then(|index| known.get(index));
    let name = name.map(|known| known.name).unwrap_or_default();
    Some((refused.details.code().to_owned(), name))
}

/// What a matcher looks at.
struct Seen<'a> {
    output: Option<&'a dyn Value>,
    status: u16,
    code: Option<&'a (String, &'static str)>,
}

impl Seen<'_> {
    fn matches(&self, matcher: &Matcher) -> bool {
        match matcher {
            Matcher::Status(status) => self.status == *status,
            Matcher::Error(expected) => self
                .code
                .is_some_and(|(code, name)| code == expected || name == expected),
            // What failed on our side of the wire says nothing of the service.
            Matcher::Failed(true) => self.code.is_some(),
            Matcher::Failed(false) => self.output.is_some(),
            Matcher::Is(path, expected) => self
                .output
                .is_some_and(|output| is(&path.find(output), expected)),
            Matcher::All(path, expected) => {
                self.output.is_some_and(|output| match path.find(output) {
                    Found::Several(several) => {
                        !several.is_empty() && several.iter().all(|found| is(found, expected))
                    }
                    _ => false,
                })
            }
            Matcher::Any(path, expected) => {
                self.output.is_some_and(|output| match path.find(output) {
                    Found::Several(several) => several.iter().any(|found| is(found, expected)),
                    _ => false,
                })
            }
        }
    }
}

fn is(found: &Found<'_>, expected: &str) -> bool {
    found.text().is_some_and(|text| text == expected)
}

fn expected(matcher: &Matcher) -> &'static str {
    match matcher {
        Matcher::Is(_, expected)
        | Matcher::All(_, expected)
        | Matcher::Any(_, expected)
        | Matcher::Error(expected) => expected,
        Matcher::Status(_) => "the status",
        Matcher::Failed(_) => "no error",
    }
}

#[cfg(feature = "async")]
mod awaiting {
    use std::future::{Future, IntoFuture};
    use std::pin::Pin;

    use tokio::time::{Instant, sleep};

    use super::super::send;
    use super::{FromParts, Judged, Value, Wait, WaitError};

    impl<O: Value + Send + 'static, E: FromParts + Send + 'static> IntoFuture for Wait<O, E> {
        type Output = Result<O, WaitError<O, E>>;
        type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

        fn into_future(self) -> Self::IntoFuture {
            Box::pin(wait(self))
        }
    }

    async fn wait<O: Value, E: FromParts>(mut wait: Wait<O, E>) -> Result<O, WaitError<O, E>> {
        let start = Instant::now();
        for attempt in 1.. {
            wait.bound(start.elapsed());
            let (parts, outcome) = send::page(wait.parts, E::KNOWN).await;
            wait.parts = parts;
            if let Judged::Over(result) = wait.judge(outcome, start.elapsed()) {
                return result;
            }
            match wait.pause(attempt, start.elapsed(), fastrand::f64()) {
                Some(pause) => sleep(pause).await,
                None => break,
            }
        }
        wait.timed_out(start.elapsed())
    }
}

#[cfg(feature = "blocking")]
impl<O: Value, E: FromParts> Wait<O, E> {
    /// Waits on this thread.
    ///
    /// Needs the feature `blocking`.
    ///
    /// # Errors
    /// What was waited for can't come any more, the time was up, or a call failed.
    pub fn blocking(mut self) -> Result<O, WaitError<O, E>> {
        let start = std::time::Instant::now();
        for attempt in 1.. {
            self.bound(start.elapsed());
            let outcome = super::send::wait(&self.parts, E::KNOWN);
            if let Judged::Over(result) = self.judge(outcome, start.elapsed()) {
                return result;
            }
            match self.pause(attempt, start.elapsed(), fastrand::f64()) {
                Some(pause) => std::thread::sleep(pause),
                None => break,
            }
        }
        self.timed_out(start.elapsed())
    }
}

#[cfg(test)]
#[cfg(feature = "async")]
#[path = "wait_tests.rs"]
mod tests;
