//! Which characters a text may hold, wherever it comes from and wherever it goes.
//!
//! Knows characters only: what a text means, and how Markdown or Rust escape it, is not known here.

use std::path::Path;

/// Characters that show nothing but could reorder or hide what follows, and control characters.
pub(crate) fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// The text as a terminal shows it on one line: what would steer it, or turn the text around, is spelled out.
pub(crate) fn printable(text: &str) -> String {
    spelled(text, |_| false)
}

/// A path as a terminal shows it.
pub(crate) fn shown(path: &Path) -> String {
    printable(&path.display().to_string())
}

/// The same for a text of several lines.
pub(crate) fn printable_lines(text: &str) -> String {
    spelled(text, |c| c == '\n' || c == '\t')
}

fn spelled(text: &str, kept: fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) && !kept(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Makes each stretch of whitespace one space and leaves invisible characters out.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_collapsed(&mut out, text, false);
    out
}

/// Appends `text` as [`collapse`] does; `after_space` says that a space stands before it.
pub(crate) fn push_collapsed(out: &mut String, text: &str, after_space: bool) {
    if is_collapsed(text) {
        return out.push_str(if after_space {
            text.trim_start_matches(' ')
        } else {
            text
        });
    }
    let mut space = after_space;
    for c in text.chars() {
        if c.is_whitespace() {
            if !space {
                out.push(' ');
            }
            space = true;
        } else if !is_invisible(c) {
            out.push(c);
            space = false;
        }
    }
}

/// Whether the text is as most are: ASCII with single spaces, which can be taken as a whole.
fn is_collapsed(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_graphic() || b == b' ';
    text.bytes().all(plain) && !text.contains("  ")
}

/// A text on one line without invisible characters, so that it can't leave its comment or reorder it.
pub(crate) fn one_line(text: &str) -> String {
    collapse(text).trim_matches(' ').to_owned()
}

/// [`one_line`], cut to `most` characters: a title or a note of pages would help nobody.
pub(crate) fn short_line(text: &str, most: usize) -> String {
    let line = one_line(text);
    match line.char_indices().nth(most) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::{collapse, one_line, printable, printable_lines, push_collapsed, short_line};

    #[test]
    fn whitespace_becomes_one_space_even_between_two_texts() {
        assert_eq!(collapse(" a  b\tc "), " a b c ");
        let mut text = "a ".to_owned();
        push_collapsed(&mut text, " b ", true);
        push_collapsed(&mut text, "\n c", true);
        assert_eq!(text, "a b c");
    }

    #[test]
    fn a_title_has_one_line_and_nothing_hidden() {
        assert_eq!(one_line(" A\u{202e}W\0S\u{200b}\n  FSx "), "AWS FSx");
        assert_eq!(one_line("a\u{2028}b\u{85}c"), "a b c");
    }

    #[test]
    fn nothing_steers_a_terminal() {
        let hostile = "a\x1b[2J\n\tb\u{202e}\u{9b}31m\r\u{7f}é";
        assert_eq!(
            printable(hostile),
            "a\\u{1b}[2J\\n\\tb\\u{202e}\\u{9b}31m\\r\\u{7f}é"
        );
        let lines = printable_lines(hostile);
        assert_eq!(lines, "a\\u{1b}[2J\n\tb\\u{202e}\\u{9b}31m\\r\\u{7f}é");
    }

    #[test]
    fn a_line_that_is_too_long_ends_in_dots() {
        assert_eq!(short_line("Amazon FSx", 10), "Amazon FSx");
        assert_eq!(short_line("Amazon FSx", 7), "Amazon…");
    }
}
