//! Any JSON as a document, within the memory that a message may take.
//!
//! serde_json reads it; here it is looked at first.

use serde_json::Value as Document;

use super::reader::{Fault, Kind, Read, Reader};
use crate::budget::{Budget, Exceeded};

/// A whole text as a document; `None` where it isn't JSON, or would take too much memory.
#[cfg(feature = "client")]
pub(crate) fn document(text: &[u8]) -> Option<Document> {
    let text = std::str::from_utf8(text).ok()?;
    whole(text, &mut Budget::of(text.len())).ok()
}

/// A text within another message, of whose memory it takes its part; `None` where it isn't JSON.
///
/// # Errors
/// It would take too much memory.
pub(crate) fn embedded(text: &str, budget: &mut Budget) -> Result<Option<Document>, Exceeded> {
    match whole(text, budget) {
        Ok(document) => Ok(Some(document)),
        Err(Fault::Memory) => Err(Exceeded),
        Err(_) => Ok(None),
    }
}

fn whole(text: &str, budget: &mut Budget) -> Read<Document> {
    let mut reader = Reader::new(text);
    let document = next(&mut reader, budget)?;
    if reader.at_end() {
        Ok(document)
    } else {
        Err(Fault::Syntax)
    }
}

/// The next value of a text.
pub(super) fn next(reader: &mut Reader<'_>, budget: &mut Budget) -> Read<Document> {
    let (objects, arrays) = (reader.objects, reader.arrays);
    let text = reader.raw()?;
    budget.take_document(reader.objects - objects, reader.arrays - arrays)?;
    serde_json::from_str(text).map_err(|_| Fault::Kind(Kind::Document))
}
