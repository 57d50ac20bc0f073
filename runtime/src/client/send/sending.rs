//! The async driver, on tokio's timer.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::Instant;

use super::super::answer::Received;
use super::super::call::{self, Call, Parts};
use super::super::exchange::{Exchange, Outcome, Refusal, Verdict};
use super::super::observe::Span;
use super::upload::Upload;
use super::{PROVIDED_IN, given, late, lost, now, random};
use crate::error::{Failure, FromParts, Known};
use crate::value::Value;

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
            exchange: Box::pin(drive(self.parts, E::KNOWN)),
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

async fn drive(parts: Parts, known: &'static [Known]) -> Outcome {
    whole(&parts, known).await
}

/// The whole call, within its span.
async fn whole(parts: &Parts, known: &'static [Known]) -> Outcome {
    let span = Span::call(parts.operation);
    let outcome = span.around(in_time(parts, known)).await;
    outcome.map_err(|refusal| refusal.during(parts.operation.name))
}

async fn in_time(parts: &Parts, known: &'static [Known]) -> Outcome {
    let end = parts
        .timeouts
        .operation
        .and_then(|timeout| Instant::now().checked_add(timeout));
    match end {
        None => attempts(parts, known, end).await,
        Some(at) => tokio::time::timeout_at(at, attempts(parts, known, end))
            .await
            .unwrap_or_else(|_| Err(Refusal::Failure(Failure::Timeout(late("the call"))))),
    }
}

async fn attempts(parts: &Parts, known: &'static [Known], end: Option<Instant>) -> Outcome {
    let mut exchange = Exchange::start(parts, known)?;
    loop {
        while let Some(wait) = exchange.pace(now()) {
            tokio::time::sleep(wait).await;
        }
        match attempt(parts, &mut exchange).await? {
            Verdict::Finished(outcome) => return outcome,
            Verdict::FinishedAfter(wait, outcome) => {
                if in_good_time(wait, end) {
                    tokio::time::sleep(wait).await;
                }
                return outcome;
            }
            // A wait that can't end in time only delays the error.
            Verdict::Again(wait, outcome) if !in_good_time(wait, end) => return outcome,
            Verdict::Again(wait, _) => tokio::time::sleep(wait).await,
        }
    }
}

/// Whether there is time for a wait.
fn in_good_time(wait: Duration, end: Option<Instant>) -> bool {
    end.is_none_or(|end| Instant::now() + wait < end)
}

async fn attempt(parts: &Parts, exchange: &mut Exchange<'_>) -> Result<Verdict, Refusal> {
    let config = &parts.config;
    let credentials = if exchange.is_signed() {
        let asked = config.credentials.get(now());
        let asked = tokio::time::timeout(PROVIDED_IN, asked).await;
        Some(given(&config.credentials, asked.ok())?)
    } else {
        None
    };
    let (request, upload) = Upload::watch(exchange.request(credentials.as_deref(), now())?);
    let transport = config.transports.get(config.timeouts.connect);
    let transport = transport.map_err(|error| Refusal::Failure(Failure::Transport(error)))?;
    // Boxed, as the layers around it would each hold it again.
    let sent = Box::pin(async {
        let response = transport.send(request).await?;
        Received::from_transport(parts.operation, response).await
    });
    let sent = upload.in_time(parts.timeouts.attempt, sent);
    let span = Span::attempt(exchange.attempt());
    let came = match span.around(sent).await {
        Some(came) => came.map_err(lost),
        None => Err(lost(late("the attempt"))),
    };
    span.answer(&came);
    Ok(exchange.judge(came, now(), random()))
}
