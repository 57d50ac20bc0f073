//! The errors that a service models.

use super::{Documentation, Name, Structure};

/// A structure that is sent instead of an output.
#[derive(Debug, Clone)]
pub(crate) struct Exception {
    /// Its members, and the Rust name of the type.
    pub(crate) structure: Structure,
    /// What the service's error enum says of it.
    pub(crate) variant: ErrorVariant,
}

/// A variant of the service's error enum.
#[derive(Debug, Clone)]
pub(crate) struct ErrorVariant {
    /// The first sentence of the structure's.
    pub(crate) documentation: Documentation,
    /// The variant's name: the type's, unless the enum already has one of that name.
    pub(crate) name: Name,
    /// The code on the wire, which may differ from the shape's name.
    pub(crate) code: String,
    /// The HTTP status that the model gives.
    pub(crate) status: Option<u16>,
    /// The service, not the caller, is at fault.
    pub(crate) server: bool,
    /// The call may be tried again.
    pub(crate) retryable: bool,
    /// The call was refused because there were too many.
    pub(crate) throttling: bool,
}
