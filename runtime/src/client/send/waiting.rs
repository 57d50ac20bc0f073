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
use super::{PROVIDED_IN, given, late, lost, now, random};
use crate::error::{Failure, FromParts, Known};
use crate::transport::CallLimit;
use crate::value::Value;

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
    let outcome = Span::call(parts.operation).within(|| attempts(parts, known));
    outcome.map_err(|refusal| refusal.during(parts.operation.name))
}

fn attempts(parts: &Parts, known: &'static [Known]) -> Outcome {
    let end = parts
        .timeouts
        .operation
        .and_then(|timeout| Instant::now().checked_add(timeout));
    let mut exchange = Exchange::start(parts, known)?;
    loop {
        while let Some(wait) = exchange.pace(now()) {
            if left(end) < wait {
                return Err(over());
            }
            thread::sleep(wait);
        }
        match attempt(parts, &mut exchange, end)? {
            Verdict::Finished(outcome) => return outcome,
            Verdict::FinishedAfter(wait, outcome) => {
                if left(end) > wait {
                    thread::sleep(wait);
                }
                return outcome;
            }
            // A wait that can't end in time only delays the error.
            Verdict::Again(wait, outcome) if left(end) <= wait => return outcome,
            Verdict::Again(wait, _) => thread::sleep(wait),
        }
    }
}

/// The call's time is up.
fn over() -> Refusal {
    Refusal::Failure(Failure::Timeout(late("the call")))
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
        let asked = provided(config.credentials.get(now()), PROVIDED_IN.min(left(end)));
        if asked.is_none() && left(end).is_zero() {
            return Err(over());
        }
        Some(given(&config.credentials, asked)?)
    } else {
        None
    };
    let mut request = exchange.request(credentials.as_deref(), now())?;
    if end.is_some() {
        request.extensions_mut().insert(CallLimit(left(end)));
    }
    let time = || parts.timeouts.attempt.min(left(end));
    let transport = config.transports.blocking(config.timeouts.connect);
    let span = Span::attempt(exchange.attempt());
    let came = span.within(|| {
        let response = transport.send(request, time())?;
        // A blocking transport's body is there when it is asked for.
        let received = Received::from_transport(parts.operation, response);
        block_on(received, time()).unwrap_or_else(|| Err(late("the body")))
    });
    let came = came.map_err(lost);
    span.answer(&came);
    Ok(exchange.judge(came, now(), random()))
}

/// Waits for credentials. The official providers need tokio, which they bring.
#[cfg(feature = "aws-config")]
fn provided<T>(asked: impl Future<Output = T>, time: Duration) -> Option<T> {
    use std::sync::OnceLock;
    use tokio::runtime::{Builder, Handle, Runtime};

    /// One for all calls, as the providers' connections live in it.
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let make = || Builder::new_current_thread().enable_all().build().ok();
    match RUNTIME.get_or_init(make) {
        Some(runtime) if Handle::try_current().is_err() => {
            runtime.block_on(async { tokio::time::timeout(time, asked).await.ok() })
        }
        _ => block_on(asked, time),
    }
}

#[cfg(not(feature = "aws-config"))]
fn provided<T>(asked: impl Future<Output = T>, time: Duration) -> Option<T> {
    block_on(asked, time)
}

/// Waits for a future by parking the thread, for no longer than it may take; most providers of credentials are ready at
/// once.
fn block_on<T>(future: impl Future<Output = T>, time: Duration) -> Option<T> {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let end = Instant::now().checked_add(time);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return Some(value),
            Poll::Pending if left(end).is_zero() => return None,
            Poll::Pending => thread::park_timeout(left(end)),
        }
    }
}
