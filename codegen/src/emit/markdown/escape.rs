//! Escapes prose, so that Markdown reads it as the text it is.
//!
//! Works on one run of text at a time; it must not know about blocks or line breaks.

use super::code::{destination, inline_code, starts_entity};
use crate::ir::Address;

/// What stands around a run of text.
#[derive(Clone, Copy)]
pub(super) struct Surroundings {
    /// The run begins a paragraph.
    pub starts_paragraph: bool,
    /// The character before the run, if it is text too.
    pub before: Option<char>,
    /// Something that is not text follows, such as a link.
    pub markup_follows: bool,
    /// The run is the text of a link, where an address is no link of its own.
    pub in_link: bool,
}

/// Appends `text`, escaped, to `out`. Addresses in it become links.
pub(super) fn push_escaped(out: &mut String, text: &str, around: Surroundings) {
    let mut rest = text;
    let mut around = around;
    if around.starts_paragraph {
        rest = push_paragraph_start(out, rest);
        if rest.len() < text.len() {
            around.before = text[..text.len() - rest.len()].chars().next_back();
        }
    }
    while let Some(at) = find_address(rest) {
        if around.in_link {
            break;
        }
        let (head, tail) = rest.split_at(at);
        let length = address_length(tail);
        let (url, tail) = tail.split_at(length);
        push_plain(
            out,
            head,
            Surroundings {
                markup_follows: true,
                ..around
            },
        );
        push_address(out, url);
        around.before = url.chars().next_back();
        rest = tail;
    }
    push_plain(out, rest, around);
}

/// Escapes what would make the paragraph a list item, heading or quote. Returns what is left.
fn push_paragraph_start<'a>(out: &mut String, text: &'a str) -> &'a str {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    match rest.as_bytes().first() {
        Some(b'.' | b')') if digits > 0 => {
            out.push_str(number);
            out.push('\\');
            out.push_str(&rest[..1]);
            &rest[1..]
        }
        Some(b'#' | b'+' | b'-' | b'>' | b'=' | b'|' | b':') if digits == 0 => {
            out.push('\\');
            out.push_str(&rest[..1]);
            &rest[1..]
        }
        _ => text,
    }
}

fn push_plain(out: &mut String, text: &str, around: Surroundings) {
    let mut before = around.before;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let escape = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !(is_word(before) && is_word(next)),
            '-' => next == Some('-'),
            '&' => starts_entity(&text[at + 1..]),
            '!' => next.is_none() && around.markup_follows,
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

fn find_address(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find("://") {
        let colon = from + at;
        for scheme in ["https", "http"] {
            if let Some(start) = colon.checked_sub(scheme.len())
                && text
                    .get(start..colon)
                    .is_some_and(|t| t.eq_ignore_ascii_case(scheme))
                && text[colon + 3..].starts_with(|c: char| !c.is_whitespace() && c != '<')
            {
                return Some(start);
            }
        }
        from = colon + 3;
    }
    None
}

/// The length of the address at the start of `text`, without the punctuation of the sentence.
fn address_length(text: &str) -> usize {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\u{201c}' | '\u{201d}'));
    let mut url = &text[..end.unwrap_or(text.len())];
    loop {
        let shorter = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*']);
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if inner.matches('(').count() <= inner.matches(')').count() => inner,
            _ => shorter,
        };
        if shorter.len() == url.len() {
            return url.len().max("http://".len());
        }
        url = shorter;
    }
}

/// An address becomes an autolink; one with placeholders in it leads nowhere and becomes code.
fn push_address(out: &mut String, url: &str) {
    let host = url.split('/').nth(2).unwrap_or("");
    let leads_somewhere =
        host.contains('.') && Address::new(url).is_some_and(|address| destination(&address) == url);
    if leads_somewhere && !url.contains(['$', '*']) {
        out.push('<');
        out.push_str(url);
        out.push('>');
    } else {
        out.push_str(&inline_code(url));
    }
}
