//! The bridge between Rust types and the tables: every type shows itself as a [`Ref`] and lets itself be
//! filled through a [`Slot`].
//!
//! All calls go through `dyn` traits, so no codec is instantiated per type. Nothing here knows a protocol.

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;

use crate::schema::Schema;
use crate::stream::ByteStream;

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

/// Looks at the members of a structure.
///
/// A type of its own, because rustc takes three times as long for a method that names the function's type.
pub struct Look<'l, 'a>(&'l mut dyn FnMut(&[Ref<'a>]));

impl<'a> Look<'_, 'a> {
    /// Takes all members, in the order of the table.
    pub fn at(&mut self, members: &[Ref<'a>]) {
        (self.0)(members);
    }
}

/// A structure or union with its table.
///
/// A trait of its own, because one with a constant can't be `dyn`.
#[doc(hidden)]
pub trait Described {
    /// The table.
    const SCHEMA: &'static Schema;
}

/// A structure seen through its table.
#[doc(hidden)]
pub trait Structure {
    /// The table.
    fn schema(&self) -> &'static Schema;

    /// Shows all members at once, in the order of the table.
    fn show<'a>(&'a self, look: &mut Look<'_, 'a>);

    /// The place of the member at `index` of the table, after it is made present or absent; beyond the table, one that
    /// takes nothing. See [`slot`](#method.slot) and [`reset`](#method.reset).
    fn place(&mut self, index: usize, wanted: Presence) -> Slot<'_>;

    /// The structure with everything zero, empty or absent.
    fn blank() -> Self
    where
        Self: Sized;
}

/// What is to become of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is to be filled, and blank if it was absent.
    Present,
    /// It is to be absent, if it can be.
    Absent,
}

/// The place of a value that is made present or absent first.
#[inline]
pub fn place<T: Value>(value: &mut T, wanted: Presence) -> Slot<'_> {
    match wanted {
        Presence::Present => value.write(),
        Presence::Absent => {
            value.reset();
            Slot::Nothing
        }
    }
}

impl dyn Structure + '_ {
    /// Gives the member at `index` of the table to be filled, present from then on.
    #[inline]
    pub fn slot(&mut self, index: usize) -> Slot<'_> {
        self.place(index, Presence::Present)
    }

    /// Makes the member at `index` of the table absent, if it can be.
    pub fn reset(&mut self, index: usize) {
        self.place(index, Presence::Absent);
    }

    /// About how many bytes of memory it takes, without what its members point to. Of one in a box only the table is
    /// known.
    #[inline]
    pub(crate) fn size(&self, schema: &Schema) -> usize {
        size_of_val(self).max(schema.members.len() * size_of::<String>())
    }

    /// Looks at all members, in the order of the table.
    #[inline]
    pub(crate) fn members<'s>(&'s self, mut look: impl FnMut(&[Ref<'s>])) {
        self.show(&mut Look(&mut look));
    }
}

/// A union seen through its table.
#[doc(hidden)]
pub trait Union {
    /// The table.
    fn schema(&self) -> &'static Schema;

    /// The member that is set: its index and value.
    ///
    /// # Errors
    /// The name of a member that the model doesn't know.
    fn active(&self) -> Result<(usize, &dyn Value), &str>;

    /// Makes the member at `index` the one that is set.
    fn activate(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Keeps the name of a member that the model doesn't know.
    fn unrecognized(&mut self, name: &str);
}

/// An enum of strings.
#[doc(hidden)]
pub trait Enumeration {
    /// Takes a value from the wire, known or not.
    fn set_wire(&mut self, value: &str);
}

/// Marks an enum whose values are strings on the wire.
#[doc(hidden)]
pub trait StringEnum: AsRef<str> + for<'a> From<&'a str> {}

impl<T: StringEnum> Enumeration for T {
    fn set_wire(&mut self, value: &str) {
        *self = T::from(value);
    }
}

impl<T: StringEnum + Ord> Key for T {
    fn wire(&self) -> &str {
        self.as_ref()
    }

    fn from_wire(key: &str) -> Self {
        T::from(key)
    }
}

/// A list of any element type.
#[doc(hidden)]
pub trait List {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// Whether there is no element.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`.
    fn get(&self, index: usize) -> Option<&dyn Value>;

    /// Makes room where about so many more elements are to come, if they are so large that moving them costs. It is a
    /// guess, so no more than a few megabytes.
    fn reserve(&mut self, _more: usize) {}

    /// Appends an element: one to be filled, or one that is absent, if it can be.
    fn push(&mut self, wanted: Presence) -> Slot<'_>;

    /// Removes all elements.
    fn clear(&mut self);
}

/// Bytes of an element that is better not moved.
const LARGE: usize = 256;

/// The bytes that a list makes room for on a guess.
const MOST_RESERVED: usize = 8 << 20;

/// A map from strings to any value type.
#[doc(hidden)]
pub trait Map {
    /// The entries in the map's order.
    fn entries<'a>(&'a self) -> Box<dyn Iterator<Item = (&'a str, &'a dyn Value)> + 'a>;

    /// How many entries there are.
    fn len(&self) -> usize;

    /// Whether there is no entry.
    fn is_empty(&self) -> bool;

