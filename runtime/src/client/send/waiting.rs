//! The blocking driver: the thread waits.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::super::answer::Received;
use super::super::call::{self, Call, Parts};
use super::super::exchange::{Exchange, Outcome, Refusal, Verdict};
use super::super::observe::Span;
use super::{late, lost, now, random, unsigned};
use crate::error::{Failure, FromParts, Known};
use crate::value::Value;

impl<O: Value, E: FromParts> Call<O, E> {
    /// Signs and sends the request, and again where that helps, while the thread waits.
    ///
    /// # Errors
    /// The service refused the call, or no answer could be had.
    pub fn send_blocking(self) -> Result<O, E> {
        call::finish(wait(&self.parts, E::KNOWN))
    }
}

/// The whole call, within its span.
pub(in super::super) fn wait(parts: &Parts, known: &'static [Known]) -> Outcome {
    Span::call(parts.operation).within(|| attempts(parts, known))
}

fn attempts(parts: &Parts, known: &'static [Known]) -> Outcome {
    let end = parts
        .timeouts
        .operation
        .and_then(|timeout| Instant::now().checked_add(timeout));
    let mut exchange = Exchange::start(parts, known)?;
    loop {
        thread::sleep(exchange.pace(now()));
        match attempt(parts, &mut exchange, end)? {
            Verdict::Finished(outcome) => return outcome,
            Verdict::FinishedAfter(wait, outcome) => {
                thread::sleep(wait);
                return outcome;
            }
            Verdict::Again(wait) if left(end) > wait => thread::sleep(wait),
            Verdict::Again(_) => return Err(Refusal::Failure(Failure::Timeout(late("the call")))),
        }
    }
}

/// The time that the call has left.
fn left(end: Option<Instant>) -> Duration {
    end.map_or(Duration::MAX, |end| {
        end.saturating_duration_since(Instant::now())
    })
}

fn attempt(
    parts: &Parts,
    exchange: &mut Exchange<'_>,
    end: Option<Instant>,
) -> Result<Verdict, Refusal> {
    let config = &parts.config;
    let credentials = if exchange.is_signed() {
        Some(block_on(config.credentials.get(now())).map_err(unsigned)?)
    } else {
        None
    };
    let request = exchange.request(credentials.as_deref(), now())?;
    let transport = config.transports.blocking(config.timeouts.connect);
    let time = parts.timeouts.attempt.min(left(end));
    let span = Span::attempt(exchange.attempt());
    let came = span.within(|| {
        let response = transport.send(request, time)?;
        // A blocking transport's body is there when it is asked for.
        block_on(Received::from_transport(parts.operation, response))
    });
    let came = came.map_err(lost);
    span.answer(&came);
    Ok(exchange.judge(came, now(), random()))
}

/// Waits for a future by parking the thread; most providers of credentials are ready at once.
fn block_on<T>(future: impl Future<Output = T>) -> T {
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
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}
