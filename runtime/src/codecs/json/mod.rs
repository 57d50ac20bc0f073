//! JSON over the tables: one reader and one writer for every generated type.
//!
//! Knows tables and text alone; which header or path a protocol wants is the driver's.

mod decode;
mod document;
#[cfg(feature = "client")]
mod encode;
#[cfg(feature = "client")]
mod escape;
mod odd;
mod reader;
mod scan;
#[cfg(test)]
mod tests;
mod unescape;

#[cfg(feature = "client")]
pub(crate) use document::document;
#[cfg(feature = "cbor")]
pub(crate) use document::embedded;

#[cfg(feature = "client")]
use crate::codecs::nesting::Nesting;
use crate::error::DecodeError;
#[cfg(feature = "client")]
use crate::error::EncodeError;
use crate::values::Slot;
#[cfg(feature = "client")]
use crate::values::{Ref, Structure};

/// Who reads the JSON: it decides how timestamps and embedded JSON look, and what is made of a scalar of another kind
/// than its member's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// A service whose answers botocore hands on as they are.
    Wire,
    /// A service whose answers botocore turns into what the model says.
    #[cfg_attr(not(feature = "client"), allow(dead_code))]
    Rest,
    /// A person or a file, by way of serde.
    #[cfg_attr(not(feature = "serde"), allow(dead_code))]
    Serde,
}

/// Writes a structure or union; anything else becomes an empty object. There is room for so many bytes from the beginning.
#[cfg(feature = "client")]
pub(crate) fn write(
    value: &Ref<'_>,
    dialect: Dialect,
    size: usize,
) -> Result<Vec<u8>, EncodeError> {
    let mut writer = encode::Writer {
        out: Vec::with_capacity(size),
        dialect,
        depth: Nesting::default(),
    };
    match value {
        Ref::Structure(structure) => writer.structure(*structure)?,
        Ref::Absent => writer.out.extend_from_slice(b"{}"),
        other => writer.value_of(other, &[])?,
    }
    Ok(writer.out)
}

/// Writes the members of a structure that HTTP doesn't carry elsewhere.
#[cfg(feature = "client")]
pub(crate) fn write_body(structure: &dyn Structure, size: usize) -> Result<Vec<u8>, EncodeError> {
    let mut writer = encode::Writer {
        out: Vec::with_capacity(size),
        dialect: Dialect::Wire,
        depth: Nesting::default(),
    };
    writer.part(structure, crate::tables::is_in_body)?;
    Ok(writer.out)
}

/// Fills a value from text; an empty text leaves it as it is.
pub(crate) fn read(text: &[u8], slot: Slot<'_>, dialect: Dialect) -> Result<(), DecodeError> {
    if text.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    decode::whole(text, slot, dialect)
}
