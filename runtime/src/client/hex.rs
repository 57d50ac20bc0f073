//! Hashes as signatures have them: in small hexadecimal digits, without memory of their own.

use std::fmt::{self, Display, Formatter};

/// A hash of 32 bytes in digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hex([u8; 64]);

impl Hex {
    pub(crate) fn of(bytes: impl Into<[u8; 32]>) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
        let mut digits = [0; 64];
        for (two, byte) in digits.chunks_exact_mut(2).zip(bytes.into()) {
            two.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        Self(digits)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Display for Hex {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::Hex;

    #[test]
    fn every_byte_has_two_digits() {
        let bytes: [u8; 32] = std::array::from_fn(|index| u8::try_from(index * 8).unwrap_or(0));
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(Hex::of(bytes).to_string(), text);
    }
}
