//! A stranger's text within a sentence of ours: on one line, not longer than can be read, and without characters that
//! do something to a terminal or turn the writing round.

use std::fmt::{self, Display, Formatter, Write as _};

/// Characters beyond this many are not shown.
const MOST: usize = 1024;

/// A text from outside, escaped where it has to be.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

impl Display for Shown<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(MOST) {
            if does_something(character) {
                Display::fmt(&character.escape_default(), formatter)?;
            } else {
                formatter.write_char(character)?;
            }
        }
        match characters.as_str().len() {
            0 => Ok(()),
            left => write!(formatter, "… ({left} bytes more)"),
        }
    }
}

/// Whether a character is no sign to be read: of control, of direction, the end of a line or paragraph.
fn does_something(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::{MOST, Shown};

    #[test]
    fn a_text_stays_on_its_line_and_as_it_is_written() {
        let text = "é “a” \"b\" c\\d\r\n\u{1b}[31m\u{202e}";
        assert_eq!(
            Shown(text).to_string(),
            "é “a” \"b\" c\\d\\r\\n\\u{1b}[31m\\u{202e}"
        );
    }

    #[test]
    fn a_long_text_is_cut_off() {
        let shown = Shown(&"é".repeat(MOST + 3)).to_string();
        assert!(shown.ends_with("é… (6 bytes more)"), "{shown}");
        assert_eq!(Shown(&"é".repeat(MOST)).to_string(), "é".repeat(MOST));
    }
}
