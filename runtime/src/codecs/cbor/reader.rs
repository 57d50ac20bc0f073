//! A pull reader over CBOR: hands out tokens, skips what nobody wants, never recurses without a limit.
//!
//! Knows nothing of tables; `decode` does.

use std::borrow::Cow;

use minicbor::decode::{Decoder, Error};

use crate::codecs::fault::{Depth, Fault, Kind, Read};

/// Ends an array, map or string whose length isn't said first.
const BREAK: u8 = 0xff;

impl From<Error> for Fault {
    #[cold]
    fn from(error: Error) -> Self {
        if error.is_end_of_input() {
            Self::End
        } else if error.is_message() {
            // The only messages are about integers that don't fit.
            Self::Range
        } else {
            Self::Syntax
        }
    }
}

/// What the next value is, before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Null,
    Boolean,
    Integer,
    Float,
    /// An integer of any length, as bytes after a tag.
    Bignum,
    Bytes,
    Text,
    Array,
    Map,
    /// A simple value that means nothing to us.
    Simple,
}

/// A number of any kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Integer(i64),
    /// Beyond the other integers.
    Unsigned(u64),
    /// Also what stands nearest to an integer of more than 64 bits.
    Float(f64),
}

impl From<i128> for Number {
    fn from(value: i128) -> Self {
        match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => Self::Integer(value),
            (_, Ok(value)) => Self::Unsigned(value),
            #[allow(
                clippy::cast_precision_loss,
                reason = "no member holds a larger integer"
            )]
            _ => Self::Float(value as f64),
        }
    }
}

/// How many elements or entries are still to come; `None` where a break ends them.
pub(super) type Left = Option<u64>;

