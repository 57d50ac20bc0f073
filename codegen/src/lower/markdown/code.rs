//! Code spans and link targets: text that Markdown must take as it is.
//!
//! Must not escape prose; that is `escape`.

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

/// Makes each stretch of whitespace one space and leaves invisible characters out.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_collapsed(&mut out, text, false);
    out
}

/// Appends `text` as [`collapse`] does; `after_space` says that a space stands before it.
pub(super) fn push_collapsed(out: &mut String, text: &str, after_space: bool) {
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

/// Characters that show nothing but could reorder or hide what follows, and control characters.
pub(in super::super) fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// An address as a link destination, or `None` for one that leads nowhere outside its own site.
pub(super) fn address(href: &str) -> Option<String> {
    let href = href.trim();
    let rest = ["https://", "http://", "mailto:"]
        .iter()
        .find_map(|scheme| strip_scheme(href, scheme))?;
    if !rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let mut out = String::with_capacity(href.len());
    for (at, c) in href.char_indices() {
        match c {
            '&' if starts_entity(&href[at + 1..]) => out.push_str("&amp;"),
            'a'..='z'
            | 'A'..='Z'
            | '0'..='9'
            | '-'
            | '.'
            | '_'
            | '~'
            | ':'
            | '/'
            | '?'
            | '#'
            | '@'
            | '!'
            | '$'
            | '&'
            | '\''
            | '*'
            | '+'
            | ','
            | ';'
            | '='
            | '%' => out.push(c),
            c if is_invisible(c) => {}
            c => push_encoded(&mut out, c),
        }
    }
    Some(out)
}

fn strip_scheme<'a>(href: &'a str, scheme: &str) -> Option<&'a str> {
    let head = href.get(..scheme.len())?;
    head.eq_ignore_ascii_case(scheme)
        .then(|| &href[scheme.len()..])
}

fn push_encoded(out: &mut String, c: char) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        out.push('%');
        out.push(char::from(HEX[usize::from(byte >> 4)]));
        out.push(char::from(HEX[usize::from(byte & 15)]));
    }
}

/// Whether an ampersand before `rest` could be read as an entity.
pub(super) fn starts_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && name.starts_with(';')
}
