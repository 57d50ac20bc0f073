//! Looks through text many bytes at a time.
//!
//! Knows which bytes end plain text in a string, and no more of JSON.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// How many bytes are looked at at a time: what every processor's vectors hold.
const PIECE: usize = 16;

/// Where the first quote, backslash or control character is; else the text's end.
///
/// A function of its own, with the registers that it needs.
#[inline(never)]
pub(super) fn stop(text: &[u8]) -> usize {
    let mut place = 0;
    for piece in text.chunks_exact(PIECE) {
        if holds_stop(piece) {
            return place + stop_within(piece);
        }
        place += PIECE;
    }
    stop_near_end(text, place)
}

/// Written so that all bytes are looked at at once.
#[inline]
fn holds_stop(piece: &[u8]) -> bool {
    // A quote changes places with a space: then it and the control characters are those below 0x21.
    let is_stop = |byte: &u8| byte ^ 2 < 0x21 || *byte == b'\\';
    piece
        .iter()
        .fold(false, |found, byte| found | is_stop(byte))
}

/// Where the stop is in a piece that holds one.
#[inline]
fn stop_within(piece: &[u8]) -> usize {
    let marks = |word: Option<&[u8; 8]>| word.map_or(0, |word| stops(u64::from_le_bytes(*word)));
    match marks(piece.first_chunk()) {
        0 => 8 + marks(piece.last_chunk()).trailing_zeros() as usize / 8,
        found => found.trailing_zeros() as usize / 8,
    }
}

#[cold]
fn stop_near_end(text: &[u8], place: usize) -> usize {
    let is_stop = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let rest = text.get(place..).unwrap_or_default();
    rest.iter()
        .position(is_stop)
        .map_or(text.len(), |found| place + found)
}

/// Marks the quotes, backslashes and control characters among eight bytes by their highest bit; behind the first
/// mark there may be false ones.
#[inline]
pub(super) fn stops(word: u64) -> u64 {
    // A quote changes places with a space: then it and the control characters are those below 0x21.
    let low = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
    let backslashes = (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
    (low | backslashes) & !word & HIGHS
}

/// Whether two texts of the same length are the same. Most keys are short: the two ends say all.
#[inline]
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() > 16 {
        return one.first_chunk::<16>() == other.first_chunk()
            && one.last_chunk::<16>() == other.last_chunk()
            && (one.len() <= 32 || one == other);
    }
    if one.len() >= 8 {
        return have_same_ends::<8>(one, other);
    }
    if one.len() >= 4 {
        return have_same_ends::<4>(one, other);
    }
    one.iter().eq(other)
}

#[inline]
fn have_same_ends<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk() && one.last_chunk::<N>() == other.last_chunk()
}

#[cfg(test)]
mod tests {
    use super::{is_same, stop};

    #[test]
    fn a_stop_is_found_wherever_it_stands() {
        for length in 0..70 {
            for place in 0..=length {
                for found in [b'"', b'\\', b'\n', 0, 0x1f] {
                    for other in [b'a', b' ', b'#', 0x7f, 0x80, 0xff] {
                        let mut text = vec![other; length];
                        text.splice(place..place, [found, b'"']);
                        assert_eq!(stop(&text), place, "{found} behind {place} of {other}");
                    }
                }
            }
            assert_eq!(stop(&vec![b'x'; length]), length);
        }
    }

    #[test]
    fn texts_differ_wherever_a_byte_does() {
        for length in 0..70 {
            let text = vec![b'k'; length];
            assert!(is_same(&text, &text.clone()));
            for place in 0..length {
                let mut other = text.clone();
                other[place] = b'l';
                assert!(!is_same(&text, &other), "{place} of {length}");
            }
        }
    }
}
