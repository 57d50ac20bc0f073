//! A structure and its members.

use super::{Deprecation, Documentation, Name, Trait, Type};

/// A structure shape.
#[derive(Debug, Clone)]
pub(crate) struct Structure {
    /// The shape's name in the model.
    pub(crate) shape: String,
    /// The Rust struct's name.
    pub(crate) name: Name,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    /// In the model's order.
    pub(crate) members: Vec<Member>,
    /// The members that `new` takes, by index, in the order of their modelled names: a model that lists them in another
    /// order must not let two arguments change places.
    pub(crate) constructor: Vec<usize>,
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
    /// The Rust field's name.
    pub(crate) name: Name,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
    /// How `new` and the setter take it.
    pub(crate) argument: Argument,
    /// An argument of `new`.
    pub(crate) required: bool,
    /// Whether a setter of this name can be made.
    pub(crate) setter: bool,
    pub(crate) traits: Vec<Trait>,
}

/// How a value is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Argument {
    /// As it is.
    Plain,
    /// `impl Into<T>`
    Into,
    /// A list's elements, `impl IntoIterator<Item = T>`; each converted with `into`.
    Elements { into: bool },
    /// A map's entries, `impl IntoIterator<Item = (impl Into<K>, impl Into<V>)>`.
    Entries,
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
