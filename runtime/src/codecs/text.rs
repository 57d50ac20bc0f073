//! Scalars as plain text: in headers, paths, query strings, forms and XML.
//!
//! Escaping is not done here; whoever writes the text somewhere knows what that place needs.

use std::borrow::Cow;
use std::num::IntErrorKind;

use crate::codecs::blob;
use crate::codecs::decimal::nearest;
use crate::codecs::fault::Kind;
use crate::codecs::json;
use crate::codecs::timestamp;
use crate::tables::{TimestampFormat, Trait};
use crate::values::{Ref, Slot};

/// The text of a scalar; `None` for what is absent or has parts. `usual` is how timestamps look here.
pub(crate) fn write<'a>(
    value: &Ref<'a>,
    traits: &[Trait],
    usual: TimestampFormat,
) -> Option<Cow<'a, str>> {
    Some(match value {
        Ref::Boolean(true) => Cow::Borrowed("true"),
        Ref::Boolean(false) => Cow::Borrowed("false"),
        Ref::Integer(value) => Cow::Owned(value.to_string()),
        Ref::Float(value) => float(f64::from(*value), value),
        Ref::Double(value) => float(*value, value),
        Ref::String(value) if traits.contains(&Trait::LastSegment) => {
            Cow::Borrowed(value.rsplit('/').next().unwrap_or(value))
        }
        Ref::String(value) | Ref::Enumeration(value) => Cow::Borrowed(*value),
        Ref::Blob(value) => Cow::Owned(blob::encode(value)),
        Ref::Stream(value) => Cow::Owned(blob::encode(value.bytes()?)),
        Ref::Timestamp(value) => {
            let asked = traits.iter().find_map(Trait::timestamp_format);
            Cow::Owned(timestamp::write(*value, asked.unwrap_or(usual)))
        }
        Ref::Document(value) => Cow::Owned(value.to_string()),
        Ref::Absent | Ref::Structure(_) | Ref::Union(_) | Ref::List(_) | Ref::Map(_) => {
            return None;
        }
    })
}

fn float<'a>(value: f64, shown: &impl ToString) -> Cow<'a, str> {
    if value.is_nan() {
        Cow::Borrowed("NaN")
    } else if value == f64::INFINITY {
        Cow::Borrowed("Infinity")
    } else if value == f64::NEG_INFINITY {
        Cow::Borrowed("-Infinity")
    } else {
        Cow::Owned(shown.to_string())
    }
}

/// Fills a scalar from its text, as botocore does: only `true` is true, and a number that doesn't fit is the nearest that
/// does.
///
/// # Errors
/// What was expected instead.
pub(crate) fn read(text: &str, slot: Slot<'_>) -> Result<(), Kind> {
    match slot {
        Slot::Boolean(value) => *value = text.trim() == "true",
        Slot::Integer(value) => *value = integer(text).map(nearest)?,
        Slot::Long(value) => *value = integer(text)?,
        Slot::Float(value) => *value = number(text)?,
        Slot::Double(value) => *value = number(text)?,
        Slot::String(value) => text.clone_into(value),
        Slot::Enumeration(value) => value.set_wire(text),
        Slot::Blob(value) => *value = blob::decode(text).ok_or(Kind::Base64)?,
        Slot::Stream(value) => *value = blob::decode(text).ok_or(Kind::Base64)?.into(),
        Slot::Timestamp(value) => *value = timestamp::read(text).ok_or(Kind::Timestamp)?,
        Slot::Document(value) => *value = json::document(text.as_bytes()).ok_or(Kind::Document)?,
        Slot::Nothing => {}
        Slot::Structure(_) | Slot::Union(_) | Slot::List(_) | Slot::Map(_) => {
            return Err(Kind::Parts);
        }
    }
    Ok(())
}

fn integer(text: &str) -> Result<i64, Kind> {
    match text.trim().parse::<i64>() {
        Ok(value) => Ok(value),
        Err(error) => match error.kind() {
            IntErrorKind::PosOverflow => Ok(i64::MAX),
            IntErrorKind::NegOverflow => Ok(i64::MIN),
            _ => Err(Kind::Integer),
        },
    }
}

/// Rust's own words for the numbers that aren't finite are those of the wire.
fn number<T: std::str::FromStr>(text: &str) -> Result<T, Kind> {
    text.trim().parse().map_err(|_| Kind::Number)
}

#[cfg(test)]
mod tests {
    use super::{Kind, read, write};
    use crate::tables::TimestampFormat::DateTime;
    use crate::values::Value;

    fn round_trip<T: Value + PartialEq + std::fmt::Debug>(value: &T, expected: &str) {
        let text = write(&value.read(), &[], DateTime).unwrap_or_default();
        assert_eq!(text, expected);
        let mut back = T::blank();
        assert_eq!(read(&text, back.write()), Ok(()));
        assert_eq!(&back, value);
    }

    #[test]
    fn every_scalar_reads_back() {
        round_trip(&true, "true");
        round_trip(&-7_i32, "-7");
        round_trip(&1.5_f32, "1.5");
        round_trip(&f64::NEG_INFINITY, "-Infinity");
        round_trip(&"a b".to_owned(), "a b");
        round_trip(&bytes::Bytes::from_static(b"hello"), "aGVsbG8=");
    }

    #[test]
    fn what_does_not_fit_says_what_was_expected() {
        assert_eq!(read("seven", 0_i32.write()), Err(Kind::Integer));
        assert_eq!(read("", 0_i64.write()), Err(Kind::Integer));
        assert_eq!(read("", 0.0_f64.write()), Err(Kind::Number));
    }
}
