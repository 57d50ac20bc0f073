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

/// The bytes of a text; `None` if it isn't base64.
pub(crate) fn decode(text: &str) -> Option<Bytes> {
    BASE64.decode(text.trim()).ok().map(Bytes::from)
}
