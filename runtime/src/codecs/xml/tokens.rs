//! What the decoder needs of an XML text: elements, their text, and skipping.
//!
//! Tags and texts that are written in the plainest way, which is how services write, are read here; what isn't is left
//! to `odd`. Of names nothing is copied.

use std::borrow::Cow;

use quick_xml::name::QName;

use super::odd::{self, Markup};
use crate::codecs::fault::{DEEPEST, Fault, Read};

/// The tag that opens an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// With its prefix.
    pub(super) name: &'a str,
    /// What stands behind the name.
    pub(super) attributes: &'a str,
}

/// What stands in an element.
pub(super) enum Content<'a> {
    Child(Tag<'a>),
    Text(Cow<'a, str>),
    End,
}

/// The beginning of an element's content, to come back to.
#[derive(Clone, Copy)]
pub(super) struct Bookmark<'a> {
    pub(super) tag: Tag<'a>,
    position: usize,
    is_empty: bool,
}

#[derive(Clone)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    /// The byte that is read next.
    position: usize,
    /// The names of the elements that are open.
    open: Vec<&'a str>,
    /// The element that was opened last was written as `<a/>`, which is the same as `<a></a>`.
    is_empty: bool,
    /// No name had a quote in it. One that has changes where the tag ends that closes it.
    has_plain_names: bool,
    /// Whether there are line ends that XML takes for `\n`.
    has_returns: bool,
    /// Where texts in pieces are put together: none of them grows bit by bit, and each gets the room that it needs.
    pieces: String,
}

impl<'a> Tag<'a> {
    fn plain(name: &'a str) -> Self {
        Self {
            name,
            attributes: "",
        }
    }

