//! `Debug` for every generated type, through its table: what is absent is left out, what is sensitive is hidden.

use std::fmt::{self, Debug, Formatter};

use crate::shown::{Hidden, Shown as Escaped};
use crate::tables::Trait;
use crate::values::members::each_sent;
use crate::values::{List, Map, Ref, Structure, Union, Value};

/// Shows a value as `Debug` does.
///
/// # Errors
/// Only those of the formatter.
pub fn show(value: Ref<'_>, formatter: &mut Formatter<'_>) -> fmt::Result {
    Shown { value, traits: &[] }.fmt(formatter)
}

struct Shown<'a> {
    value: Ref<'a>,
    /// Of the member or element that holds the value.
    traits: &'a [Trait],
}

impl<'a> Shown<'a> {
    fn new(value: &'a dyn Value, traits: &'a [Trait]) -> Self {
        Self {
            value: value.read(),
            traits,
        }
    }

    fn list(&self, list: &dyn List, formatter: &mut Formatter<'_>) -> fmt::Result {
        let traits = self.inner(|found| match found {
            Trait::Element(traits) => Some(traits),
            _ => None,
        });
        let elements = (0..list.len()).filter_map(|index| list.get(index));
        formatter
            .debug_list()
            .entries(elements.map(|value| Shown::new(value, traits)))
            .finish()
    }

    fn map(&self, map: &dyn Map, formatter: &mut Formatter<'_>) -> fmt::Result {
        let traits = self.inner(|found| match found {
            Trait::Entry(traits) => Some(traits),
            _ => None,
        });
        let keys_hidden = self
            .traits
            .iter()
            .any(|found| matches!(found, Trait::Key(of) if of.contains(&Trait::Sensitive)));
        let shown = |key| if keys_hidden { Hidden::TEXT } else { key };
        let entries = map
            .entries()
            .map(|(key, value)| (shown(key), Shown::new(value, traits)));
        formatter.debug_map().entries(entries).finish()
    }

    fn inner(&self, pick: fn(&Trait) -> Option<&'static [Trait]>) -> &'a [Trait] {
        self.traits.iter().find_map(pick).unwrap_or_default()
    }
}

impl Debug for Shown<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.traits.contains(&Trait::Sensitive) {
            return Debug::fmt(&Hidden, formatter);
        }
        match &self.value {
            Ref::Absent => formatter.write_str("None"),
            Ref::Boolean(value) => value.fmt(formatter),
            Ref::Integer(value) => value.fmt(formatter),
            Ref::Float(value) => value.fmt(formatter),
            Ref::Double(value) => value.fmt(formatter),
            Ref::String(value) => value.fmt(formatter),
            // One that the model doesn't know says what the service likes.
            Ref::Enumeration(value) => fmt::Display::fmt(&Escaped(value), formatter),
            Ref::Blob(value) => value.fmt(formatter),
            Ref::Stream(value) => value.fmt(formatter),
            Ref::Timestamp(value) => fmt::Display::fmt(value, formatter),
            Ref::Document(value) => fmt::Display::fmt(value, formatter),
            Ref::Structure(structure) => show_structure(*structure, formatter),
            Ref::Union(union) => show_union(*union, formatter),
            Ref::List(list) => self.list(*list, formatter),
            Ref::Map(map) => self.map(*map, formatter),
        }
    }
}

fn show_structure(structure: &dyn Structure, formatter: &mut Formatter<'_>) -> fmt::Result {
    let schema = structure.schema();
    if schema.traits.contains(&Trait::Sensitive) {
        return Debug::fmt(&Hidden, formatter);
    }
    let mut shown = formatter.debug_struct(schema.name);
    each_sent(structure, |name, value, traits| {
        let value = *value;
        shown.field(name, &Shown { value, traits });
        Ok::<(), fmt::Error>(())
    })?;
    shown.finish()
}

fn show_union(union: &dyn Union, formatter: &mut Formatter<'_>) -> fmt::Result {
    let schema = union.schema();
    if schema.traits.contains(&Trait::Sensitive) {
        return Debug::fmt(&Hidden, formatter);
    }
    match union.active() {
        Ok((index, value)) => {
            let name = schema.key(index);
            let shown = Shown::new(value, schema.traits_of(index));
            formatter.debug_tuple(name).field(&shown).finish()
        }
        Err(name) => formatter.debug_tuple("Unrecognized").field(&name).finish(),
    }
}

#[cfg(test)]
#[path = "debug_tests.rs"]
mod tests;
