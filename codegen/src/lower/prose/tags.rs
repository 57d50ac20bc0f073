//! What each tag of the AWS documentation means.
//!
//! One table, so that a tag nobody has thought of is found; it must not change any state.

/// The meaning of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Paragraph,
    /// A heading becomes a bold paragraph: a page of many small items has no room for headings.
    Heading,
    Break,
    List {
        ordered: bool,
    },
    Item,
    Definitions,
    Term,
    Definition,
    Quote(&'static str),
    Preformatted,
    Table,
    Row,
    Cell,
    Inline(Inline),
    /// Dropped with all it contains.
    Dropped,
    /// Only its content counts.
    Transparent,
    /// Not markup but a placeholder in the text, such as `<region>`.
    Placeholder,
    Unknown,
}

/// The meaning of a tag within a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    Bold,
    Italic,
    Code,
    Anchor,
}

/// Looks a lower-case tag name up.
pub(super) fn meaning(name: &[u8]) -> Tag {
    match name {
        b"p" | b"para" | b"div" | b"section" => Tag::Paragraph,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"title" => Tag::Heading,
        b"br" | b"hr" => Tag::Break,
        b"ul" => Tag::List { ordered: false },
        b"ol" => Tag::List { ordered: true },
        b"li" => Tag::Item,
        b"dl" => Tag::Definitions,
        b"dt" => Tag::Term,
        b"dd" => Tag::Definition,
        b"note" => Tag::Quote("Note"),
        b"important" => Tag::Quote("Important"),
        b"caution" => Tag::Quote("Caution"),
        b"warning" => Tag::Quote("Warning"),
        b"tip" => Tag::Quote("Tip"),
        b"pre" | b"programlisting" => Tag::Preformatted,
        b"table" => Tag::Table,
        b"tr" => Tag::Row,
        b"td" | b"th" => Tag::Cell,
        b"b" | b"strong" => Tag::Inline(Inline::Bold),
        b"i" | b"em" | b"emphasis" | b"replaceable" => Tag::Inline(Inline::Italic),
        b"code" | b"tt" | b"kbd" | b"samp" | b"literal" | b"filename" | b"function" => {
            Tag::Inline(Inline::Code)
        }
        b"a" | b"link" | b"ulink" => Tag::Inline(Inline::Anchor),
        b"fullname" => Tag::Dropped,
        b"zonbook" | b"xhtml" | b"html" | b"body" | b"span" | b"u" | b"text" | b"value"
        | b"copy" | b"thead" | b"tbody" | b"sup" | b"sub" | b"small" => Tag::Transparent,
        b"region" | b"account" | b"account-id" | b"owner-id" | b"uuid" | b"id" | b"name"
        | b"type" | b"n" | b"role" | b"accessibility" => Tag::Placeholder,
        _ => Tag::Unknown,
    }
}
