//! The bridge between Rust types and the tables: every type shows itself as a [`Ref`] and lets itself be
//! filled through a [`Slot`].
//!
//! All calls go through `dyn` traits, so no codec is instantiated per type. Nothing here knows a protocol.

pub mod compare;
pub mod debug;
mod enumeration;
mod list;
mod map;
pub(crate) mod members;
mod scalars;
mod structure;
mod union;

use bytes::Bytes;
use jiff::Timestamp;

use crate::stream::ByteStream;

pub use enumeration::{Enumeration, StringEnum};
pub use list::List;
pub use map::{Key, Map};
pub use structure::{Described, Look, Presence, Structure, place};
pub use union::Union;

/// A value as it is read: what a codec needs to know of it, without its Rust type.
#[derive(Clone, Copy)]
pub enum Ref<'a> {
    /// An `Option` that is `None`.
    Absent,
    /// A boolean.
    Boolean(bool),
    /// An integer or long.
    Integer(i64),
    /// A float.
    Float(f32),
    /// A double.
    Double(f64),
    /// A string.
    String(&'a str),
    /// An enum's value on the wire.
    Enumeration(&'a str),
    /// Bytes.
    Blob(&'a Bytes),
    /// Bytes that are read while they are wanted.
    Stream(&'a ByteStream),
    /// A point in time.
    Timestamp(Timestamp),
    /// Any JSON value.
    Document(&'a serde_json::Value),
    /// A structure.
    Structure(&'a dyn Structure),
    /// A union.
    Union(&'a dyn Union),
    /// A list.
    List(&'a dyn List),
    /// A map.
    Map(&'a dyn Map),
}

/// A place to write a value to.
pub enum Slot<'a> {
    /// A boolean.
    Boolean(&'a mut bool),
    /// A 32-bit integer.
    Integer(&'a mut i32),
    /// A 64-bit integer.
    Long(&'a mut i64),
    /// A float.
    Float(&'a mut f32),
    /// A double.
    Double(&'a mut f64),
    /// A string.
    String(&'a mut String),
    /// An enum.
    Enumeration(&'a mut dyn Enumeration),
    /// Bytes.
    Blob(&'a mut Bytes),
    /// Bytes that are read while they are wanted.
    Stream(&'a mut ByteStream),
    /// A point in time.
    Timestamp(&'a mut Timestamp),
    /// Any JSON value.
    Document(&'a mut serde_json::Value),
    /// A structure.
    Structure(&'a mut dyn Structure),
    /// A union.
    Union(&'a mut dyn Union),
    /// A list.
    List(&'a mut dyn List),
    /// A map.
    Map(&'a mut dyn Map),
    /// Takes nothing: what comes is passed over.
    Nothing,
}

#[cfg(any(feature = "client", feature = "serde"))]
impl Slot<'_> {
    /// The bytes of memory that the value takes, without what it points to.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Structure(structure) => structure.size(structure.schema()),
            Self::Union(union) => size_of_val(&**union),
            _ => size_of::<serde_json::Value>(),
        }
    }
}

/// A type that can stand in a message.
#[doc(hidden)]
pub trait Value {
    /// Shows the value.
    fn read(&self) -> Ref<'_>;

    /// Gives the place to write to; an absent value becomes present first.
    fn write(&mut self) -> Slot<'_>;

    /// Makes an optional value absent; any other stays.
    fn reset(&mut self)
    where
        Self: Sized,
    {
    }

    /// The value that stands in for one that the service left out: zero, empty or absent.
    fn blank() -> Self
    where
        Self: Sized;
}
