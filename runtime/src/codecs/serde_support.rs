//! serde for every generated type, through its table: wire names as keys, timestamps as RFC 3339, blobs as base64.
//!
//! A value is shown member by member, in the order of its table, and read by way of a document, so that no type pays
//! for code of its own. Knows no format.

use std::convert::Infallible;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::{Map as Object, Value as Document};

use crate::codecs::blob;
use crate::codecs::json::{self, Dialect};
use crate::codecs::timestamp;
use crate::error::EncodeError;
use crate::tables::TimestampFormat;
use crate::values::members::each_sent;
use crate::values::{List, Map, Ref, Structure, Union, Value};

/// Values nested deeper than this are refused: they could not be read again either.
const DEEPEST: usize = 128;

/// Serializes a value through its table.
///
/// # Errors
/// The value holds a stream or is nested too deep, or the format fails.
pub fn serialize<S: Serializer>(value: &Ref<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let shown = Shown {
        value: *value,
        depth: 0,
    };
    shown.serialize(serializer)
}

/// A value and how many others it is in.
struct Shown<'a> {
    value: Ref<'a>,
    depth: usize,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Ref::Absent => serializer.serialize_unit(),
            Ref::Boolean(value) => serializer.serialize_bool(value),
            Ref::Integer(value) => serializer.serialize_i64(value),
            Ref::Float(value) => number(widened(value), serializer),
            Ref::Double(value) => number(value, serializer),
            Ref::String(value) | Ref::Enumeration(value) => serializer.serialize_str(value),
            Ref::Blob(value) => serializer.serialize_str(&blob::encode(value)),
            Ref::Stream(value) => match value.bytes() {
                Some(bytes) => serializer.serialize_str(&blob::encode(bytes)),
                None => Err(S::Error::custom(EncodeError::stream())),
            },
            Ref::Timestamp(value) => {
                serializer.serialize_str(&timestamp::write(value, TimestampFormat::DateTime))
            }
            Ref::Document(value) => value.serialize(serializer),
            Ref::Structure(structure) => self.structure(structure, serializer),
            Ref::Union(union) => self.union(union, serializer),
            Ref::List(list) => self.list(list, serializer),
            Ref::Map(map) => self.map(map, serializer),
        }
    }
}

impl Shown<'_> {
    fn inner<'a, E: serde::ser::Error>(&self, value: Ref<'a>) -> Result<Shown<'a>, E> {
        let depth = self.depth + 1;
        if depth > DEEPEST {
            return Err(E::custom("the value is nested too deep"));
        }
        Ok(Shown { value, depth })
    }

    fn structure<S: Serializer>(
        &self,
        structure: &dyn Structure,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_map(Some(sent(structure)))?;
        each_sent(structure, |key, value, _| {
            entries.serialize_entry(key, &self.inner(*value)?)
        })?;
        entries.end()
    }

    fn union<S: Serializer>(&self, union: &dyn Union, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_map(Some(1))?;
        match union.active() {
            Ok((index, value)) => {
                let key = union.schema().key(index);
                entries.serialize_entry(key, &self.inner(value.read())?)?;
            }
            // Its value is unknown, its name is kept.
            Err(key) => entries.serialize_entry(key, &Document::Object(Object::new()))?,
        }
        entries.end()
    }

    fn list<S: Serializer>(&self, list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
        let mut elements = serializer.serialize_seq(Some(list.len()))?;
        for element in (0..list.len()).filter_map(|index| list.get(index)) {
            elements.serialize_element(&self.inner(element.read())?)?;
        }
        elements.end()
    }

    fn map<S: Serializer>(&self, map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_map(Some(map.len()))?;
        for (key, value) in map.entries() {
            entries.serialize_entry(key, &self.inner(value.read())?)?;
        }
        entries.end()
    }
}

/// How many members a structure has to show.
fn sent(structure: &dyn Structure) -> usize {
    let mut count = 0;
    let counted: Result<(), Infallible> = each_sent(structure, |_, _, _| {
        count += 1;
        Ok(())
    });
    counted.map_or(0, |()| count)
}

/// The double that is written with the same digits.
fn widened(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

/// Those that JSON lacks are words, as on the wire.
fn number<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.is_nan() {
        serializer.serialize_str("NaN")
    } else if value.is_infinite() {
        let word = if value > 0.0 { "Infinity" } else { "-Infinity" };
        serializer.serialize_str(word)
    } else {
        serializer.serialize_f64(value)
    }
}

/// Deserializes a value through its table; unknown members are passed over.
///
/// # Errors
/// The document isn't what the model says, or the format fails.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let document = Document::deserialize(deserializer)?;
    let mut value = T::blank();
    json::read(
        document.to_string().as_bytes(),
        value.write(),
        Dialect::Serde,
    )
    .map_err(D::Error::custom)?;
    Ok(value)
}

#[doc(hidden)]
pub use serde;

/// serde's traits for one type.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__private::v1::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::v1::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::v1::serialize(
                    &$crate::__private::v1::Value::read(self),
                    serializer,
                )
            }
        }

        impl<'de> $crate::__private::v1::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::v1::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::v1::deserialize(deserializer)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use crate::everything::{Choice, Everything, values};
    use crate::values::Value;

    proptest! {
        #[test]
        fn any_value_comes_back(value in values()) {
            let shown = serde_json::to_value(&value).unwrap();
            let back: Everything = serde_json::from_value(shown).unwrap();
            prop_assert!(back == value, "{back:?}");
        }
    }

    /// Whatever features of serde_json the program has.
    #[test]
    fn members_stand_in_the_order_of_the_table_and_numbers_keep_their_digits() {
        let mut value = Everything::blank();
        value.choice = Some(Choice::Unrecognized("New".to_owned()));
        value.list = vec!["x".to_owned()];
        value.text = Some("a".to_owned());
        value.ratio = Some(0.1 + 0.2);
        value.single = Some(0.1);
        assert_eq!(
            serde_json::to_string(&value).unwrap(),
            r#"{"Large":0,"Single":0.1,"Ratio":0.30000000000000004,"Text":"a","List":["x"],"Choice":{"New":{}}}"#
        );
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        let mut value = Everything::blank();
        for _ in 0..200 {
            let mut outer = Everything::blank();
            outer.child = Some(Box::new(value));
            value = outer;
        }
        let refused = serde_json::to_string(&value).unwrap_err();
        assert_eq!(refused.to_string(), "the value is nested too deep");
    }

    #[test]
    fn numbers_that_json_lacks_are_words() {
        let mut value = Everything::blank();
        value.ratio = Some(f64::NEG_INFINITY);
        let shown = serde_json::to_value(&value).unwrap();
        assert_eq!(shown, json!({"Large": 0, "Ratio": "-Infinity"}));
    }
}
