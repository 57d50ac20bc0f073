//! Prose of an item, ready to be printed.

/// Markdown that is safe in a doc comment: links resolved, nothing in it runs or escapes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Documentation {
    /// Paragraphs, not wrapped; empty when there is nothing to say.
    pub(crate) markdown: String,
}

/// Why an item should not be used any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deprecation {
    /// One line for the compiler's warning; empty when the model gives no reason.
    pub(crate) note: String,
}
