//! The pieces of a Markdown paragraph between which a line may break.
//!
//! Finds code, links and autolinks, nothing more; it must not change the text.

/// Iterates over what must stay on one line.
pub(super) struct Words<'a> {
    text: &'a str,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.text = self.text.trim_start_matches(' ');
        if self.text.is_empty() {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && bytes[at] != b' ' {
            at = skip(bytes, at);
        }
        let (word, rest) = self.text.split_at(at.min(bytes.len()));
        self.text = rest;
        Some(word)
    }
}

/// The end of what begins at `at`: a code span, link, autolink, escape or single byte.
pub(super) fn skip(bytes: &[u8], at: usize) -> usize {
    let end = match bytes[at] {
        b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => Some(at + 2),
        b'`' => return code_end(bytes, at),
        b'[' => link_end(bytes, at),
        b'<' => autolink_end(bytes, at),
        _ => None,
    };
    end.unwrap_or(at + 1)
}

fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|b| **b == b'`').count()
}

/// The end of a code span, or of the run of backticks if that opens none.
fn code_end(bytes: &[u8], at: usize) -> usize {
    let fence = run(bytes, at);
    let mut from = at + fence;
    while from < bytes.len() {
        if bytes[from] == b'`' {
            let length = run(bytes, from);
            from += length;
            if length == fence {
                return from;
            }
        } else {
            from += 1;
        }
    }
    at + fence
}

/// The end of `[text](target)`, `[text][name]` or `[name]`.
fn link_end(bytes: &[u8], at: usize) -> Option<usize> {
    let text_end = closing(bytes, at, b'[', b']')?;
    let target_end = match bytes.get(text_end) {
        Some(b'(') => closing(bytes, text_end, b'(', b')'),
        Some(b'[') => closing(bytes, text_end, b'[', b']'),
        _ => None,
    };
    Some(target_end.unwrap_or(text_end))
}

fn closing(bytes: &[u8], at: usize, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut from = at;
    while from < bytes.len() {
        from = match bytes[from] {
            b'\\' => from + 2,
            b'`' => code_end(bytes, from),
            b if b == open => {
                depth += 1;
                from + 1
            }
            b if b == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(from + 1);
                }
                from + 1
            }
            _ => from + 1,
        };
    }
    None
}

fn autolink_end(bytes: &[u8], at: usize) -> Option<usize> {
    let length = bytes[at..].iter().position(|b| matches!(b, b'>' | b' '))?;
    (bytes[at + length] == b'>').then_some(at + length + 1)
}

/// Whether Markdown would take a line that begins with this word for more than text.
pub(super) fn is_risky_start(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes {
        [b'<', next, ..] => return !word.contains(':') && !next.is_ascii_digit(),
        [b'>' | b'|', ..] | [b'#'] | [b'`', b'`', b'`', ..] | [b'~', b'~', b'~', ..] => {
            return true;
        }
        _ => {}
    }
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits > 0 {
        return matches!(&bytes[digits..], [b'.' | b')']);
    }
    bytes.iter().all(|b| b"-+=_*~:|#".contains(b))
}
