//! What a string with escapes says. In JSON within JSON every few bytes are escaped, so no byte has a branch of its own.
//!
//! Knows strings alone; where they begin and what an escaped number means is the reader's.

/// How many bytes are put together before they are kept.
const PIECE: usize = 64;

/// Appends what a string says, up to its closing quote, an escaped number, or what can't stand there. Gives the place
/// of that, and whether a backslash is before it; nothing where the text ends first.
pub(super) fn read(text: &[u8], out: &mut Vec<u8>) -> Option<(usize, bool)> {
    let mut escaped = 0;
    for (number, bytes) in text.chunks(PIECE).enumerate() {
        let mut piece = [0; PIECE];
        let mut end = 0;
        for (place, byte) in bytes.iter().enumerate() {
            let written = MEANINGS[escaped][usize::from(*byte)];
            if written == NOTHING {
                out.extend_from_slice(piece.get(..end).unwrap_or_default());
                return Some((number * PIECE + place, escaped == 1));
            }
            // What begins an escape is overwritten.
            piece[end % PIECE] = written;
            escaped = usize::from(*byte == b'\\') & (1 - escaped);
            end += 1 - escaped;
        }
        out.extend_from_slice(piece.get(..end).unwrap_or_default());
    }
    None
}

/// Stands for a byte that is not part of the text.
const NOTHING: u8 = 0;

/// What each byte means without a backslash, and after one.
static MEANINGS: [[u8; 256]; 2] = [by_itself(), after_backslash()];

const fn by_itself() -> [u8; 256] {
    let mut meanings = [NOTHING; 256];
    let mut byte = b' ';
    loop {
        meanings[byte as usize] = if byte == b'"' { NOTHING } else { byte };
        if byte == u8::MAX {
            return meanings;
        }
        byte += 1;
    }
}

const fn after_backslash() -> [u8; 256] {
    let mut meanings = [NOTHING; 256];
    meanings[b'"' as usize] = b'"';
    meanings[b'\\' as usize] = b'\\';
    meanings[b'/' as usize] = b'/';
    meanings[b'b' as usize] = 0x8;
    meanings[b'f' as usize] = 0xc;
    meanings[b'n' as usize] = b'\n';
    meanings[b'r' as usize] = b'\r';
    meanings[b't' as usize] = b'\t';
    meanings
}
