//! What interprets the rules of endpoints: where a request goes, and how it is signed there.
//!
//! Knows no service, sends nothing, and reads no setting: whoever asks gives the parameters. The rules are tables.

mod evaluate;
mod functions;
mod partition;
// Printed by the generator.
#[rustfmt::skip]
mod partitions;

pub use evaluate::{Found, FoundScheme, Given, resolve};
pub(crate) use partition::partition;