pub(super) struct Reader<'a> {
    decoder: Decoder<'a>,
    depth: Depth,
    /// Where the value that was looked at last begins.
    start: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            decoder: Decoder::new(bytes),
            depth: Depth::default(),
            start: 0,
        }
    }

    /// Where a fault is: at the end, or where the value begins that caused it.
    pub(super) fn position(&self, fault: Fault) -> usize {
        match fault {
            Fault::End => self.decoder.input().len(),
            _ => self.start,
        }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.decoder.input().get(self.decoder.position()).copied()
    }

    /// The bytes behind a head of one byte.
    #[inline]
    fn behind<const N: usize>(&mut self) -> Read<[u8; N]> {
        let rest = self.decoder.input().get(self.decoder.position() + 1..);
        let found = rest.and_then(<[u8]>::first_chunk).ok_or(Fault::End)?;
        self.decoder.set_position(self.decoder.position() + 1 + N);
        Ok(*found)
    }

    fn pass(&mut self) {
        self.decoder.set_position(self.decoder.position() + 1);
    }

    /// Whether everything has been read.
    pub(super) fn at_end(&mut self) -> bool {
        self.start = self.decoder.position();
        self.byte().is_none()
    }

    /// Looks at the next value. Tags before it are passed over: the table says what the value is.
    pub(super) fn peek(&mut self) -> Read<Next> {
        self.start = self.decoder.position();
        loop {
            return Ok(match self.byte().ok_or(Fault::End)? {
                0x00..=0x1b | 0x20..=0x3b => Next::Integer,
                0x40..=0x5b | 0x5f => Next::Bytes,
                0x60..=0x7b | 0x7f => Next::Text,
                0x80..=0x9b | 0x9f => Next::Array,
                0xa0..=0xbb | 0xbf => Next::Map,
                0xc2 | 0xc3 => Next::Bignum,
                0xc0..=0xd7 => {
                    self.pass();
                    continue;
                }
                0xd8..=0xdb => {
                    self.decoder.tag()?;
                    continue;
                }
                0xe0..=0xf3 | 0xf8 => Next::Simple,
                0xf4 | 0xf5 => Next::Boolean,
                0xf6 | 0xf7 => Next::Null,
                0xf9..=0xfb => Next::Float,
                _ => return Err(Fault::Syntax),
            });
        }
    }

    /// Passes over a null, if there is one.
    #[inline]
    pub(super) fn null(&mut self) -> Read<bool> {
        let null = match self.byte() {
            Some(0xf6 | 0xf7) => true,
            // A tag may stand before it, but not that of a point in time.
            Some(0xc0 | 0xc2..=0xdb) | None => self.peek()? == Next::Null,
            _ => false,
        };
        if null {
            self.pass();
        }
        Ok(null)
    }

    pub(super) fn boolean(&mut self) -> Read<bool> {
        match self.peek()? {
            Next::Boolean => Ok(self.decoder.bool()?),
            _ => Err(Fault::Kind(Kind::Boolean)),
        }
    }

    /// The next value if it is a double, maybe a point in time: what long lists consist of, without a detour.
    #[inline]
    pub(super) fn double(&mut self) -> Option<f64> {
        self.start = self.decoder.position();
        if self.byte() == Some(0xc1) {
            self.pass();
        }
        if self.byte() == Some(0xfb) {
            return self.behind().ok().map(f64::from_be_bytes);
        }
        None
    }

    pub(super) fn number(&mut self) -> Read<Number> {
        match self.peek()? {
            Next::Float => self.float().map(Number::Float),
            Next::Integer => self.integer(),
            Next::Bignum => self.bignum(),
            _ => Err(Fault::Kind(Kind::Number)),
        }
    }

    fn float(&mut self) -> Read<f64> {
        match self.byte() {
            Some(0xfb) => self.behind().map(f64::from_be_bytes),
            Some(0xfa) => self.behind().map(f32::from_be_bytes).map(f64::from),
            _ => self.behind().map(u16::from_be_bytes).map(half),
        }
    }

    fn integer(&mut self) -> Read<Number> {
        Ok(i128::from(self.decoder.int()?).into())
    }

    #[cold]
    fn bignum(&mut self) -> Read<Number> {
        let negative = self.byte() == Some(0xc3);
        self.pass();
        if !matches!(self.byte(), Some(0x40..=0x5b | 0x5f)) {
            return Err(Fault::Syntax);
        }
        let bytes = self.bytes()?;
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let digits = bytes.get(zeros..).unwrap_or_default();
        if digits.len() < 16 {
            let whole = digits
                .iter()
                .fold(0, |whole, digit| whole << 8 | i128::from(*digit));
            return Ok(if negative { -1 - whole } else { whole }.into());
        }
        let size = digits
            .iter()
            .fold(0.0, |size, digit| size * 256.0 + f64::from(*digit));
        Ok(Number::Float(if negative { -1.0 - size } else { size }))
    }

    /// Text; borrowed when it comes in one piece.
    pub(super) fn text(&mut self) -> Read<Cow<'a, str>> {
        if self.peek()? != Next::Text {
            return Err(Fault::Kind(Kind::Text));
        }
        if self.byte() != Some(0x7f) {
            return Ok(Cow::Borrowed(self.decoder.str()?));
        }
        let mut whole = String::new();
        for piece in self.decoder.str_iter()? {
            whole.push_str(piece?);
        }
        Ok(Cow::Owned(whole))
    }

    /// Bytes; borrowed when they come in one piece.
    pub(super) fn bytes(&mut self) -> Read<Cow<'a, [u8]>> {
        if self.peek()? != Next::Bytes {
            return Err(Fault::Kind(Kind::Bytes));
        }
        if self.byte() != Some(0x5f) {
            return Ok(Cow::Borrowed(self.decoder.bytes()?));
        }
        let mut whole = Vec::new();
        for piece in self.decoder.bytes_iter()? {
            whole.extend_from_slice(piece?);
        }
        Ok(Cow::Owned(whole))
    }

    /// Enters an array.
    pub(super) fn array(&mut self) -> Read<Left> {
        if self.peek()? != Next::Array {
            return Err(Fault::Kind(Kind::Array));
        }
        self.depth.enter()?;
        Ok(self.decoder.array()?)
    }

    /// Enters a map.
    pub(super) fn map(&mut self) -> Read<Left> {
        if self.peek()? != Next::Map {
            return Err(Fault::Kind(Kind::Map));
        }
        self.depth.enter()?;
        Ok(self.decoder.map()?)
    }

    /// Goes to the next element or entry, or leaves the array or map.
    pub(super) fn more(&mut self, left: &mut Left) -> Read<bool> {
        let more = match left {
            Some(0) => false,
            Some(count) => {
                *count -= 1;
                true
            }
            None => {
                let more = self.byte().ok_or(Fault::End)? != BREAK;
                if !more {
                    self.pass();
                }
                more
            }
        };
        if !more {
            self.depth.leave();
        }
        Ok(more)
    }

    /// Passes over a value of any kind, checking that it is CBOR.
    pub(super) fn skip(&mut self) -> Read<()> {
        match self.peek()? {
            Next::Array => {
                let mut left = self.array()?;
                while self.more(&mut left)? {
                    self.skip()?;
                }
                Ok(())
            }
            Next::Map => {
                let mut left = self.map()?;
                while self.more(&mut left)? {
                    self.skip()?;
                    self.skip()?;
                }
                Ok(())
            }
            Next::Bignum => self.bignum().map(drop),
            _ => Ok(self.decoder.skip()?),
        }
    }
}

/// A float of 16 bits.
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let size = match exponent {
        0 => fraction * 2.0_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2.0_f64.powi(exponent - 25),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn floats_of_16_bits_are_read_exactly() {
        let known = [
            (0x0000, 0.0),
            (0x0001, 5.960_464_477_539_063e-8),
            (0x0400, 0.000_061_035_156_25),
            (0x3c00, 1.0),
            (0x3e00, 1.5),
            (0x7bff, 65504.0),
            (0xc400, -4.0),
            (0xfc00, f64::NEG_INFINITY),
        ];
        for (bits, value) in known {
            assert_eq!(half(bits).to_bits(), f64::to_bits(value), "{bits:04x}");
        }
        assert!(half(0x7e00).is_nan());
    }
}
