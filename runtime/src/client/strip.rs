//! Values of headers, cut from one piece of memory, as each would otherwise take its own.
//!
//! Knows nothing of what they say.

use std::fmt::{self, Write as _};

use bytes::BytesMut;
use http::header::{HeaderValue, InvalidHeaderValue};

/// What all values together have room for; more of them take more memory.
const ROOM: usize = 640;

pub(crate) struct Strip(BytesMut);

impl Strip {
    pub(crate) fn new() -> Self {
        Self(BytesMut::with_capacity(ROOM))
    }

    /// The text as a value.
    ///
    /// # Errors
    /// It can't stand in a header.
    pub(crate) fn cut(
        &mut self,
        text: fmt::Arguments<'_>,
    ) -> Result<HeaderValue, InvalidHeaderValue> {
        // Writing into memory goes well, if what is written does.
        let _ = self.0.write_fmt(text);
        HeaderValue::from_maybe_shared(self.0.split().freeze())
    }
}

#[cfg(test)]
mod tests {
    use super::{ROOM, Strip};

    #[test]
    fn each_value_is_its_own_text() {
        let mut strip = Strip::new();
        let long = "x".repeat(ROOM);
        let values = ["a", "", &long, "é"].map(|text| strip.cut(format_args!("{text}")).unwrap());
        assert_eq!(values[0], "a");
        assert_eq!(values[1], "");
        assert_eq!(values[2], long.as_str());
        assert_eq!(values[3].as_bytes(), "é".as_bytes());
        assert!(strip.cut(format_args!("a\nb")).is_err());
        assert_eq!(strip.cut(format_args!("c")).unwrap(), "c");
    }
}
