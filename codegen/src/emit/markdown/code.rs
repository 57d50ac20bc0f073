//! Code spans and link targets: text that Markdown must take as it is.
//!
//! Must not escape prose; that is `escape`.

use crate::characters::collapse;
use crate::ir::Address;

/// A code span that is safe for any text. Whitespace is collapsed; text of nothing else gives "".
pub(crate) fn inline_code(text: &str) -> String {
    let text = collapse(text);
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(text, b'`', 0) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The length of the longest run of `byte` in `text`, or `least` if that is more.
pub(super) fn longest_run(text: &str, byte: u8, least: usize) -> usize {
    let mut longest = least;
    let mut run = 0;
    for b in text.bytes() {
        run = if b == byte { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// An address as a link's destination.
pub(super) fn destination(address: &Address) -> String {
    let address = address.as_str();
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        if c == '&' && starts_entity(address.get(at + 1..).unwrap_or_default()) {
            out.push_str("&amp;");
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether an ampersand before `rest` could be read as an entity.
pub(super) fn starts_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && name.starts_with(';')
}
