//! A pull reader over JSON text: hands out tokens, skips what nobody wants, never recurses without a limit.
//!
//! Knows nothing of tables; `decode` does.

use std::borrow::Cow;

use super::{scan, unescape};
use crate::codecs::decimal::Decimal;
use crate::codecs::fault::{Depth, Fault, Read};

/// What the next value is, before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

pub(super) struct Reader<'a> {
    text: &'a str,
    /// The byte that is read next.
    pub(super) position: usize,
    depth: Depth,
    /// Where strings with escapes are put together: none of them grows bit by bit, and each gets the room that it needs.
    unescaped: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            position: 0,
            depth: Depth::default(),
            unescaped: Vec::new(),
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// The text from the next byte on.
    #[inline]
    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    /// How many arrays and objects the reader is in.
    pub(super) fn depth(&self) -> usize {
        self.depth.levels()
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.text.len() - self.position
    }

    /// Passes over space; gives the byte after it, which is not read yet.
    #[inline]
    fn space(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte()?;
            if byte > b' ' || !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.position += 1;
        }
    }

    /// Whether the next value begins with this byte.
    #[inline]
    pub(super) fn is_at(&mut self, byte: u8) -> bool {
        self.space() == Some(byte)
    }

    /// Looks at the next value.
    #[inline]
    pub(super) fn peek(&mut self) -> Read<Next> {
        match self.space().ok_or(Fault::End)? {
            b'n' => Ok(Next::Null),
            b't' | b'f' => Ok(Next::Boolean),
            b'-' | b'0'..=b'9' | b'N' | b'I' => Ok(Next::Number),
            b'"' => Ok(Next::String),
            b'[' => Ok(Next::Array),
            b'{' => Ok(Next::Object),
            _ => Err(Fault::Syntax),
        }
    }

    /// Whether only space is left.
    pub(super) fn at_end(&mut self) -> bool {
        self.space().is_none()
    }

    fn word(&mut self, word: &str) -> Read<()> {
        let rest = self.rest();
        if rest.starts_with(word) {
            self.position += word.len();
            return Ok(());
        }
        Err(if word.starts_with(rest) {
            Fault::End
        } else {
            Fault::Syntax
        })
    }

    pub(super) fn null(&mut self) -> Read<()> {
        self.word("null")
    }

    pub(super) fn boolean(&mut self) -> Read<bool> {
        if self.byte() == Some(b't') {
            self.word("true").map(|()| true)
        } else {
            self.word("false").map(|()| false)
        }
    }

    /// A number that is not too long. Of anything else nothing is read.
    #[inline]
    pub(super) fn decimal(&mut self) -> Option<Decimal> {
        let rest = self.text.as_bytes().get(self.position..)?;
        let (number, after) = Decimal::read(rest)?;
        self.position += rest.len() - after.len();
        Some(number)
    }

    /// The text of a number, checked to be one. Python's words for what is none are numbers too.
    pub(super) fn number(&mut self) -> Read<&'a str> {
        let start = self.position;
        if self.byte() == Some(b'-') {
            self.position += 1;
        }
        if let Some(first @ (b'N' | b'I')) = self.byte() {
            self.word(if first == b'N' { "NaN" } else { "Infinity" })?;
            return Ok(self.text.get(start..self.position).unwrap_or_default());
        }
        self.digits()?;
        if self.byte() == Some(b'.') {
            self.position += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.position += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.position += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.position).unwrap_or_default())
    }

    fn digits(&mut self) -> Read<()> {
        let start = self.position;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.position += 1;
        }
        match (self.position > start, self.byte()) {
            (true, _) => Ok(()),
            (false, None) => Err(Fault::End),
            (false, Some(_)) => Err(Fault::Syntax),
        }
    }

    /// A string in which nothing is escaped. Of anything else nothing is read.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        let [b'"', after @ ..] = self.text.as_bytes().get(self.position..)? else {
            return None;
        };
        let start = self.position + 1;
        let end = start + scan::stop(after);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.position = end + 1;
        self.text.get(start..end)
    }

    /// A string; borrowed when nothing in it is escaped.
    pub(super) fn string(&mut self) -> Read<Cow<'a, str>> {
        if let Some(text) = self.plain_string() {
            return Ok(Cow::Borrowed(text));
        }
        self.position += 1;
        let rest = self.rest();
        let length = scan::stop(rest.as_bytes());
        let text = rest.get(..length).unwrap_or_default();
        if text.len() == rest.len() {
            return Err(Fault::End);
        }
        self.position += length;
        self.unescaped(text).map(Cow::Owned)
    }

    /// The rest of a string from its first backslash on, behind what stands before.
    #[cold]
    fn unescaped(&mut self, before: &str) -> Read<String> {
        let mut whole = std::mem::take(&mut self.unescaped);
        whole.clear();
        whole.extend_from_slice(before.as_bytes());
        loop {
            let rest = self.rest().as_bytes();
            let (length, escaped) = unescape::read(rest, &mut whole).ok_or(Fault::End)?;
            self.position += length;
            match (self.byte(), escaped) {
                (Some(b'"'), false) => break,
                (Some(b'u'), true) => {
                    self.position += 1;
                    let character = self.unicode()?;
                    whole.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                _ => return Err(Fault::Syntax),
            }
        }
        self.position += 1;
        let text = std::str::from_utf8(&whole)
            .map_err(|_| Fault::Syntax)?
            .to_owned();
        self.unescaped = whole;
        Ok(text)
    }

    /// A `\u` escape, two of them for a character beyond the first plane; half a pair becomes U+FFFD.
    fn unicode(&mut self) -> Read<char> {
        let first = self.hex()?;
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        if first < 0xdc00 && self.rest().starts_with("\\u") {
            let before = self.position;
            self.position += 2;
            let second = self.hex()?;
            if (0xdc00..0xe000).contains(&second) {
                let joined = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.position = before;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Read<u32> {
        let mut value = 0;
        for _ in 0..4 {
            let digit = char::from(self.byte().ok_or(Fault::End)?)
                .to_digit(16)
                .ok_or(Fault::Syntax)?;
            value = value * 16 + digit;
            self.position += 1;
        }
        Ok(value)
    }

    /// Enters an array or object, and leaves it if `close` is all that comes; whether there is an element.
    #[inline]
    pub(super) fn open(&mut self, close: u8) -> Read<bool> {
        self.position += 1;
        if self.space().ok_or(Fault::End)? == close {
            self.position += 1;
            return Ok(false);
        }
        self.depth.enter()?;
        Ok(true)
    }

    /// Goes from an element to the next one, or leaves the array or object that `close` ends.
    #[inline]
    pub(super) fn more(&mut self, close: u8) -> Read<bool> {
        let byte = self.space().ok_or(Fault::End)?;
        self.position += 1;
        if byte == b',' {
            self.space();
            Ok(true)
        } else if byte == close {
            self.depth.leave();
            Ok(false)
        } else {
            self.position -= 1;
            Err(Fault::Syntax)
        }
    }

    /// Passes over a `null`, if that is what comes.
    #[inline]
    pub(super) fn is_null(&mut self) -> Read<bool> {
        if self.space() == Some(b'n') {
            self.null().map(|()| true)
        } else {
            Ok(false)
        }
    }

    /// Passes over the next key and its colon, if it is this one and written in the plainest way.
    #[inline]
    pub(super) fn is_key(&mut self, name: &str) -> bool {
        let end = self.position + name.len() + 3;
        let text = self.text.as_bytes().get(self.position..end);
        let Some([b'"', key @ .., b'"', b':']) = text else {
            return false;
        };
        let found = scan::is_same(key, name.as_bytes());
        if found {
            self.position = end;
        }
        found
    }

    /// The key of the next entry, with its colon.
    #[inline]
    pub(super) fn key(&mut self) -> Read<Cow<'a, str>> {
        if !self.is_at(b'"') {
            return Err(self.byte().map_or(Fault::End, |_| Fault::Syntax));
        }
        let key = self.string()?;
        if self.space().ok_or(Fault::End)? != b':' {
            return Err(Fault::Syntax);
        }
        self.position += 1;
        Ok(key)
    }

    /// Passes over a value of any kind, checking that it is JSON.
    pub(super) fn skip(&mut self) -> Read<()> {
        match self.peek()? {
            Next::Null => self.null(),
            Next::Boolean => self.boolean().map(drop),
            Next::Number => self.number().map(drop),
            Next::String => self.string().map(drop),
            Next::Array => {
                let mut more = self.open(b']')?;
                while more {
                    self.skip()?;
                    more = self.more(b']')?;
                }
                Ok(())
            }
            Next::Object => {
                let mut more = self.open(b'}')?;
                while more {
                    self.key()?;
                    self.skip()?;
                    more = self.more(b'}')?;
                }
                Ok(())
            }
        }
    }

    /// The text of a value of any kind.
    pub(super) fn raw(&mut self) -> Read<&'a str> {
        self.peek()?;
        let start = self.position;
        self.skip()?;
        Ok(self.text.get(start..self.position).unwrap_or_default())
    }
}
