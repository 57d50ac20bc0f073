//! Texts as JSON strings: what can't stand in one as it is gets a backslash.
//!
//! Knows strings alone.

use super::scan::stops;

/// How many bytes are looked at together.
const PIECE: usize = 64;

/// Writes a text with its quotes.
pub(super) fn write(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some((piece, after)) = rest.split_first_chunk::<PIECE>() {
        write_piece(piece, out);
        rest = after;
    }
    write_piece(rest, out);
    out.push(b'"');
}

#[inline]
fn write_piece(piece: &[u8], out: &mut Vec<u8>) {
    if is_plain(piece) {
        out.extend_from_slice(piece);
    } else {
        escaped(piece, out);
    }
}

/// Whether nothing is escaped, as in most pieces.
#[inline]
fn is_plain(piece: &[u8]) -> bool {
    let (mut found, mut rest) = (0, piece);
    while let Some((word, after)) = rest.split_first_chunk() {
        found |= stops(u64::from_le_bytes(*word));
        rest = after;
    }
    found == 0
        && !rest
            .iter()
            .any(|byte| matches!(byte, 0..0x20 | b'"' | b'\\'))
}

/// Writes no more than a piece, without a branch for each byte: in JSON within JSON every few bytes are escaped.
fn escaped(piece: &[u8], out: &mut Vec<u8>) {
    let mut text = [0; MOST + 1];
    let mut end = 0;
    for byte in piece {
        let Escape { written, length } = ESCAPES[usize::from(*byte)];
        // Of two bytes the second is overwritten where it doesn't count.
        text[end % MOST] = written[0];
        text[end % MOST + 1] = written[1];
        end += usize::from(length);
    }
    match text.get(..end) {
        Some(text) => out.extend_from_slice(text),
        None => numbered(piece, out),
    }
}

/// Writes what has control characters without a letter of their own.
#[cold]
fn numbered(piece: &[u8], out: &mut Vec<u8>) {
    for byte in piece {
        let Escape { written, length } = ESCAPES[usize::from(*byte)];
        match written.get(..length.into()) {
            Some(written) => out.extend_from_slice(written),
            None => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
    }
}

/// What a piece becomes at the most, but for escapes with a number.
const MOST: usize = 2 * PIECE;

/// How a byte is written.
#[derive(Clone, Copy)]
struct Escape {
    /// The byte, or a backslash and a letter.
    written: [u8; 2],
    /// How much of that counts; more than any piece takes where it is a backslash and a number.
    length: u16,
}

static ESCAPES: [Escape; 256] = escapes();

const fn escapes() -> [Escape; 256] {
    let mut escapes = [by_itself(0); 256];
    let mut byte = 0;
    loop {
        escapes[byte as usize] = match byte {
            b'"' | b'\\' => by_letter(byte),
            b'\n' => by_letter(b'n'),
            b'\r' => by_letter(b'r'),
            b'\t' => by_letter(b't'),
            0..0x20 => BY_NUMBER,
            _ => by_itself(byte),
        };
        if byte == u8::MAX {
            return escapes;
        }
        byte += 1;
    }
}

const fn by_itself(byte: u8) -> Escape {
    Escape {
        written: [byte, 0],
        length: 1,
    }
}

const fn by_letter(letter: u8) -> Escape {
    Escape {
        written: [b'\\', letter],
        length: 2,
    }
}

const BY_NUMBER: Escape = Escape {
    written: [0; 2],
    length: 0x100,
};
