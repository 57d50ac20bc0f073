//! What generated code alone touches, in versions: nothing here is promised to anybody else.
//!
//! A version is the form of the tables and of what works on them. A change that generated code would notice is a new
//! version, and `requires_tables!` tells those who have code of another.

#[cfg(not(feature = "client"))]
mod absent;
pub mod v1;
