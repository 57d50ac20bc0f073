//! What can go wrong with a call, from writing the request to reading the service's answer.
//!
//! A service's own enum is generated; what its variants share is here. Knows no protocol.

mod call_error;
#[cfg(feature = "client")]
mod config;
mod details;
mod effort;
mod failure;
mod retryable;
mod service;
mod told;
mod view;

pub use call_error::CallError;
#[cfg(feature = "client")]
pub use config::ConfigError;
pub use details::{Details, Flag};
#[cfg(feature = "client")]
pub(crate) use effort::Effort;
pub use failure::{CredentialsError, DecodeError, EncodeError, Failure, TransportError};
pub(crate) use retryable::is_retryable;
#[cfg(feature = "client")]
pub(crate) use retryable::{is_throttling, is_transient};
pub use service::ServiceError;
pub(crate) use told::{tell, told, whole};
pub use view::View;
