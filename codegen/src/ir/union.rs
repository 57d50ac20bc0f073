//! A union: exactly one of its members is set.

use super::{Deprecation, Documentation, Name, Trait, Type};

/// A union shape.
#[derive(Debug, Clone)]
pub(crate) struct Union {
    /// The shape's name in the model.
    pub(crate) shape: String,
    /// The Rust enum's name.
    pub(crate) name: Name,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    /// In the model's order.
    pub(crate) arms: Vec<Arm>,
    pub(crate) traits: Vec<Trait>,
}

/// A member of a union.
#[derive(Debug, Clone)]
pub(crate) struct Arm {
    /// The member's name in the model.
    pub(crate) modelled: String,
    /// The key on the wire.
    pub(crate) wire: String,
    /// The Rust variant's name.
    pub(crate) name: Name,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    pub(crate) ty: Type,
    /// Boxed, to break a cycle.
    pub(crate) boxed: bool,
    pub(crate) traits: Vec<Trait>,
}
