//! A pull reader over JSON text: hands out tokens, skips what nobody wants, never recurses without a limit.
//!
//! Knows nothing of tables; `decode` does.

use std::borrow::Cow;

/// Values nested deeper than this are refused.
pub(super) const DEEPEST: usize = 128;

/// Why the text could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The text ends too early.
    End,
    /// Not what JSON allows here.
    Syntax,
    /// A number that the type can't hold.
    Range,
    /// Another kind of value than the type takes.
    Kind(&'static str),
    /// Nested too deep.
    Depth,
}

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
    depth: usize,
}

pub(super) type Read<T> = Result<T, Fault>;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            position: 0,
            depth: 0,
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn space(&mut self) -> Option<u8> {
        while let Some(byte) = self.byte() {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.position += 1;
        }
        None
    }

    /// Looks at the next value.
    pub(super) fn peek(&mut self) -> Read<Next> {
        match self.space().ok_or(Fault::End)? {
            b'n' => Ok(Next::Null),
            b't' | b'f' => Ok(Next::Boolean),
            b'-' | b'0'..=b'9' => Ok(Next::Number),
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
        let rest = self.text.get(self.position..).unwrap_or_default();
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

    /// The text of a number, checked to be one.
    pub(super) fn number(&mut self) -> Read<&'a str> {
        let start = self.position;
        if self.byte() == Some(b'-') {
            self.position += 1;
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

    /// A string; borrowed when nothing in it is escaped.
    pub(super) fn string(&mut self) -> Read<Cow<'a, str>> {
        self.position += 1;
        let (piece, stop) = self.piece()?;
        if stop == b'"' {
            return Ok(Cow::Borrowed(piece));
        }
        let mut whole = piece.to_owned();
        loop {
            whole.push(self.escape()?);
            let (piece, stop) = self.piece()?;
            whole.push_str(piece);
            if stop == b'"' {
                return Ok(Cow::Owned(whole));
            }
        }
    }

    /// A string's text up to the next quote or backslash, and which of them it is.
    fn piece(&mut self) -> Read<(&'a str, u8)> {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let stop = memchr::memchr2(b'"', b'\\', rest.as_bytes());
        let piece = rest.get(..stop.unwrap_or(rest.len())).unwrap_or_default();
        if piece.bytes().any(|byte| byte < 0x20) {
            return Err(Fault::Syntax);
        }
        let stop = stop.ok_or(Fault::End)?;
        self.position += stop + 1;
        Ok((piece, rest.as_bytes().get(stop).copied().unwrap_or(b'"')))
    }

    fn escape(&mut self) -> Read<char> {
        let byte = self.byte().ok_or(Fault::End)?;
        self.position += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(Fault::Syntax),
        })
    }

    /// A `\u` escape, two of them for a character beyond the first plane; half a pair becomes U+FFFD.
    fn unicode(&mut self) -> Read<char> {
        let first = self.hex()?;
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        let rest = self.text.get(self.position..).unwrap_or_default();
        if first < 0xdc00 && rest.starts_with("\\u") {
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

    /// Enters an array or object.
    pub(super) fn open(&mut self) -> Read<()> {
        self.position += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            Err(Fault::Depth)
        } else {
            Ok(())
        }
    }

    /// Goes to the next element, or leaves the array or object that `close` ends.
    pub(super) fn more(&mut self, first: &mut bool, close: u8) -> Read<bool> {
        let mut byte = self.space().ok_or(Fault::End)?;
        if byte == close {
            self.position += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if !std::mem::take(first) {
            if byte != b',' {
                return Err(Fault::Syntax);
            }
            self.position += 1;
            byte = self.space().ok_or(Fault::End)?;
        }
        if byte == close {
            Err(Fault::Syntax)
        } else {
            Ok(true)
        }
    }

    /// The key of the next entry, with its colon.
    pub(super) fn key(&mut self) -> Read<Cow<'a, str>> {
        if self.peek()? != Next::String {
            return Err(Fault::Syntax);
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
                self.open()?;
                let mut first = true;
                while self.more(&mut first, b']')? {
                    self.skip()?;
                }
                Ok(())
            }
            Next::Object => {
                self.open()?;
                let mut first = true;
                while self.more(&mut first, b'}')? {
                    self.key()?;
                    self.skip()?;
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
