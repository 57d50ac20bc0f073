//! The pieces of a paragraph, and where emphasis may stand between them.
//!
//! Markdown only sees `**` beside the right neighbours; this decides, it writes nothing.

use crate::ir::Address;

/// Bold, italic, both or neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Emphasis {
    pub bold: bool,
    pub italic: bool,
}

impl Emphasis {
    const NONE: Self = Self {
        bold: false,
        italic: false,
    };

    /// What stands on both sides of the text.
    pub(super) fn marker(self) -> &'static str {
        match (self.bold, self.italic) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        }
    }
}

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Code,
    /// Finished Markdown.
    Verbatim,
}

/// A part of a paragraph in one style.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub text: String,
    pub kind: Kind,
    pub emphasis: Emphasis,
    /// The address it leads to.
    pub address: Option<&'a Address>,
}

/// Moves spaces out of links and emphasis, drops emphasis that would not be seen, joins equals.
pub(super) fn tidy(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let is_plain = |p: &Piece<'_>| p.emphasis == Emphasis::NONE && p.address.is_none();
    if pieces.len() == 1 && is_plain(&pieces[0]) {
        return pieces;
    }
    let pieces = hoist(
        pieces,
        |a, b| a.address == b.address,
        |p| {
            p.address = None;
            p.emphasis = Emphasis::NONE;
        },
    );
    let mut pieces = hoist(pieces, same_emphasis, |p| p.emphasis = Emphasis::NONE);
    drop_unseen_emphasis(&mut pieces);
    join(pieces)
}

fn same_emphasis(a: &Piece<'_>, b: &Piece<'_>) -> bool {
    a.emphasis == b.emphasis && a.address == b.address
}

/// Moves the spaces at the ends of each group out of it; `plain` takes the group's style off.
fn hoist<'a>(
    pieces: Vec<Piece<'a>>,
    same: impl Fn(&Piece<'_>, &Piece<'_>) -> bool,
    plain: impl Fn(&mut Piece<'_>),
) -> Vec<Piece<'a>> {
    let mut out: Vec<Piece<'a>> = Vec::with_capacity(pieces.len() + 2);
    let mut group: Vec<Piece<'a>> = Vec::new();
    let flush = |group: &mut Vec<Piece<'a>>, out: &mut Vec<Piece<'a>>| {
        let space = |like: &Piece<'a>| {
            let mut space = Piece {
                text: " ".to_owned(),
                kind: Kind::Text,
                ..like.clone()
            };
            plain(&mut space);
            space
        };
        if let Some(first) = group.first_mut()
            && first.kind == Kind::Text
            && first.text.starts_with(' ')
        {
            out.push(space(first));
            first.text.remove(0);
        }
        let mut end = None;
        if let Some(last) = group.last_mut()
            && last.kind == Kind::Text
            && last.text.ends_with(' ')
        {
            end = Some(space(last));
            last.text.pop();
        }
        out.extend(group.drain(..).filter(|piece| !piece.text.is_empty()));
        out.extend(end);
    };
    for piece in pieces {
        if group.last().is_some_and(|last| !same(last, &piece)) {
            flush(&mut group, &mut out);
        }
        group.push(piece);
    }
    flush(&mut group, &mut out);
    out
}

/// Emphasis is only seen if the characters on both sides of each marker allow it.
fn drop_unseen_emphasis(pieces: &mut [Piece<'_>]) {
    let mut start = 0;
    while start < pieces.len() {
        let length = pieces[start..]
            .chunk_by(same_emphasis)
            .next()
            .map_or(1, <[Piece]>::len);
        let end = start + length;
        if pieces[start].emphasis != Emphasis::NONE && !is_seen(pieces, start, end) {
            for piece in &mut pieces[start..end] {
                piece.emphasis = Emphasis::NONE;
            }
        }
        start = end;
    }
}

fn is_seen(pieces: &[Piece<'_>], start: usize, end: usize) -> bool {
    let address = pieces[start].address;
    let beside = |piece: &&Piece<'_>| piece.address == address;
    let before = start
        .checked_sub(1)
        .and_then(|at| pieces.get(at))
        .filter(beside);
    let after = pieces.get(end).filter(beside);
    if before.is_some_and(|before| before.emphasis != Emphasis::NONE) {
        return false;
    }
    let opens = allows(before.and_then(last_char), first_char(&pieces[start]));
    let closes = allows(after.and_then(first_char), last_char(&pieces[end - 1]));
    opens && closes
}

fn allows(outside: Option<char>, inside: Option<char>) -> bool {
    inside.is_some_and(char::is_alphanumeric)
        || outside.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
}

fn first_char(piece: &Piece<'_>) -> Option<char> {
    if piece.kind == Kind::Text {
        piece.text.chars().next()
    } else {
        Some('`')
    }
}

fn last_char(piece: &Piece<'_>) -> Option<char> {
    if piece.kind == Kind::Text {
        piece.text.chars().next_back()
    } else {
        Some('`')
    }
}

/// Joins neighbours in the same style, so that two code spans never touch.
fn join(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match out.last_mut() {
            Some(last)
                if last.kind == piece.kind
                    && piece.kind != Kind::Verbatim
                    && same_emphasis(last, &piece) =>
            {
                last.text.push_str(&piece.text);
            }
            _ => out.push(piece),
        }
    }
    out
}
