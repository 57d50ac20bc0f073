//! Prints documentation as Markdown that rustdoc takes without a complaint.
//!
//! What comes out is text and links only: no HTML, no doc test, nothing that could end a comment. Markdown is known
//! here and nowhere else.

mod code;
mod escape;
mod paragraph;
mod pieces;
mod render;
#[cfg(test)]
mod tests;
mod words;
mod wrap;

pub(crate) use code::inline_code;

pub(super) use paragraph::ALSO_MACROS;

use crate::ir::{Documentation, Item};

/// How a link to an item is printed, which the file decides that the text stands in.
pub(crate) trait Paths {
    /// The whole path, with what tells a field from a method of its name: `field@crate::types::Backup::id`.
    fn path(&self, item: &Item) -> String;

    /// Whether the item's own name is enough, so that [`Backup`] stands without a path.
    fn by_name(&self, item: &Item) -> bool;
}

/// The lines of a text, at most `width` wide where words allow it, without a comment marker.
pub(crate) fn lines(documentation: &Documentation, width: usize, paths: &dyn Paths) -> Vec<String> {
    wrap::wrap(&render::blocks(&documentation.blocks, paths), width)
}

/// Plain text as a part of a line of Markdown.
pub(crate) fn inline(text: &str) -> String {
    render::blocks(&Documentation::from_text(text).blocks, &Nowhere)
}

/// For texts without a link to an item.
struct Nowhere;

impl Paths for Nowhere {
    fn path(&self, item: &Item) -> String {
        item.name().plain().to_owned()
    }

    fn by_name(&self, _item: &Item) -> bool {
        true
    }
}
