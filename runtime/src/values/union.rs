//! A union seen through its table: one of its members is set.

use super::Value;
use crate::tables::Schema;

/// A union seen through its table.
#[doc(hidden)]
pub trait Union {
    /// The table.
    fn schema(&self) -> &'static Schema;

    /// The member that is set: its index and value.
    ///
    /// # Errors
    /// The name of a member that the model doesn't know.
    fn active(&self) -> Result<(usize, &dyn Value), &str>;

    /// Makes the member at `index` the one that is set.
    fn activate(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Keeps the name of a member that the model doesn't know.
    fn unrecognized(&mut self, name: &str);
}
