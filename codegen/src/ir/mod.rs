//! The service as it will be written: every name, type, trait and text decided, one file per noun.
//!
//! `lower` fills these in, `check` looks them over, `emit` prints them. Nothing here computes.

mod address;
mod documentation;
mod enumeration;
mod example;
mod exception;
mod expression;
mod name;
mod operation;
mod package;
mod paginator;
mod publication;
mod rule_set;
#[cfg(test)]
pub(crate) mod samples;
mod service;
mod setting;
mod structure;
mod traits;
mod types;
mod union;
mod waiter;

pub(crate) use address::Address;
pub(crate) use documentation::{Block, Deprecation, Documentation, Item, Link, Run, Style};
pub(crate) use enumeration::{Enumeration, Variant};
pub(crate) use example::{Example, Value};
pub(crate) use exception::{ErrorVariant, Exception};
pub(crate) use expression::{Comparison, Expression, Step};
pub(crate) use name::Name;
pub(crate) use operation::{Discovery, Operation, OperationError, OperationTrait, Payload};
pub(crate) use package::{NeededFeature, Package};
pub(crate) use paginator::Paginator;
pub(crate) use publication::{Feature, OLDEST_RUST, Publication, Publish};
pub(crate) use rule_set::{
    Attribute, BuiltIn, Constant, Properties, RuleParameter, RuleSet, RuleStep, Rules, Scheme,
    SchemeKind, Term,
};
pub(crate) use service::{ApiKey, Protocol, Service};
pub(crate) use setting::{Setting, SettingKind};
pub(crate) use structure::{Argument, Member, Presence, Structure};
pub(crate) use traits::{TimestampFormat, Trait};
pub(crate) use types::Type;
pub(crate) use union::{Arm, Union};
pub(crate) use waiter::{Acceptor, Matcher, State, Waiter};
