//! The async driver, on tokio's timer.

use std::future::{Future, IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::time::{Instant, sleep_until, timeout_at};

use super::super::Driver;
use super::super::answer::{Coming, Received};
use super::super::call::{self, Call, Parts};
use super::super::credentials::Credentials;
use super::super::exchange::{Exchange, Flight, Lost, Outcome, Step};
use super::super::keeper::PROVIDED_IN;
use super::super::observe::Span;
use super::super::prepare::{Digests, Reading};
use super::random;
use crate::clock::{Now, after};
use crate::error::{EncodeError, Failure};
use crate::refusal::{FromParts, Known};
use crate::stream::{Aside, ByteStream};
use crate::transport::Responding;
use crate::values::Value;

/// A call under way; dropping it gives the call up.
///
/// Needs the feature `async`, which `hyper` brings.
#[must_use = "futures do nothing unless they are polled"]
pub struct Sending<O, E> {
    pub(in super::super) exchange: Pin<Box<dyn Future<Output = Outcome> + Send>>,
    answers: PhantomData<fn() -> (O, E)>,
}

impl<O: Value, E: FromParts> Call<O, E> {
    /// Signs and sends the request, and again where that helps. The same as awaiting the call.
    ///
    /// Needs the feature `async`, which `hyper` brings.
    pub fn send(self) -> Sending<O, E> {
        Sending {
            exchange: drive(self.parts, E::KNOWN),
            answers: PhantomData,
        }
    }
}

impl<O: Value, E: FromParts> IntoFuture for Call<O, E> {
    type Output = Result<O, E>;
    type IntoFuture = Sending<O, E>;

    fn into_future(self) -> Sending<O, E> {
        self.send()
    }
}

impl<O: Value, E: FromParts> Future for Sending<O, E> {
    type Output = Result<O, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready(call::finish(outcome))
    }
}

impl<O, E> std::fmt::Debug for Sending<O, E> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Sending")
    }
}

/// A call that gives its parts back, for the next one.
pub(in super::super) type Paging = Pin<Box<dyn Future<Output = (Parts, Outcome)> + Send>>;

/// Makes a call whose parts are wanted again.
pub(in super::super) fn page(parts: Parts, known: &'static [Known]) -> Paging {
    Box::pin(async move {
        let outcome = whole(&parts, known).await;
        (parts, outcome)
    })
}

/// A block, as a function would hold the parts twice.
fn drive(parts: Parts, known: &'static [Known]) -> Pin<Box<dyn Future<Output = Outcome> + Send>> {
    Box::pin(async move { whole(&parts, known).await })
}

/// The whole call, within its span.
async fn whole(parts: &Parts, known: &'static [Known]) -> Outcome {
    let span = Span::call(parts.operation);
    let outcome = span.around(steps(parts, known)).await;
    outcome.map_err(|refusal| refusal.during(parts.operation.name))
}

async fn steps(parts: &Parts, known: &'static [Known]) -> Outcome {
    let mut exchange = Exchange::start(parts, known, now());
    loop {
        match exchange.step(now()) {
            Step::Sleep(until) => sleep_until(until.into()).await,
            Step::Find(finder, until) => {
                let finding = finder.find(parts.operation, now(), Driver::Async);
                exchange.found(timeout_at(until.into(), finding).await.ok(), now());
            }
            Step::Provide(until) => {
                let asked = exchange.keeper().get(now(), Driver::Async);
                let given = timeout_at(until.into(), asked).await;
                exchange.provided(given.ok(), now());
            }
            Step::Read(reading, flight) => exchange.read(read(reading, &flight).await),
            Step::Send(flight) => {
                let span = Span::attempt(flight.attempt);
                let sent = span.within(|| send(parts, exchange.request(), &flight));
                let came = attempt(parts, sent, &span, &flight).await;
                exchange.came(came, now(), random());
            }
            Step::Done => return exchange.outcome(now()),
        }
    }
}

/// Credentials for what is signed and not sent, if they are wanted.
pub(in super::super) async fn credentials(
    parts: &Parts,
    wanted: bool,
) -> Result<Option<Arc<Credentials>>, Failure> {
    if !wanted {
        return Ok(None);
    }
    let keeper = &parts.config.credentials;
    let until = after(clock(), PROVIDED_IN);
    let asked = keeper.get(now(), Driver::Async);
    let given = timeout_at(until.into(), asked).await;
    let found = keeper.settled(given.ok(), now());
    found.map(Some).map_err(Failure::Credentials)
}

/// Reads a body through, off the executor; `None` when its time is up.
async fn read(reading: Box<Reading>, flight: &Flight) -> Option<Result<Digests, EncodeError>> {
    let moved = flight.moved();
    let work = Aside::start(move |wanted| reading.run(|| moved(clock()), || wanted.is_over()));
    let read = match work {
        Ok(work) => in_time(flight, work).await?,
        Err(error) => Err(error),
    };
    read.unwrap_or_else(|error| {
        let why = format!("the stream can't be read: {error}");
        Some(Err(EncodeError::new(why)))
    })
}

/// Hands the request to the transport; the future of a call doesn't hold it.
fn send<'a>(
    parts: &'a Parts,
    request: http::Request<ByteStream>,
    flight: &Flight,
) -> Responding<'a> {
    match parts.config.transports.get(parts.timeouts.connect) {
        Ok(transport) => transport.send(flight.watch(request, clock)),
        Err(error) => Box::pin(std::future::ready(Err(error))),
    }
}

/// One attempt within its span; `None` when its time is up.
async fn attempt(
    parts: &Parts,
    sent: Responding<'_>,
    span: &Span,
    flight: &Flight,
) -> Option<Result<Received, Lost>> {
    // The layers around it hold a reference to it.
    let received = pin!(async {
        let paced = |body: ByteStream| body.paced(parts.timeouts.attempt);
        let mut coming = Coming::of(parts, sent.await?.map(paced))?;
        poll_fn(|context| coming.poll(context)).await?;
        Ok(coming.finish())
    });
    let came = span.around(in_time(flight, received)).await;
    let came = came.map(|came| came.map_err(|lost: Lost| lost.hiding(parts)));
    span.answer(came.as_ref());
    came
}

/// What the attempt brings, if it does so in time; what moves meanwhile may move the end.
async fn in_time<T>(flight: &Flight, mut attempt: impl Future<Output = T> + Unpin) -> Option<T> {
    loop {
        let end = flight.deadline();
        if let Ok(came) = timeout_at(end.into(), &mut attempt).await {
            return Some(came);
        }
        if flight.deadline() <= end {
            return None;
        }
    }
}

pub(super) fn clock() -> std::time::Instant {
    Instant::now().into_std()
}

fn now() -> Now {
    Now::system(clock())
}
