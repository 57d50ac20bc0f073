//! Breaks Markdown into lines of a width.
//!
//! Never breaks inside code, links or fences, nor where the new line would mean something else.

use super::words::{Words, is_risky_start};

/// Wraps paragraphs and list items to `width` characters; fences, tables and headings stay.
///
/// A word, code span or link longer than that stands on a line of its own.
pub(super) fn wrap(markdown: &str, width: usize) -> Vec<String> {
    let mut wrapper = Wrapper {
        width,
        out: Vec::new(),
        pending: None,
        fence: None,
    };
    for line in markdown.lines() {
        wrapper.line(line);
    }
    wrapper.flush();
    wrapper.out
}

struct Wrapper {
    width: usize,
    out: Vec<String>,
    /// The paragraph read so far.
    pending: Option<Paragraph>,
    /// The marker of the fence that is open.
    fence: Option<String>,
}

struct Paragraph {
    first_prefix: String,
    prefix: String,
    text: String,
    /// Ends in a hard break, so that the next line is a new one.
    is_closed: bool,
}

impl Wrapper {
    fn line(&mut self, line: &str) {
        let line = line.trim_end_matches('\r');
        if let Some(fence) = &self.fence {
            let inner = line.trim_start_matches([' ', '>']).trim_end();
            let closes = inner.starts_with(fence.as_str())
                && inner.trim_start_matches(['`', '~']).is_empty();
            self.out.push(line.to_owned());
            if closes {
                self.fence = None;
            }
            return;
        }
        let (first_prefix, prefix, text) = split_prefix(line);
        if text.trim().is_empty() {
            self.flush();
            self.out.push(line.trim_end().to_owned());
            return;
        }
        let fence = fence_marker(text);
        if fence.is_some() || text.starts_with(['|', '#']) || is_link_definition(text) {
            self.flush();
            self.fence = fence;
            self.out.push(line.trim_end().to_owned());
            return;
        }
        let is_closed = text.ends_with('\\') && !text.ends_with("\\\\");
        match &mut self.pending {
            // Without a marker of its own, the line continues the paragraph.
            Some(open) if !open.is_closed && first_prefix == prefix && open.prefix == prefix => {
                open.text.push(' ');
                open.text.push_str(text.trim());
                open.is_closed = is_closed;
            }
            _ => {
                self.flush();
                let text = text.trim().to_owned();
                self.pending = Some(Paragraph {
                    first_prefix,
                    prefix,
                    text,
                    is_closed,
                });
            }
        }
    }

    /// Writes the pending paragraph.
    fn flush(&mut self) {
        let Some(paragraph) = self.pending.take() else {
            return;
        };
        let mut line = paragraph.first_prefix;
        let mut length = line.chars().count();
        let indent = paragraph.prefix.chars().count();
        let mut is_empty = true;
        let mut words = Words::new(&paragraph.text).peekable();
        while let Some(word) = words.next() {
            let mut chunk = word.chars().count();
            // A word that must not begin a line stays with the one before it.
            let mut joined = vec![word];
            while let Some(next) = words.next_if(|next| is_risky_start(next)) {
                chunk += 1 + next.chars().count();
                joined.push(next);
            }
            if !is_empty && length + 1 + chunk > self.width {
                self.out
                    .push(std::mem::replace(&mut line, paragraph.prefix.clone()));
                length = indent;
                is_empty = true;
            }
            length += chunk + usize::from(!is_empty);
            for word in joined {
                if !is_empty {
                    line.push(' ');
                }
                line.push_str(word);
                is_empty = false;
            }
        }
        self.out.push(line);
    }
}

/// Splits a line into its prefix, that of the lines after it, and its text.
fn split_prefix(line: &str) -> (String, String, &str) {
    let mut first = String::new();
    let mut next = String::new();
    let mut rest = line;
    loop {
        let text = rest.trim_start_matches(' ');
        let spaces = &rest[..rest.len() - text.len()];
        first.push_str(spaces);
        next.push_str(spaces);
        rest = text;
        if let Some(after) = rest.strip_prefix('>') {
            first.push('>');
            next.push('>');
            rest = after;
            continue;
        }
        let Some(marker) = list_marker(rest) else {
            break;
        };
        first.push_str(&rest[..marker]);
        next.extend(std::iter::repeat_n(' ', marker));
        rest = &rest[marker..];
    }
    (first, next, rest)
}

/// The length of a list marker with the space after it.
fn list_marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match text.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    text[marker..].starts_with(' ').then_some(marker + 1)
}

/// Whether the line is `[name]: target`, which is no part of a paragraph.
fn is_link_definition(text: &str) -> bool {
    let name = text
        .strip_prefix('[')
        .and_then(|text| text.split_once("]: "));
    name.is_some_and(|(name, _)| !name.contains(']'))
}

fn fence_marker(text: &str) -> Option<String> {
    let first = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == first).count();
    let info_is_safe = first == '~' || !text[length..].contains('`');
    (length >= 3 && info_is_safe).then(|| text[..length].to_owned())
}
