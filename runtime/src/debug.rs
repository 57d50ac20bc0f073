//! `Debug` for every generated type, through its table: what is absent is left out, what is sensitive is hidden.

use std::fmt::{self, Debug, Formatter};

use crate::schema::Trait;
use crate::value::{Ref, Value};

/// What stands for a sensitive value.
pub const REDACTED: &str = "** redacted **";

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

    fn inner(&self, pick: fn(&Trait) -> Option<&'static [Trait]>) -> &'a [Trait] {
        self.traits.iter().find_map(pick).unwrap_or_default()
    }
}

impl Debug for Shown<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.traits.contains(&Trait::Sensitive) {
            return formatter.write_str(REDACTED);
        }
        match &self.value {
            Ref::Absent => formatter.write_str("None"),
            Ref::Boolean(value) => value.fmt(formatter),
            Ref::Integer(value) => value.fmt(formatter),
            Ref::Float(value) => value.fmt(formatter),
            Ref::Double(value) => value.fmt(formatter),
            Ref::String(value) => value.fmt(formatter),
            Ref::Enumeration(value) => formatter.write_str(value),
            Ref::Blob(value) => value.fmt(formatter),
            Ref::Timestamp(value) => fmt::Display::fmt(value, formatter),
            Ref::Document(value) => fmt::Display::fmt(value, formatter),
            Ref::Structure(structure) => {
                let schema = structure.schema();
                if schema.traits.contains(&Trait::Sensitive) {
                    return formatter.write_str(REDACTED);
                }
                let mut shown = formatter.debug_struct(schema.name);
                for (index, member) in schema.members.iter().enumerate() {
                    if let Some(value) = structure.member(index).filter(|value| value.present()) {
                        shown.field(member.name, &Shown::new(value, member.traits));
                    }
                }
                shown.finish()
            }
            Ref::Union(union) => {
                let schema = union.schema();
                if schema.traits.contains(&Trait::Sensitive) {
                    return formatter.write_str(REDACTED);
                }
                match union.active() {
                    Ok((index, value)) => {
                        let member = schema.members.get(index);
                        let traits = member.map(|member| member.traits).unwrap_or_default();
                        let name = member.map(|member| member.name).unwrap_or_default();
                        formatter
                            .debug_tuple(name)
                            .field(&Shown::new(value, traits))
                            .finish()
                    }
                    Err(name) => formatter.debug_tuple("Unrecognized").field(&name).finish(),
                }
            }
            Ref::List(list) => {
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
            Ref::Map(map) => {
                let traits = self.inner(|found| match found {
                    Trait::Entry(traits) => Some(traits),
                    _ => None,
                });
                let keys_hidden = self
                    .traits
                    .iter()
                    .any(|found| matches!(found, Trait::Key(of) if of.contains(&Trait::Sensitive)));
                let shown = |key| if keys_hidden { REDACTED } else { key };
                let entries = map
                    .entries()
                    .map(|(key, value)| (shown(key), Shown::new(value, traits)));
                formatter.debug_map().entries(entries).finish()
            }
        }
    }
}
