//! What the decoder needs of the XML reader: elements, their text, and skipping.
//!
//! Entities beyond XML's own five, and document types, are refused: they are how a small text becomes a large one.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::codecs::fault::{Depth, Fault, Read};

/// What stands in an element.
pub(super) enum Content<'a> {
    Child(BytesStart<'a>),
    Text(Cow<'a, str>),
    End,
}

/// The beginning of an element's content, to come back to.
#[derive(Clone, Copy)]
pub(super) struct Bookmark {
    position: usize,
    depth: Depth,
    /// The element was written as `<a/>`.
    is_empty: bool,
}

pub(super) struct Tokens<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Where the reader's text begins.
    start: usize,
    depth: Depth,
    /// Whether there are line ends that XML takes for `\n`.
    has_returns: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            reader: reader(text),
            start: 0,
            depth: Depth::default(),
            has_returns: memchr::memchr(b'\r', text.as_bytes()).is_some(),
        }
    }

    /// The byte that is read next.
    pub(super) fn position(&self) -> usize {
        let read = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.start.saturating_add(read)
    }

    fn event(&mut self) -> Read<Event<'a>> {
        let event = self.reader.read_event().map_err(|_| Fault::Syntax)?;
        match &event {
            Event::Start(_) => self.depth.enter()?,
            Event::End(_) => self.depth.leave(),
            Event::DocType(_) => return Err(Fault::Entity),
            _ => {}
        }
        Ok(event)
    }

    /// The next element within the one that is open; `None` once that is closed. Text in between is passed over.
    pub(super) fn child(&mut self) -> Read<Option<BytesStart<'a>>> {
        // Indentation then costs no event of its own.
        self.reader.config_mut().trim_text_start = true;
        loop {
            match self.event()? {
                Event::Start(start) => return Ok(Some(start)),
                Event::End(_) => return Ok(None),
                Event::Eof => return Err(Fault::End),
                _ => {}
            }
        }
    }

    /// The root element.
    pub(super) fn root(&mut self) -> Read<BytesStart<'a>> {
        self.child()?.ok_or(Fault::Syntax)
    }

    /// Nothing but comments and space may follow the root.
    pub(super) fn finish(&mut self) -> Read<()> {
        loop {
            match self.event()? {
                Event::Eof => return Ok(()),
                Event::Start(_) | Event::End(_) => return Err(Fault::Syntax),
                _ => {}
            }
        }
    }

    /// The text of the open element, which is closed then; elements in it are passed over.
    pub(super) fn text(&mut self) -> Read<Cow<'a, str>> {
        self.reader.config_mut().trim_text_start = false;
        let mut whole = Cow::Borrowed("");
        loop {
            match self.event()? {
                Event::Text(text) if self.has_returns => add(&mut whole, text.xml10_content()),
                Event::Text(text) => add(&mut whole, text.into_inner()),
                Event::CData(text) if self.has_returns => add(&mut whole, text.xml10_content()),
                Event::CData(text) => add(&mut whole, text.into_inner()),
                Event::GeneralRef(reference) => whole.to_mut().push(character(&reference)?),
                Event::Start(_) => self.skip()?,
                Event::End(_) => return Ok(whole),
                Event::Eof => return Err(Fault::End),
                _ => {}
            }
        }
    }

    /// What comes next in the open element, text in pieces.
    pub(super) fn content(&mut self) -> Read<Content<'a>> {
        self.reader.config_mut().trim_text_start = false;
        loop {
            return Ok(match self.event()? {
                Event::Start(start) => Content::Child(start),
                Event::End(_) => Content::End,
                Event::Eof => return Err(Fault::End),
                Event::Text(text) => Content::Text(text.xml10_content()),
                Event::CData(text) => Content::Text(text.xml10_content()),
                Event::GeneralRef(reference) => {
                    Content::Text(character(&reference)?.to_string().into())
                }
                _ => continue,
            });
        }
    }

    /// Whether nothing but text is left of the open element.
    pub(super) fn hold_text_alone(mut self) -> Read<bool> {
        loop {
            match self.content()? {
                Content::Text(_) => {}
                Content::Child(_) => return Ok(false),
                Content::End => return Ok(true),
            }
        }
    }

    /// Passes over what is left of the open element.
    pub(super) fn skip(&mut self) -> Read<()> {
        let outside = self.depth.levels().saturating_sub(1);
        while self.depth.levels() > outside {
            if matches!(self.event()?, Event::Eof) {
                return Err(Fault::End);
            }
        }
        Ok(())
    }

    /// Where the content of the element begins that was opened last.
    pub(super) fn bookmark(&self) -> Bookmark {
        let position = self.position();
        let before = self.text.get(..position).unwrap_or_default();
        Bookmark {
            position,
            depth: self.depth,
            is_empty: before.ends_with("/>"),
        }
    }

    /// A reader from the bookmark on, for the content of that element alone. It knows nothing of the elements around, so
    /// that it costs nothing however many there are and however long their names.
    pub(super) fn from(&self, bookmark: Bookmark) -> Self {
        let (text, start) = if bookmark.is_empty {
            ("</a>", 0)
        } else {
            let rest = self.text.get(bookmark.position..).unwrap_or_default();
            (rest, bookmark.position)
        };
        let mut reader = reader(text);
        reader.config_mut().allow_unmatched_ends = true;
        Self {
            text: self.text,
            reader,
            start,
            depth: bookmark.depth,
            has_returns: self.has_returns,
        }
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    // `<a/>` is the same as `<a></a>`.
    reader.config_mut().expand_empty_elements = true;
    reader
}

fn add<'a>(whole: &mut Cow<'a, str>, piece: Cow<'a, str>) {
    if whole.is_empty() {
        *whole = piece;
    } else {
        whole.to_mut().push_str(&piece);
    }
}

fn character(reference: &BytesRef<'_>) -> Read<char> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| Fault::Syntax)? {
        return Ok(character);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Fault::Entity),
    }
}
