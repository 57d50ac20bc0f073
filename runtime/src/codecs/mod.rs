//! How values look in a text or in bytes: JSON, CBOR, XML, forms and serde, over the tables alone.
//!
//! Knows no protocol: which header, path or envelope goes with a message is decided in `http`.

pub(crate) mod blob;
pub(crate) mod budget;
#[cfg(feature = "cbor")]
pub(crate) mod cbor;
pub(crate) mod decimal;
pub(crate) mod fault;
pub(crate) mod json;
#[cfg(feature = "client")]
mod nesting;
pub(crate) mod order;
#[cfg(feature = "client")]
pub(crate) mod percent;
#[cfg(feature = "xml")]
pub(crate) mod query;
#[cfg(all(test, feature = "cbor", feature = "xml"))]
mod scalars_tests;
#[cfg(all(test, feature = "cbor", feature = "xml"))]
mod secrets_tests;
#[cfg(feature = "serde")]
pub(crate) mod serde_support;
#[cfg(feature = "client")]
pub(crate) mod text;
pub(crate) mod timestamp;
#[cfg(feature = "xml")]
pub(crate) mod xml;
