//! An error that the service sent, with its type.

use std::fmt::{self, Formatter};
use std::ops::Deref;

use super::{Details, View};

/// An error that the service sent: the modelled structure, and what stands around it on the wire.
///
/// Dereferences to the structure.
pub struct ServiceError<T>(Box<(T, Details)>);

impl<T> ServiceError<T> {
    #[cfg(feature = "client")]
    pub(crate) fn new(error: T, details: Details) -> Self {
        Self(Box::new((error, details)))
    }

    /// Code, message, request id, status and operation.
    pub fn details(&self) -> &Details {
        &self.0.1
    }

    /// The modelled structure alone.
    pub fn into_inner(self) -> T {
        self.0.0
    }

    #[doc(hidden)]
    pub fn view(&self) -> View<'_> {
        View::Service(self.details())
    }
}

impl<T> Deref for ServiceError<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.0
    }
}

impl<T: fmt::Debug> fmt::Debug for ServiceError<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ServiceError")
            .field("details", &self.0.1)
            .field("error", &self.0.0)
            .finish()
    }
}