    /// Adds a blank entry and gives its value to be filled.
    fn insert(&mut self, key: &str) -> &mut dyn Value;

    /// Removes all entries.
    fn clear(&mut self);
}

/// A type that can be a map's key.
#[doc(hidden)]
pub trait Key: Ord {
    /// The key on the wire.
    fn wire(&self) -> &str;

    /// The key for a string from the wire.
    fn from_wire(key: &str) -> Self;
}

macro_rules! scalar {
    ($($type:ty: $value:ident => $read:expr, $slot:ident;)*) => {$(
        impl Value for $type {
            fn read(&self) -> Ref<'_> {
                let $value = self;
                $read
            }
            fn write(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}

scalar! {
    bool: value => Ref::Boolean(*value), Boolean;
    i32: value => Ref::Integer(i64::from(*value)), Integer;
    i64: value => Ref::Integer(*value), Long;
    f32: value => Ref::Float(*value), Float;
    f64: value => Ref::Double(*value), Double;
    String: value => Ref::String(value), String;
    Bytes: value => Ref::Blob(value), Blob;
    Timestamp: value => Ref::Timestamp(*value), Timestamp;
    serde_json::Value: value => Ref::Document(value), Document;
}

impl Value for ByteStream {
    fn read(&self) -> Ref<'_> {
        Ref::Stream(self)
    }

    fn write(&mut self) -> Slot<'_> {
        Slot::Stream(self)
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// The input or output of an operation that has none.
impl Value for () {
    fn read(&self) -> Ref<'_> {
        Ref::Absent
    }

    fn write(&mut self) -> Slot<'_> {
        Slot::Nothing
    }

    fn blank() -> Self {}
}

// Here alone a structure becomes `dyn`: every place that makes it one brings its methods into a program once more.
impl<T: Structure> Value for T {
    #[inline(never)]
    fn read(&self) -> Ref<'_> {
        Ref::Structure(self)
    }

    #[inline(never)]
    fn write(&mut self) -> Slot<'_> {
        Slot::Structure(self)
    }

    #[inline]
    fn blank() -> Self {
        <T as Structure>::blank()
    }
}

impl<T: Structure> Structure for Box<T> {
    #[inline]
    fn schema(&self) -> &'static Schema {
        (**self).schema()
    }

    #[inline]
    fn show<'a>(&'a self, look: &mut Look<'_, 'a>) {
        (**self).show(look);
    }

    #[inline]
    fn place(&mut self, index: usize, wanted: Presence) -> Slot<'_> {
        (**self).place(index, wanted)
    }

    #[inline]
    fn blank() -> Self {
        Box::new(<T as Structure>::blank())
    }
}

impl<T: Value> Value for Option<T> {
    #[inline]
    fn read(&self) -> Ref<'_> {
        self.as_ref().map_or(Ref::Absent, Value::read)
    }

    #[inline]
    fn write(&mut self) -> Slot<'_> {
        self.get_or_insert_with(T::blank).write()
    }

    #[cold]
    fn reset(&mut self) {
        *self = None;
    }

    #[inline]
    fn blank() -> Self {
        None
    }
}

impl<T: Value> Value for Vec<T> {
    #[inline]
    fn read(&self) -> Ref<'_> {
        Ref::List(self)
    }

    #[inline]
    fn write(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    #[inline]
    fn blank() -> Self {
        Vec::new()
    }
}

impl<T: Value> List for Vec<T> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.as_slice()
            .get(index)
            .map(|element| element as &dyn Value)
    }

    #[inline]
    fn reserve(&mut self, more: usize) {
        if size_of::<T>() >= LARGE {
            self.reserve(more.min(MOST_RESERVED / size_of::<T>()));
        }
    }

    #[inline]
    fn push(&mut self, wanted: Presence) -> Slot<'_> {
        // Here the element is built in its place; `push` would move it there.
        self.resize_with(self.len() + 1, T::blank);
        match (self.last_mut(), wanted) {
            (Some(element), Presence::Present) => element.write(),
            _ => Slot::Nothing,
        }
    }

    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
}

impl<K: Key, V: Value> Value for BTreeMap<K, V> {
    #[inline]
    fn read(&self) -> Ref<'_> {
        Ref::Map(self)
    }

    #[inline]
    fn write(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    #[inline]
    fn blank() -> Self {
        BTreeMap::new()
    }
}

impl<K: Key, V: Value> Map for BTreeMap<K, V> {
    #[inline]
    fn entries<'a>(&'a self) -> Box<dyn Iterator<Item = (&'a str, &'a dyn Value)> + 'a> {
        Box::new(
            self.iter()
                .map(|(key, value)| (key.wire(), value as &dyn Value)),
        )
    }

    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn is_empty(&self) -> bool {
        self.is_empty()
    }

    #[inline]
    fn insert(&mut self, key: &str) -> &mut dyn Value {
        let slot = self.entry(K::from_wire(key)).or_insert_with(V::blank);
        *slot = V::blank();
        slot
    }

    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
}

impl Key for String {
    fn wire(&self) -> &str {
        self
    }

    fn from_wire(key: &str) -> Self {
        key.to_owned()
    }
}
