//! The document tree between the HTML reader and the Markdown writer.
//!
//! Holds text and its style only: it must not know a tag name or a Markdown character.

use std::collections::BTreeSet;

/// How a run of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub link: Link,
}

/// Where a run of text leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Link {
    /// Nowhere.
    #[default]
    None,
    /// To the address with this index in [`Document::addresses`].
    Address(usize),
    /// To whatever the text names: a link of the model's documentation without an address.
    Name,
}

/// Text in one style. Whitespace is already collapsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub text: String,
    pub style: Style,
}

/// What stands on lines of its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(Vec<Run>),
    List {
        ordered: bool,
        items: Vec<Vec<Block>>,
    },
    /// A note or a warning, with the word that says which.
    Quote {
        label: &'static str,
        blocks: Vec<Block>,
    },
    Preformatted(String),
    Table(Vec<Vec<Vec<Run>>>),
}

/// One piece of documentation.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub blocks: Vec<Block>,
    pub addresses: Vec<String>,
    pub unknown_tags: BTreeSet<String>,
}
