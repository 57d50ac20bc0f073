//! Documentation: the HTML of AWS models as Markdown that rustdoc takes without a complaint.
//!
//! What comes out is text and links only: no HTML, no doc test, nothing that could end a comment.

mod builder;
mod code;
mod escape;
mod paragraph;
mod pieces;
mod read;
mod render;
mod tags;
#[cfg(test)]
mod tests;
mod tree;
mod words;
mod wrap;

use std::collections::BTreeSet;

pub(super) use code::is_invisible;
pub(crate) use wrap::wrap;

/// Converted documentation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Markdown {
    /// One line for each paragraph; see [`wrap`].
    pub(crate) text: String,
    /// Tags without a rule. Their text is kept.
    pub(crate) unknown_tags: BTreeSet<String>,
}

/// Converts the HTML of a model.
///
/// `link` is asked about each name in the text (a `<code>`, or an `<a>` without an address, that
/// holds one identifier). It gives the target of an intra-doc link, or a whole link in brackets
/// if that is to show another name; with `None` the name is plain code.
pub(crate) fn from_html(html: &str, link: &mut dyn FnMut(&str) -> Option<String>) -> Markdown {
    let document = read::read(html);
    let mut paragraphs = paragraph::Paragraphs {
        link,
        addresses: &document.addresses,
    };
    let text = render::blocks(&document.blocks, &mut paragraphs);
    Markdown {
        text,
        unknown_tags: document.unknown_tags,
    }
}
