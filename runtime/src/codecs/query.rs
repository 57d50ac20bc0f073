//! Forms over the tables: the bodies of awsQuery and ec2Query requests.
//!
//! Responses of these protocols are XML.

use crate::codecs::nesting::Nesting;
use crate::codecs::percent::encoded;
use crate::codecs::text;
use crate::error::EncodeError;
use crate::tables::TimestampFormat::DateTime;
use crate::tables::{Trait, element_traits, entry_traits, key_traits, name};
use crate::values::members::each_sent;
use crate::values::{List, Map, Ref, Structure, Union};

/// Values nested deeper than this are refused, so that no value overflows the stack.
const DEEPEST: usize = 128;

type Written = Result<(), EncodeError>;

/// How the two protocols differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Lists and maps have a part of the key for their entries, unless they are flattened.
    Aws,
    /// Keys begin with a capital, lists are always flattened.
    Ec2,
}

/// Writes the parameters of a call. There is room for so many bytes from the beginning.
///
/// # Errors
/// A union holds a member that can't be sent, or the value is nested too deep.
pub(crate) fn write(
    action: &str,
    version: &str,
    input: &Ref<'_>,
    dialect: Dialect,
    size: usize,
) -> Result<String, EncodeError> {
    let mut out = String::with_capacity(size);
    out.push_str("Action=");
    out.extend(encoded(action));
    out.push_str("&Version=");
    out.extend(encoded(version));
    let mut writer = Writer {
        out,
        key: String::new(),
        dialect,
        depth: Nesting::default(),
    };
    writer.value(input, &[])?;
    Ok(writer.out)
}

struct Writer {
    out: String,
    /// The key of the value that is being written, encoded: each part once, not with every value below it.
    key: String,
    dialect: Dialect,
    depth: Nesting<DEEPEST>,
}

/// A part of a key.
#[derive(Clone, Copy)]
enum Part<'a> {
    Name(&'a str),
    /// The name with a capital at its beginning.
    Capitalised(&'a str),
    /// The place of an entry, from 1.
    Number(usize),
}

impl Writer {
    fn pair(&mut self, text: &str) {
        self.out.push('&');
        self.out.push_str(&self.key);
        self.out.push('=');
        self.out.extend(encoded(text));
    }

    /// Writes something one part of the key deeper.
    fn below(&mut self, part: Part<'_>, write: impl FnOnce(&mut Self) -> Written) -> Written {
        let length = self.key.len();
        self.depth.enter()?;
        self.push(part);
        write(self)?;
        self.depth.leave();
        self.key.truncate(length);
        Ok(())
    }

    fn push(&mut self, part: Part<'_>) {
        if !self.key.is_empty() {
            self.key.push('.');
        }
        match part {
            Part::Name(name) => push_name(&mut self.key, name),
            Part::Capitalised(name) => {
                let start = self.key.len();
                push_name(&mut self.key, name);
                if let Some(first) = self.key.get_mut(start..=start) {
                    first.make_ascii_uppercase();
                }
            }
            Part::Number(number) => self.key.push_str(itoa::Buffer::new().format(number)),
        }
    }

    fn value(&mut self, value: &Ref<'_>, traits: &'static [Trait]) -> Written {
        if let Some(text) = text::write(value, traits, DateTime) {
            self.pair(&text);
            return Ok(());
        }
        match value {
            Ref::Structure(structure) => self.structure(*structure),
            Ref::Union(union) => self.union(*union),
            Ref::List(list) => self.list(*list, traits),
            Ref::Map(map) => self.map(*map, traits),
            _ => Ok(()),
        }
    }

    fn structure(&mut self, structure: &dyn Structure) -> Written {
        each_sent(structure, |key, value, traits| {
            self.member(key, value, traits)
        })
    }

    fn union(&mut self, union: &dyn Union) -> Written {
        let schema = union.schema();
        let (index, value) = union
            .active()
            .map_err(|member| EncodeError::unknown_member(schema.name, member))?;
        let key = schema.key(index);
        self.member(key, &value.read(), schema.traits_of(index))
    }

    fn member(&mut self, key: &str, value: &Ref<'_>, traits: &'static [Trait]) -> Written {
        let write = |writer: &mut Self| writer.value(value, traits);
        if self.dialect == Dialect::Aws {
            return self.below(Part::Name(key), write);
        }
        let own = traits.iter().find_map(|found| match found {
            Trait::QueryName(name) => Some(*name),
            _ => None,
        });
        self.below(own.map_or(Part::Capitalised(key), Part::Name), write)
    }

    fn list(&mut self, list: &dyn List, traits: &'static [Trait]) -> Written {
        let of_element = element_traits(traits);
        if self.dialect == Dialect::Ec2 || traits.contains(&Trait::Flattened) {
            if list.is_empty() && self.dialect == Dialect::Aws {
                self.pair("");
            }
            return self.elements(list, of_element);
        }
        if list.is_empty() {
            // An empty list is sent, so that it can replace one with elements.
            self.pair("");
            return Ok(());
        }
        self.below(Part::Name(name(of_element, "member")), |writer| {
            writer.elements(list, of_element)
        })
    }

    fn elements(&mut self, list: &dyn List, traits: &'static [Trait]) -> Written {
        let elements = (0..list.len()).filter_map(|index| list.get(index));
        for (index, element) in elements.enumerate() {
            self.below(Part::Number(index + 1), |writer| {
                writer.value(&element.read(), traits)
            })?;
        }
        Ok(())
    }

    fn map(&mut self, map: &dyn Map, traits: &'static [Trait]) -> Written {
        if traits.contains(&Trait::Flattened) {
            self.entries(map, traits)
        } else {
            self.below(Part::Name("entry"), |writer| writer.entries(map, traits))
        }
    }

    fn entries(&mut self, map: &dyn Map, traits: &'static [Trait]) -> Written {
        let (of_key, of_value) = (key_traits(traits), entry_traits(traits));
        for (index, (key, value)) in map.entries().enumerate() {
            self.below(Part::Number(index + 1), |writer| {
                writer.below(Part::Name(name(of_key, "key")), |writer| {
                    writer.value(&Ref::String(key), of_key)
                })?;
                writer.below(Part::Name(name(of_value, "value")), |writer| {
                    writer.value(&value.read(), of_value)
                })
            })?;
        }
        Ok(())
    }
}

/// Most names have nothing to encode.
fn push_name(key: &mut String, name: &str) {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        key.push_str(name);
    } else {
        key.extend(encoded(name));
    }
}
