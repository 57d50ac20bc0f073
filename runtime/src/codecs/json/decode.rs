//! Fills a value from JSON, led by its table; unknown members are passed over. Values of another kind than the member's
//! are left to `odd`.

use std::borrow::Cow;

use bytes::Bytes;

use super::reader::{Next, Reader};
use super::{Dialect, document};
use crate::codecs::blob;
use crate::codecs::budget::Budget;
use crate::codecs::fault::{self, Fault, Format, Kind, Path, Read, Step};
use crate::codecs::order::{Gap, Order};
use crate::codecs::timestamp;
use crate::error::DecodeError;
use crate::tables::{Schema, Trait, element_traits, entry_traits};
use crate::values::{Enumeration, List, Map, Place, Presence, Slot, Structure, Union};

/// How deep the elements of a page are: in a list right in the message. Most of the message is this list, so its first
/// element tells about how many there are; making room for them at once spares large elements from being moved.
const PAGE: usize = 2;

const JSON: Format = Format {
    name: "JSON",
    of: "text ends",
    levels: "levels",
};

/// Reads one value and nothing after it.
pub(super) fn whole(text: &[u8], mut slot: Slot<'_>, dialect: Dialect) -> Result<(), DecodeError> {
    let text = fault::text(text)?;
    let mut decoder = Decoder {
        reader: Reader::new(text),
        order: Order::new(),
        path: Path::default(),
        dialect,
        budget: Budget::of(text.len()),
        is_unfit: false,
    };
    let outcome = decoder.any_value(&mut slot, &[]);
    let outcome = outcome.and_then(|()| {
        if decoder.reader.at_end() {
            Ok(())
        } else {
            Err(Fault::Syntax)
        }
    });
    outcome.map_err(|fault| fault.at(&JSON, &decoder.path, decoder.reader.position))
}

pub(super) struct Decoder<'a> {
    pub(super) reader: Reader<'a>,
    order: Order,
    /// The way to a fault; empty as long as there is none.
    path: Path,
    pub(super) dialect: Dialect,
    pub(super) budget: Budget,
    /// The fault that is handed up says that a value was read which its member can't hold: nothing else is wrong.
    pub(super) is_unfit: bool,
}

impl<'a> Decoder<'a> {
    /// Notes on which step a fault came up.
    #[cold]
    fn inside(&mut self, step: Step, fault: Fault) -> Fault {
        self.is_unfit = false;
        self.path.push(step);
        fault
    }

    /// Whether the member is to be left out as it can't hold its value; any other fault is handed up.
    #[cold]
    fn is_unfit(&mut self, schema: &'static Schema, index: usize, fault: Fault) -> Read<()> {
        if std::mem::take(&mut self.is_unfit) {
            return Ok(());
        }
        Err(self.inside(member(schema, index), fault))
    }

    /// Reads a member: what most of a message consists of right here, where a call less counts.
    #[inline]
    fn member(
        &mut self,
        place: &mut Place<'_>,
        traits: impl FnOnce() -> &'static [Trait],
    ) -> Read<()> {
        match place {
            Place::Text(value) => self.text(|text| **value = text),
            Place::OptionalText(value) => self.text(|text| **value = Some(text)),
            Place::Enumeration(value) => self.word(&mut **value),
            Place::Structure(structure) => self.structure(&mut **structure),
            Place::List(list) => self.list(&mut **list, traits()),
            Place::OptionalInteger(value) => {
                **value = Some(self.short_integer()?);
                Ok(())
            }
            Place::OptionalLong(value) => {
                **value = Some(self.integer()?);
                Ok(())
            }
            Place::Other(slot) => self.any_value(slot, traits()),
            Place::Optional(value) => self.value(&mut value.present(), traits()),
        }
    }

    /// Reads an element.
    #[inline]
    fn value(&mut self, slot: &mut Slot<'_>, traits: &'static [Trait]) -> Read<()> {
        match slot {
            Slot::String(value) => self.text(|text| **value = text),
            Slot::Structure(structure) => self.structure(&mut **structure),
            other => self.any_value(other, traits),
        }
    }

    /// Reads a string to be kept; most have no escapes.
    #[inline]
    fn text(&mut self, keep: impl FnOnce(String)) -> Read<()> {
        match self.reader.plain_string() {
            Some(text) => keep(text.to_owned()),
            None => keep(self.string()?.into_owned()),
        }
        Ok(())
    }

