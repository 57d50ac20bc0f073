//! XML over the tables: one reader and one writer for every generated type.
//!
//! Knows tables and text alone; where a protocol puts results and errors is the driver's.

mod decode;
mod document;
mod encode;
mod odd;
#[cfg(test)]
mod tests;
mod tokens;

pub(crate) use document::{begins_with, document};

use crate::error::{DecodeError, EncodeError};
use crate::tables::Trait;
use crate::values::{Ref, Slot};

/// The element around a whole body.
pub(crate) struct Root<'a> {
    pub(crate) name: &'a str,
    /// The namespace's URI, empty where there is none.
    pub(crate) namespace: &'a str,
    pub(crate) traits: &'static [Trait],
}

/// Writes a value within its root element. Members that HTTP carries elsewhere are left out of it, not of what lies
/// deeper. There is room for so many bytes from the beginning.
///
/// # Errors
/// A union holds a member that can't be sent, or the value is nested too deep.
pub(crate) fn write(root: &Root<'_>, value: &Ref<'_>, size: usize) -> Result<String, EncodeError> {
    let mut writer = encode::Writer::new(size);
    writer.root(root, value)?;
    Ok(writer.out)
}

/// Fills a value from the element at the end of `path`, which begins below the root; an empty text leaves it as it is.
///
/// # Errors
/// The text isn't XML, or not what the table says.
pub(crate) fn read(text: &[u8], path: &[&str], slot: Slot<'_>) -> Result<(), DecodeError> {
    if text.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    decode::whole(text, path, slot)
}
