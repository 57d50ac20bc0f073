//! The Rust type of a value.

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
    Named(String),
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

impl Type {
    /// Whether an argument of this type may be anything that turns into it: text and bytes come in many forms.
    pub(crate) fn converts(&self) -> bool {
        matches!(
            self,
            Self::String | Self::Blob | Self::Stream | Self::Document
        )
    }
}
