//! Values of headers, cut from one piece of memory, as each would otherwise take its own: what a short body leaves of its.
//!
//! Knows nothing of what they say.

use std::fmt::{self, Write as _};

use bytes::{Bytes, BytesMut};
use http::header::{HeaderValue, InvalidHeaderValue};

use crate::stream::ByteStream;

/// What the values of a call mostly fit in; others take more memory.
const ROOM: usize = 640;

/// A body that is longer is no longer kept by values of headers.
const SHORT: usize = 16 << 10;

/// Memory that values of headers are cut from.
#[derive(Default)]
pub struct Strip(BytesMut);

impl Strip {
    /// The body, behind which values are written if it is short and has the room.
    pub(crate) fn behind(&mut self, mut body: Vec<u8>) -> ByteStream {
        let length = body.len();
        if length > SHORT || body.capacity() - length < ROOM {
            return body.into();
        }
        // A full vector becomes `Bytes` and mutable again without memory for a count.
        body.resize(body.capacity(), 0);
        match Bytes::from(body).try_into_mut() {
            Ok(mut memory) => {
                memory.truncate(length);
                self.0 = memory;
                self.0.split().freeze().into()
            }
            Err(body) => body.slice(..length).into(),
        }
    }

    /// The text as a value.
    ///
    /// # Errors
    /// It can't stand in a header.
    pub(crate) fn cut(
        &mut self,
        text: fmt::Arguments<'_>,
    ) -> Result<HeaderValue, InvalidHeaderValue> {
        if self.0.capacity() == 0 {
            self.0.reserve(ROOM);
        }
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
        let mut strip = Strip::default();
        let long = "x".repeat(ROOM);
        let values = ["a", "", &long, "é"].map(|text| strip.cut(format_args!("{text}")).unwrap());
        assert_eq!(values[0], "a");
        assert_eq!(values[1], "");
        assert_eq!(values[2], long.as_str());
        assert_eq!(values[3].as_bytes(), "é".as_bytes());
        assert!(strip.cut(format_args!("a\nb")).is_err());
        assert_eq!(strip.cut(format_args!("c")).unwrap(), "c");
    }

    #[test]
    fn a_body_is_as_it_was_wherever_values_are_written() {
        for (length, capacity) in [(3, 3), (3, 1024), (0, 0), (0, 1024), (20 << 10, 40 << 10)] {
            let mut body = Vec::with_capacity(capacity);
            body.resize(length, b'x');
            let mut strip = Strip::default();
            let stream = strip.behind(body.clone());
            let values = ["a", "b"].map(|text| strip.cut(format_args!("{text}")).unwrap());
            assert_eq!(values, ["a", "b"]);
            assert_eq!(stream.bytes().unwrap(), &body);
        }
    }
}