    #[inline]
    fn word(&mut self, value: &mut dyn Enumeration) -> Read<()> {
        match self.reader.plain_string() {
            Some(text) => value.set_wire(text),
            None => value.set_wire(&self.string()?),
        }
        Ok(())
    }

    /// Reads a value of any kind.
    fn any_value(&mut self, slot: &mut Slot<'_>, traits: &'static [Trait]) -> Read<()> {
        match slot {
            Slot::Boolean(value) => **value = self.boolean()?,
            Slot::Integer(value) => **value = self.short_integer()?,
            Slot::Long(value) => **value = self.integer()?,
            #[allow(
                clippy::cast_possible_truncation,
                reason = "a float on the wire is written with a double's digits"
            )]
            Slot::Float(value) => **value = self.double()? as f32,
            Slot::Double(value) => **value = self.double()?,
            Slot::String(value) => **value = self.string()?.into_owned(),
            Slot::Enumeration(value) => value.set_wire(&self.string()?),
            Slot::Blob(value) => **value = self.blob()?,
            Slot::Stream(value) => **value = self.blob()?.into(),
            Slot::Timestamp(value) => **value = self.timestamp()?,
            Slot::Document(value) => **value = self.document(traits)?,
            Slot::Structure(structure) => self.structure(&mut **structure)?,
            Slot::Union(union) => self.union(&mut **union)?,
            Slot::List(list) => self.list(&mut **list, traits)?,
            Slot::Map(map) => self.map(&mut **map, traits)?,
            Slot::Nothing => self.reader.skip()?,
        }
        Ok(())
    }

    fn boolean(&mut self) -> Read<bool> {
        match self.reader.peek()? {
            Next::Boolean => self.reader.boolean(),
            other => self.odd_boolean(other),
        }
    }

    #[inline]
    fn short_integer(&mut self) -> Read<i32> {
        let value = self.integer()?;
        match i32::try_from(value) {
            Ok(value) => Ok(value),
            Err(_) => self.too_long(value),
        }
    }

    #[inline]
    fn integer(&mut self) -> Read<i64> {
        let Some(number) = self.reader.decimal() else {
            return self.odd_integer();
        };
        match number.integer() {
            Some(value) => Ok(value),
            None => self.no_integer(number),
        }
    }

    fn double(&mut self) -> Read<f64> {
        match self.reader.peek()? {
            Next::Number => {
                let text = self.reader.number()?;
                text.parse().map_err(|_| Fault::Kind(Kind::Number))
            }
            other => self.odd_double(other),
        }
    }

    fn string(&mut self) -> Read<Cow<'a, str>> {
        match self.reader.peek()? {
            Next::String => self.reader.string(),
            other => self.odd_string(other),
        }
    }

    fn blob(&mut self) -> Read<Bytes> {
        if self.reader.peek()? != Next::String {
            return Err(Fault::Kind(Kind::Base64));
        }
        let text = self.reader.string()?;
        blob::decode(&text).ok_or(Fault::Kind(Kind::Base64))
    }

    fn timestamp(&mut self) -> Read<jiff::Timestamp> {
        match self.reader.decimal() {
            Some(number) => Ok(timestamp::from_seconds(number)),
            None => self.odd_timestamp(),
        }
    }

    fn document(&mut self, traits: &[Trait]) -> Read<serde_json::Value> {
        let embedded = self.dialect != Dialect::Serde
            && traits.contains(&Trait::JsonValue)
            && self.reader.peek()? == Next::String;
        if !embedded {
            return document::next(&mut self.reader, &mut self.budget);
        }
        let text = self.reader.string()?;
        let found = document::embedded(&text, &mut self.budget)?;
        // What isn't JSON is kept as the text that it is.
        Ok(found.unwrap_or_else(|| text.into_owned().into()))
    }

    /// Enters an object; whether there is a member.
    #[inline]
    fn object(&mut self, wanted: Kind) -> Read<bool> {
        if self.reader.is_at(b'{') {
            self.reader.open(b'}')
        } else {
            self.odd_object(wanted)
        }
    }

    fn structure(&mut self, structure: &mut dyn Structure) -> Read<()> {
        let schema = structure.schema();
        self.budget.take(structure.size(schema))?;
        if !self.object(Kind::Object)? {
            return Ok(());
        }
        structure.fill(Ok(()), |places| self.members(schema, places))
    }

    fn members(&mut self, schema: &'static Schema, places: &mut [Place<'_>]) -> Read<()> {
        let start = Order::start(schema);
        let mut gap = start;
        loop {
            if let Some(index) = self.next_member(schema, gap)? {
                gap = start.after(index);
                if !self.reader.is_null()? {
                    self.member_at(schema, index, places)?;
                }
            } else {
                self.reader.skip()?;
            }
            if !self.reader.more(b'}')? {
                return Ok(());
            }
        }
    }

    /// Reads the member at `index`.
    #[inline]
    fn member_at(
        &mut self,
        schema: &'static Schema,
        index: usize,
        places: &mut [Place<'_>],
    ) -> Read<()> {
        let Some(place) = places.get_mut(index) else {
            return self.reader.skip();
        };
        if let Err(fault) = self.member(place, || schema.traits_of(index)) {
            self.is_unfit(schema, index, fault)?;
            place.reset();
        }
        Ok(())
    }

    /// Reads a key; gives the index of its member, if the model knows it.
    #[inline]
    fn next_member(&mut self, schema: &Schema, gap: Gap) -> Read<Option<usize>> {
        let guess = self.order.guess(gap);
        match schema.members.get(guess) {
            Some(member) if self.reader.is_key(member.key) => Ok(Some(guess)),
            _ => self.unexpected_member(schema, gap),
        }
    }

    #[inline(never)]
    fn unexpected_member(&mut self, schema: &Schema, gap: Gap) -> Read<Option<usize>> {
        let key = self.reader.key()?;
        let found = schema.position(&key);
        if let Some(index) = found {
            self.order.keep(gap, index);
        }
        Ok(found)
    }

    fn union(&mut self, union: &mut dyn Union) -> Read<()> {
        self.budget.take(size_of_val(&*union))?;
        let mut more = self.object(Kind::Union)?;
        while more {
            let key = self.reader.key()?;
            if self.reader.is_null()? {
                // Not the member that is set.
            } else if key == "__type" {
                self.reader.skip()?;
            } else {
                self.arm(union, &key)?;
            }
            more = self.reader.more(b'}')?;
        }
        Ok(())
    }

    /// Reads what a union holds.
    fn arm(&mut self, union: &mut dyn Union, key: &str) -> Read<()> {
        let schema = union.schema();
        if let Some(index) = schema.position(key) {
            if let Some(value) = union.activate(index) {
                return self
                    .any_value(&mut value.write(), schema.traits_of(index))
                    .map_err(|fault| self.inside(member(schema, index), fault));
            }
        }
        union.unrecognized(key);
        self.reader.skip()
    }

    fn list(&mut self, list: &mut dyn List, traits: &[Trait]) -> Read<()> {
        let of_element = element_traits(traits);
        let sparse = traits.contains(&Trait::Sparse);
        list.clear();
        if !self.reader.is_at(b'[') {
            return self.odd_list();
        }
        let before = self.budget.left();
        let start = self.reader.position;
        let mut more = self.reader.open(b']')?;
        while more {
            if self.reader.is_null()? {
                if sparse {
                    list.push(Presence::Absent);
                }
            } else {
                let slot = &mut list.push(Presence::Present);
                self.value(slot, of_element).map_err(|fault| {
                    self.inside(Step::Element(list.len().saturating_sub(1)), fault)
                })?;
                if self.reader.depth() == PAGE && list.len() == 1 {
                    let like_this = self.reader.left() / (self.reader.position - start);
                    let size = (before - self.budget.left()).max(1);
                    list.reserve((like_this + like_this / 8).min(self.budget.left() / size));
                }
            }
            more = self.reader.more(b']')?;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map, traits: &[Trait]) -> Read<()> {
        let of_entry = entry_traits(traits);
        let sparse = traits.contains(&Trait::Sparse);
        let mut more = self.object(Kind::Object)?;
        map.clear();
        let mut is_first = true;
        while more {
            let key = self.reader.key()?;
            if self.reader.is_null()? {
                if sparse {
                    map.insert(&key);
                }
            } else {
                let slot = &mut map.insert(&key).write();
                if std::mem::take(&mut is_first) {
                    self.budget.take_map(slot.size())?;
                }
                self.any_value(slot, of_entry)
                    .map_err(|fault| self.inside(Step::entry(key.into_owned(), traits), fault))?;
            }
            more = self.reader.more(b'}')?;
        }
        Ok(())
    }
}

fn member(schema: &'static Schema, index: usize) -> Step {
    Step::member(schema, index)
}
