//! Reads the HTML of AWS models.
//!
//! Decides what a tag does to the text; it must not write Markdown.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{EndTag, Span, StartTag, Token, Tokenizer};

use super::builder::Builder;
use super::draft::{Link, Style};
use super::tags::{Inline, Tag, meaning};
use super::{Find, Prose};
use crate::ir::{Address, Block};

/// Inline tags within each other; deeper ones change nothing any more.
const DEEPEST: usize = 32;

/// Reads a whole piece of documentation. Nothing in it can make this fail.
pub(super) fn read(html: &str, find: Find<'_>) -> Prose {
    let mut reader = Reader {
        html,
        builder: Builder::new(find),
        inlines: Vec::new(),
        preformatted: None,
        dropping: 0,
        last_ends: None,
        unknown_tags: BTreeSet::new(),
    };
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => reader.start(&tag),
            Ok(Token::EndTag(tag)) => reader.end(&tag),
            Ok(Token::String(text)) => reader.text(&String::from_utf8_lossy(&text)),
            Ok(Token::Comment(text)) => reader.comment(&String::from_utf8_lossy(&text)),
            Ok(Token::Doctype(_) | Token::Error(_)) => {}
            Err(never) => match never {},
        }
    }
    reader.finish()
}

struct Reader<'a> {
    html: &'a str,
    builder: Builder<'a>,
    /// Open inline tags, and where an anchor leads.
    inlines: Vec<(Inline, Link)>,
    /// The text of the open `<pre>`.
    preformatted: Option<String>,
    dropping: usize,
    /// Where the last end tag of each name stands; found when an unknown tag asks for it.
    last_ends: Option<BTreeMap<String, usize>>,
    unknown_tags: BTreeSet<String>,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        if self.dropping > 0 {
            return;
        }
        if let Some(open) = &mut self.preformatted {
            open.push_str(text);
            return;
        }
        let style = self.style();
        self.builder.text(text, style);
    }

    /// Old models hide an ampersand in a CDATA section, which HTML reads as a comment.
    fn comment(&mut self, text: &str) {
        if let Some(inner) = text
            .strip_prefix("[CDATA[")
            .and_then(|t| t.strip_suffix("]]"))
        {
            self.text(
                &inner
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&"),
            );
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let kind = meaning(&tag.name);
        if kind == Tag::Dropped {
            self.dropping += usize::from(!tag.self_closing);
            return;
        }
        if self.dropping > 0 {
            // A paragraph within a dropped tag means that its end tag was forgotten.
            if kind == Tag::Paragraph {
                self.dropping = 0;
            } else {
                return;
            }
        }
        if self.preformatted.is_some() {
            self.start_in_preformatted(kind, tag);
            return;
        }
        match kind {
            Tag::Inline(inline) => self.start_inline(inline, tag),
            Tag::Placeholder => self.source(tag.span),
            Tag::Unknown => self.start_unknown(tag),
            Tag::Transparent | Tag::Dropped => {}
            _ => self.start_block(kind),
        }
    }

    fn start_block(&mut self, kind: Tag) {
        self.end_paragraph();
        match kind {
            Tag::Heading | Tag::Term => {
                if kind == Tag::Term {
                    self.builder.start_item();
                }
                self.inlines.push((Inline::Bold, Link::None));
            }
            Tag::List { ordered } => self.builder.start_list(ordered),
            Tag::Definitions => self.builder.start_list(false),
            Tag::Item => self.builder.start_item(),
            Tag::Definition => self.builder.resume_item(),
            Tag::Quote(label) => self.builder.start_quote(Some(label)),
            Tag::Preformatted => self.preformatted = Some(String::new()),
            Tag::Table => self.builder.start_table(),
            Tag::Row => self.builder.start_row(),
            Tag::Cell => self.builder.start_cell(),
            _ => {}
        }
    }

    fn start_in_preformatted(&mut self, kind: Tag, tag: &StartTag<usize>) {
        match kind {
            Tag::Break => self.text("\n"),
            Tag::Placeholder => self.source(tag.span),
            Tag::Unknown => self.start_unknown(tag),
            _ => {}
        }
    }

    fn start_inline(&mut self, inline: Inline, tag: &StartTag<usize>) {
        if tag.self_closing || self.inlines.len() >= DEEPEST {
            return;
        }
        let link = if inline == Inline::Anchor {
            Self::target(tag)
        } else {
            Link::None
        };
        self.inlines.push((inline, link));
    }

    /// Where an anchor leads: to its address, or without one to the thing it names.
    fn target(tag: &StartTag<usize>) -> Link {
        let named = |name: &[u8]| tag.attributes.get(name);
        if let Some(href) = named(b"href").or_else(|| named(b"url")) {
            let address = Address::new(&String::from_utf8_lossy(href));
            return address.map_or(Link::None, Link::Address);
        }
        // DocBook's `linkend` is the id of a page, which is the name of an item or nothing of ours.
        match named(b"linkend") {
            Some(id) if id.contains(&b'-') => Link::None,
            _ => Link::Name,
        }
    }

    /// An unknown tag with an end tag is markup; one without is a placeholder like `<key>`.
    fn start_unknown(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let html = self.html;
        let last_ends = self.last_ends.get_or_insert_with(|| last_ends(html));
        let is_markup = last_ends.get(&name).is_some_and(|at| *at >= tag.span.end);
        if !is_markup {
            self.source(tag.span);
        }
        self.unknown_tags.insert(name);
    }

    /// Shows a tag as it is written.
    fn source(&mut self, span: Span<usize>) {
        let html = self.html;
        self.text(html.get(span.start..span.end).unwrap_or(""));
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let kind = meaning(&tag.name);
        if kind == Tag::Dropped {
            self.dropping = self.dropping.saturating_sub(1);
            return;
        }
        if self.preformatted.is_some() {
            if kind == Tag::Preformatted {
                self.end_preformatted();
            }
            return;
        }
        match kind {
            Tag::Inline(inline) => {
                if let Some(at) = self.inlines.iter().rposition(|(open, _)| *open == inline) {
                    self.inlines.remove(at);
                }
            }
            Tag::Transparent | Tag::Placeholder | Tag::Unknown | Tag::Dropped => {}
            _ => self.end_block(kind),
        }
    }

    fn end_block(&mut self, kind: Tag) {
        self.end_paragraph();
        match kind {
            Tag::List { .. } | Tag::Definitions => self.builder.end_list(),
            Tag::Item | Tag::Term | Tag::Definition => self.builder.end_item(),
            Tag::Quote(_) => self.builder.end_quote(),
            Tag::Table => self.builder.end_table(),
            Tag::Row | Tag::Cell => self.builder.end_cell(),
            _ => {}
        }
    }

    /// Ends the paragraph, and with it any inline tag left open.
    fn end_paragraph(&mut self) {
        self.inlines.clear();
        self.builder.end_paragraph();
    }

    fn end_preformatted(&mut self) {
        if let Some(text) = self.preformatted.take()
            && !text.trim().is_empty()
        {
            self.builder.block(Block::preformatted(&text));
        }
    }

    fn style(&self) -> Style {
        let mut style = Style::default();
        for (inline, link) in &self.inlines {
            match inline {
                Inline::Bold => style.bold |= !style.code,
                Inline::Italic => style.italic |= !style.code,
                Inline::Code => style.code = true,
                Inline::Anchor => style.link = link.clone(),
            }
        }
        style
    }

    fn finish(mut self) -> Prose {
        self.end_preformatted();
        self.end_paragraph();
        Prose {
            documentation: self.builder.finish(),
            unknown_tags: self.unknown_tags,
            broken_links: BTreeSet::new(),
        }
    }
}

/// The place of the last end tag of each name, in lower case.
fn last_ends(html: &str) -> BTreeMap<String, usize> {
    let ends = html.match_indices("</").map(|(at, opening)| {
        let rest = html.get(at + opening.len()..).unwrap_or("");
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
        let name = rest.get(..length.unwrap_or(rest.len())).unwrap_or("");
        (name.to_ascii_lowercase(), at)
    });
    ends.collect()
}
