//! Writes one paragraph: emphasis, code and links, placed where Markdown recognises them.
//!
//! Works on styled runs; it must not add a line break.

use super::code::{inline_code, is_invisible};
use super::escape::{Surroundings, push_escaped};
use super::pieces::{Emphasis, Kind, Piece, tidy};
use super::tree::{Link, Run};

/// What the paragraphs of one piece of documentation share.
pub(super) struct Paragraphs<'a> {
    pub link: &'a mut dyn FnMut(&str) -> Option<String>,
    pub addresses: &'a [String],
}

impl Paragraphs<'_> {
    /// The paragraph as one line of Markdown.
    pub(super) fn render(&mut self, runs: &[Run]) -> String {
        let mut pieces = Vec::with_capacity(runs.len());
        for run in runs {
            self.push_pieces(&mut pieces, run);
        }
        let pieces = tidy(pieces);
        let mut out = String::with_capacity(pieces.iter().map(|p| p.text.len() + 8).sum());
        let same_link = |a: &Piece, b: &Piece| a.address == b.address;
        for group in pieces.chunk_by(same_link) {
            let address = group[0].address.and_then(|at| self.addresses.get(at));
            let Some(address) = address else {
                push_group(&mut out, group, false);
                continue;
            };
            if let [
                Piece {
                    kind: Kind::Text,
                    text,
                    ..
                },
            ] = group
                && text == address
                && !text.starts_with("mailto:")
            {
                out.push_str(&format!("<{address}>"));
                continue;
            }
            out.push('[');
            push_group(&mut out, group, true);
            out.push_str(&format!("]({address})"));
        }
        while out.ends_with(' ') {
            out.pop();
        }
        out
    }

    /// Turns a run into pieces: names become links, and code loses the space at its ends.
    fn push_pieces(&mut self, pieces: &mut Vec<Piece>, run: &Run) {
        let style = run.style;
        let address = if let Link::Address(at) = style.link {
            Some(at)
        } else {
            None
        };
        let names = style.link == Link::Name || (style.code && address.is_none());
        let emphasis = Emphasis {
            bold: style.bold,
            italic: style.italic,
        };
        let text = run.text.trim_matches(' ');
        let piece = |text: &str, kind| Piece {
            text: text.to_owned(),
            kind,
            emphasis,
            address,
        };
        if text.is_empty() || !(style.code || names && is_name(text)) {
            pieces.push(piece(&run.text, Kind::Text));
            return;
        }
        let target = if names && is_name(text) {
            (self.link)(text)
        } else {
            None
        };
        if run.text.starts_with(' ') {
            pieces.push(piece(" ", Kind::Text));
        }
        pieces.push(
            match target.and_then(|target| intra_doc_link(text, &target)) {
                Some(link) => piece(&link, Kind::Verbatim),
                None => piece(text, Kind::Code),
            },
        );
        if run.text.ends_with(' ') {
            pieces.push(piece(" ", Kind::Text));
        }
    }
}

/// Whether text can be the name of something in the model, such as `Name` or `Type$member`.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'$')
}

/// The link for a name: the caller's own if it is a whole one, else one to its target.
fn intra_doc_link(text: &str, target: &str) -> Option<String> {
    let target = target.trim();
    if target.is_empty() || target.chars().any(is_invisible) {
        return None;
    }
    if target.starts_with('[') {
        return Some(target.to_owned());
    }
    if target.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\\')) {
        return None;
    }
    if target == text {
        return Some(format!("[`{text}`]"));
    }
    Some(format!("[{}]({target})", inline_code(text)))
}

/// Writes pieces that lead to the same place.
fn push_group(out: &mut String, group: &[Piece], in_link: bool) {
    for (at, piece) in group.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| group.get(at));
        let after = group.get(at + 1);
        let opens = before.is_none_or(|before| before.emphasis != piece.emphasis);
        let closes = after.is_none_or(|after| after.emphasis != piece.emphasis);
        let starts_paragraph = out.is_empty();
        if opens {
            out.push_str(piece.emphasis.marker());
        }
        match piece.kind {
            Kind::Verbatim => out.push_str(&piece.text),
            Kind::Code => out.push_str(&inline_code(&piece.text)),
            Kind::Text => {
                // `[Name]` would swallow a bracket or a colon after it.
                if out.ends_with(']') && piece.text.starts_with(['(', ':']) {
                    out.push('\\');
                }
                let text_before = before.filter(|before| before.kind == Kind::Text);
                let around = Surroundings {
                    starts_paragraph: starts_paragraph && piece.emphasis == Emphasis::default(),
                    before: text_before.and_then(|before| before.text.chars().next_back()),
                    markup_follows: closes,
                    in_link,
                };
                let around = Surroundings {
                    markup_follows: after.is_some() || closes,
                    ..around
                };
                push_escaped(out, &piece.text, around);
            }
        }
        if closes {
            out.push_str(piece.emphasis.marker());
        }
    }
}
