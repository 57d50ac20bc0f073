//! The places of a structure's members, as it hands them all out before it is filled.
//!
//! What an absent member becomes is decided where one comes, so that handing out costs next to nothing.

use super::{Enumeration, List, Slot, Structure, Value};

/// The place of a member. What most messages consist of has a variant of its own, so that a reader decides but once, and
/// makes no call for an optional text or number.
pub enum Place<'a> {
    /// A string that is always there.
    Text(&'a mut String),
    /// A string.
    OptionalText(&'a mut Option<String>),
    /// A 32-bit integer.
    OptionalInteger(&'a mut Option<i32>),
    /// A 64-bit integer.
    OptionalLong(&'a mut Option<i64>),
    /// An enum, or one that may be absent.
    Enumeration(&'a mut dyn Enumeration),
    /// A structure that is always there.
    Structure(&'a mut dyn Structure),
    /// A list that is always there.
    List(&'a mut dyn List),
    /// Anything else that is always there.
    Other(Slot<'a>),
    /// Anything else.
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

impl<'a> From<Slot<'a>> for Place<'a> {
    #[inline]
    fn from(slot: Slot<'a>) -> Self {
        match slot {
            Slot::String(member) => Self::Text(member),
            Slot::Enumeration(member) => Self::Enumeration(member),
            Slot::Structure(member) => Self::Structure(member),
            Slot::List(member) => Self::List(member),
            other => Self::Other(other),
        }
    }
}

impl<'a> Place<'a> {
    /// The place of the member, present from then on.
    pub(crate) fn present(self) -> Slot<'a> {
        match self {
            Self::Text(member) => Slot::String(member),
            Self::OptionalText(member) => member.present(),
            Self::OptionalInteger(member) => member.present(),
            Self::OptionalLong(member) => member.present(),
            Self::Enumeration(member) => Slot::Enumeration(member),
            Self::Structure(member) => Slot::Structure(member),
            Self::List(member) => Slot::List(member),
            Self::Other(slot) => slot,
            Self::Optional(member) => member.present(),
        }
    }

    /// The same for now, as the member may come again.
    #[cfg(feature = "xml")]
    #[inline]
    pub(crate) fn fill(&mut self) -> Slot<'_> {
        match self {
            Self::Text(member) => Slot::String(member),
            Self::OptionalText(member) => member.present(),
            Self::OptionalInteger(member) => member.present(),
            Self::OptionalLong(member) => member.present(),
            Self::Enumeration(member) => Slot::Enumeration(&mut **member),
            Self::Structure(member) => Slot::Structure(&mut **member),
            Self::List(member) => Slot::List(&mut **member),
            Self::Other(slot) => slot.for_now(),
            Self::Optional(member) => member.present(),
        }
    }

    /// Makes the member absent, if it can be.
    pub(crate) fn reset(&mut self) {
        match self {
            Self::OptionalText(member) => **member = None,
            Self::OptionalInteger(member) => **member = None,
            Self::OptionalLong(member) => **member = None,
            Self::Enumeration(member) => member.reset(),
            Self::Optional(member) => member.reset(),
            Self::Text(_) | Self::Structure(_) | Self::List(_) | Self::Other(_) => {}
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
