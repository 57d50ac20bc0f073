//! Endpoint rules: tables that say where a request goes and how it is signed there, and what interprets them.
//!
//! Knows no service, sends nothing, and reads no setting: whoever asks gives the parameters.

#[cfg(feature = "client")]
mod evaluate;
#[cfg(feature = "client")]
mod functions;
#[cfg(feature = "client")]
mod partition;
// Printed by the generator, as `shared` is.
#[cfg(feature = "client")]
#[rustfmt::skip]
mod partitions;
#[rustfmt::skip]
mod shared;
mod table;

#[cfg(feature = "client")]
pub use evaluate::{Found, FoundScheme, Given, resolve};
#[cfg(feature = "client")]
pub(crate) use partition::partition;
pub use shared::{DUAL_STACK, REGIONAL, REGIONAL_GOV};
pub use table::{
    Attribute, BuiltIn, Constant, Parameter, Properties, RuleSet, RuleStep, Scheme, SchemeKind,
    Term,
};
