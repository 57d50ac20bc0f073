//! The tables that generated code consists of: plain data that says how a type looks on the wire.
//!
//! Nothing here knows a protocol or does any work; drivers read the tables.

mod expression;
mod operation;
mod paginator;
mod rule_set;
mod schema;
// Printed by the generator.
#[rustfmt::skip]
mod shared_rules;
mod source_url;
mod traits;
mod waiter;
#[cfg(any(feature = "client", feature = "serde"))]
mod within;

pub use expression::{Comparison, Expression, Step};
pub use operation::{ApiKey, KeyPlace, Operation, OperationTrait, Service};
pub use paginator::Paginator;
#[cfg(feature = "client")]
pub(crate) use rule_set::Do;
pub use rule_set::{
    Attribute, BuiltIn, Constant, Parameter, Properties, RuleSet, RuleStep, Scheme, SchemeKind,
    Term,
};
#[cfg(feature = "xml")]
pub(crate) use schema::position;
pub use schema::{Member, Schema};
pub use shared_rules::{DUAL_STACK, REGIONAL, REGIONAL_GOV};
pub use source_url::SourceUrl;
#[cfg(feature = "client")]
pub(crate) use traits::is_in_body;
pub use traits::{TimestampFormat, Trait};
pub use waiter::{Matcher, State, Waiter};
#[cfg(any(feature = "client", feature = "serde"))]
pub(crate) use within::{element_traits, entry_traits};
#[cfg(feature = "xml")]
pub(crate) use within::{key_traits, name};
