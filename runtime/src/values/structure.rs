//! A structure seen through its table: its members are shown all at once, and so are their places to be filled.

use super::{Place, Ref, Slot, Value};
use crate::tables::Schema;

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

/// Fills the members of a structure.
pub struct Fill<'f, 'a>(&'f mut dyn FnMut(&mut [Place<'a>]));

impl<'a> Fill<'_, 'a> {
    /// Takes the places of all members, in the order of the table.
    #[inline]
    pub fn at(&mut self, places: &mut [Place<'a>]) {
        (self.0)(places);
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

    /// Hands out the places of all members at once, in the order of the table.
    fn places<'a>(&'a mut self, fill: &mut Fill<'_, 'a>);

    /// The structure with everything zero, empty or absent.
    fn blank() -> Self
    where
        Self: Sized;
}

/// What is to become of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is to be filled.
    Present,
    /// It is to be absent, if it can be.
    Absent,
}

impl dyn Structure + '_ {
    /// Gives the member at `index` of the table to be filled, present from then on; beyond the table, a place that takes
    /// nothing. Whoever fills many members asks for all their places.
    pub fn slot(&mut self, index: usize) -> Slot<'_> {
        let mut found = Slot::Nothing;
        self.places(&mut Fill(&mut |places| {
            if let Some(place) = places.get_mut(index) {
                found = std::mem::replace(place, Place::Other(Slot::Nothing)).present();
            }
        }));
        found
    }

    /// Makes the member at `index` of the table absent, if it can be.
    pub fn reset(&mut self, index: usize) {
        self.places(&mut Fill(&mut |places| {
            if let Some(place) = places.get_mut(index) {
                place.reset();
            }
        }));
    }

    /// Fills members, whose places stand in the order of the table.
    #[cfg(any(feature = "client", feature = "serde"))]
    #[inline]
    pub(crate) fn fill<'s, T>(
        &'s mut self,
        unfilled: T,
        mut fill: impl FnMut(&mut [Place<'s>]) -> T,
    ) -> T {
        let mut filled = unfilled;
        self.places(&mut Fill(&mut |places| filled = fill(places)));
        filled
    }

    #[cfg(any(feature = "client", feature = "serde"))]
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
    fn places<'a>(&'a mut self, fill: &mut Fill<'_, 'a>) {
        (**self).places(fill);
    }

    #[inline]
    fn blank() -> Self {
        Box::new(<T as Structure>::blank())
    }
}
