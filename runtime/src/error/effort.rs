//! How much was done for a call before it failed.
//!
//! It is filled in once, when a call is over.

use std::fmt::{self, Display, Formatter};
use std::time::Duration;

/// The attempts of a call, and how long it took with all of them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Effort {
    /// How often the request was sent; 0 where it never was.
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

/// What was done doesn't make another error of one.
impl PartialEq for Effort {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Effort {}

impl Effort {
    /// Whether there is anything to tell.
    pub(super) fn is_noted(self) -> bool {
        self.attempts > 1
    }
}

impl Display for Effort {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} attempts in {:.1?}",
            self.attempts, self.elapsed
        )
    }
}

/// The effort in brackets, where it is worth a word.
pub(super) struct Noted(pub(super) Effort);

impl Display for Noted {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.0.is_noted() {
            write!(formatter, " ({})", self.0)?;
        }
        Ok(())
    }
}
