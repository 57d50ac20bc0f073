//! Bytes as base64, in whatever text they stand. Read as leniently as botocore does it.

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

/// Pads what it writes, and reads text with and without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The text of some bytes.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64.encode(bytes)
}

/// The bytes of a text; `None` if it isn't base64. What is no letter of base64 is passed over, as line ends are, and
/// the padding ends it.
pub(crate) fn decode(text: &str) -> Option<Bytes> {
    let decoded = BASE64
        .decode(text)
        .or_else(|_| BASE64.decode(letters(text)));
    decoded.ok().map(Bytes::from)
}

/// The letters of base64 in a text, up to its padding.
#[cold]
fn letters(text: &str) -> Vec<u8> {
    let mut letters = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => letters.push(byte),
            b'=' if letters.len() % 4 >= 2 => break,
            _ => {}
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_may_be_broken_into_lines() {
        assert_eq!(super::decode("YWJj\nZGVm\n").unwrap(), "abcdef");
        assert_eq!(super::decode(" YWI= ").unwrap(), "ab");
    }

    #[test]
    fn what_is_no_letter_is_passed_over() {
        for (text, bytes) in [
            ("?", ""),
            ("Y-W_J=j", "ab"),
            ("YWJ=", "ab"),
            ("YQ==YQ==", "a"),
        ] {
            assert_eq!(super::decode(text).unwrap(), bytes, "{text}");
        }
        assert_eq!(super::decode("YWJjZ"), None);
    }
}
