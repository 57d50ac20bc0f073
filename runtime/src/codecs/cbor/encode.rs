//! Writes a value as CBOR, led by its table.

use std::convert::Infallible;

use minicbor::Encoder;
use minicbor::data::Tag;
use minicbor::encode::Write;
use serde_json::{Number, Value as Document};

use super::buffer::Buffer;
use crate::codecs::nesting::Nesting;
use crate::error::EncodeError;
use crate::tables::{Member, Trait, element_traits, entry_traits};
use crate::values::members::{each_member, is_sent};
use crate::values::{List, Map, Ref, Structure, Union};

/// Values nested deeper than this are refused, so that no value overflows the stack.
const DEEPEST: usize = 512;

/// The tag of seconds since 1970.
const EPOCH: Tag = Tag::new(1);

/// A map of as many entries as come until a break.
const OPEN_MAP: u8 = 0xbf;
const BREAK: u8 = 0xff;

/// The kind of texts, before their length.
const TEXT: u8 = 0x60;

/// The kind of lists, before their length.
const ARRAY: u8 = 0x80;

/// What is true is one more.
const FALSE: u8 = 0xf4;

type Written = Result<(), EncodeError>;

type Token = minicbor::encode::Error<Infallible>;

impl From<Token> for EncodeError {
    #[cold]
    fn from(error: Token) -> Self {
        Self::new(error.to_string())
    }
}

impl Write for Buffer {
    type Error = Infallible;

    #[inline]
    fn write_all(&mut self, piece: &[u8]) -> Result<(), Infallible> {
        self.extend(piece);
        Ok(())
    }
}

pub(super) struct Writer {
    out: Encoder<Buffer>,
    depth: Nesting<DEEPEST>,
}

