//! The service as it will be written: every name, type, trait and text decided, one file per noun.
//!
//! `lower` fills these in, `check` looks them over, `emit` prints them. Nothing here computes.

mod documentation;
mod enumeration;
mod exception;
mod expression;
mod operation;
mod paginator;
mod service;
mod structure;
mod traits;
mod types;
mod union;
mod waiter;

pub(crate) use documentation::{Deprecation, Documentation};
pub(crate) use enumeration::{Enumeration, Variant};
pub(crate) use exception::{ErrorVariant, Exception};
pub(crate) use expression::{Comparison, Expression, Step};
pub(crate) use operation::{Operation, OperationTrait, Payload};
pub(crate) use paginator::Paginator;
pub(crate) use service::{Protocol, Service};
pub(crate) use structure::{Member, Presence, Structure};
pub(crate) use traits::{TimestampFormat, Trait};
pub(crate) use types::Type;
pub(crate) use union::{Arm, Union};
pub(crate) use waiter::{Acceptor, Matcher, Waiter};
