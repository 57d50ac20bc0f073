//! The bytes of a message while it is written. It consists of short pieces, and copying two pieces of a fixed length is
//! a few instructions, where copying one of any length is a call.
//!
//! Knows nothing of CBOR; `encode` does.

#[derive(Default)]
pub(super) struct Buffer {
    /// Zeros behind the end, so that there is something to copy to.
    bytes: Vec<u8>,
    end: usize,
}

impl Buffer {
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.bytes
    }

    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        self.headed(byte, &[]);
    }

    #[inline]
    pub(super) fn extend(&mut self, piece: &[u8]) {
        if let Some(room) = self.room(piece.len()) {
            copy(piece, room);
        }
    }

    /// A piece behind a byte that tells of it.
    #[inline]
    pub(super) fn headed(&mut self, head: u8, piece: &[u8]) {
        if let Some([first, room @ ..]) = self.room(piece.len() + 1) {
            *first = head;
            copy(piece, room);
        }
    }

    /// The next so many bytes, to be written.
    #[inline]
    fn room(&mut self, length: usize) -> Option<&mut [u8]> {
        let start = self.end;
        self.end += length;
        if self.end > self.bytes.len() {
            self.grow();
        }
        self.bytes.get_mut(start..self.end)
    }

    /// Twice as much at the least, so that what is written is moved seldom.
    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        self.bytes.resize(self.end.max(256).next_power_of_two(), 0);
    }
}

/// Copies between slices of the same length; the most frequent lengths come first.
#[inline]
fn copy(from: &[u8], to: &mut [u8]) {
    match from.len() {
        8..=16 => ends::<8>(from, to),
        4..8 => ends::<4>(from, to),
        17..=32 => ends::<16>(from, to),
        33.. => to.copy_from_slice(from),
        _ => {
            for (from, to) in from.iter().zip(to) {
                *to = *from;
            }
        }
    }
}

/// Copies the first and the last bytes, which is all where there are at most twice as many.
#[inline]
fn ends<const COUNT: usize>(from: &[u8], to: &mut [u8]) {
    if let (Some(from), Some(to)) = (from.first_chunk::<COUNT>(), to.first_chunk_mut()) {
        *to = *from;
    }
    if let (Some(from), Some(to)) = (from.last_chunk::<COUNT>(), to.last_chunk_mut()) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests {
    use super::Buffer;

    #[test]
    fn pieces_of_every_length_follow_each_other() {
        let text: Vec<u8> = (0..=u8::MAX).collect();
        let (mut buffer, mut expected) = (Buffer::default(), Vec::new());
        for length in 0..=text.len() {
            let piece = text.get(text.len() - length..).unwrap();
            buffer.extend(piece);
            buffer.headed(7, piece);
            buffer.push(9);
            expected.extend([piece, &[7], piece, &[9]].concat());
        }
        assert_eq!(buffer.into_bytes(), expected);
    }
}
