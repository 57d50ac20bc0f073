//! The blocking driver: the thread waits.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::super::Driver;
use super::super::answer::Received;
use super::super::call::{self, Call, Parts};
use super::super::credentials::Credentials;
use super::super::exchange::{Exchange, Flight, Lost, Outcome, Provided, Step};
use super::super::keeper::{Keeper, PROVIDED_IN};
use super::super::observe::Span;
use super::random;
use crate::clock::{Now, after};
use crate::error::Failure;
use crate::refusal::{FromParts, Known};
use crate::stream::ByteStream;
use crate::values::Value;

impl<O: Value, E: FromParts> Call<O, E> {
    /// Signs and sends the request, and again where that helps, while the thread waits.
    ///
    /// Needs the feature `blocking`.
    ///
    /// # Errors
    /// The service refused the call, or no answer could be had.
    pub fn send_blocking(self) -> Result<O, E> {
        call::finish(wait(&self.parts, E::KNOWN))
    }
}

/// The whole call, within its span.
pub(in super::super) fn wait(parts: &Parts, known: &'static [Known]) -> Outcome {
    let outcome = Span::call(parts.operation).within(|| steps(parts, known));
    outcome.map_err(|refusal| refusal.during(parts.operation.name))
}

fn steps(parts: &Parts, known: &'static [Known]) -> Outcome {
    let mut exchange = Exchange::start(parts, known, now());
    loop {
        match exchange.step(now()) {
            Step::Sleep(until) => thread::sleep(left(until)),
            Step::Find(finder, until) => {
                let finding = finder.find(parts.operation, now(), Driver::Blocking);
                exchange.found(block_on(finding, until), now());
            }
            Step::Provide(until) => {
                let given = asked(exchange.keeper(), until);
                exchange.provided(given, now());
            }
            Step::Read(reading, flight) => {
                let moved = flight.moved();
                let is_over = || flight.left(Instant::now()).is_zero();
                exchange.read(reading.run(|| moved(Instant::now()), is_over));
            }
            Step::Send(flight) => {
                let came = attempt(parts, exchange.request(), &flight);
                exchange.came(came, now(), random());
            }
            Step::Done => return exchange.outcome(now()),
        }
    }
}

/// What the provider of credentials gives until then.
fn asked(keeper: &Keeper, until: Instant) -> Provided {
    let asked = keeper.get(now(), Driver::Blocking);
    if keeper.needs_no_runtime() {
        block_on(asked, until)
    } else {
        provided(asked, until)
    }
}

/// Credentials for what is signed and not sent, if they are wanted.
pub(in super::super) fn credentials_blocking(
    parts: &Parts,
    wanted: bool,
) -> Result<Option<Arc<Credentials>>, Failure> {
    if !wanted {
        return Ok(None);
    }
    let keeper = &parts.config.credentials;
    let given = asked(keeper, after(Instant::now(), PROVIDED_IN));
    let found = keeper.settled(given, now());
    found.map(Some).map_err(Failure::Credentials)
}

/// One attempt within its span; `None` when its time is up.
fn attempt(
    parts: &Parts,
    request: http::Request<ByteStream>,
    flight: &Flight,
) -> Option<Result<Received, Lost>> {
    let config = &parts.config;
    let transport = config.transports.blocking(config.timeouts.connect);
    let request = flight.watch(request, Instant::now);
    let span = Span::attempt(flight.attempt);
    let came = span.within(|| {
        let response = match transport.send(request, flight.left(Instant::now())) {
            Ok(response) => response,
            Err(error) => return Some(Err(error.into())),
        };
        let is_over = || flight.left(Instant::now()).is_zero();
        Received::read(parts, response, is_over)
    });
    let came = came.map(|came| came.map_err(|lost: Lost| lost.hiding(parts)));
    span.answer(came.as_ref());
    came
}

/// How long it is until then.
fn left(until: Instant) -> Duration {
    until.saturating_duration_since(Instant::now())
}

fn now() -> Now {
    Now::system(Instant::now())
}

/// Waits for credentials. The official providers need tokio: they are driven by a runtime that is only for them, and on a
/// thread of its own where this one is some runtime's already.
#[cfg(feature = "aws-config")]
fn provided<T: Send>(asked: impl Future<Output = T> + Send, until: Instant) -> Option<T> {
    use std::sync::OnceLock;
    use tokio::runtime::{Builder, Handle, Runtime};

    /// One for all calls, as the providers' connections live in it.
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let make = || Builder::new_current_thread().enable_all().build().ok();
    let Some(runtime) = RUNTIME.get_or_init(make) else {
        return block_on(asked, until);
    };
    let driven = || {
        runtime.block_on(async {
            let given = tokio::time::timeout_at(until.into(), asked).await;
            given.ok()
        })
    };
    if Handle::try_current().is_err() {
        return driven();
    }
    thread::scope(|scope| scope.spawn(driven).join().ok().flatten())
}

#[cfg(not(feature = "aws-config"))]
fn provided<T>(asked: impl Future<Output = T>, until: Instant) -> Option<T> {
    block_on(asked, until)
}

/// Waits for a future by parking the thread, until then at the longest; most providers of credentials are ready at once.
fn block_on<T>(future: impl Future<Output = T>, until: Instant) -> Option<T> {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return Some(value),
            Poll::Pending if left(until).is_zero() => return None,
            Poll::Pending => thread::park_timeout(left(until)),
        }
    }
}
