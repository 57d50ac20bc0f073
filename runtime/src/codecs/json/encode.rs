//! Writes a value as JSON, led by its table.

use super::{Dialect, escape};
use crate::codecs::blob;
use crate::codecs::nesting::Nesting;
use crate::codecs::timestamp;
use crate::error::EncodeError;
use crate::tables::{TimestampFormat, Trait, element_traits, entry_traits};
use crate::values::members::each_sent;
use crate::values::{List, Map, Ref, Structure, Union, Value};

/// Values nested deeper than this are refused, so that no value overflows the stack.
const DEEPEST: usize = 512;

type Written = Result<(), EncodeError>;

pub(super) struct Writer {
    pub(super) out: Vec<u8>,
    pub(super) dialect: Dialect,
    pub(super) depth: Nesting<DEEPEST>,
}

impl Writer {
    pub(super) fn structure(&mut self, structure: &dyn Structure) -> Written {
        self.part(structure, |_| true)
    }

    /// An object of those members whose traits are chosen.
    pub(super) fn part(
        &mut self,
        structure: &dyn Structure,
        chosen: fn(&[Trait]) -> bool,
    ) -> Written {
        self.enter()?;
        self.out.push(b'{');
        let mut first = true;
        each_sent(structure, |name, value, traits| {
            if !chosen(traits) {
                return Ok(());
            }
            self.key(name, &mut first);
            self.value_of(value, traits)
        })?;
        self.leave(b'}');
        Ok(())
    }

    fn enter(&mut self) -> Written {
        self.depth.enter()
    }

    fn leave(&mut self, close: u8) {
        self.depth.leave();
        self.out.push(close);
    }

    fn key(&mut self, key: &str, first: &mut bool) {
        self.comma(first);
        self.text(key);
        self.out.push(b':');
    }

    fn comma(&mut self, first: &mut bool) {
        if !std::mem::take(first) {
            self.out.push(b',');
        }
    }

    fn value(&mut self, value: &dyn Value, traits: &[Trait]) -> Written {
        self.value_of(&value.read(), traits)
    }

    pub(super) fn value_of(&mut self, value: &Ref<'_>, traits: &[Trait]) -> Written {
        match value {
            Ref::Absent => self.out.extend_from_slice(b"null"),
            Ref::Boolean(value) => self.display(value),
            Ref::Integer(value) => {
                let mut digits = itoa::Buffer::new();
                self.out.extend_from_slice(digits.format(*value).as_bytes());
            }
            Ref::Float(value) => self.number(
                f64::from(*value),
                value.is_finite().then(|| value.to_string()),
            ),
            Ref::Double(value) => self.number(*value, value.is_finite().then(|| value.to_string())),
            Ref::String(value) | Ref::Enumeration(value) => self.text(value),
            Ref::Blob(value) => self.text(&blob::encode(value)),
            Ref::Stream(value) => match value.bytes() {
                Some(bytes) => self.text(&blob::encode(bytes)),
                None => return Err(EncodeError::stream()),
            },
            Ref::Timestamp(value) => self.timestamp(*value, traits),
            Ref::Document(value)
                if traits.contains(&Trait::JsonValue) && self.dialect != Dialect::Serde =>
            {
                self.text(&value.to_string());
            }
            Ref::Document(value) => self.display(value),
            Ref::Structure(structure) => self.structure(*structure)?,
            Ref::Union(union) => self.union(*union)?,
            Ref::List(list) => self.list(*list, traits)?,
            Ref::Map(map) => self.map(*map, traits)?,
        }
        Ok(())
    }

    fn display(&mut self, value: impl std::fmt::Display) {
        self.out.extend_from_slice(value.to_string().as_bytes());
    }

    fn number(&mut self, value: f64, finite: Option<String>) {
        match finite {
            Some(text) => self.out.extend_from_slice(text.as_bytes()),
            None if value.is_nan() => self.text("NaN"),
            None if value > 0.0 => self.text("Infinity"),
            None => self.text("-Infinity"),
        }
    }

    fn timestamp(&mut self, value: jiff::Timestamp, traits: &[Trait]) {
        let asked = traits.iter().find_map(Trait::timestamp_format);
        if self.dialect == Dialect::Serde {
            return self.text(&value.to_string());
        }
        let format = asked.unwrap_or(TimestampFormat::EpochSeconds);
        let text = timestamp::write(value, format);
        if format == TimestampFormat::EpochSeconds {
            self.out.extend_from_slice(text.as_bytes());
        } else {
            self.text(&text);
        }
    }

    fn union(&mut self, union: &dyn Union) -> Written {
        let schema = union.schema();
        let (index, value) = match union.active() {
            Ok(active) => active,
            // Its value is unknown, its name is kept: a file or a log may have it, a service never.
            Err(member) if self.dialect == Dialect::Serde => {
                self.out.push(b'{');
                self.key(member, &mut true);
                self.out.extend_from_slice(b"{}}");
                return Ok(());
            }
            Err(member) => return Err(EncodeError::unknown_member(schema.name, member)),
        };
        let Some(member) = schema.members.get(index) else {
            return Ok(());
        };
        self.enter()?;
        self.out.push(b'{');
        self.key(member.key, &mut true);
        self.value(value, member.traits)?;
        self.leave(b'}');
        Ok(())
    }

    fn list(&mut self, list: &dyn List, traits: &[Trait]) -> Written {
        let of_element = element_traits(traits);
        self.enter()?;
        self.out.push(b'[');
        let mut first = true;
        for value in (0..list.len()).filter_map(|index| list.get(index)) {
            self.comma(&mut first);
            self.value(value, of_element)?;
        }
        self.leave(b']');
        Ok(())
    }

    fn map(&mut self, map: &dyn Map, traits: &[Trait]) -> Written {
        let of_entry = entry_traits(traits);
        self.enter()?;
        self.out.push(b'{');
        let mut first = true;
        for (key, value) in map.entries() {
            self.key(key, &mut first);
            self.value(value, of_entry)?;
        }
        self.leave(b'}');
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str) {
        escape::write(text, &mut self.out);
    }
}
