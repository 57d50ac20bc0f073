//! What any service's error can be asked, for code that calls more than one service.

use std::error::Error;
use std::time::Duration;

/// An error of a call, whatever the service: each generated `Error` is one.
///
/// ```
/// # use shapesmith_runtime::CallError;
/// fn say(error: &impl CallError) -> String {
///     match (error.code(), error.request_id()) {
///         (Some(code), Some(id)) => format!("{code}, tell AWS support {id}"),
///         (Some(code), None) => code.to_owned(),
///         (None, _) => format!("no answer: {error}"),
///     }
/// }
/// ```
pub trait CallError: Error {
    /// The code that the service gave; `None` if the service didn't answer.
    fn code(&self) -> Option<&str>;

    /// The service's message.
    fn message(&self) -> Option<&str>;

    /// The identifier to give to AWS support.
    fn request_id(&self) -> Option<&str>;

    /// The HTTP status of the response, if there was one.
    fn status(&self) -> Option<u16>;

    /// Whether the same call may succeed when it is made again: the client has tried as often as it was told to.
    fn is_retryable(&self) -> bool;

    /// How often the request was sent; 0 where it never was.
    fn attempts(&self) -> u32;

    /// How long the call took with all its attempts.
    fn elapsed(&self) -> Duration;
}