impl Writer {
    /// A writer with room for so many bytes.
    pub(super) fn new(room: usize) -> Self {
        Self {
            out: Encoder::new(Buffer::new(room)),
            depth: Nesting::default(),
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_writer().into_bytes()
    }

    /// An empty map.
    pub(super) fn nothing(&mut self) -> Written {
        self.out.map(0)?;
        Ok(())
    }

    /// A map that a break ends: so the members are gone through once, not counted first.
    pub(super) fn structure(&mut self, structure: &dyn Structure) -> Written {
        self.enter()?;
        self.out.writer_mut().push(OPEN_MAP);
        each_member(structure, |member, value| match value {
            // Most members are texts, or aren't there.
            Ref::String(text) | Ref::Enumeration(text) => {
                self.pair(member.key, text);
                Ok(())
            }
            Ref::Absent => Ok(()),
            value => self.other_member(member, value),
        })?;
        self.out.writer_mut().push(BREAK);
        self.depth.leave();
        Ok(())
    }

    fn other_member(&mut self, member: &'static Member, value: &Ref<'_>) -> Written {
        if !is_sent(value, || member.traits) {
            return Ok(());
        }
        self.text(member.key);
        match value {
            Ref::Structure(structure) => self.structure(*structure),
            value => self.any_value(value, member.traits),
        }
    }

    fn enter(&mut self) -> Written {
        self.depth.enter()
    }

    /// Writes a member or an element: what most of a message consists of right here, where a call less counts.
    #[inline]
    fn value(&mut self, value: &Ref<'_>, traits: &[Trait]) -> Written {
        match value {
            Ref::String(text) | Ref::Enumeration(text) => {
                self.text(text);
                Ok(())
            }
            Ref::Structure(structure) => self.structure(*structure),
            other => self.any_value(other, traits),
        }
    }

    fn any_value(&mut self, value: &Ref<'_>, traits: &[Trait]) -> Written {
        match value {
            Ref::Absent => _ = self.out.null()?,
            Ref::Boolean(value) => self.out.writer_mut().push(FALSE | u8::from(*value)),
            Ref::Integer(value) => return self.integer(*value),
            Ref::Float(value) => _ = self.out.f32(*value)?,
            Ref::Double(value) => self.double(*value),
            Ref::String(value) | Ref::Enumeration(value) => self.text(value),
            Ref::Blob(value) => _ = self.out.bytes(value)?,
            Ref::Stream(value) => match value.bytes() {
                Some(bytes) => _ = self.out.bytes(bytes)?,
                None => return Err(EncodeError::stream()),
            },
            Ref::Timestamp(value) => return self.timestamp(*value),
            Ref::Document(value) if traits.contains(&Trait::JsonValue) => {
                self.text(&value.to_string());
            }
            Ref::Document(value) => return self.document(value),
            Ref::Structure(structure) => return self.structure(*structure),
            Ref::Union(union) => return self.union(*union),
            Ref::List(list) => return self.list(*list, traits),
            Ref::Map(map) => return self.map(*map, traits),
        }
        Ok(())
    }

    /// Names and most values are short: then the head is one or two bytes, without a detour.
    #[inline]
    fn text(&mut self, text: &str) {
        if !self.out.writer_mut().short(TEXT, text.as_bytes()) {
            self.longer_text(text);
        }
    }

    /// A key and its text.
    #[inline]
    fn pair(&mut self, key: &str, text: &str) {
        let out = self.out.writer_mut();
        if !out.short_pair(TEXT, key.as_bytes(), text.as_bytes()) {
            self.longer_pair(key, text);
        }
    }

    #[inline(never)]
    fn longer_pair(&mut self, key: &str, text: &str) {
        self.text(key);
        self.text(text);
    }

    #[inline(never)]
    fn longer_text(&mut self, text: &str) {
        // Writing to memory doesn't fail.
        let _ = self.out.str(text);
    }

    /// Most numbers that aren't negative are small: then they are one or two bytes.
    #[inline]
    fn integer(&mut self, value: i64) -> Written {
        match u8::try_from(value) {
            Ok(value @ ..=23) => self.out.writer_mut().push(value),
            Ok(value) => self.out.writer_mut().headed(0x18, &[value]),
            Err(_) => _ = self.out.i64(value)?,
        }
        Ok(())
    }

    /// Head and number at once: long lists consist of doubles.
    fn double(&mut self, value: f64) {
        let mut bytes = [0xfb; 9];
        for (place, byte) in bytes.iter_mut().skip(1).zip(value.to_be_bytes()) {
            *place = byte;
        }
        self.out.writer_mut().extend(&bytes);
    }

    /// Seconds, to the millisecond; a format that the model gives is for other protocols.
    fn timestamp(&mut self, value: jiff::Timestamp) -> Written {
        let milliseconds = value.as_millisecond();
        self.out.tag(EPOCH)?;
        if milliseconds % 1000 == 0 {
            self.out.i64(milliseconds / 1000)?;
        } else {
            #[allow(
                clippy::cast_precision_loss,
                reason = "a timestamp's milliseconds have less than 53 bits"
            )]
            self.double(milliseconds as f64 / 1000.0);
        }
        Ok(())
    }

    fn document(&mut self, document: &Document) -> Written {
        match document {
            Document::Null => self.out.null()?,
            Document::Bool(value) => self.out.bool(*value)?,
            Document::Number(value) => return self.number(value),
            Document::String(value) => self.out.str(value)?,
            Document::Array(elements) => {
                self.enter()?;
                self.out.array(elements.len() as u64)?;
                for element in elements {
                    self.document(element)?;
                }
                self.depth.leave();
                return Ok(());
            }
            Document::Object(entries) => {
                self.enter()?;
                self.out.map(entries.len() as u64)?;
                for (key, value) in entries {
                    self.out.str(key)?;
                    self.document(value)?;
                }
                self.depth.leave();
                return Ok(());
            }
        };
        Ok(())
    }

    fn number(&mut self, number: &Number) -> Written {
        if let Some(value) = number.as_i64() {
            self.out.i64(value)?;
        } else if let Some(value) = number.as_u64() {
            self.out.u64(value)?;
        } else {
            self.out.f64(number.as_f64().unwrap_or(f64::NAN))?;
        }
        Ok(())
    }

    pub(super) fn union(&mut self, union: &dyn Union) -> Written {
        let schema = union.schema();
        let (index, value) = union.active().map_err(|name| {
            EncodeError::new(format!(
                "the union {} has the unknown member `{name}`, which can't be sent",
                schema.name
            ))
        })?;
        let Some(member) = schema.members.get(index) else {
            return self.nothing();
        };
        self.enter()?;
        self.out.map(1)?.str(member.key)?;
        self.value(&value.read(), member.traits)?;
        self.depth.leave();
        Ok(())
    }

    fn list(&mut self, list: &dyn List, traits: &[Trait]) -> Written {
        let of_element = element_traits(traits);
        self.enter()?;
        match u8::try_from(list.len()) {
            Ok(length @ ..=23) => self.out.writer_mut().push(ARRAY | length),
            _ => _ = self.out.array(list.len() as u64)?,
        }
        for value in (0..list.len()).filter_map(|index| list.get(index)) {
            self.value(&value.read(), of_element)?;
        }
        self.depth.leave();
        Ok(())
    }

    fn map(&mut self, map: &dyn Map, traits: &[Trait]) -> Written {
        let of_entry = entry_traits(traits);
        self.enter()?;
        self.out.map(map.len() as u64)?;
        for (key, value) in map.entries() {
            self.text(key);
            self.value(&value.read(), of_entry)?;
        }
        self.depth.leave();
        Ok(())
    }
}
