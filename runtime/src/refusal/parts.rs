//! An error response that is about to get its type.

#[cfg(feature = "client")]
use crate::error::Details;
use crate::error::ServiceError;
#[cfg(feature = "client")]
use crate::over_http::protocol::Protocol;
use crate::values::Value;

/// A service's error as it came, before its type is known.
#[cfg(feature = "client")]
#[derive(Debug)]
pub struct Parts {
    pub(super) details: Details,
    pub(super) response: http::Response<bytes::Bytes>,
    pub(super) protocol: &'static dyn Protocol,
}

/// Without a client there is no response to read, and so none of these.
#[cfg(not(feature = "client"))]
#[derive(Debug)]
pub enum Parts {}

#[cfg(feature = "client")]
impl Parts {
    /// Reads the modelled structure. One that can't be read is blank: code, message and request id are still there.
    pub fn read<T: Value>(self) -> ServiceError<T> {
        let mut value = T::blank();
        if self.protocol.error(&self.response, &mut value).is_err() {
            value = T::blank();
        }
        ServiceError::new(value, self.details)
    }

    /// Keeps the body as a document; `null` if it is none.
    pub fn document(self) -> ServiceError<serde_json::Value> {
        let document = self.protocol.document(&self.response);
        ServiceError::new(document, self.details)
    }
}

#[cfg(not(feature = "client"))]
impl Parts {
    #[doc(hidden)]
    pub fn read<T: Value>(self) -> ServiceError<T> {
        match self {}
    }

    #[doc(hidden)]
    pub fn document(self) -> ServiceError<serde_json::Value> {
        match self {}
    }
}
