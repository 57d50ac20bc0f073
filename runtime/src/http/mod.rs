//! A call as HTTP: what of it stands in the path, the query, headers and the body, and how that is packed and checked.
//!
//! Sends nothing; addresses, signatures and retries are the client's.

pub(crate) mod binding;
#[cfg(feature = "checksum")]
pub(crate) mod checksum;
#[cfg(feature = "compression")]
pub(crate) mod compression;
pub(crate) mod protocol;
pub(crate) mod strip;
