//! Fills a value from CBOR, led by its table; unknown members are passed over. Values of another kind than the member's
//! are left to `odd`.

use std::borrow::Cow;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::Value as Document;

use super::reader::{Left, Next, Number, Reader};
use crate::codecs::blob;
use crate::codecs::budget::Budget;
use crate::codecs::decimal::nearest;
use crate::codecs::fault::{Fault, Format, Kind, Path, Read, Step};
use crate::codecs::json;
use crate::codecs::timestamp;
use crate::error::DecodeError;
use crate::tables::{Schema, Trait, element_traits, entry_traits};
use crate::values::{List, Map, Place, Presence, Slot, Structure, Union};

const CBOR: Format = Format {
    name: "CBOR",
    of: "bytes end",
    levels: "levels",
};

/// Reads one value and nothing after it.
pub(super) fn whole(bytes: &[u8], mut slot: Slot<'_>) -> Result<(), DecodeError> {
    let mut decoder = Decoder {
        reader: Reader::new(bytes),
        path: Path::default(),
        budget: Budget::of(bytes.len()),
        is_unfit: false,
    };
    let outcome = decoder.value(&mut slot, &[]).and_then(|()| {
        if decoder.reader.at_end() {
            Ok(())
        } else {
            Err(Fault::Syntax)
        }
    });
    outcome.map_err(|fault| fault.at(&CBOR, &decoder.path, decoder.reader.position(fault)))
}

pub(super) struct Decoder<'a> {
    pub(super) reader: Reader<'a>,
    /// The way to a fault; empty as long as there is none.
    path: Path,
    budget: Budget,
    /// The fault that is handed up says that a value was read which its member can't hold: nothing else is wrong.
    pub(super) is_unfit: bool,
}

impl<'a> Decoder<'a> {
    #[inline]
    fn member(&mut self, place: &mut Place<'_>, traits: &'static [Trait]) -> Read<()> {
        match place {
            Place::Text(value) => **value = self.string()?.into_owned(),
            Place::OptionalText(value) => **value = Some(self.string()?.into_owned()),
            Place::OptionalInteger(value) => **value = Some(self.short_integer()?),
            Place::OptionalLong(value) => **value = Some(self.integer()?),
            Place::Enumeration(value) => value.set_wire(&self.string()?),
            Place::Structure(structure) => self.structure(&mut **structure)?,
            Place::List(list) => self.list(&mut **list, traits)?,
            Place::Other(slot) => self.value(slot, traits)?,
            Place::Optional(value) => self.value(&mut value.present(), traits)?,
        }
        Ok(())
    }

    /// What long lists consist of right here, where a call less counts.
    #[inline]
    fn element(&mut self, slot: Slot<'_>, traits: &'static [Trait]) -> Read<()> {
        match slot {
            Slot::Double(value) => *value = self.double()?,
            Slot::Timestamp(value) => *value = self.timestamp()?,
            Slot::String(value) => *value = self.string()?.into_owned(),
            Slot::Structure(structure) => self.structure(structure)?,
            mut other => self.value(&mut other, traits)?,
        }
        Ok(())
    }

