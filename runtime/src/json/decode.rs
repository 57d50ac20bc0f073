//! Fills a value from JSON, led by its table; unknown members are passed over.

use std::fmt::{self, Display, Formatter};

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

use super::Dialect;
use super::reader::{Fault, Next, Read, Reader};
use crate::error::DecodeError;
use crate::schema::{Schema, Trait, element_traits, entry_traits};
use crate::timestamp;
use crate::value::{List, Map, Slot, Structure, Union};

/// Accepts base64 with and without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads one value and nothing after it.
pub(super) fn whole(text: &[u8], slot: Slot<'_>, dialect: Dialect) -> Result<(), DecodeError> {
    let text = std::str::from_utf8(text).map_err(|error| {
        DecodeError::at("this is not UTF-8".to_owned(), "", error.valid_up_to())
    })?;
    let mut decoder = Decoder {
        reader: Reader::new(text),
        path: Vec::new(),
        dialect,
    };
    let outcome = decoder.value(slot, &[]);
    let outcome = outcome.and_then(|()| {
        if decoder.reader.at_end() {
            Ok(())
        } else {
            Err(Fault::Syntax)
        }
    });
    outcome.map_err(|fault| {
        let why = match fault {
            Fault::End => "the text ends too early".to_owned(),
            Fault::Syntax => "this is not JSON".to_owned(),
            Fault::Range => "the number doesn't fit".to_owned(),
            Fault::Kind(wanted) => format!("expected {wanted}"),
            Fault::Depth => format!("nested deeper than {} levels", super::reader::DEEPEST),
        };
        let path: String = decoder.path.iter().map(Step::to_string).collect();
        DecodeError::at(why, &path, decoder.reader.position)
    })
}

/// A step into the document; its text is made only for an error.
enum Step {
    Member(&'static str),
    Element(usize),
    Entry(String),
}

impl Display for Step {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(name) => write!(formatter, ".{name}"),
            Self::Element(index) => write!(formatter, "[{index}]"),
            Self::Entry(key) => write!(formatter, "[{key:?}]"),
        }
    }
}

struct Decoder<'a> {
    reader: Reader<'a>,
    /// Where the reader is, for errors: it keeps its last state when one occurs.
    path: Vec<Step>,
    dialect: Dialect,
}

