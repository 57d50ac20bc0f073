//! The Rust type of a value.

use super::Name;

/// A type, without how it says that it is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    String,
    Blob,
    /// Bytes that are read while they are wanted.
    Stream,
    Timestamp,
    Document,
    /// A structure, union or enum, by its Rust name.
    Named(Name),
    /// A list; `sparse` when its elements may be null.
    List {
        element: Box<Type>,
        sparse: bool,
    },
    /// A map; the key is `String` or an enum.
    Map {
        key: Box<Type>,
        value: Box<Type>,
        sparse: bool,
    },
}
