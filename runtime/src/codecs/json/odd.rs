//! Values of another kind than their member's, read as botocore reads them: services send them. Out of the way of those
//! that are as the model says.
//!
//! The table of what is tolerated is `scalars.md`; a person's file is read strictly.

use std::borrow::Cow;

use super::Dialect;
use super::decode::Decoder;
use super::reader::Next;
use crate::codecs::decimal::{Decimal, nearest};
use crate::codecs::fault::{Fault, Kind, Read};
use crate::codecs::timestamp;

impl<'a> Decoder<'a> {
    /// What was read is nothing that the member can hold: where botocore hands it on the member is left out, where it
    /// fails the response can't be read.
    fn unfit<T>(&mut self, wanted: Kind) -> Read<T> {
        self.is_unfit = self.dialect == Dialect::Wire;
        Err(Fault::Kind(wanted))
    }

    fn is_strict(&self) -> bool {
        self.dialect == Dialect::Serde
    }

    #[cold]
    pub(super) fn odd_boolean(&mut self, next: Next) -> Read<bool> {
        match next {
            Next::String => {
                let text = self.reader.string()?;
                let is_true = text.eq_ignore_ascii_case("true");
                if self.is_strict() && !matches!(&*text, "true" | "false") {
                    return Err(Fault::Kind(Kind::Boolean));
                }
                Ok(is_true)
            }
            _ if self.is_strict() => Err(Fault::Kind(Kind::Boolean)),
            Next::Number => {
                let number: f64 = self.reader.number()?.parse().unwrap_or_default();
                Ok(self.dialect == Dialect::Wire && number != 0.0)
            }
            _ => {
                self.reader.skip()?;
                if self.dialect == Dialect::Rest {
                    return Ok(false);
                }
                self.unfit(Kind::Boolean)
            }
        }
    }

    /// An integer that only a longer type can hold.
    #[cold]
    pub(super) fn too_long(&mut self, value: i64) -> Read<i32> {
        if self.is_strict() {
            return Err(Fault::Range);
        }
        Ok(nearest(value))
    }

    /// A number with decimals, or one that is too large.
    #[cold]
    pub(super) fn no_integer(&mut self, number: Decimal) -> Read<i64> {
        if self.is_strict() {
            return Err(Fault::Range);
        }
        Ok(number.truncated())
    }

    /// Anything but a number that is short enough.
    #[cold]
    pub(super) fn odd_integer(&mut self) -> Read<i64> {
        let Some(text) = self.number(Kind::Integer)? else {
            return self.unfit(Kind::Integer);
        };
        let text = text.trim();
        if let Ok(value) = text.parse() {
            return Ok(value);
        }
        let value: f64 = match text.parse() {
            Ok(value) => value,
            Err(_) => return self.unfit(Kind::Integer),
        };
        if value.is_nan() {
            return self.unfit(Kind::Integer);
        }
        let fits = value.fract() == 0.0 && value.abs() < 9.0e18;
        if self.is_strict() && !fits {
            return Err(Fault::Range);
        }
        #[allow(clippy::cast_possible_truncation, reason = "a float saturates")]
        Ok(value as i64)
    }

    #[cold]
    pub(super) fn odd_double(&mut self, next: Next) -> Read<f64> {
        debug_assert!(next != Next::Number);
        let Some(text) = self.number(Kind::Number)? else {
            return self.unfit(Kind::Number);
        };
        match text.trim().parse() {
            Ok(value) => Ok(value),
            Err(_) => self.unfit(Kind::Number),
        }
    }

    /// The text of what may be a number: of a string too, and of a boolean, which Python counts as one. `None` for what
    /// isn't one in any way; then it is passed over.
    fn number(&mut self, wanted: Kind) -> Read<Option<Cow<'a, str>>> {
        Ok(Some(match self.reader.peek()? {
            Next::Number => self.reader.number()?.into(),
            Next::String => self.reader.string()?,
            _ if self.is_strict() => return Err(Fault::Kind(wanted)),
            Next::Boolean => Cow::Borrowed(if self.reader.boolean()? { "1" } else { "0" }),
            _ => {
                self.reader.skip()?;
                return Ok(None);
            }
        }))
    }

    /// The text of a value that is none, as it was written.
    #[cold]
    pub(super) fn odd_string(&mut self, next: Next) -> Read<Cow<'a, str>> {
        debug_assert!(next != Next::String);
        if self.is_strict() {
            return Err(Fault::Kind(Kind::String));
        }
        self.reader.raw().map(Cow::Borrowed)
    }

    /// No timestamp costs an output: one that is none is left out.
    #[cold]
    pub(super) fn odd_timestamp(&mut self) -> Read<jiff::Timestamp> {
        let text = self.number(Kind::Timestamp)?;
        if let Some(found) = text.and_then(|text| timestamp::read(&text)) {
            return Ok(found);
        }
        self.is_unfit = !self.is_strict();
        Err(Fault::Kind(Kind::Timestamp))
    }

    /// No object, but maybe nothing at all.
    #[cold]
    pub(super) fn odd_object(&mut self, wanted: Kind) -> Read<bool> {
        self.reader.peek()?;
        Err(Fault::Kind(wanted))
    }

    /// An empty object or string is an empty list.
    #[cold]
    pub(super) fn odd_list(&mut self) -> Read<()> {
        let is_empty = match self.reader.peek()? {
            _ if self.is_strict() => false,
            Next::Object => !self.reader.open(b'}')?,
            Next::String => self.reader.string()?.is_empty(),
            _ => false,
        };
        if is_empty {
            Ok(())
        } else {
            Err(Fault::Kind(Kind::Array))
        }
    }
}