impl Decoder<'_> {
    fn value(&mut self, slot: Slot<'_>, traits: &'static [Trait]) -> Read<()> {
        match slot {
            Slot::Boolean(value) => *value = self.boolean()?,
            Slot::Integer(value) => {
                *value = i32::try_from(self.integer()?).map_err(|_| Fault::Range)?;
            }
            Slot::Long(value) => *value = self.integer()?,
            #[allow(
                clippy::cast_possible_truncation,
                reason = "a float on the wire is written with a double's digits"
            )]
            Slot::Float(value) => *value = self.double()? as f32,
            Slot::Double(value) => *value = self.double()?,
            Slot::String(value) => *value = self.string()?,
            Slot::Enumeration(value) => value.set_wire(&self.string()?),
            Slot::Blob(value) => *value = self.blob()?,
            Slot::Stream(value) => *value = self.blob()?.into(),
            Slot::Timestamp(value) => *value = self.timestamp()?,
            Slot::Document(value) => *value = self.document(traits)?,
            Slot::Structure(structure) => self.structure(structure)?,
            Slot::Union(union) => self.union(union)?,
            Slot::List(list) => self.list(list, traits)?,
            Slot::Map(map) => self.map(map, traits)?,
            Slot::Nothing => self.reader.skip()?,
        }
        Ok(())
    }

    fn boolean(&mut self) -> Read<bool> {
        match self.reader.peek()? {
            Next::Boolean => self.reader.boolean(),
            Next::String => match self.reader.string()?.as_ref() {
                "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(Fault::Kind("a boolean")),
            },
            _ => Err(Fault::Kind("a boolean")),
        }
    }

    /// The text of a number, which some services send as a string.
    fn number(&mut self) -> Read<std::borrow::Cow<'_, str>> {
        match self.reader.peek()? {
            Next::Number => self.reader.number().map(Into::into),
            Next::String => self.reader.string(),
            _ => Err(Fault::Kind("a number")),
        }
    }

    fn integer(&mut self) -> Read<i64> {
        let text = self.number()?;
        if let Ok(value) = text.parse() {
            return Ok(value);
        }
        // `3.0` and `1e3` are integers too.
        let value: f64 = text.parse().map_err(|_| Fault::Kind("an integer"))?;
        let fits = value.fract() == 0.0 && value.abs() < 9.0e18;
        #[allow(clippy::cast_possible_truncation, reason = "checked on the line above")]
        if fits {
            Ok(value as i64)
        } else {
            Err(Fault::Range)
        }
    }

    fn double(&mut self) -> Read<f64> {
        match self.number()?.as_ref() {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            text => text.parse().map_err(|_| Fault::Kind("a number")),
        }
    }

    fn string(&mut self) -> Read<String> {
        match self.reader.peek()? {
            Next::String => self.reader.string().map(std::borrow::Cow::into_owned),
            _ => Err(Fault::Kind("a string")),
        }
    }

    fn blob(&mut self) -> Read<Bytes> {
        let text = self.string()?;
        let decoded = BASE64.decode(text).map_err(|_| Fault::Kind("base64"))?;
        Ok(Bytes::from(decoded))
    }

    fn timestamp(&mut self) -> Read<jiff::Timestamp> {
        let text = self.number()?;
        timestamp::read(&text).ok_or(Fault::Kind("a timestamp"))
    }

    fn document(&mut self, traits: &[Trait]) -> Read<serde_json::Value> {
        let embedded = self.dialect == Dialect::Wire
            && traits.contains(&Trait::JsonValue)
            && self.reader.peek()? == Next::String;
        let parsed = if embedded {
            serde_json::from_str(&self.reader.string()?)
        } else {
            serde_json::from_str(self.reader.raw()?)
        };
        parsed.map_err(|_| Fault::Kind("JSON"))
    }

    /// Enters an object; `false` when there is something else than one.
    fn object(&mut self, wanted: &'static str) -> Read<()> {
        if self.reader.peek()? != Next::Object {
            return Err(Fault::Kind(wanted));
        }
        self.reader.open()
    }

    fn structure(&mut self, structure: &mut dyn Structure) -> Read<()> {
        let schema = structure.schema();
        self.object("an object")?;
        let (mut first, mut expected) = (true, 0);
        while self.reader.more(&mut first, b'}')? {
            let key = self.reader.key()?;
            match position(schema.members, &key, expected) {
                Some(index) if self.reader.peek()? != Next::Null => {
                    expected = index + 1;
                    self.path.push(Step::Member(name(schema, index)));
                    let slot = structure.member_mut(index).write();
                    self.value(slot, schema.traits_of(index))?;
                    self.path.pop();
                }
                _ => self.reader.skip()?,
            }
        }
        Ok(())
    }

    fn union(&mut self, union: &mut dyn Union) -> Read<()> {
        let schema = union.schema();
        self.object("an object with one member")?;
        let mut first = true;
        while self.reader.more(&mut first, b'}')? {
            let key = self.reader.key()?;
            if self.reader.peek()? == Next::Null || key == "__type" {
                self.reader.skip()?;
                continue;
            }
            let found = position(schema.members, &key, 0);
            let Some((index, value)) =
                found.and_then(|index| Some((index, union.activate(index)?)))
            else {
                union.unrecognized(&key);
                self.reader.skip()?;
                continue;
            };
            self.path.push(Step::Member(name(schema, index)));
            self.value(value.write(), schema.traits_of(index))?;
            self.path.pop();
        }
        Ok(())
    }

    fn list(&mut self, list: &mut dyn List, traits: &[Trait]) -> Read<()> {
        let of_element = element_traits(traits);
        let sparse = traits.contains(&Trait::Sparse);
        if self.reader.peek()? != Next::Array {
            return Err(Fault::Kind("an array"));
        }
        self.reader.open()?;
        list.clear();
        let mut first = true;
        while self.reader.more(&mut first, b']')? {
            if self.reader.peek()? == Next::Null {
                self.reader.skip()?;
                if sparse {
                    list.push();
                }
                continue;
            }
            self.path.push(Step::Element(list.len()));
            if let Some(value) = list.push() {
                self.value(value.write(), of_element)?;
            }
            self.path.pop();
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map, traits: &[Trait]) -> Read<()> {
        let of_entry = entry_traits(traits);
        let sparse = traits.contains(&Trait::Sparse);
        self.object("an object")?;
        map.clear();
        let mut first = true;
        while self.reader.more(&mut first, b'}')? {
            let key = self.reader.key()?;
            if self.reader.peek()? == Next::Null {
                self.reader.skip()?;
                if sparse {
                    map.insert(&key);
                }
                continue;
            }
            self.path.push(Step::Entry(key.to_string()));
            self.value(map.insert(&key).write(), of_entry)?;
            self.path.pop();
        }
        Ok(())
    }
}

fn name(schema: &'static Schema, index: usize) -> &'static str {
    schema.members.get(index).copied().unwrap_or_default()
}

/// The member of this name; services mostly send members in the model's order, so the next one is tried first.
fn position(members: &[&str], key: &str, expected: usize) -> Option<usize> {
    if members.get(expected).is_some_and(|name| *name == key) {
        return Some(expected);
    }
    members.iter().position(|name| *name == key)
}
