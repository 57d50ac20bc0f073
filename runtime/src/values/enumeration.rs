//! An enum seen as its value on the wire, which may be one that the model doesn't know.

use super::Key;

/// An enum of strings.
#[doc(hidden)]
pub trait Enumeration {
    /// Takes a value from the wire, known or not.
    fn set_wire(&mut self, value: &str);

    /// Makes it absent, if it can be.
    fn reset(&mut self) {}
}

/// Marks an enum whose values are strings on the wire.
#[doc(hidden)]
pub trait StringEnum: AsRef<str> + for<'a> From<&'a str> {}

impl<T: StringEnum> Enumeration for T {
    fn set_wire(&mut self, value: &str) {
        *self = T::from(value);
    }
}

/// An absent one needs no place of its own before it is set.
impl<T: StringEnum> Enumeration for Option<T> {
    fn set_wire(&mut self, value: &str) {
        *self = Some(T::from(value));
    }

    fn reset(&mut self) {
        *self = None;
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
