//! What can go wrong with a call, from writing the request to reading the service's answer.
//!
//! A service's own enum is generated; what its variants share is here.

mod call_error;
mod effort;
mod failure;
pub(crate) mod path;
mod refused;
mod retryable;
mod service;
mod shown;
mod told;

pub use call_error::CallError;
#[cfg(feature = "client")]
pub(crate) use effort::Effort;
pub use failure::{CredentialsError, DecodeError, EncodeError, Failure, TransportError};
pub use refused::Parts;
#[cfg(feature = "client")]
pub(crate) use refused::{Refused, refused, typed};
pub use retryable::is_retryable;
#[cfg(feature = "client")]
pub(crate) use retryable::{is_throttling, is_transient};
pub use service::{Details, Flag, FromParts, Known, Modelled, ServiceError, View};
pub(crate) use shown::Shown;
pub(crate) use told::{tell, told, whole};
