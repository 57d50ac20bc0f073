//! How large an operation's bodies are, so that the next one is written where it has room, without being moved as it grows.
//!
//! It is a guess; nothing but time and memory depends on it.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::tables::Operation;

/// How many operations are told apart. Those that share a place spoil each other's guess, no more.
const PLACES: usize = 32;

/// What most requests have room in, and the values of their headers behind them.
const USUAL: usize = 1024;

/// The room for the values of headers behind a body.
const HEADERS: usize = 640;

/// No more than that is taken on a guess: a longer body pays for being moved with what else it costs.
const MOST: usize = 1 << 20;

/// The lengths of the last two bodies in each place, the last one above; 0 where there was none.
#[derive(Debug, Default)]
pub(crate) struct Sizes([AtomicU64; PLACES]);

impl Sizes {
    /// Room for the next body: the smaller of the last two and an eighth, so that no call pays for a huge one that came
    /// once.
    pub(super) fn guess(&self, operation: &Operation) -> usize {
        let Some(place) = self.0.get(index(operation)) else {
            return USUAL;
        };
        let (last, before) = parts(place.load(Ordering::Relaxed));
        let smaller = if before == 0 { last } else { last.min(before) };
        let length = usize::try_from(smaller).unwrap_or(MOST);
        length
            .saturating_add(length / 8 + HEADERS)
            .clamp(USUAL, MOST)
    }

    /// Takes the length of a body that was written.
    pub(super) fn keep(&self, operation: &Operation, length: usize) {
        if let Some(place) = self.0.get(index(operation)) {
            let (last, _) = parts(place.load(Ordering::Relaxed));
            let length = u32::try_from(length).unwrap_or(u32::MAX);
            place.store(u64::from(length) << 32 | last, Ordering::Relaxed);
        }
    }
}

/// The last length and the one before it.
fn parts(both: u64) -> (u64, u64) {
    (both >> 32, both & u64::from(u32::MAX))
}

fn index(operation: &Operation) -> usize {
    // Tables stand close together: a large odd factor spreads them.
    let address = std::ptr::from_ref(operation).addr() / align_of::<Operation>();
    (address.wrapping_mul(0x9e37_79b1) >> 12) % PLACES
}

#[cfg(test)]
mod tests {
    use super::{MOST, Sizes, USUAL};
    use crate::tables::{Operation, Service};

    static SERVICE: Service = Service::UNKNOWN;
    static OPERATION: Operation = Operation::post(&SERVICE);

    fn after(lengths: &[usize]) -> usize {
        let sizes = Sizes::default();
        for length in lengths {
            sizes.keep(&OPERATION, *length);
        }
        sizes.guess(&OPERATION)
    }

    #[test]
    fn there_is_room_for_a_body_as_long_as_the_last() {
        assert_eq!(after(&[]), USUAL);
        assert_eq!(after(&[10]), USUAL);
        assert_eq!(after(&[8_000]), 9_640);
        assert_eq!(after(&[100_000, 80_000, 80_000]), 90_640);
    }

    #[test]
    fn a_huge_body_takes_no_room_in_the_calls_after_it() {
        assert_eq!(after(&[8_000, usize::MAX]), 9_640);
        assert_eq!(after(&[8_000, usize::MAX, 8_000]), 9_640);
        assert_eq!(after(&[usize::MAX, 8_000, 8_000]), 9_640);
    }

    #[test]
    fn however_large_bodies_are_the_room_has_a_limit() {
        assert_eq!(after(&[usize::MAX]), MOST);
        assert_eq!(after(&[usize::MAX, usize::MAX]), MOST);
    }
}
