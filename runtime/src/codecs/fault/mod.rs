//! What the readers of all formats share: why a message can't be read, where that is, and how deep it may be nested.
//!
//! Knows neither a format nor a table's meaning.

mod depth;
mod path;

use std::fmt::{self, Display, Formatter};

use super::budget::{self, Exceeded};
use crate::error::DecodeError;

pub(crate) use depth::{DEEPEST, Depth};
pub(crate) use path::{Path, Step};

/// Why a message can't be read. A byte or two, so that the result of every token stays in registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The message ends too early.
    End,
    /// Not what the format allows here.
    Syntax,
    /// An XML document type, or an entity of its own.
    #[cfg(feature = "xml")]
    Entity,
    /// A number that the type can't hold.
    Range,
    /// Another kind of value than the type takes.
    Kind(Kind),
    /// Nested too deep.
    Depth,
    /// More memory than the message may take.
    Memory,
}

pub(crate) type Read<T> = Result<T, Fault>;

impl From<Exceeded> for Fault {
    #[cold]
    fn from(_: Exceeded) -> Self {
        Self::Memory
    }
}

/// What a type takes, in the words of its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Boolean,
    Number,
    Integer,
    String,
    Base64,
    Timestamp,
    Document,
    Array,
    Object,
    Union,
    #[cfg(feature = "cbor")]
    Text,
    #[cfg(feature = "cbor")]
    Bytes,
    #[cfg(feature = "cbor")]
    Map,
    #[cfg(feature = "client")]
    Base64Document,
    /// A structure, list or map, where a text can't be one.
    #[cfg(feature = "client")]
    Parts,
}

impl Display for Kind {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Integer => "an integer",
            Self::String => "a string",
            Self::Base64 => "base64",
            Self::Timestamp => "a timestamp",
            Self::Document => "JSON",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Union => "an object with one member",
            #[cfg(feature = "cbor")]
            Self::Text => "text",
            #[cfg(feature = "cbor")]
            Self::Bytes => "bytes",
            #[cfg(feature = "cbor")]
            Self::Map => "a map",
            #[cfg(feature = "client")]
            Self::Base64Document => "JSON in base64",
            #[cfg(feature = "client")]
            Self::Parts => "a value with parts",
        })
    }
}

/// How a format and its parts are called in a sentence.
pub(crate) struct Format {
    pub(crate) name: &'static str,
    /// What a message consists of.
    pub(crate) of: &'static str,
    /// What is nested.
    pub(crate) levels: &'static str,
}

impl Fault {
    /// The error of a message of this format: which member it is about, and at which byte.
    #[cold]
    pub(crate) fn at(self, format: &Format, path: &Path, position: usize) -> DecodeError {
        DecodeError::at(self.told(format), &path.to_string(), position)
    }

    fn told(self, format: &Format) -> String {
        match self {
            Self::End => format!("the {} too early", format.of),
            Self::Syntax => format!("this is not {}", format.name),
            #[cfg(feature = "xml")]
            Self::Entity => "document types and entities are refused".to_owned(),
            Self::Range => "the number doesn't fit".to_owned(),
            Self::Kind(wanted) => format!("expected {wanted}"),
            Self::Depth => format!("nested deeper than {DEEPEST} {}", format.levels),
            Self::Memory => budget::EXCEEDED.to_owned(),
        }
    }
}

/// The text of a message.
///
/// # Errors
/// It isn't one.
pub(crate) fn text(message: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(message)
        .map_err(|error| DecodeError::at("this is not UTF-8".to_owned(), "", error.valid_up_to()))
}

#[cfg(test)]
mod tests {
    use super::{Fault, Read};

    #[test]
    fn a_result_without_a_value_fits_into_a_register() {
        assert!(size_of::<Read<()>>() <= 2 && size_of::<Fault>() <= 2);
    }
}
