//! Spans of calls and attempts, for `tracing`. Without the feature everything here does nothing.
//!
//! Operation, attempt, status and request id are told; never a header's value, a body or a credential.

#[cfg(feature = "async")]
use std::future::Future;

use super::answer::Received;
use super::exchange::Lost;
use crate::tables::Operation;

/// A span that work is done in.
pub(super) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg_attr(
    not(feature = "tracing"),
    allow(clippy::unused_self, reason = "there is no span then")
)]
impl Span {
    /// The span of a whole call.
    pub(super) fn call(operation: &'static Operation) -> Self {
        #[cfg(not(feature = "tracing"))]
        let _ = operation;
        Self {
            #[cfg(feature = "tracing")]
            span: tracing::info_span!(
                "call",
                service = operation.service.id,
                operation = operation.name
            ),
        }
    }

    /// The span of one attempt, numbered from 1.
    pub(super) fn attempt(number: u32) -> Self {
        #[cfg(not(feature = "tracing"))]
        let _ = number;
        Self {
            #[cfg(feature = "tracing")]
            span: tracing::debug_span!(
                "attempt",
                number,
                status = tracing::field::Empty,
                request_id = tracing::field::Empty
            ),
        }
    }

    /// Polls the future within the span.
    #[cfg(feature = "async")]
    pub(super) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        #[cfg(feature = "tracing")]
        let future = tracing::Instrument::instrument(future, self.span.clone());
        future
    }

    /// Does work within the span that isn't awaited.
    pub(super) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        #[cfg(feature = "tracing")]
        let _entered = self.span.enter();
        work()
    }

    /// Tells what the attempt brought; `None` when its time was up.
    pub(super) fn answer(&self, came: Option<&Result<Received, Lost>>) {
        #[cfg(feature = "tracing")]
        self.span.in_scope(|| match came {
            Some(Ok(received)) => {
                let response = received.response();
                self.span.record("status", response.status().as_u16());
                if let Some(id) = crate::over_http::protocol::request_id(response.headers()) {
                    self.span.record("request_id", id);
                }
                tracing::debug!("answered");
            }
            Some(Err(Lost::Transport(error) | Lost::Timeout(error))) => {
                tracing::debug!(%error, "no answer");
            }
            Some(Err(Lost::Unread(error))) => tracing::debug!(%error, "an answer that is too long"),
            None => tracing::debug!("no answer in time"),
        });
        #[cfg(not(feature = "tracing"))]
        let _ = came;
    }
}
