//! From a file's bytes to its text: what editors and checkouts do to files is undone, or called by its name.
//!
//! Knows nothing of what the text means.

use std::borrow::Cow;

/// What to do about a file that is no UTF-8.
pub(crate) const HINT: &str = "save it as UTF-8; in PowerShell, `Out-File -Encoding utf8` does";

/// The text in UTF-8, without the mark that some editors put before it; else what is wrong, as `is UTF-16, not UTF-8`.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(found) = other_encoding(bytes) {
        return Err(format!("is {found}, not UTF-8"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
        format!("is not UTF-8: line {line}")
    })
}

/// UTF-16 and UTF-32 by their marks, or as JSON and TOML begin with an ASCII character.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [_, 0, 0, 0, ..] | [0, 0, 0, _, ..] => {
            Some("UTF-32")
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [first, 0, _, 0, ..] | [0, first, 0, _, ..] if *first != 0 => Some("UTF-16"),
        _ => None,
    }
}

/// The text with `\n` at the end of each line, so that a checkout of git's for Windows means what the file did.
pub(crate) fn with_plain_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::utf8;

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn a_mark_before_the_text_is_no_part_of_it() {
        assert_eq!(utf8("\u{feff}{}".as_bytes()), Ok("{}"));
        assert_eq!(utf8(b"{}"), Ok("{}"));
        assert_eq!(utf8(b""), Ok(""));
    }

    #[test]
    fn other_encodings_are_called_by_their_names() {
        for text in ["{ \"a\": 1 }", "\u{feff}{}", "\u{feff}[[crate]]"] {
            for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes = utf16(text, to_bytes);
                assert_eq!(
                    utf8(&bytes),
                    Err("is UTF-16, not UTF-8".to_owned()),
                    "{text}"
                );
            }
            let wide: Vec<u8> = text
                .chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect();
            assert_eq!(
                utf8(&wide),
                Err("is UTF-32, not UTF-8".to_owned()),
                "{text}"
            );
        }
        assert_eq!(
            utf8(b"{\n\"a\": \"\xe9\"}"),
            Err("is not UTF-8: line 2".to_owned())
        );
    }
}
