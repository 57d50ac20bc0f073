//! Fills a value from XML, led by its table; unknown elements are passed over.

use quick_xml::events::BytesStart;
use quick_xml::name::QName;

use super::tokens::{Tag, Tokens};
use crate::codecs::budget::Budget;
use crate::codecs::fault::{self, Fault, Format, Kind, Path, Read, Step};
use crate::codecs::order::{Gap, Order};
use crate::codecs::text;
use crate::error::DecodeError;
use crate::tables::{Schema, Trait, element_traits, entry_traits, key_traits, name};
use crate::values::{List, Map, Place, Presence, Slot, Structure, Union};

const XML: Format = Format {
    name: "XML",
    of: "text ends",
    levels: "elements",
};

/// Reads the element at the end of the path.
pub(super) fn whole(text: &[u8], path: &[&str], slot: Slot<'_>) -> Result<(), DecodeError> {
    let text = fault::text(text)?;
    let mut decoder = Decoder {
        tokens: Tokens::new(text),
        order: Order::new(),
        path: Path::default(),
        budget: Budget::of(text.len()),
        is_no_timestamp: false,
    };
    let outcome = decoder.document(path, slot);
    outcome.map_err(|fault| fault.at(&XML, &decoder.path, decoder.tokens.position()))
}

struct Decoder<'a> {
    tokens: Tokens<'a>,
    order: Order,
    /// The way to a fault; empty as long as there is none.
    path: Path,
    budget: Budget,
    /// The fault that is handed up says that a text is no timestamp: nothing else is wrong.
    is_no_timestamp: bool,
}

impl<'a> Decoder<'a> {
    /// Notes on which step a fault came up.
    #[cold]
    fn inside(&mut self, step: Step, fault: Fault) -> Fault {
        self.is_no_timestamp = false;
        self.path.push(step);
        fault
    }

    /// Leaves a member out whose text is no timestamp, as none costs an output; any other fault is handed up.
    #[cold]
    fn leave_out(&mut self, place: &mut Place<'_>, step: Step, fault: Fault) -> Read<()> {
        if std::mem::take(&mut self.is_no_timestamp) {
            place.reset();
            return Ok(());
        }
        Err(self.inside(step, fault))
    }

    fn document(&mut self, path: &[&str], slot: Slot<'_>) -> Read<()> {
        let mut start = self.tokens.root()?;
        for step in path {
            match self.child_named(step)? {
                Some(found) => start = found,
                // A result without members may be left out.
                None => return self.tokens.finish(),
            }
        }
        if path.is_empty() {
            self.root(start, slot)?;
        } else {
            self.value(start, slot, &[])?;
        }
        for _ in path {
            self.tokens.skip()?;
        }
        self.tokens.finish()
    }

    /// A root element that is called like a member and holds nothing but text is this member: the structure has no
    /// element of its own then.
    fn root(&mut self, start: Tag<'_>, slot: Slot<'_>) -> Read<()> {
        let Slot::Structure(structure) = slot else {
            return self.value(start, slot, &[]);
        };
        let schema = structure.schema();
        let Some(index) = position(schema, start.name, 0) else {
            return self.structure(start, structure);
        };
        if !self.tokens.clone().hold_text_alone() {
            return self.structure(start, structure);
        }
        let content = self.tokens.text()?;
        if content.is_empty() {
            return Ok(());
        }
        let read = text::read(&content, structure.slot(index));
        read.map_err(|wanted| self.inside(Step::member(schema, index), Fault::Kind(wanted)))
    }

