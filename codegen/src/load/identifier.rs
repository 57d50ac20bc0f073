//! Checks the names that models give to things: identifiers, as everything that is made of them relies on.
//!
//! Values of enums are no names: they may be anything.

use super::cursor::Cursor;

/// The longest name of any service has 155 characters.
const LONGEST: usize = 255;

/// An operation's files are named after it, with half as many `_` as letters at the most; file systems take 255
/// characters. The longest name of any operation has 63.
const LONGEST_OPERATION: usize = 128;

/// Reports a key that can't name the `what` that it stands for.
pub(crate) fn check(at: &Cursor<'_>, name: &str, what: &str) {
    check_up_to(LONGEST, at, name, what);
}

/// Reports a key that can't name an operation.
pub(super) fn check_operation(at: &Cursor<'_>, name: &str) {
    check_up_to(LONGEST_OPERATION, at, name, "an operation");
}

fn check_up_to(longest: usize, at: &Cursor<'_>, name: &str, what: &str) {
    if is_identifier(name) && name.len() <= longest {
        return;
    }
    let shown: String = name.chars().take(longest).collect();
    let message = format!("{shown:?} can't be the name of {what}");
    let hint = format!(
        "a name has letters, digits and `_`, no digit first, and at most {longest} of them"
    );
    at.error("bad-name", message, hint);
}

/// As Smithy has it, but for a name of nothing but `_`, which does no harm.
pub(super) fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let goes_on = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    starts && name.len() <= LONGEST && name.bytes().all(goes_on)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, is_identifier};

    #[test]
    fn letters_digits_and_underscores_make_a_name() {
        for name in ["CreateBackup", "_", "__string", "s3Key2"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "2nd", "a-b", "a.b", "a b", "a\n", "é", "a\u{202e}"] {
            assert!(!is_identifier(name), "{name:?}");
        }
    }

    #[test]
    fn a_name_has_an_end() {
        assert!(is_identifier(&"x".repeat(LONGEST)));
        assert!(!is_identifier(&"x".repeat(LONGEST + 1)));
    }
}
