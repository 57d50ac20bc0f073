//! A structure and its members.

use super::{Deprecation, Documentation, Trait, Type};

/// A structure shape.
#[derive(Debug, Clone)]
pub(crate) struct Structure {
    /// The shape's name in the model.
    pub(crate) shape: String,
    /// The Rust struct's name.
    pub(crate) name: String,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    /// In the model's order.
    pub(crate) members: Vec<Member>,
    pub(crate) traits: Vec<Trait>,
    /// A request can hold it, so users build it; others get no setters.
    pub(crate) sent: bool,
}

impl Structure {
    /// Whether `Default` can be derived: nothing has to be given.
    pub(crate) fn has_default(&self) -> bool {
        self.members.iter().all(|member| !member.required)
    }
}

/// A member of a structure.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// The member's name in the model.
    pub(crate) modelled: String,
    /// The key on the wire.
    pub(crate) wire: String,
    /// The Rust field's name, `r#` included.
    pub(crate) name: String,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
    /// An argument of `new`.
    pub(crate) required: bool,
    /// Whether a setter of this name can be made.
    pub(crate) setter: bool,
    pub(crate) traits: Vec<Trait>,
}

/// How a field says that it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always there; a list or map is empty when left out.
    Plain,
    /// `Option`.
    Optional,
    /// `Box`, to break a cycle.
    Boxed,
    /// `Option<Box>`.
    OptionalBoxed,
}
