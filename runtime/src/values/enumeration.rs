//! An enum seen as its value on the wire, which may be one that the model doesn't know.

use super::Key;

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
