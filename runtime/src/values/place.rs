//! The places of a structure's members, as it hands them all out before it is filled.
//!
//! What an absent member becomes is decided where one comes, so that handing out costs next to nothing.

use super::{Slot, Value};

/// The place of a member. Of the optional ones those that most messages consist of are filled without a call.
pub enum Place<'a> {
    /// Of a member that is always there.
    Slot(Slot<'a>),
    /// Of a string.
    String(&'a mut Option<String>),
    /// Of a 32-bit integer.
    Integer(&'a mut Option<i32>),
    /// Of a 64-bit integer.
    Long(&'a mut Option<i64>),
    /// Of anything else.
    Optional(&'a mut dyn Optional),
}

/// A member that may be absent.
#[doc(hidden)]
pub trait Optional {
    /// Gives the place to write to; an absent member becomes present first.
    fn present(&mut self) -> Slot<'_>;

    /// Makes it absent.
    fn reset(&mut self);
}

impl<T: Value> Optional for Option<T> {
    #[inline]
    fn present(&mut self) -> Slot<'_> {
        self.get_or_insert_with(T::blank).write()
    }

    #[inline]
    fn reset(&mut self) {
        *self = None;
    }
}

impl<'a> Place<'a> {
    /// The place of the member, present from then on.
    pub(crate) fn present(self) -> Slot<'a> {
        match self {
            Self::Slot(slot) => slot,
            Self::String(member) => member.present(),
            Self::Integer(member) => member.present(),
            Self::Long(member) => member.present(),
            Self::Optional(member) => member.present(),
        }
    }

    /// Makes the member absent, if it can be.
    pub(crate) fn reset(&mut self) {
        match self {
            Self::Slot(Slot::Enumeration(member)) => member.reset(),
            Self::Slot(_) => {}
            Self::String(member) => **member = None,
            Self::Integer(member) => **member = None,
            Self::Long(member) => **member = None,
            Self::Optional(member) => member.reset(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::values::{Slot, Value};

    #[test]
    fn a_place_takes_no_more_than_a_slot() {
        assert_eq!(size_of::<Place<'_>>(), size_of::<Slot<'_>>());
    }

    #[test]
    fn handing_out_a_place_leaves_an_absent_member_absent() {
        let (mut text, mut number, mut flag) = (None::<String>, Some(1), None::<bool>);
        for mut place in [text.place(), number.place(), flag.place()] {
            place.reset();
        }
        assert_eq!((&text, number, flag), (&None, None, None));
        assert!(matches!(flag.place().present(), Slot::Boolean(false)));
        assert_eq!(flag, Some(false));
    }
}
