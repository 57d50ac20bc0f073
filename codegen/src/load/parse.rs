//! From a file to a JSON tree: parses, and refuses what is broken, too deep or said twice.
//!
//! Knows JSON only; what the tree means is read elsewhere.

use std::cell::Cell;
use std::fmt;
use std::path::Path;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::unpack;
use crate::diagnostics::Diagnostics;
use crate::encoding;

/// A model has a value for every thirty bytes, at ten million bytes 300,000. The size alone is no bound: a value of two
/// bytes takes up to a hundred in memory.
const MOST_VALUES: usize = 2_000_000;

/// Reads and parses a file.
pub(crate) fn read_json(file: &Path, sink: &mut Diagnostics) -> Option<Value> {
    parse(file, &unpack::read(file, sink)?, sink)
}

/// The content of `file` as a text.
pub(crate) fn text<'a>(file: &Path, bytes: &'a [u8], sink: &mut Diagnostics) -> Option<&'a str> {
    match encoding::utf8(bytes) {
        Ok(text) => Some(text),
        Err(what) => {
            sink.error("not-utf-8", file, "", format!("the file {what}"))
                .with_hint(encoding::HINT);
            None
        }
    }
}

/// Parses the content of `file`.
pub(crate) fn parse(file: &Path, bytes: &[u8], sink: &mut Diagnostics) -> Option<Value> {
    parse_up_to(file, bytes, MOST_VALUES, sink)
}

fn parse_up_to(file: &Path, bytes: &[u8], most: usize, sink: &mut Diagnostics) -> Option<Value> {
    let text = text(file, bytes, sink)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let left = Cell::new(most);
    let tree = Tree { left: &left }.deserialize(&mut reader);
    let error = match tree.and_then(|tree| reader.end().map(|()| tree)) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let place = format!("line {}, column {}", error.line(), error.column());
    let said = error.to_string();
    let text = said.split(" at line ").next().unwrap_or_default();
    if text == "recursion limit exceeded" {
        let message = format!("the JSON is nested deeper than 128 levels: {place}");
        sink.error("too-deep", file, "", message)
            .with_hint("no service model is; look for a bracket that is never closed");
    } else if text == TOO_MANY {
        let message = format!("the JSON has more than {most} values: {place}");
        sink.error("too-large", file, "", message)
            .with_hint("is this a service model?");
    } else if let Some((what, hint)) = super::recognise::of_bytes(file, bytes) {
        sink.error("no-json", file, "", what).with_hint(hint);
    } else if error.is_eof() {
        let message = format!("the JSON breaks off: {place}");
        sink.error("broken-json", file, "", message)
            .with_hint("the rest of the file is missing: fetch it again");
    } else {
        let (code, hint) = if text.starts_with(DUPLICATE) {
            ("duplicate-key", "keep one of the two")
        } else {
            (
                "broken-json",
                "look there for a missing bracket, comma or quote, or fetch the file again",
            )
        };
        sink.error(
            code,
            file,
            "",
            format!("the JSON is broken: {text}: {place}"),
        )
        .with_hint(hint);
    }
    None
}

const DUPLICATE: &str = "duplicate key";

const TOO_MANY: &str = "too many values";

/// Like `Value`'s own reader, which would let the last of two equal keys win in silence and has no bound.
#[derive(Clone, Copy)]
struct Tree<'a> {
    /// How many values may still come.
    left: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(de::Error::custom(TOO_MANY));
        };
        self.left.set(left);
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(self)?;
            match map.entry(key) {
                serde_json::map::Entry::Vacant(entry) => _ = entry.insert(value),
                serde_json::map::Entry::Occupied(entry) => {
                    let message = format!("{DUPLICATE} `{}`", entry.key());
                    return Err(de::Error::custom(message));
                }
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
