//! Reads the Markdown of overlays.
//!
//! Decides what each event of the parser does to the text; HTML is text, and a fence is preformatted.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::draft::{Link, Style};
use super::{Find, Prose};
use crate::ir::{Address, Block};

/// Reads a whole text. Nothing in it can make this fail.
pub(super) fn read(markdown: &str, find: Find<'_>) -> Prose {
    let mut reader = Reader {
        builder: Builder::new(find),
        bold: 0,
        italic: 0,
        links: Vec::new(),
        preformatted: None,
        broken_links: BTreeSet::new(),
    };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reader.event(event);
    }
    reader.builder.end_paragraph();
    Prose {
        documentation: reader.builder.finish(),
        unknown_tags: BTreeSet::new(),
        broken_links: reader.broken_links,
    }
}

struct Reader<'a> {
    builder: Builder<'a>,
    /// How many strong parts are open, and how many emphasised ones.
    bold: usize,
    italic: usize,
    links: Vec<Link>,
    /// The text of the open code block.
    preformatted: Option<String>,
    broken_links: BTreeSet<String>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text(&text, false);
            }
            Event::Code(text) => self.text(&text, true),
            Event::SoftBreak => self.text(" ", false),
            Event::HardBreak | Event::Rule => self.builder.end_paragraph(),
            // Of extensions that aren't switched on.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str, code: bool) {
        if let Some(open) = &mut self.preformatted {
            return open.push_str(text);
        }
        let style = Style {
            bold: self.bold > 0,
            italic: self.italic > 0,
            code,
            link: self.links.last().cloned().unwrap_or_default(),
        };
        self.builder.text(text, style);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            // A heading becomes a bold paragraph: a page of many small items has no room for headings.
            Tag::Heading { .. } => {
                self.builder.end_paragraph();
                self.bold += 1;
            }
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.start_link(&dest_url),
            Tag::CodeBlock(_) => {
                self.builder.end_paragraph();
                self.preformatted = Some(String::new());
            }
            Tag::List(number) => self.builder.start_list(number.is_some()),
            Tag::Item => self.builder.start_item(),
            Tag::BlockQuote(_) => self.builder.start_quote(None),
            Tag::Table(_) => self.builder.start_table(),
            Tag::TableHead | Tag::TableRow => self.builder.start_row(),
            Tag::TableCell => self.builder.start_cell(),
            _ => self.builder.end_paragraph(),
        }
    }

    fn start_link(&mut self, target: &str) {
        let address = Address::new(target);
        if address.is_none() {
            self.broken_links.insert(target.to_owned());
        }
        self.links.push(address.map_or(Link::None, Link::Address));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.builder.end_paragraph();
                self.bold = self.bold.saturating_sub(1);
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => _ = self.links.pop(),
            TagEnd::CodeBlock => {
                let text = self.preformatted.take().unwrap_or_default();
                if !text.trim().is_empty() {
                    self.builder.block(Block::preformatted(&text));
                }
            }
            TagEnd::List(_) => self.builder.end_list(),
            TagEnd::Item => self.builder.end_item(),
            TagEnd::BlockQuote(_) => self.builder.end_quote(),
            TagEnd::Table => self.builder.end_table(),
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => self.builder.end_cell(),
            _ => self.builder.end_paragraph(),
        }
    }
}
