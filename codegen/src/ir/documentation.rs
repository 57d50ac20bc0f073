//! Prose of an item: text with structure, in which links are still links.
//!
//! Nothing here is Markdown or HTML. `lower` makes it of what it reads or of its own sentences, `emit` prints it.

use super::{Address, Name};
use crate::characters::{collapse, is_invisible};

/// Prose with structure; empty when there is nothing to say.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Documentation {
    pub(crate) blocks: Vec<Block>,
}

/// What stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(Vec<Run>),
    List {
        ordered: bool,
        items: Vec<Vec<Block>>,
    },
    /// A quotation, or with a word that says so a note or a warning.
    Quote {
        label: Option<&'static str>,
        blocks: Vec<Block>,
    },
    /// Text whose lines and spaces count. It is never run.
    Preformatted(String),
    /// Rows of cells; the first is the head.
    Table(Vec<Vec<Vec<Run>>>),
}

/// Text in one style, on one line and without invisible characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    text: String,
    pub(crate) style: Style,
}

/// How a run of text looks, and where it leads.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) code: bool,
    pub(crate) link: Option<Link>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    Address(Address),
    /// To something that is generated.
    Item(Item),
}

/// What is generated and a text can point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    Type(Name),
    /// A type and its field.
    Field(Name, Name),
    /// A type and its variant.
    Variant(Name, Name),
    /// A method of the client.
    Method(Name),
}

impl Item {
    /// The item's own name, without the type that it belongs to.
    pub(crate) fn name(&self) -> &Name {
        match self {
            Self::Type(name)
            | Self::Field(_, name)
            | Self::Variant(_, name)
            | Self::Method(name) => name,
        }
    }
}

impl Run {
    /// Whitespace is collapsed, what is invisible left out.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        let text = collapse(text);
        Self { text, style }
    }

    /// Plain text.
    pub(crate) fn plain(text: &str) -> Self {
        Self::new(text, Style::default())
    }

    /// A piece of code, or a name as it stands on the wire.
    pub(crate) fn code(text: &str) -> Self {
        let style = Style {
            code: true,
            ..Style::default()
        };
        Self::new(text, style)
    }

    /// The item's name, which leads to the item.
    pub(crate) fn item(item: Item) -> Self {
        let mut run = Self::code(item.name().plain());
        run.style.link = Some(Link::Item(item));
        run
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl Documentation {
    /// One paragraph; empty when there is nothing in it.
    pub(crate) fn paragraph(runs: Vec<Run>) -> Self {
        let mut documentation = Self::default();
        documentation.add_paragraph(runs);
        documentation
    }

    /// One paragraph of plain text.
    pub(crate) fn from_text(text: &str) -> Self {
        Self::paragraph(vec![Run::plain(text)])
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Adds a paragraph at the end, if there is something in it.
    pub(crate) fn add_paragraph(&mut self, runs: Vec<Run>) {
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            self.blocks.push(Block::Paragraph(runs));
        }
    }

    /// The first sentence of the first paragraph; empty where something else comes first.
    ///
    /// A full stop within code or a link doesn't end the sentence.
    pub(crate) fn first_sentence(&self) -> Self {
        let Some(Block::Paragraph(runs)) = self.blocks.first() else {
            return Self::default();
        };
        let mut sentence = Vec::new();
        let mut after_stop = false;
        for run in runs {
            if after_stop && run.text.starts_with(' ') {
                break;
            }
            let is_prose = !run.style.code && run.style.link.is_none();
            if is_prose && let Some(stop) = run.text.find(". ") {
                let text = run.text.get(..=stop).unwrap_or_default();
                sentence.push(Run::new(text, run.style.clone()));
                break;
            }
            after_stop = is_prose && run.text.ends_with('.');
            sentence.push(run.clone());
        }
        Self::paragraph(sentence)
    }
}

impl Block {
    /// Text whose lines and spaces count, as a terminal would show it.
    pub(crate) fn preformatted(text: &str) -> Self {
        let text = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\t', "    ");
        let visible = text.chars().filter(|c| *c == '\n' || !is_invisible(*c));
        let spaced = visible.map(|c| {
            if c.is_whitespace() && c != '\n' {
                ' '
            } else {
                c
            }
        });
        Self::Preformatted(spaced.collect())
    }
}

/// Why an item should not be used any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deprecation {
    /// One line for the compiler's warning; `None` when the model gives no reason.
    pub(crate) note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str) -> Run {
        let mut run = Run::plain(text);
        run.style.link = Address::new("https://a.b/c").map(Link::Address);
        run
    }

    #[test]
    fn a_sentence_ends_at_the_first_stop_outside_code_and_links() {
        let runs = vec![
            Run::plain("Use "),
            Run::code("a. b"),
            Run::plain(" or "),
            linked("x. y"),
            Run::plain(". Then more."),
        ];
        let mut expected = runs.clone();
        expected[4] = Run::plain(".");
        let whole = Documentation::paragraph(runs);
        assert_eq!(whole.first_sentence(), Documentation::paragraph(expected));
    }

    #[test]
    fn a_sentence_may_end_with_its_style() {
        let mut bold = Run::plain("Old.");
        bold.style.bold = true;
        let whole = Documentation::paragraph(vec![bold.clone(), Run::plain(" Use the other.")]);
        assert_eq!(whole.first_sentence(), Documentation::paragraph(vec![bold]));
    }

    #[test]
    fn a_text_is_on_one_line_and_shows_all_of_itself() {
        assert_eq!(Run::plain("a\n\n```\u{202e}\tb\0").text(), "a ``` b");
        let block = Block::preformatted("a\u{202e}\r\n\tb\u{2028}c");
        assert_eq!(block, Block::Preformatted("a\n    bc".to_owned()));
    }

    #[test]
    fn nothing_to_say_is_no_paragraph() {
        assert!(Documentation::from_text(" \u{200b}\n").is_empty());
    }
}
