//! Documentation as it is written: the HTML of AWS models and the Markdown of overlays become text with structure.
//!
//! What comes out holds text and links only; how it is printed is not known here.

mod builder;
mod draft;
mod html;
mod markdown;
mod tags;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::ir::{Documentation, Item};

/// Something generated that a text names.
pub(crate) struct Mention {
    /// The name to show, which may differ from the model's.
    pub(crate) text: String,
    pub(crate) item: Item,
}

/// Finds what a name in a text stands for; with `None` the name is plain code.
pub(crate) type Find<'a> = &'a mut dyn FnMut(&str) -> Option<Mention>;

/// A text that was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Prose {
    pub(crate) documentation: Documentation,
    /// HTML tags without a rule. Their text is kept.
    pub(crate) unknown_tags: BTreeSet<String>,
    /// Targets of links in Markdown that lead nowhere. Their text is kept.
    pub(crate) broken_links: BTreeSet<String>,
}

/// Reads the HTML of a model.
///
/// `find` is asked about each name in the text: a `<code>`, or an `<a>` without an address, that holds one identifier.
pub(crate) fn from_html(html: &str, find: Find<'_>) -> Prose {
    html::read(html, &mut |text| {
        draft::is_name(text).then(|| find(text)).flatten()
    })
}

/// Reads the Markdown of an overlay. HTML in it is text, and a fence is never run.
///
/// `find` is asked about each code span.
pub(crate) fn from_markdown(markdown: &str, find: Find<'_>) -> Prose {
    markdown::read(markdown, find)
}