    /// The name without its prefix.
    pub(super) fn local_name(&self) -> &'a str {
        QName(self.name).local_name().into_inner()
    }
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mark = '\u{feff}';
        Self {
            text,
            position: if text.starts_with(mark) {
                mark.len_utf8()
            } else {
                0
            },
            open: Vec::new(),
            is_empty: false,
            has_plain_names: true,
            has_returns: memchr::memchr(b'\r', text.as_bytes()).is_some(),
            pieces: String::new(),
        }
    }

    /// The byte that is read next.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The text from the next byte on.
    #[inline]
    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    #[inline]
    fn space(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.position) {
            self.position += 1;
        }
    }

    fn next(&mut self) -> Read<Markup<'a>> {
        if self.is_empty {
            self.leave();
            return Ok(Markup::End);
        }
        let rest = self.rest();
        match rest.as_bytes() {
            [] => Ok(Markup::Last),
            [b'<', b'/', ..] if self.closes(self.position) => Ok(Markup::End),
            [b'<', tag @ ..] => match length_of_plain(tag) {
                Some(length) => self.plain_start(rest.get(1..=length).unwrap_or_default()),
                None => self.odd(),
            },
            [b'&', ..] => self.odd(),
            text => {
                let length = memchr::memchr2(b'<', b'&', text).unwrap_or(text.len());
                self.position += length;
                let text = rest.get(..length).unwrap_or_default();
                Ok(Markup::Text(text.into()))
            }
        }
    }

    /// Opens an element in whose tag there is only a name, and perhaps a slash behind it.
    #[inline]
    fn plain_start(&mut self, tag: &'a str) -> Read<Markup<'a>> {
        self.position += tag.len() + 2;
        let name = tag.strip_suffix('/');
        self.is_empty = name.is_some();
        let tag = Tag::plain(name.unwrap_or(tag));
        self.enter(tag.name)?;
        Ok(Markup::Start(tag))
    }

    /// Reads what isn't written in the plainest way.
    #[cold]
    fn odd(&mut self) -> Read<Markup<'a>> {
        let (found, length) = odd::read(self.rest());
        self.position += length;
        let found = found?;
        match found {
            Markup::Start(tag) => {
                self.has_plain_names &= !tag.name.contains(['"', '\'']);
                self.enter(tag.name)?;
            }
            Markup::Empty(tag) => {
                self.is_empty = true;
                self.enter(tag.name)?;
                return Ok(Markup::Start(tag));
            }
            Markup::Close(name) => {
                if self.open.pop() != Some(name) {
                    return Err(Fault::Syntax);
                }
                return Ok(Markup::End);
            }
            _ => {}
        }
        Ok(found)
    }

    #[inline]
    fn enter(&mut self, name: &'a str) -> Read<()> {
        if self.open.len() == DEEPEST {
            return Err(Fault::Depth);
        }
        self.open.push(name);
        Ok(())
    }

    #[inline]
    fn leave(&mut self) {
        self.is_empty = false;
        self.open.pop();
    }

    /// Passes over the end of the open element, if that stands there in the plainest way.
    #[inline]
    fn closes(&mut self, start: usize) -> bool {
        let Some(name) = self.open.last() else {
            return false;
        };
        let end = start + name.len() + 3;
        let Some([b'<', b'/', found @ .., b'>']) = self.text.as_bytes().get(start..end) else {
            return false;
        };
        let closes = found == name.as_bytes() && self.has_plain_names;
        if closes {
            self.position = end;
            self.leave();
        }
        closes
    }

    /// Opens the next element within the one that is open, if it has this name and is written in the plainest way. The
    /// name is one that XML allows.
    #[inline]
    pub(super) fn opens(&mut self, name: &'static str) -> Option<Tag<'a>> {
        if self.is_empty || self.open.len() == DEEPEST {
            return None;
        }
        self.space();
        let end = self.position + 1 + name.len();
        let (tag, after) = self.text.as_bytes().split_at_checked(end)?;
        let [b'<', found @ ..] = tag.get(self.position..)? else {
            return None;
        };
        if found != name.as_bytes() {
            return None;
        }
        (self.position, self.is_empty) = match after {
            [b'>', ..] => (end + 1, false),
            [b'/', b'>', ..] => (end + 2, true),
            _ => return None,
        };
        self.open.push(name);
        Some(Tag::plain(name))
    }

    /// The next element within the one that is open; `None` once that is closed. Text in between is passed over.
    pub(super) fn child(&mut self) -> Read<Option<Tag<'a>>> {
        loop {
            if !self.is_empty {
                // Indentation then is no text of its own.
                self.space();
            }
            match self.next()? {
                Markup::Start(tag) => return Ok(Some(tag)),
                Markup::End => return Ok(None),
                Markup::Last => return Err(Fault::End),
                _ => {}
            }
        }
    }

    /// The root element.
    pub(super) fn root(&mut self) -> Read<Tag<'a>> {
        self.child()?.ok_or(Fault::Syntax)
    }

    /// Nothing but comments and space may follow the root.
    pub(super) fn finish(&mut self) -> Read<()> {
        loop {
            match self.next()? {
                Markup::Last => return Ok(()),
                Markup::Start(_) | Markup::End => return Err(Fault::Syntax),
                _ => {}
            }
        }
    }

    /// The text of the open element, which is closed then; elements in it are passed over.
    #[inline]
    pub(super) fn text(&mut self) -> Read<Cow<'a, str>> {
        match self.plain_text() {
            Some(text) => Ok(text.into()),
            None => self.text_in_pieces().map(Cow::Owned),
        }
    }

    /// A text that stands there as it is. Of anything else nothing is read.
    #[inline]
    fn plain_text(&mut self) -> Option<&'a str> {
        if self.is_empty {
            self.leave();
            return Some("");
        }
        let rest = self.rest();
        let length = memchr::memchr2(b'<', b'&', rest.as_bytes())?;
        let text = rest.get(..length)?;
        let is_plain = !(self.has_returns && text.contains('\r'));
        (is_plain && self.closes(self.position + length)).then_some(text)
    }

    fn text_in_pieces(&mut self) -> Read<String> {
        let mut whole = std::mem::take(&mut self.pieces);
        whole.clear();
        loop {
            if let Some((character, length)) = odd::usual_reference(self.rest()) {
                whole.push(character);
                self.position += length;
                continue;
            }
            match self.next()? {
                Markup::Text(text) => whole.push_str(&odd::lines(text)),
                Markup::Reference(reference) => whole.push(odd::character(&reference)?),
                Markup::Start(_) => self.skip()?,
                Markup::End => break,
                Markup::Last => return Err(Fault::End),
                _ => {}
            }
        }
        let text = whole.as_str().to_owned();
        self.pieces = whole;
        Ok(text)
    }

    /// What comes next in the open element, text in pieces.
    pub(super) fn content(&mut self) -> Read<Content<'a>> {
        loop {
            return Ok(match self.next()? {
                Markup::Start(tag) => Content::Child(tag),
                Markup::End => Content::End,
                Markup::Last => return Err(Fault::End),
                Markup::Text(text) => Content::Text(odd::lines(text)),
                Markup::Reference(reference) => {
                    Content::Text(odd::character(&reference)?.to_string().into())
                }
                _ => continue,
            });
        }
    }

    /// Whether nothing but text is left of the open element. What is wrong with it shows when it is read.
    pub(super) fn hold_text_alone(mut self) -> bool {
        loop {
            match self.content() {
                Ok(Content::Text(_)) => {}
                Ok(Content::Child(_)) => return false,
                Ok(Content::End) | Err(_) => return true,
            }
        }
    }

    /// Passes over what is left of the open element.
    pub(super) fn skip(&mut self) -> Read<()> {
        let outside = self.open.len().saturating_sub(1);
        while self.open.len() > outside {
            if matches!(self.next()?, Markup::Last) {
                return Err(Fault::End);
            }
        }
        Ok(())
    }

    /// Where the content of the element begins that this tag has just opened.
    pub(super) fn bookmark(&self, tag: Tag<'a>) -> Bookmark<'a> {
        Bookmark {
            tag,
            position: self.position,
            is_empty: self.is_empty,
        }
    }

    /// Goes back into an element that was read already. Gives the place to go to afterwards.
    pub(super) fn go_back(&mut self, bookmark: Bookmark<'a>) -> usize {
        self.open.push(bookmark.tag.name);
        self.is_empty = bookmark.is_empty;
        std::mem::replace(&mut self.position, bookmark.position)
    }

    /// Goes on where it was before it went back.
    pub(super) fn go_on(&mut self, position: usize) {
        self.position = position;
    }
}

/// How long a tag is in which there is only a name, and perhaps a slash behind it: its opening bracket is not in the text.
#[inline]
fn length_of_plain(text: &[u8]) -> Option<usize> {
    if let [b'/' | b'!' | b'?', ..] = text {
        return None;
    }
    let is_stop = |byte: &u8| matches!(byte, b'>' | b' ' | b'\n' | b'\r' | b'\t' | b'"' | b'\'');
    let length = text.iter().position(is_stop)?;
    (text.get(length) == Some(&b'>')).then_some(length)
}

#[cfg(test)]
#[path = "plain_tests.rs"]
mod tests;
