//! What the setters of generated structures do, once for all of them.
//!
//! Says how a value gets into a field; whether a setter takes it is the macro's.

use std::collections::BTreeMap;

/// Puts a value into a field, however the field says that it is there.
pub trait Assign<T> {
    /// Replaces what the field holds.
    fn assign(&mut self, value: T);
}

impl<T> Assign<T> for T {
    #[inline]
    fn assign(&mut self, value: T) {
        *self = value;
    }
}

impl<T> Assign<T> for Option<T> {
    #[inline]
    fn assign(&mut self, value: T) {
        *self = Some(value);
    }
}

impl<T> Assign<T> for Box<T> {
    #[inline]
    fn assign(&mut self, value: T) {
        **self = value;
    }
}

impl<T> Assign<T> for Option<Box<T>> {
    #[inline]
    fn assign(&mut self, value: T) {
        *self = Some(Box::new(value));
    }
}

/// Puts into a field whatever becomes its value.
pub fn assign_into<T>(field: &mut impl Assign<T>, value: impl Into<T>) {
    field.assign(value.into());
}

/// Puts a list into a field, from anything that gives its elements.
pub fn assign_list<T>(
    field: &mut impl Assign<Vec<T>>,
    elements: impl IntoIterator<Item = impl Into<T>>,
) {
    field.assign(elements.into_iter().map(Into::into).collect());
}

/// Puts a map into a field, from anything that gives its entries.
pub fn assign_map<K: Ord, V>(
    field: &mut impl Assign<BTreeMap<K, V>>,
    entries: impl IntoIterator<Item = (impl Into<K>, impl Into<V>)>,
) {
    let entries = entries.into_iter();
    field.assign(
        entries
            .map(|(key, value)| (key.into(), value.into()))
            .collect(),
    );
}
