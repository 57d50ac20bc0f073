//! Writes one paragraph: emphasis, code and links, placed where Markdown recognises them.
//!
//! Works on styled runs; it must not add a line break.

use super::Paths;
use super::code::{destination, inline_code};
use super::escape::{Surroundings, push_escaped};
use super::pieces::{Emphasis, Kind, Piece, tidy};
use crate::ir::{Item, Link, Run};

/// Macros of std that share a name with a type would make a bare link ambiguous.
pub(in crate::emit) const ALSO_MACROS: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// The paragraph as one line of Markdown.
pub(super) fn render(runs: &[Run], paths: &dyn Paths) -> String {
    let pieces = tidy(runs.iter().map(|run| piece(run, paths)).collect());
    let mut out = String::with_capacity(pieces.iter().map(|p| p.text.len() + 8).sum());
    for group in pieces.chunk_by(|a, b| a.address == b.address) {
        let Some(address) = group.first().and_then(|piece| piece.address) else {
            push_group(&mut out, group, false);
            continue;
        };
        let target = destination(address);
        if let [piece] = group
            && piece.kind == Kind::Text
            && piece.text == target
            && !target.starts_with("mailto:")
        {
            out.push_str(&format!("<{target}>"));
            continue;
        }
        out.push('[');
        push_group(&mut out, group, true);
        out.push_str(&format!("]({target})"));
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out
}

/// A run as a piece: what leads to an item is written at once, as nothing joins it.
fn piece<'a>(run: &'a Run, paths: &dyn Paths) -> Piece<'a> {
    let style = &run.style;
    let (text, kind, address) = match &style.link {
        Some(Link::Item(item)) => (item_link(run, item, paths), Kind::Verbatim, None),
        Some(Link::Address(address)) => (run.text().to_owned(), Kind::Text, Some(address)),
        None => (run.text().to_owned(), Kind::Text, None),
    };
    let is_code = style.code && kind == Kind::Text && !text.trim().is_empty();
    Piece {
        text,
        kind: if is_code { Kind::Code } else { kind },
        emphasis: Emphasis {
            bold: style.bold,
            italic: style.italic,
        },
        address,
    }
}

/// A link to an item: its name alone where that is shown and is enough, else the text and the path.
fn item_link(run: &Run, item: &Item, paths: &dyn Paths) -> String {
    let name = item.name().plain();
    let text = if run.style.code {
        inline_code(run.text())
    } else {
        let around = Surroundings {
            starts_paragraph: false,
            before: None,
            markup_follows: true,
            in_link: true,
        };
        let mut text = String::new();
        push_escaped(&mut text, run.text(), around);
        text
    };
    let target = match (paths.by_name(item), ALSO_MACROS.contains(&name)) {
        (true, false) if run.style.code && run.text() == name => return format!("[{text}]"),
        (true, false) => name.to_owned(),
        (true, true) => format!("type@{name}"),
        (false, _) => paths.path(item),
    };
    format!("[{text}]({target})")
}

/// Writes pieces that lead to the same place.
fn push_group(out: &mut String, group: &[Piece<'_>], in_link: bool) {
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
