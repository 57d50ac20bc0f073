//! Markup that isn't written in the plainest way: attributes, comments, references and the like, one at a time, read by
//! quick-xml.
//!
//! Entities beyond XML's own five, and document types, are refused: they are how a small text becomes a large one.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesText, Event};
use quick_xml::parser::{ElementParser, Parser};
use quick_xml::reader::Reader;

use super::tokens::Tag;
use crate::codecs::fault::{Fault, Read};

/// What stands next in a text.
pub(super) enum Markup<'a> {
    Start(Tag<'a>),
    /// An element without an end of its own.
    Empty(Tag<'a>),
    /// A tag that closes an element of this name.
    Close(&'a str),
    /// The end of the open element.
    End,
    /// With line ends as they are.
    Text(Cow<'a, str>),
    Reference(BytesRef<'a>),
    /// A comment, a declaration or an instruction.
    Nothing,
    /// The end of the text.
    Last,
}

/// Reads the markup with which the text begins, and says how long it is; of what can't be read, how much was looked at.
pub(super) fn read(text: &str) -> (Read<Markup<'_>>, usize) {
    match text.as_bytes() {
        [b'<', b'!' | b'?', ..] | [b'&', ..] => by_event(text),
        [b'<'] => (Err(Fault::Syntax), 0),
        bytes => match ElementParser::Outside.feed(bytes) {
            Some(end) => (Ok(tag(text.get(1..end).unwrap_or_default())), end + 1),
            None => (Err(Fault::Syntax), text.len()),
        },
    }
}

fn by_event(text: &str) -> (Read<Markup<'_>>, usize) {
    let mut reader = Reader::from_str(text);
    let found = match reader.read_event() {
        Ok(Event::CData(text)) => Ok(Markup::Text(text.into_inner())),
        Ok(Event::GeneralRef(reference)) => Ok(Markup::Reference(reference)),
        Ok(Event::DocType(_)) => Err(Fault::Entity),
        Ok(_) => Ok(Markup::Nothing),
        Err(_) => Err(Fault::Syntax),
    };
    let length = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
    (found, length)
}

/// A tag from what stands between its brackets.
fn tag(content: &str) -> Markup<'_> {
    let is_space = |character| matches!(character, ' ' | '\n' | '\r' | '\t');
    if let Some(name) = content.strip_prefix('/') {
        return Markup::Close(name.trim_end_matches(is_space));
    }
    let inside = content.strip_suffix('/');
    let content = inside.unwrap_or(content);
    let (name, attributes) = content.split_at(content.find(is_space).unwrap_or(content.len()));
    let tag = Tag { name, attributes };
    if inside.is_some() {
        Markup::Empty(tag)
    } else {
        Markup::Start(tag)
    }
}

/// A character for which XML itself has an entity, and the length of the reference that the text begins with.
#[inline]
pub(super) fn usual_reference(text: &str) -> Option<(char, usize)> {
    let name = text.strip_prefix('&')?;
    let usual = [
        ('"', "quot;"),
        ('&', "amp;"),
        ('<', "lt;"),
        ('>', "gt;"),
        ('\'', "apos;"),
    ];
    let (character, name) = usual.iter().find(|(_, usual)| name.starts_with(usual))?;
    Some((*character, 1 + name.len()))
}

/// The character that a reference stands for.
pub(super) fn character(reference: &BytesRef<'_>) -> Read<char> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| Fault::Syntax)? {
        return Ok(character);
    }
    match usual_reference(&format!("&{};", &**reference)) {
        Some((character, _)) => Ok(character),
        None => Err(Fault::Entity),
    }
}

/// The text with line ends as XML has them.
pub(super) fn lines(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => BytesText::from_escaped(text).xml10_content(),
        Cow::Owned(text) => BytesText::from_escaped(text.as_str())
            .xml10_content()
            .into_owned()
            .into(),
    }
}
