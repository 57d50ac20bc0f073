//! Texts as JSON strings: what can't stand in one as it is gets a backslash.
//!
//! Knows strings alone.

use super::reader::stops;

/// How many bytes are looked at together.
const PIECE: usize = 64;

/// Writes a text with its quotes.
pub(super) fn write(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let (pieces, rest) = text.as_bytes().as_chunks::<PIECE>();
    for piece in pieces {
        write_piece(piece, out);
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
    let (words, rest) = piece.as_chunks();
    let found = |found, word: &[u8; 8]| found | stops(u64::from_le_bytes(*word));
    words.iter().fold(0, found) == 0
        && !rest
            .iter()
            .any(|byte| matches!(byte, 0..0x20 | b'"' | b'\\'))
}

/// Writes no more than a piece, without a branch for each byte: in JSON within JSON every few bytes are escaped.
fn escaped(piece: &[u8], out: &mut Vec<u8>) {
    let mut text = [b'\\'; 2 * PIECE];
    let (mut end, mut found) = (0, 0);
    for byte in piece {
        let (escape, written) = ESCAPES[usize::from(*byte)];
        // What is passed over stays a backslash.
        end += usize::from(escape & LENGTH);
        text[(end - 1) % (2 * PIECE)] = written;
        found |= escape;
    }
    if found & NUMBER == 0 {
        out.extend_from_slice(text.get(..end).unwrap_or_default());
    } else {
        controls(piece, out);
    }
}

/// Writes what has control characters without a letter of their own.
#[cold]
fn controls(piece: &[u8], out: &mut Vec<u8>) {
    for byte in piece {
        match ESCAPES[usize::from(*byte)] {
            (PLAIN, byte) => out.push(byte),
            (SHORT, letter) => out.extend_from_slice(&[b'\\', letter]),
            _ => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
    }
}

/// As it is.
const PLAIN: u8 = 1;
/// A backslash and a letter.
const SHORT: u8 = 2;
/// A backslash and a number.
const LONG: u8 = NUMBER | SHORT;
/// How many bytes it takes, without a number.
const LENGTH: u8 = 3;
const NUMBER: u8 = 4;

/// How each byte is written, and the byte itself or the letter after its backslash.
static ESCAPES: [(u8, u8); 256] = escapes();

const fn escapes() -> [(u8, u8); 256] {
    let mut escapes = [(PLAIN, 0); 256];
    let mut byte = 0;
    loop {
        escapes[byte as usize] = match byte {
            b'"' | b'\\' => (SHORT, byte),
            b'\n' => (SHORT, b'n'),
            b'\r' => (SHORT, b'r'),
            b'\t' => (SHORT, b't'),
            0..0x20 => (LONG, byte),
            _ => (PLAIN, byte),
        };
        if byte == u8::MAX {
            return escapes;
        }
        byte += 1;
    }
}