    fn value(&mut self, slot: &mut Slot<'_>, traits: &'static [Trait]) -> Read<()> {
        match slot {
            Slot::Boolean(value) => **value = self.boolean()?,
            Slot::Integer(value) => **value = self.short_integer()?,
            Slot::Long(value) => **value = self.integer()?,
            #[allow(
                clippy::cast_possible_truncation,
                reason = "a float may be sent with a double's digits"
            )]
            Slot::Float(value) => **value = self.double()? as f32,
            Slot::Double(value) => **value = self.double()?,
            Slot::String(value) => **value = self.string()?.into_owned(),
            Slot::Enumeration(value) => value.set_wire(&self.string()?),
            Slot::Blob(value) => **value = self.blob()?,
            Slot::Stream(value) => **value = self.blob()?.into(),
            Slot::Timestamp(value) => **value = self.timestamp()?,
            Slot::Document(value) => **value = self.embedded(traits)?,
            Slot::Structure(structure) => self.structure(&mut **structure)?,
            Slot::Union(union) => self.union(&mut **union)?,
            Slot::List(list) => self.list(&mut **list, traits)?,
            Slot::Map(map) => self.map(&mut **map, traits)?,
            Slot::Nothing => self.reader.skip()?,
        }
        Ok(())
    }

    fn boolean(&mut self) -> Read<bool> {
        match self.reader.boolean() {
            Err(Fault::Kind(_)) => self.odd_boolean(),
            read => read,
        }
    }

    /// What doesn't fit is the nearest that does.
    fn short_integer(&mut self) -> Read<i32> {
        self.integer().map(nearest)
    }

    fn integer(&mut self) -> Read<i64> {
        match self.number(Kind::Integer)? {
            Number::Integer(value) => Ok(value),
            Number::Unsigned(_) => Ok(i64::MAX),
            Number::Float(value) if value.is_nan() => self.unfit(Kind::Integer),
            #[allow(clippy::cast_possible_truncation, reason = "a float saturates")]
            Number::Float(value) => Ok(value as i64),
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "the nearest double is what the member holds"
    )]
    fn double(&mut self) -> Read<f64> {
        if let Some(value) = self.reader.double() {
            return Ok(value);
        }
        Ok(match self.number(Kind::Number)? {
            Number::Float(value) => value,
            Number::Integer(value) => value as f64,
            Number::Unsigned(value) => value as f64,
        })
    }

    fn number(&mut self, wanted: Kind) -> Read<Number> {
        match self.reader.number() {
            Err(Fault::Kind(_)) => self.odd_number(wanted),
            read => read,
        }
    }

    #[inline]
    fn string(&mut self) -> Read<Cow<'a, str>> {
        match self.reader.text() {
            Err(Fault::Kind(_)) => self.odd_string(),
            read => read,
        }
    }

    #[inline(never)]
    fn blob(&mut self) -> Read<Bytes> {
        let bytes = match self.reader.bytes() {
            Err(Fault::Kind(_)) => self.odd_bytes()?,
            read => read?,
        };
        Ok(match bytes {
            Cow::Borrowed(bytes) => Bytes::copy_from_slice(bytes),
            Cow::Owned(bytes) => bytes.into(),
        })
    }

    /// Seconds since 1970: the tag before them tells nothing new.
    fn timestamp(&mut self) -> Read<Timestamp> {
        let read = match self.reader.double() {
            Some(seconds) => from_float(seconds),
            None => self.any_timestamp()?,
        };
        match read {
            Some(value) => Ok(value),
            None => self.unfit(Kind::Timestamp),
        }
    }

    /// Other numbers, and the formats that other protocols use.
    #[inline(never)]
    fn any_timestamp(&mut self) -> Read<Option<Timestamp>> {
        if self.reader.peek()? == Next::Text {
            return Ok(timestamp::read(&self.reader.text()?));
        }
        Ok(match self.number(Kind::Timestamp)? {
            Number::Float(seconds) => from_float(seconds),
            Number::Integer(seconds) => Some(timestamp::from_whole_seconds(seconds)),
            Number::Unsigned(_) => Some(Timestamp::MAX),
        })
    }

    /// A document as it is, or one that a string holds.
    #[inline(never)]
    fn embedded(&mut self, traits: &[Trait]) -> Read<Document> {
        if traits.contains(&Trait::JsonValue) && self.reader.peek()? == Next::Text {
            let text = self.reader.text()?;
            let found = json::embedded(&text, &mut self.budget)?;
            // What isn't JSON is kept as the text that it is.
            return Ok(found.unwrap_or_else(|| text.into_owned().into()));
        }
        self.document()
    }

    /// The document nearest to any value: bytes become base64; what JSON lacks becomes null.
    #[inline(never)]
    pub(super) fn document(&mut self) -> Read<Document> {
        Ok(match self.reader.peek()? {
            Next::Null | Next::Simple => {
                self.reader.skip()?;
                Document::Null
            }
            Next::Boolean => self.reader.boolean()?.into(),
            Next::Integer | Next::Bignum | Next::Float => number(self.reader.number()?),
            Next::Text => self.reader.text()?.into(),
            Next::Bytes => blob::encode(self.reader.bytes()?).into(),
            Next::Array => {
                let mut left = self.reader.array()?;
                let mut elements = Vec::new();
                self.budget.take_document(0, 1)?;
                while self.reader.more(&mut left)? {
                    let element = self.document();
                    elements.push(self.within(element, || Step::Element(elements.len()))?);
                }
                elements.into()
            }
            Next::Map => {
                let mut left = self.reader.map()?;
                let mut entries = serde_json::Map::new();
                self.budget.take_document(1, 0)?;
                while self.reader.more(&mut left)? {
                    let key = self.reader.text()?;
                    let value = self.document();
                    let value = self.within(value, || Step::entry(key.to_string(), &[]))?;
                    entries.insert(key.into_owned(), value);
                }
                entries.into()
            }
        })
    }

    /// Leaves a member out whose value it can't hold; any other fault is handed up.
    #[cold]
    fn leave_out(&mut self, place: &mut Place<'_>, step: Step, fault: Fault) -> Read<()> {
        if std::mem::take(&mut self.is_unfit) {
            place.reset();
            return Ok(());
        }
        self.path.push(step);
        Err(fault)
    }

    /// Adds to a fault where it occurred.
    fn within<T>(&mut self, outcome: Read<T>, step: impl FnOnce() -> Step) -> Read<T> {
        if outcome.is_err() {
            self.is_unfit = false;
            self.path.push(step());
        }
        outcome
    }

    #[inline(never)]
    fn structure(&mut self, structure: &mut dyn Structure) -> Read<()> {
        let schema = structure.schema();
        self.budget.take(structure.size(schema))?;
        let left = self.reader.map()?;
        structure.fill(Ok(()), |places| self.members(schema, places, left))
    }

    fn members(
        &mut self,
        schema: &'static Schema,
        places: &mut [Place<'_>],
        mut left: Left,
    ) -> Read<()> {
        let mut expected = 0;
        while self.reader.more(&mut left)? {
            let found = self.key()?.and_then(|key| position(schema, &key, expected));
            let Some((index, place)) =
                found.and_then(|index| Some((index, places.get_mut(index)?)))
            else {
                self.reader.skip()?;
                continue;
            };
            if !self.reader.null()? {
                expected = index + 1;
                if let Err(fault) = self.member(place, schema.traits_of(index)) {
                    self.leave_out(place, Step::member(schema, index), fault)?;
                }
            }
        }
        Ok(())
    }

    /// The next member's name; `None` where the key is of a kind that no member has.
    fn key(&mut self) -> Read<Option<Cow<'a, str>>> {
        if self.reader.peek()? == Next::Text {
            return self.reader.text().map(Some);
        }
        self.reader.skip()?;
        Ok(None)
    }

    #[inline(never)]
    fn union(&mut self, union: &mut dyn Union) -> Read<()> {
        let schema = union.schema();
        self.budget.take(size_of_val(&*union))?;
        let mut left = self.reader.map()?;
        while self.reader.more(&mut left)? {
            let key = self.key()?.unwrap_or_default();
            if self.reader.null()? {
                continue;
            }
            if key == "__type" {
                self.reader.skip()?;
                continue;
            }
            let found = schema.position(&key);
            let Some((index, value)) =
                found.and_then(|index| Some((index, union.activate(index)?)))
            else {
                union.unrecognized(&key);
                self.reader.skip()?;
                continue;
            };
            let outcome = self.value(&mut value.write(), schema.traits_of(index));
            self.within(outcome, || Step::member(schema, index))?;
        }
        Ok(())
    }

    #[inline(never)]
    fn list(&mut self, list: &mut dyn List, traits: &[Trait]) -> Read<()> {
        let of_element = element_traits(traits);
        let sparse = traits.contains(&Trait::Sparse);
        list.clear();
        let mut left = match self.reader.array() {
            Err(Fault::Kind(_)) => return self.odd_list(),
            left => left?,
        };
        while self.reader.more(&mut left)? {
            if self.reader.null()? {
                if sparse {
                    list.push(Presence::Absent);
                }
                continue;
            }
            let outcome = self.element(list.push(Presence::Present), of_element);
            self.within(outcome, || Step::Element(list.len().saturating_sub(1)))?;
        }
        Ok(())
    }

    #[inline(never)]
    fn map(&mut self, map: &mut dyn Map, traits: &[Trait]) -> Read<()> {
        let of_entry = entry_traits(traits);
        let sparse = traits.contains(&Trait::Sparse);
        let mut left = self.reader.map()?;
        map.clear();
        let mut is_first = true;
        while self.reader.more(&mut left)? {
            let key = self.reader.text()?;
            if self.reader.null()? {
                if sparse {
                    map.insert(&key);
                }
                continue;
            }
            let slot = &mut map.insert(&key).write();
            if std::mem::take(&mut is_first) {
                self.budget.take_map(slot.size())?;
            }
            let outcome = self.value(slot, of_entry);
            self.within(outcome, || Step::entry(key.into_owned(), traits))?;
        }
        Ok(())
    }
}

/// The member of this name; services mostly send members in the model's order, so the next one is tried first.
fn position(schema: &Schema, key: &str, expected: usize) -> Option<usize> {
    if schema
        .members
        .get(expected)
        .is_some_and(|member| member.key == key)
    {
        return Some(expected);
    }
    schema.position(key)
}

/// The number of a document; null where JSON has none.
fn number(number: Number) -> Document {
    match number {
        Number::Integer(value) => value.into(),
        Number::Unsigned(value) => value.into(),
        Number::Float(value) => value.into(),
    }
}

/// Whole seconds are the most frequent, and rounding is slow.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "a float saturates, as the timestamp does"
)]
#[inline]
fn from_float(seconds: f64) -> Option<Timestamp> {
    let whole = seconds as i64;
    if whole as f64 == seconds {
        return Some(timestamp::from_whole_seconds(whole));
    }
    timestamp::from_float(seconds)
}
