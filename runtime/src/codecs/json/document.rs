//! Any JSON as a document, through the reader of everything else, within the memory that a message may take.
//!
//! serde_json's own reader gives the nearest number only with a feature, which every user of serde_json in the program
//! would get as well.

use serde_json::{Map, Number, Value as Document};

use super::reader::{Next, Reader};
use crate::codecs::budget::{Budget, Exceeded};
use crate::codecs::fault::{Fault, Kind, Read};

/// A whole text as a document; `None` where it isn't JSON, is nested too deep, or would take too much memory.
#[cfg(feature = "client")]
pub(crate) fn document(text: &[u8]) -> Option<Document> {
    let text = std::str::from_utf8(text).ok()?;
    whole(text, &mut Budget::of(text.len())).ok()
}

/// A text within another message, of whose memory it takes its part; `None` where it isn't JSON.
///
/// # Errors
/// It would take too much memory.
pub(crate) fn embedded(text: &str, budget: &mut Budget) -> Result<Option<Document>, Exceeded> {
    match whole(text, budget) {
        Ok(document) => Ok(Some(document)),
        Err(Fault::Memory) => Err(Exceeded),
        Err(_) => Ok(None),
    }
}

fn whole(text: &str, budget: &mut Budget) -> Read<Document> {
    let mut reader = Reader::new(text);
    let document = next(&mut reader, budget)?;
    if reader.at_end() {
        Ok(document)
    } else {
        Err(Fault::Syntax)
    }
}

/// The next value of a text.
pub(super) fn next(reader: &mut Reader<'_>, budget: &mut Budget) -> Read<Document> {
    Ok(match reader.peek()? {
        Next::Null => {
            reader.null()?;
            Document::Null
        }
        Next::Boolean => reader.boolean()?.into(),
        Next::Number => Document::Number(number(reader.number()?)?),
        Next::String => reader.string()?.into(),
        Next::Array => array(reader, budget)?,
        Next::Object => object(reader, budget)?,
    })
}

fn array(reader: &mut Reader<'_>, budget: &mut Budget) -> Read<Document> {
    let mut elements = Vec::new();
    let mut more = reader.open(b']')?;
    budget.take_document(0, usize::from(more))?;
    while more {
        elements.push(next(reader, budget)?);
        more = reader.more(b']')?;
    }
    Ok(elements.into())
}

fn object(reader: &mut Reader<'_>, budget: &mut Budget) -> Read<Document> {
    let mut entries = Map::new();
    let mut more = reader.open(b'}')?;
    budget.take_document(usize::from(more), 0)?;
    while more {
        let key = reader.key()?.into_owned();
        entries.insert(key, next(reader, budget)?);
        more = reader.more(b'}')?;
    }
    Ok(entries.into())
}

/// The number as serde_json holds it, but for fractions that it misses by their last digit.
fn number(text: &str) -> Read<Number> {
    let near: Number = text.parse().map_err(|_| Fault::Kind(Kind::Document))?;
    if near.is_i64() || near.is_u64() {
        return Ok(near);
    }
    let nearest = text
        .parse()
        .ok()
        .filter(|nearest| near.as_f64() != Some(*nearest));
    Ok(nearest.and_then(Number::from_f64).unwrap_or(near))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use crate::Document;
    use crate::codecs::budget::Budget;

    fn whole(text: &str) -> Option<Document> {
        super::whole(text, &mut Budget::of(text.len())).ok()
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let text =
            r#" {"b":[null,true,-1,18446744073709551615,"\u00e9\n",{}],"a":1.5e3,"a":-0.0} "#;
        let expected = json!({"b": [null, true, -1, u64::MAX, "\u{e9}\n", {}], "a": -0.0});
        assert_eq!(whole(text), Some(expected));
    }

    #[test]
    fn what_is_not_json_is_none() {
        for text in [
            "",
            "{",
            "[1,]",
            "nul",
            "1 2",
            "007",
            "1e999",
            "{\"a\" 1}",
            "\"\n\"",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
        let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
        assert_eq!(whole(&deep), None);
    }

    proptest! {
        #[test]
        fn a_number_is_the_nearest_one(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
            let document = whole(&format!("[{value:e}]")).unwrap();
            prop_assert_eq!(document, Document::from(vec![value]));
        }
    }
}
