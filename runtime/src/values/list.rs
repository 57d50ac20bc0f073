//! A list seen without the type of its elements.

use super::{Presence, Ref, Slot, Value};

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
        if size_of::<T>() >= LARGE {
            // Here the element is built in its place; `push` would move it there.
            self.resize_with(self.len() + 1, T::blank);
        } else {
            self.push(T::blank());
        }
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
