//! The steps of a call: what to do next, what came of it, and every timer.

use std::sync::Arc;
use std::time::Instant;

use http::Uri;

use super::super::answer::{Answer, Received};
use super::super::call::Parts;
use super::super::credentials::Credentials;
use super::super::discovery::{Finder, Place};
use super::super::keeper::{Keeper, PROVIDED_IN};
use super::super::prepare::{Digests, Reading};
use super::super::retry::{self, RetryMode, Usual};
use super::super::tally::Tally;
use super::flight::{Fate, Flight};
use super::verdict;
use super::{Lost, Outcome, Refusal, Written};
use crate::clock::{Now, after};
use crate::error::{CredentialsError, Effort, EncodeError, Failure, TransportError};
use crate::refusal::Known;
use crate::stream::ByteStream;
use crate::tables::OperationTrait;
#[cfg(feature = "blocking")]
use crate::transport::CallLimit;

/// What services say of a request that went to an endpoint which isn't theirs any more.
const MISDIRECTED: u16 = 421;
const INVALID_ENDPOINT: &str = "InvalidEndpointException";

/// What credentials were given, unless it took too long.
pub(crate) type Provided = Option<Result<Arc<Credentials>, CredentialsError>>;

/// What is to be done next.
pub(crate) enum Step<'a> {
    /// Nothing, until then.
    Sleep(Instant),
    /// Find the call's endpoint by the finder, until then at the longest; [`Exchange::found`] is told.
    Find(&'a dyn Finder, Instant),
    /// Ask for credentials, until then at the longest; [`Exchange::provided`] is told.
    Provide(Instant),
    /// Read this body through, for as long as the flight lasts; [`Exchange::read`] is told.
    Read(Box<Reading>, Flight),
    /// Send [`Exchange::request`], for as long as the flight lasts; [`Exchange::came`] is told.
    Send(Flight),
    /// It is over: [`Exchange::outcome`] has what came of it.
    Done,
}

/// Where a call is.
enum State {
    /// The body has to be looked at.
    Unread(Box<Reading>),
    /// That is under way.
    Reading,
    /// An attempt is to be made, as soon as the rate of sending lets it.
    Pacing,
    /// The endpoint is wanted, until then at the longest.
    Finding(Instant),
    /// Credentials are wanted, until then at the longest.
    Asking(Instant),
    /// Everything for the attempt is there.
    Ready(Option<Arc<Credentials>>),
    /// The attempt is under way.
    Sent(Fate),
    /// Waiting until then, for another attempt.
    Resting(Instant),
    /// Waiting until then, to be over.
    Ending(Instant),
    Over,
}

/// A call on its way.
pub(crate) struct Exchange<'a> {
    pub(super) parts: &'a Parts,
    pub(super) known: &'static [Known],
    /// `None` where the request can't be written; then the call is over.
    pub(super) written: Option<Written>,
    state: State,
    /// When the call began, and the attempt that is under way.
    since: Instant,
    attempt_since: Instant,
    tally: Tally,
    /// When the call's time is up.
    end: Option<Instant>,
    /// Taken from the quota for the attempt that is under way.
    taken: u32,
    pub(super) skew_corrected: bool,
    /// Where the call goes, where that was to be found, and whether it was once more.
    place: Option<Arc<Uri>>,
    found_again: bool,
    /// What came of the last attempt, or why there was none.
    outcome: Option<Outcome>,
}

impl<'a> Exchange<'a> {
    pub(crate) fn start(parts: &'a Parts, known: &'static [Known], now: Now) -> Self {
        let end = parts.timeouts.operation.map(|limit| after(now.at, limit));
        let mut exchange = Self {
            parts,
            known,
            written: None,
            state: State::Pacing,
            since: now.at,
            attempt_since: now.at,
            tally: Tally::of(parts),
            end,
            taken: 0,
            skew_corrected: false,
            place: None,
            found_again: false,
            outcome: None,
        };
        if exchange.finder().is_some() {
            exchange.state = State::Finding(exchange.until(after(now.at, PROVIDED_IN)));
        } else {
            exchange.address(now);
        }
        exchange
    }

