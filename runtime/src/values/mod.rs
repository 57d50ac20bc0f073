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
mod place;
mod scalars;
mod structure;
mod union;

use bytes::Bytes;
use jiff::Timestamp;

use crate::stream::ByteStream;

pub use enumeration::{Enumeration, StringEnum};
pub use list::List;
pub use map::{Key, Map};
pub use place::{Optional, Place};
pub use structure::{Described, Fill, Look, Presence, Structure};
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

#[cfg(feature = "xml")]
impl Slot<'_> {
    /// The same place, for somebody who takes it.
    pub(crate) fn for_now(&mut self) -> Slot<'_> {
        match self {
            Self::Boolean(value) => Slot::Boolean(value),
            Self::Integer(value) => Slot::Integer(value),
            Self::Long(value) => Slot::Long(value),
            Self::Float(value) => Slot::Float(value),
            Self::Double(value) => Slot::Double(value),
            Self::String(value) => Slot::String(value),
            Self::Enumeration(value) => Slot::Enumeration(&mut **value),
            Self::Blob(value) => Slot::Blob(value),
            Self::Stream(value) => Slot::Stream(value),
            Self::Timestamp(value) => Slot::Timestamp(value),
            Self::Document(value) => Slot::Document(value),
            Self::Structure(value) => Slot::Structure(&mut **value),
            Self::Union(value) => Slot::Union(&mut **value),
            Self::List(value) => Slot::List(&mut **value),
            Self::Map(value) => Slot::Map(&mut **value),
            Self::Nothing => Slot::Nothing,
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

    /// Gives the place of a member of this type, which stays absent if it is.
    #[inline]
    fn place(&mut self) -> Place<'_>
    where
        Self: Sized,
    {
        self.write().into()
    }

    /// Gives the place of an optional member of this type.
    #[inline]
    fn optional(member: &mut Option<Self>) -> Place<'_>
    where
        Self: Sized,
    {
        Place::Optional(member)
    }

    /// The value that stands in for one that the service left out: zero, empty or absent.
    fn blank() -> Self
    where
        Self: Sized;
}
