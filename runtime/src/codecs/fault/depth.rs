//! How deep a message is nested: a reader calls itself for what is nested, and its stack has an end.

use super::{Fault, Read};

/// Values nested deeper than this are refused.
pub(crate) const DEEPEST: usize = 128;

/// How many values a reader is in.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Depth(usize);

impl Depth {
    /// Enters a value with others in it.
    #[inline]
    pub(crate) fn enter(&mut self) -> Read<()> {
        self.0 += 1;
        if self.0 > DEEPEST {
            Err(Fault::Depth)
        } else {
            Ok(())
        }
    }

    /// Leaves the value that was entered last.
    #[inline]
    pub(crate) fn leave(&mut self) {
        self.0 = self.0.saturating_sub(1);
    }

    /// How many values the reader is in.
    #[inline]
    pub(crate) fn levels(self) -> usize {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, Depth};
    use crate::codecs::fault::Fault;

    #[test]
    fn what_is_left_again_does_not_count() {
        let mut depth = Depth::default();
        for _ in 0..DEEPEST {
            assert_eq!(depth.enter(), Ok(()));
        }
        depth.leave();
        assert_eq!(depth.enter(), Ok(()));
        assert_eq!(depth.enter(), Err(Fault::Depth));
    }
}