    fn child_named(&mut self, name: &str) -> Read<Option<Tag<'a>>> {
        while let Some(start) = self.tokens.child()? {
            if start.local_name() == name {
                return Ok(Some(start));
            }
            self.tokens.skip()?;
        }
        Ok(None)
    }

    /// Reads the content of the element that `start` opened, up to its end.
    fn value(&mut self, start: Tag<'_>, slot: Slot<'_>, traits: &'static [Trait]) -> Read<()> {
        match slot {
            Slot::Structure(structure) => self.structure(start, structure),
            Slot::Union(union) => self.union(union),
            Slot::List(list) => self.list(list, traits),
            Slot::Map(map) => self.map(map, traits),
            Slot::String(value) => {
                *value = self.tokens.text()?.into_owned();
                Ok(())
            }
            Slot::Nothing => self.tokens.skip(),
            slot => {
                let content = self.tokens.text()?;
                text::read(&content, slot).map_err(|wanted| {
                    self.is_no_timestamp = wanted == Kind::Timestamp;
                    Fault::Kind(wanted)
                })
            }
        }
    }

    fn structure(&mut self, start: Tag<'_>, structure: &mut dyn Structure) -> Read<()> {
        let schema = structure.schema();
        self.budget.take(structure.size(schema))?;
        if !start.attributes.is_empty() {
            attributes(start, structure, &mut self.path)?;
        }
        structure.fill(Ok(()), |places| self.members(schema, places))
    }

    fn members(&mut self, schema: &'static Schema, places: &mut [Place<'_>]) -> Read<()> {
        let first = Order::start(schema);
        let (mut gap, mut expected) = (first, 0);
        while let Some((index, child)) = self.next_member(schema, gap, expected)? {
            (gap, expected) = (first.after(index), index + 1);
            let Some(place) = places.get_mut(index) else {
                self.tokens.skip()?;
                continue;
            };
            if let Err(fault) = self.member(child, place.fill(), schema.traits_of(index)) {
                self.leave_out(place, Step::member(schema, index), fault)?;
            }
        }
        Ok(())
    }

    /// Opens the next element that is a member of the structure.
    #[inline]
    fn next_member(
        &mut self,
        schema: &'static Schema,
        gap: Gap,
        expected: usize,
    ) -> Read<Option<(usize, Tag<'a>)>> {
        let guess = self.order.guess(gap);
        if let Some(member) = schema.members.get(guess) {
            if let Some(tag) = self.tokens.opens(member.key) {
                return Ok(Some((guess, tag)));
            }
        }
        self.unexpected_member(schema, gap, expected)
    }

    #[inline(never)]
    fn unexpected_member(
        &mut self,
        schema: &Schema,
        gap: Gap,
        expected: usize,
    ) -> Read<Option<(usize, Tag<'a>)>> {
        while let Some(tag) = self.tokens.child()? {
            if let Some(index) = position(schema, tag.name, expected) {
                self.order.keep(gap, index);
                return Ok(Some((index, tag)));
            }
            self.tokens.skip()?;
        }
        Ok(None)
    }

    /// A flattened list or map comes as several elements, one for each entry.
    fn member(&mut self, start: Tag<'_>, slot: Slot<'_>, traits: &'static [Trait]) -> Read<()> {
        match slot {
            Slot::List(list) if traits.contains(&Trait::Flattened) => {
                self.element(start, list, element_traits(traits))
            }
            Slot::Map(map) if traits.contains(&Trait::Flattened) => self.entry(map, traits),
            slot => self.value(start, slot, traits),
        }
    }

    fn union(&mut self, union: &mut dyn Union) -> Read<()> {
        let schema = union.schema();
        self.budget.take(size_of_val(&*union))?;
        while let Some(child) = self.tokens.child()? {
            let found = position(schema, child.name, 0)
                .and_then(|index| Some((index, union.activate(index)?)));
            let Some((index, value)) = found else {
                union.unrecognized(child.local_name());
                self.tokens.skip()?;
                continue;
            };
            self.member(child, value.write(), schema.traits_of(index))
                .map_err(|fault| self.inside(Step::member(schema, index), fault))?;
        }
        Ok(())
    }

    fn list(&mut self, list: &mut dyn List, traits: &'static [Trait]) -> Read<()> {
        let of_element = element_traits(traits);
        list.clear();
        while let Some(child) = self.tokens.child()? {
            self.element(child, list, of_element)?;
        }
        Ok(())
    }

    fn element(
        &mut self,
        start: Tag<'_>,
        list: &mut dyn List,
        traits: &'static [Trait],
    ) -> Read<()> {
        let index = list.len();
        self.value(start, list.push(Presence::Present), traits)
            .map_err(|fault| self.inside(Step::Element(index), fault))
    }

    fn map(&mut self, map: &mut dyn Map, traits: &'static [Trait]) -> Read<()> {
        map.clear();
        while self.tokens.child()?.is_some() {
            self.entry(map, traits)?;
        }
        Ok(())
    }

    /// An entry is an element with a key and a value in it; should the value come first, it is read once the key is
    /// known.
    fn entry(&mut self, map: &mut dyn Map, traits: &'static [Trait]) -> Read<()> {
        let key_name = name(key_traits(traits), "key");
        let of_value = entry_traits(traits);
        let value_name = name(of_value, "value");
        let (mut key, mut early) = (None, None);
        while let Some(child) = self.tokens.child()? {
            let child_name = child.local_name();
            if child_name == key_name {
                key = Some(self.tokens.text()?.into_owned());
            } else if child_name == value_name {
                if let Some(key) = &key {
                    let slot = self.inserted(map, key)?;
                    self.value(child, slot, of_value)
                        .map_err(|fault| self.inside(Step::entry(key.clone(), traits), fault))?;
                    continue;
                }
                early = Some(self.tokens.bookmark(child));
                self.tokens.skip()?;
            } else {
                self.tokens.skip()?;
            }
        }
        if let (Some(key), Some(bookmark)) = (key, early) {
            let rest = self.tokens.go_back(bookmark);
            let slot = self.inserted(map, &key)?;
            self.value(bookmark.tag, slot, of_value)
                .map_err(|fault| self.inside(Step::entry(key, traits), fault))?;
            self.tokens.go_on(rest);
        }
        Ok(())
    }

    /// The place for the value of a new entry.
    fn inserted<'m>(&mut self, map: &'m mut dyn Map, key: &str) -> Read<Slot<'m>> {
        let is_first = map.is_empty();
        let slot = map.insert(key).write();
        if is_first {
            self.budget.take_map(slot.size())?;
        }
        Ok(slot)
    }
}

