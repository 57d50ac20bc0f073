//! How deep a value is nested that is written: a writer calls itself for what is nested, and its stack has an end.

use crate::error::EncodeError;

/// How many values a writer is in, which may be no more than `MOST`.
#[derive(Debug, Default)]
pub(crate) struct Nesting<const MOST: usize>(usize);

impl<const MOST: usize> Nesting<MOST> {
    /// Enters a value with others in it.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<(), EncodeError> {
        self.0 += 1;
        if self.0 > MOST {
            Err(EncodeError::new("the value is nested too deep"))
        } else {
            Ok(())
        }
    }

    /// Leaves the value that was entered last.
    #[inline]
    pub(crate) fn leave(&mut self) {
        self.0 = self.0.saturating_sub(1);
    }
}
