//! An enum of strings.

use super::{Deprecation, Documentation, Name};

/// A string shape with the values that the model knows.
#[derive(Debug, Clone)]
pub(crate) struct Enumeration {
    /// The shape's name in the model.
    pub(crate) shape: String,
    /// The Rust enum's name.
    pub(crate) name: Name,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    /// In the order of the wire values, as a user may index them.
    pub(crate) variants: Vec<Variant>,
    /// So many values that they are looked up by binary search.
    pub(crate) sorted: bool,
    /// A map's key, which must have an order.
    pub(crate) key: bool,
}

/// One value of an enum.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    /// The value on the wire.
    pub(crate) wire: String,
    /// The Rust variant's name.
    pub(crate) name: Name,
    pub(crate) documentation: Documentation,
}