/// Fills the members that are attributes of their structure's element.
fn attributes(start: Tag<'_>, structure: &mut dyn Structure, path: &mut Path) -> Read<()> {
    let schema = structure.schema();
    let start = BytesStart::from_content(start.attributes, 0);
    for (index, traits) in schema.set_apart() {
        if !traits.contains(&Trait::XmlAttribute) {
            continue;
        }
        let key = schema.key(index);
        let found = start.try_get_attribute(key).map_err(|_| Fault::Syntax)?;
        let Some(attribute) = found else {
            continue;
        };
        let content = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|_| Fault::Entity)?;
        text::read(&content, structure.slot(index)).map_err(|wanted| {
            path.push(Step::member(schema, index));
            Fault::Kind(wanted)
        })?;
    }
    Ok(())
}

/// The member of an element's name. Prefixes are rare: the name is looked for without one only when it isn't found.
fn position(schema: &Schema, name: &str, expected: usize) -> Option<usize> {
    let found = member_named(schema, name, expected);
    if found.is_none() && name.contains(':') {
        return member_named(schema, QName(name).local_name().into_inner(), expected);
    }
    found
}

/// Services mostly send members in the model's order, with gaps, so the search begins at the one that comes next.
fn member_named(schema: &Schema, name: &str, expected: usize) -> Option<usize> {
    // A flattened list has its own key again and again.
    let start = expected.saturating_sub(1);
    let (before, after) = schema.members.split_at_checked(start)?;
    match crate::tables::position(after, name) {
        Some(found) => Some(start + found),
        None => crate::tables::position(before, name),
    }
}
