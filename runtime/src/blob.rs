//! Bytes as base64, in whatever text they stand.

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

/// Pads what it writes, and reads text with and without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The text of some bytes.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64.encode(bytes)
}

/// The bytes of a text, which may be broken into lines; `None` if it isn't base64.
pub(crate) fn decode(text: &str) -> Option<Bytes> {
    let decoded = BASE64.decode(text).or_else(|_| {
        let joined: String = text.split_ascii_whitespace().collect();
        BASE64.decode(joined)
    });
    decoded.ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_may_be_broken_into_lines() {
        assert_eq!(super::decode("YWJj\nZGVm\n").unwrap(), "abcdef");
        assert_eq!(super::decode(" YWI= ").unwrap(), "ab");
        assert_eq!(super::decode("?"), None);
    }
}
