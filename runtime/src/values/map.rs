//! A map seen without the types of its keys and values.

use std::collections::BTreeMap;

use super::{Ref, Slot, Value};

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
