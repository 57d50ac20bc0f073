//! Writes a value as XML, led by its table.

use super::Root;
use crate::codecs::nesting::Nesting;
use crate::codecs::text;
use crate::error::EncodeError;
use crate::tables::TimestampFormat::DateTime;
use crate::tables::{Trait, element_traits, entry_traits, is_in_body, key_traits, name};
use crate::values::members::{each_sent, member};
use crate::values::{List, Map, Ref, Structure, Union};

/// Values nested deeper than this are refused, so that no value overflows the stack.
const DEEPEST: usize = 128;

type Written = Result<(), EncodeError>;

pub(super) struct Writer {
    pub(super) out: String,
    depth: Nesting<DEEPEST>,
}

impl Writer {
    /// A writer with room for so many bytes.
    pub(super) fn new(size: usize) -> Self {
        Self {
            out: String::with_capacity(size),
            depth: Nesting::default(),
        }
    }

    /// The root element; of a structure only what HTTP doesn't carry elsewhere.
    pub(super) fn root(&mut self, root: &Root<'_>, value: &Ref<'_>) -> Written {
        match value {
            Ref::Structure(structure) => {
                self.open(root.name);
                if !root.namespace.is_empty() {
                    self.namespace("", root.namespace);
                }
                self.namespaces(root.traits);
                self.structure(root.name, *structure, is_in_body)
            }
            value => self.value(root.name, value, root.traits),
        }
    }

    /// Begins a start tag; it is ended once its attributes are written.
    fn open(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.escaped(value);
        self.out.push('"');
    }

    fn namespace(&mut self, prefix: &str, uri: &str) {
        if prefix.is_empty() {
            self.attribute("xmlns", uri);
        } else {
            self.attribute(&format!("xmlns:{prefix}"), uri);
        }
    }

    fn namespaces(&mut self, traits: &[Trait]) {
        for found in traits {
            if let Trait::XmlNamespace(prefix, uri) = found {
                self.namespace(prefix, uri);
            }
        }
    }

    fn value(&mut self, name: &str, value: &Ref<'_>, traits: &'static [Trait]) -> Written {
        if let Some(text) = text::write(value, traits, DateTime) {
            self.open(name);
            self.namespaces(traits);
            self.out.push('>');
            self.escaped(&text);
            self.close(name);
            return Ok(());
        }
        self.depth.enter()?;
        match value {
            Ref::Structure(structure) => {
                self.open(name);
                self.namespaces(traits);
                self.structure(name, *structure, |_| true)?;
            }
            Ref::Union(union) => self.union(name, *union, traits)?,
            Ref::List(list) => self.list(name, *list, traits)?,
            Ref::Map(map) => self.map(name, *map, traits)?,
            _ => {}
        }
        self.depth.leave();
        Ok(())
    }

    /// Attributes, content and end of a structure's element, which is open.
    fn structure(
        &mut self,
        name: &str,
        structure: &dyn Structure,
        chosen: fn(&[Trait]) -> bool,
    ) -> Written {
        let schema = structure.schema();
        self.namespaces(schema.traits);
        for (index, traits) in schema.set_apart() {
            if !traits.contains(&Trait::XmlAttribute) {
                continue;
            }
            if let Some(text) = text::write(&member(structure, index), traits, DateTime) {
                self.attribute(schema.key(index), &text);
            }
        }
        self.out.push('>');
        each_sent(structure, |key, value, traits| {
            if traits.contains(&Trait::XmlAttribute) || !chosen(traits) {
                return Ok(());
            }
            self.value(key, value, traits)
        })?;
        self.close(name);
        Ok(())
    }

    fn union(&mut self, name: &str, union: &dyn Union, traits: &[Trait]) -> Written {
        let schema = union.schema();
        let (index, value) = union
            .active()
            .map_err(|member| EncodeError::unknown_member(schema.name, member))?;
        let key = schema.key(index);
        self.open(name);
        self.namespaces(traits);
        self.namespaces(schema.traits);
        self.out.push('>');
        self.value(key, &value.read(), schema.traits_of(index))?;
        self.close(name);
        Ok(())
    }

    fn list(&mut self, key: &str, list: &dyn List, traits: &'static [Trait]) -> Written {
        let of_element = element_traits(traits);
        let elements = (0..list.len()).filter_map(|index| list.get(index));
        if traits.contains(&Trait::Flattened) {
            for element in elements {
                self.value(key, &element.read(), of_element)?;
            }
            return Ok(());
        }
        let element_name = name(of_element, "member");
        self.wrapper(key, traits);
        for element in elements {
            self.value(element_name, &element.read(), of_element)?;
        }
        self.close(key);
        Ok(())
    }

    fn map(&mut self, key: &str, map: &dyn Map, traits: &'static [Trait]) -> Written {
        if traits.contains(&Trait::Flattened) {
            return self.entries(key, map, traits);
        }
        self.wrapper(key, traits);
        self.entries("entry", map, traits)?;
        self.close(key);
        Ok(())
    }

    fn entries(&mut self, entry: &str, map: &dyn Map, traits: &'static [Trait]) -> Written {
        let (of_key, of_value) = (key_traits(traits), entry_traits(traits));
        for (key, value) in map.entries() {
            self.open(entry);
            self.out.push('>');
            self.value(name(of_key, "key"), &Ref::String(key), of_key)?;
            self.value(name(of_value, "value"), &value.read(), of_value)?;
            self.close(entry);
        }
        Ok(())
    }

    fn wrapper(&mut self, name: &str, traits: &[Trait]) {
        self.open(name);
        self.namespaces(traits);
        self.out.push('>');
    }

    /// Line ends are escaped too: a reader would normalise them.
    fn escaped(&mut self, text: &str) {
        // Most texts have nothing to escape; all bytes are looked at, so that it takes a few instructions for many.
        if !text
            .bytes()
            .fold(false, |found, byte| found | may_be_escaped(byte))
        {
            self.out.push_str(text);
            return;
        }
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\n' => self.out.push_str("&#xA;"),
                '\r' => self.out.push_str("&#xD;"),
                '\u{85}' => self.out.push_str("&#x85;"),
                '\u{2028}' => self.out.push_str("&#x2028;"),
                character => self.out.push(character),
            }
        }
    }
}

/// Whether a character that is escaped begins with this byte, or could.
fn may_be_escaped(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\n' | b'\r' | 0x80..)
}
