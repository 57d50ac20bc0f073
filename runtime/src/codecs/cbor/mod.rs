//! CBOR over the tables: one reader and one writer for every generated type, as rpcv2Cbor wants them.
//!
//! Knows tables and bytes alone; which header or path the protocol wants is the driver's.

mod buffer;
mod decode;
mod encode;
mod odd;
mod reader;
#[cfg(test)]
mod tests;

use crate::error::{DecodeError, EncodeError};
use crate::values::{Ref, Slot};

/// Writes a structure or union; anything else becomes an empty map. There is room for so many bytes from the beginning.
pub(crate) fn write(value: &Ref<'_>, size: usize) -> Result<Vec<u8>, EncodeError> {
    let mut writer = encode::Writer::new(size);
    match value {
        Ref::Structure(structure) => writer.structure(*structure)?,
        Ref::Union(union) => writer.union(*union)?,
        _ => writer.nothing()?,
    }
    Ok(writer.finish())
}

/// Fills a value from bytes; without any it stays as it is.
///
/// What is allocated grows with what has been read, never with a length that the bytes claim.
pub(crate) fn read(bytes: &[u8], slot: Slot<'_>) -> Result<(), DecodeError> {
    if bytes.is_empty() {
        return Ok(());
    }
    decode::whole(bytes, slot)
}