    /// What finds the call's endpoint, where it isn't the service's.
    fn finder(&self) -> Option<&'a dyn Finder> {
        let finder = self.parts.config.finder.as_deref()?;
        finder.is_for(self.parts.operation).then_some(finder)
    }

    /// Takes where the call goes; where finding it took too long, what was known of it.
    pub(crate) fn found(&mut self, found: Option<Place>, now: Now) {
        if found.is_none() && self.ends_before(now.at) {
            return;
        }
        let late = || self.finder()?.late(self.parts.operation).into();
        match found.or_else(late).unwrap_or(Ok(None)) {
            Ok(place) => self.place = place,
            Err(failure) => return self.over(Err(Refusal::Failure(failure))),
        }
        match &mut self.written {
            Some(written) => {
                written.lead(self.place.clone());
                self.state = State::Pacing;
            }
            None => self.address(now),
        }
    }

    /// Writes the request, once the account is known where that matters.
    fn address(&mut self, now: Now) {
        if self.parts.asks_first() {
            self.state = State::Asking(self.until(after(now.at, PROVIDED_IN)));
        } else {
            self.write(None, now);
        }
    }

    /// Writes the request, which may depend on the credentials.
    fn write(&mut self, credentials: Option<&Credentials>, now: Now) {
        match Written::of(self.parts, credentials, now.date, self.place.clone()) {
            Ok(mut written) => {
                self.state = match written.unread() {
                    Some(reading) => State::Unread(Box::new(reading)),
                    None => State::Pacing,
                };
                self.written = Some(written);
            }
            Err(refusal) => self.over(Err(refusal)),
        }
    }

    /// What to do now.
    pub(crate) fn step(&mut self, now: Now) -> Step<'a> {
        loop {
            if self.is_late(now) {
                self.over(Err(late("the call")));
            }
            match std::mem::replace(&mut self.state, State::Over) {
                State::Unread(reading) => {
                    let limit = self.parts.timeouts.attempt;
                    let flight = Flight::start(0, limit, self.end, now.at, &reading.body);
                    return self.wait(State::Reading, Step::Read(reading, flight));
                }
                State::Pacing => match self.pace(now) {
                    Some(until) if self.ends_before(until) => self.over(Err(late("the call"))),
                    Some(until) => return self.wait(State::Pacing, Step::Sleep(until)),
                    None => self.state = self.allowed(now),
                },
                State::Finding(until) => match self.finder() {
                    Some(finder) => {
                        return self.wait(State::Finding(until), Step::Find(finder, until));
                    }
                    None => self.address(now),
                },
                State::Asking(until) => {
                    return self.wait(State::Asking(until), Step::Provide(until));
                }
                State::Ready(credentials) => match self.send(credentials.as_deref(), now) {
                    Ok((step, fate)) => return self.wait(State::Sent(fate), step),
                    Err(refusal) => self.over(Err(refusal)),
                },
                State::Reading => self.over(Err(late("reading the body"))),
                State::Sent(_) => self.over(Err(late("the attempt"))),
                State::Resting(until) if now.at < until => {
                    return self.wait(State::Resting(until), Step::Sleep(until));
                }
                State::Ending(until) if now.at < until => {
                    return self.wait(State::Ending(until), Step::Sleep(until));
                }
                State::Resting(_) => self.state = State::Pacing,
                State::Ending(_) | State::Over => return Step::Done,
            }
        }
    }

    /// What came of it, once it is over.
    pub(crate) fn outcome(self, now: Now) -> Outcome {
        let effort = Effort {
            attempts: self.attempts().0,
            elapsed: now.at.saturating_duration_since(self.since),
        };
        let outcome = self.outcome.unwrap_or_else(|| Err(late("the call")));
        let failed = outcome.as_ref().err().map(Refusal::kind);
        self.tally.over(effort, failed);
        match outcome {
            Ok(answer) => Ok(Answer { effort, ..answer }),
            Err(refusal) => Err(refusal.after(effort)),
        }
    }

    fn wait(&mut self, state: State, step: Step<'a>) -> Step<'a> {
        self.state = state;
        step
    }

    fn over(&mut self, outcome: Outcome) {
        self.state = State::Over;
        self.outcome = Some(outcome);
    }

    /// Who is to be asked now: for the token that says who calls, or for credentials.
    pub(crate) fn keeper(&self) -> &'a Keeper {
        let config = &self.parts.config;
        let asks_for_token = self
            .written
            .as_ref()
            .is_some_and(|found| found.asks_for_token);
        let tokens = config.identities.tokens.as_ref();
        let tokens = tokens.filter(|_| asks_for_token);
        tokens.map_or(&config.credentials, |tokens| &tokens.keeper)
    }

    /// What is to be sent now.
    pub(crate) fn request(&mut self) -> http::Request<ByteStream> {
        let written = self.written.as_mut();
        let request = written.and_then(|written| written.request.take());
        request.unwrap_or_default()
    }

    /// Takes what was read of the body: `None` where its time was up.
    pub(crate) fn read(&mut self, read: Option<Result<Digests, EncodeError>>) {
        let taken = match (read, &mut self.written) {
            (Some(read), Some(written)) => read.and_then(|digests| written.enter(digests)),
            _ => return self.over(Err(late("reading the body"))),
        };
        match taken {
            Ok(()) => self.state = State::Pacing,
            Err(error) => self.over(Err(Refusal::Failure(Failure::Encode(error)))),
        }
    }

    /// Takes what the provider of credentials gave; where that took too long, what is still good.
    pub(crate) fn provided(&mut self, given: Provided, now: Now) {
        if given.is_none() && self.ends_before(now.at) {
            // Then the call took too long, whatever the provider does.
            return;
        }
        let found = self.keeper().settled(given, now);
        match found {
            Ok(credentials) if self.written.is_none() => self.write(Some(&credentials), now),
            Ok(credentials) => self.state = State::Ready(Some(credentials)),
            Err(error) => self.over(Err(Refusal::Failure(Failure::Credentials(error)))),
        }
    }

    /// Takes what came of the attempt: `None` where its time was up. `random` is between 0 and 1.
    pub(crate) fn came(&mut self, came: Option<Result<Received, Lost>>, now: Now, random: f64) {
        let failed = match &self.state {
            State::Sent(fate) => fate.failure(),
            _ => None,
        };
        let came = came.unwrap_or_else(|| Err(Lost::Timeout(too_long("the attempt"))));
        let came = self.measured(came, now);
        if let (Err(_), Some(why)) = (&came, failed) {
            // Another attempt would find the same source.
            let error = EncodeError::new(format!("the stream can't be read: {why}"));
            return self.over(Err(Refusal::Failure(Failure::Encode(error))));
        }
        let wished = came.as_ref().ok().and_then(verdict::retry_after);
        let (outcome, reason) = self.sort(came, now.date);
        let quota = &self.parts.config.shared.quota;
        if self.parts.retry.mode() == RetryMode::Adaptive {
            quota.learn(reason == Some(retry::Reason::Throttling), now.at);
        }
        let is_good = outcome.is_ok();
        let is_led_astray = self.is_led_astray(&outcome);
        self.over(outcome);
        if is_led_astray && self.finds_again(now) {
            return;
        }
        let Some(reason) = reason else {
            if is_good {
                quota.give_back(self.taken);
            }
            return;
        };
        let (attempt, most) = self.attempts();
        let traits = self.parts.operation.traits;
        let wait = retry::delay(Usual::of(traits), attempt, reason, wished, random);
        let until = after(now.at, wait);
        // A wait that can't end in time only delays the error.
        if attempt >= most || self.ends_before(until) {
            return;
        }
        let cost = retry::cost(reason);
        if quota.take(cost) {
            self.taken = cost;
            self.state = State::Resting(until);
        } else if traits.contains(&OperationTrait::LongPoll) {
            self.state = State::Ending(until);
        }
    }

    /// Whether the service says that what was found isn't its endpoint; then nobody goes there any more.
    fn is_led_astray(&self, outcome: &Outcome) -> bool {
        let (Some(place), Err(Refusal::Service(refused))) = (&self.place, outcome) else {
            return false;
        };
        let details = &refused.details;
        let astray = details.status() == MISDIRECTED || details.code() == INVALID_ENDPOINT;
        if let Some(finder) = self.finder().filter(|_| astray) {
            finder.forget(place);
        }
        astray
    }

    /// Another attempt, at once, where the endpoint that is found now is; once in a call.
    fn finds_again(&mut self, now: Now) -> bool {
        let (attempt, most) = self.attempts();
        let again = !self.found_again && attempt < most && !self.ends_before(now.at);
        if again {
            self.found_again = true;
            self.state = State::Finding(self.until(after(now.at, PROVIDED_IN)));
        }
        again
    }

    /// Tells the meter of an attempt that is over.
    fn measured(&self, came: Result<Received, Lost>, now: Now) -> Result<Received, Lost> {
        let took = now.at.saturating_duration_since(self.attempt_since);
        self.tally.attempt(took);
        let received = came?;
        let sent = self.written.as_ref().and_then(Written::length);
        self.tally.sent(sent);
        Ok(received.counted(&self.tally))
    }

    /// Which attempt is under way, from 1, and how many there may be.
    fn attempts(&self) -> (u32, u32) {
        let written = self.written.as_ref();
        written.map_or((0, 0), |written| (written.attempt, written.most_attempts))
    }

    /// Whether the call's time is up, and it isn't ending anyway.
    fn is_late(&self, now: Now) -> bool {
        let open = !matches!(self.state, State::Over | State::Ending(_));
        open && self.ends_before(now.at)
    }

    /// Whether the call's time is up by then.
    fn ends_before(&self, at: Instant) -> bool {
        self.end.is_some_and(|end| at >= end)
    }

    /// Until when the attempt is held back; once it is `None`, it has to be made.
    fn pace(&self, now: Now) -> Option<Instant> {
        let wait = match self.parts.retry.mode() {
            RetryMode::Adaptive => self.parts.config.shared.quota.pace(now.at)?,
            RetryMode::Standard => return None,
        };
        Some(after(now.at, wait))
    }

    /// The attempt may be made.
    fn allowed(&self, now: Now) -> State {
        let asks = |found: &Written| found.signature.is_some() || found.asks_for_token;
        if !self.written.as_ref().is_some_and(asks) {
            return State::Ready(None);
        }
        State::Asking(self.until(after(now.at, PROVIDED_IN)))
    }

    fn send(
        &mut self,
        credentials: Option<&Credentials>,
        now: Now,
    ) -> Result<(Step<'a>, Fate), Refusal> {
        let Some(written) = &mut self.written else {
            return Err(late("the call"));
        };
        let mut request = written.next(self.parts, credentials, now.date)?;
        #[cfg(feature = "blocking")]
        if let Some(end) = self.end {
            let left = end.saturating_duration_since(now.at);
            request.extensions_mut().insert(CallLimit(left));
        }
        if written.length().is_none() {
            let body = std::mem::take(request.body_mut());
            *request.body_mut() = self.tally.counted_out(body);
        }
        self.attempt_since = now.at;
        let limit = self.parts.timeouts.attempt;
        let flight = Flight::start(written.attempt, limit, self.end, now.at, request.body());
        let fate = flight.fate();
        written.request = Some(request);
        Ok((Step::Send(flight), fate))
    }

    /// That moment, or the end of the call if it comes before.
    fn until(&self, at: Instant) -> Instant {
        self.end.map_or(at, |end| end.min(at))
    }
}

fn too_long(what: &str) -> TransportError {
    TransportError::timed_out(format!("{what} took too long"))
}

fn late(what: &str) -> Refusal {
    Refusal::Failure(Failure::Timeout(too_long(what)))
}
