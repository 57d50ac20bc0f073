//! Spans of calls and attempts, for `tracing`. Without the feature everything here does nothing.
//!
//! Operation, attempt, status and request id are told; never a header's value, a body or a credential.

#[cfg(feature = "async")]
use std::future::Future;
#[cfg(feature = "async")]
use std::pin::Pin;

use bytes::Bytes;

use super::exchange::Lost;
#[cfg(feature = "async")]
use super::exchange::Outcome;
#[cfg(feature = "async")]
use crate::schema::Operation;

/// Boxes a call's future, within its span.
#[cfg(feature = "async")]
pub(super) fn call(
    operation: &'static Operation,
    future: impl Future<Output = Outcome> + Send + 'static,
) -> Pin<Box<dyn Future<Output = Outcome> + Send>> {
    #[cfg(feature = "tracing")]
    let future = tracing::Instrument::instrument(
        future,
        tracing::info_span!(
            "call",
            service = operation.service.id,
            operation = operation.name
        ),
    );
    #[cfg(not(feature = "tracing"))]
    let _ = operation;
    Box::pin(future)
}

/// Puts an attempt into its span.
#[cfg(feature = "async")]
pub(super) fn attempt<F: Future>(number: u32, future: F) -> impl Future<Output = F::Output> {
    #[cfg(feature = "tracing")]
    let future = tracing::Instrument::instrument(future, tracing::debug_span!("attempt", number));
    #[cfg(not(feature = "tracing"))]
    let _ = number;
    future
}

/// Tells what an attempt brought.
pub(super) fn answer(number: u32, came: &Result<http::Response<Bytes>, Lost>) {
    #[cfg(feature = "tracing")]
    match came {
        Ok(response) => {
            let request_id = crate::protocol::request_id(response.headers());
            let status = response.status().as_u16();
            tracing::debug!(attempt = number, status, request_id, "answered");
        }
        Err(Lost::Transport(error) | Lost::Timeout(error)) => {
            tracing::debug!(attempt = number, %error, "no answer");
        }
    }
    #[cfg(not(feature = "tracing"))]
    let _ = (number, came);
}
