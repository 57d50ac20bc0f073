//! Remembers which member came after which: a service writes the members of a structure in one order of its own, so
//! that in the second structure of a kind each key is known before it is read.
//!
//! What is remembered is a guess; the reader compares it with the text.

use crate::tables::Schema;

/// A power of two.
const PLACES: usize = 1024;

/// For each member of each structure the index of the one that came next. Structures share the places, as nobody is
/// hurt by a wrong guess.
pub(crate) struct Order([u8; PLACES]);

/// Between two members of a structure.
#[derive(Clone, Copy)]
pub(crate) struct Gap(usize);

impl Order {
    pub(crate) fn new() -> Self {
        Self([0; PLACES])
    }

    /// Before the structure's first member.
    pub(crate) fn start(schema: &'static Schema) -> Gap {
        // Tables stand close together: a large odd factor spreads them.
        let address = std::ptr::from_ref(schema).addr() / align_of::<Schema>();
        Gap(address.wrapping_mul(0x9e37_79b1) >> 12)
    }

    /// The index of the member that probably comes next.
    pub(crate) fn guess(&self, gap: Gap) -> usize {
        self.0
            .get(gap.0 % PLACES)
            .map_or(0, |index| usize::from(*index))
    }

    /// Keeps what came.
    pub(crate) fn keep(&mut self, gap: Gap, index: usize) {
        if let (Some(place), Ok(index)) = (self.0.get_mut(gap.0 % PLACES), u8::try_from(index)) {
            *place = index;
        }
    }
}

impl Gap {
    /// After the member at `index` of the same structure, seen from the gap before the first one.
    pub(crate) fn after(self, index: usize) -> Self {
        Self(self.0.wrapping_add(1 + index))
    }
}
