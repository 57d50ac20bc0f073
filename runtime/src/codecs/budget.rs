//! How much memory a message may become when it is read: in proportion to its length, so that a short one made of
//! nothing but the beginnings of large structures doesn't take all there is.
//!
//! Counts what stands in no proportion to its text; strings and numbers do.

/// Bytes of memory for each byte of a message.
const PER_BYTE: usize = 64;

/// Bytes of memory that any message may take.
const ALWAYS: usize = 8 << 20;

/// Why a message is refused: the name of the limit, and what it is.
pub(crate) const EXCEEDED: &str = "it takes more memory than `max_memory_per_byte` allows, which is 64 bytes for each \
                                   byte of the response and 8 MiB more";

/// Entries of a map for which memory is taken at once.
const ENTRIES: usize = 11;

/// Memory of a key and what belongs to it.
const KEY: usize = size_of::<String>();

/// Memory of an object of a document with one entry.
const OBJECT: usize = ENTRIES * (KEY + size_of::<serde_json::Value>());

/// Memory of an array of a document with one element.
const ARRAY: usize = 4 * size_of::<serde_json::Value>();

/// What is left of the memory that a message may take.
#[derive(Debug)]
pub(crate) struct Budget(usize);

/// There was not so much left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exceeded;

impl Budget {
    /// The budget for a message of so many bytes.
    pub(crate) fn of(length: usize) -> Self {
        Self(length.saturating_mul(PER_BYTE).saturating_add(ALWAYS))
    }

    /// Takes so many bytes.
    #[inline]
    pub(crate) fn take(&mut self, bytes: usize) -> Result<(), Exceeded> {
        match self.0.checked_sub(bytes) {
            Some(left) => {
                self.0 = left;
                Ok(())
            }
            None => Err(Exceeded),
        }
    }

    /// Takes what a map's first entry costs, whose value has so many bytes.
    pub(crate) fn take_map(&mut self, value: usize) -> Result<(), Exceeded> {
        self.take((KEY + value).saturating_mul(ENTRIES))
    }

    /// Takes what so many objects and arrays of a document cost.
    pub(crate) fn take_document(&mut self, objects: usize, arrays: usize) -> Result<(), Exceeded> {
        self.take(
            objects
                .saturating_mul(OBJECT)
                .saturating_add(arrays.saturating_mul(ARRAY)),
        )
    }

    /// How many bytes are left.
    pub(crate) fn left(&self) -> usize {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{ALWAYS, Budget, EXCEEDED, Exceeded, PER_BYTE};

    #[test]
    fn a_budget_grows_with_the_message() {
        let mut budget = Budget::of(1000);
        assert_eq!(budget.take(ALWAYS + 1000 * PER_BYTE), Ok(()));
        assert_eq!(budget.take(1), Err(Exceeded));
        assert_eq!(Budget::of(usize::MAX).left(), usize::MAX);
    }

    #[test]
    fn the_limit_is_told_as_it_is() {
        assert!(EXCEEDED.contains(&format!("{PER_BYTE} bytes")));
        assert!(EXCEEDED.contains(&format!("{} MiB", ALWAYS >> 20)));
    }
}
