//! Values of another kind than their member's, read as botocore reads them: services send them. Out of the way of those
//! that are as the model says.
//!
//! The table of what is tolerated is `scalars.md`.

use std::borrow::Cow;

use super::decode::Decoder;
use super::reader::{Next, Number};
use crate::codecs::fault::{Fault, Kind, Read};

impl<'a> Decoder<'a> {
    /// What was read is nothing that the member can hold: it is left out.
    #[cold]
    pub(super) fn unfit<T>(&mut self, wanted: Kind) -> Read<T> {
        self.is_unfit = true;
        Err(Fault::Kind(wanted))
    }

    /// The same for what wasn't read yet.
    fn pass_over<T>(&mut self, wanted: Kind) -> Read<T> {
        self.reader.skip()?;
        self.unfit(wanted)
    }

    #[cold]
    pub(super) fn odd_boolean(&mut self) -> Read<bool> {
        match self.reader.peek()? {
            Next::Integer | Next::Float | Next::Bignum => Ok(match self.reader.number()? {
                Number::Integer(value) => value != 0,
                Number::Unsigned(_) => true,
                Number::Float(value) => value != 0.0,
            }),
            Next::Text => Ok(self.reader.text()?.eq_ignore_ascii_case("true")),
            _ => self.pass_over(Kind::Boolean),
        }
    }

    /// A number as text, or a boolean, which Python counts as one.
    #[cold]
    pub(super) fn odd_number(&mut self, wanted: Kind) -> Read<Number> {
        match self.reader.peek()? {
            Next::Boolean => Ok(Number::Integer(self.reader.boolean()?.into())),
            Next::Text => {
                let text = self.reader.text()?;
                let text = text.trim();
                match (text.parse(), text.parse()) {
                    (Ok(value), _) => Ok(Number::Integer(value)),
                    (_, Ok(value)) => Ok(Number::Float(value)),
                    _ => self.unfit(wanted),
                }
            }
            _ => self.pass_over(wanted),
        }
    }

    /// The text of a value that is none: as JSON, or bytes as the characters that they are.
    #[cold]
    pub(super) fn odd_string(&mut self) -> Read<Cow<'a, str>> {
        if self.reader.peek()? == Next::Bytes {
            let bytes = self.reader.bytes()?;
            return Ok(String::from_utf8_lossy(&bytes).into_owned().into());
        }
        if self.reader.peek()? == Next::Float {
            if let Number::Float(value) = self.reader.number()? {
                return Ok(value.to_string().into());
            }
        }
        Ok(self.document()?.to_string().into())
    }

    /// A text is the bytes that it consists of.
    #[cold]
    pub(super) fn odd_bytes(&mut self) -> Read<Cow<'a, [u8]>> {
        if self.reader.peek()? != Next::Text {
            return self.pass_over(Kind::Bytes);
        }
        Ok(match self.reader.text()? {
            Cow::Borrowed(text) => text.as_bytes().into(),
            Cow::Owned(text) => text.into_bytes().into(),
        })
    }

    /// An empty map, text or string of bytes is an empty list.
    #[cold]
    pub(super) fn odd_list(&mut self) -> Read<()> {
        let is_empty = match self.reader.peek()? {
            Next::Map => {
                let mut left = self.reader.map()?;
                !self.reader.more(&mut left)?
            }
            Next::Text => self.reader.text()?.is_empty(),
            Next::Bytes => self.reader.bytes()?.is_empty(),
            _ => false,
        };
        if is_empty {
            Ok(())
        } else {
            Err(Fault::Kind(Kind::Array))
        }
    }
}
