//! The bytes of a message while it is written. It consists of short pieces, and copying two pieces of a fixed length is
//! a few instructions, where copying one of any length is a call.
//!
//! Knows nothing of CBOR; `encode` does.

pub(super) struct Buffer {
    /// Zeros behind the end, so that there is something to copy to.
    bytes: Vec<u8>,
    end: usize,
}

impl Buffer {
    /// Room for so many bytes, and for looking at what is free behind them.
    pub(super) fn new(room: usize) -> Self {
        Self {
            bytes: vec![0; room + 2 * FREE],
            end: 0,
        }
    }

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
        match self.room(piece.len()) {
            Some(room) => {
                copy(piece, room);
                self.end += piece.len();
            }
            None => self.grow_for(None, piece),
        }
    }

    /// A piece behind a byte that tells of it.
    #[inline]
    pub(super) fn headed(&mut self, head: u8, piece: &[u8]) {
        match self.room(piece.len() + 1) {
            Some([first, room @ ..]) => {
                *first = head;
                copy(piece, room);
                self.end += 1 + piece.len();
            }
            _ => self.grow_for(Some(head), piece),
        }
    }

    /// A short piece behind its head; whether it was short.
    #[inline]
    pub(super) fn short(&mut self, kind: u8, piece: &[u8]) -> bool {
        let Some(room) = self.room(FREE).and_then(|room| room.first_chunk_mut()) else {
            return false;
        };
        match put(kind, piece, room) {
            Some(length) => {
                self.end += length;
                true
            }
            None => false,
        }
    }

    /// Two short pieces, each behind its head; whether they were short. One look at what is free is enough for both.
    #[inline]
    pub(super) fn short_pair(&mut self, kind: u8, first: &[u8], second: &[u8]) -> bool {
        let Some(room) = self
            .room(2 * FREE)
            .and_then(|room| room.first_chunk_mut::<{ 2 * FREE }>())
        else {
            return false;
        };
        let Some(length) = room
            .first_chunk_mut()
            .and_then(|room| put(kind, first, room))
        else {
            return false;
        };
        let behind = room
            .get_mut(length..)
            .and_then(|room| room.first_chunk_mut());
        let Some(more) = behind.and_then(|room| put(kind, second, room)) else {
            return false;
        };
        self.end += length + more;
        true
    }

    /// What is free, if so many bytes are.
    #[inline]
    fn room(&mut self, length: usize) -> Option<&mut [u8]> {
        self.bytes
            .get_mut(self.end..)
            .filter(|room| room.len() >= length)
    }

    /// Makes room first, twice as much at the least, so that what is written is moved seldom. All of it stands here, so
    /// that whoever calls has nothing to keep meanwhile.
    #[cold]
    #[inline(never)]
    fn grow_for(&mut self, head: Option<u8>, piece: &[u8]) {
        self.bytes.truncate(self.end);
        self.bytes.extend(head);
        self.bytes.extend_from_slice(piece);
        self.end = self.bytes.len();
        let room = (self.end + 1).max(256).next_power_of_two();
        self.bytes.resize(room, 0);
    }
}

/// What has to be free for a short piece: a number that the compiler knows, so that it looks once.
const FREE: usize = 32;

/// Writes a short piece behind its head, and says how much that is.
#[inline]
fn put(kind: u8, piece: &[u8], room: &mut [u8; FREE]) -> Option<usize> {
    let length = u8::try_from(piece.len()).ok()?;
    let [head, room @ ..] = room;
    let room = room.get_mut(..piece.len())?;
    match length {
        8..=16 => ends::<8>(piece, room),
        4..8 => ends::<4>(piece, room),
        17..=23 => ends::<16>(piece, room),
        0..4 => {
            for (from, to) in piece.iter().zip(room) {
                *to = *from;
            }
        }
        24.. => return None,
    }
    *head = kind | length;
    Some(1 + piece.len())
}

/// Copies to the beginning of what is free, where there is room enough; the most frequent lengths come first.
#[inline]
fn copy(from: &[u8], to: &mut [u8]) {
    let Some(to) = to.get_mut(..from.len()) else {
        return;
    };
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
        let (mut buffer, mut expected) = (Buffer::new(0), Vec::new());
        for length in 0..=text.len() {
            let piece = text.get(text.len() - length..).unwrap();
            buffer.extend(piece);
            buffer.headed(7, piece);
            buffer.push(9);
            expected.extend([piece, &[7], piece, &[9]].concat());
        }
        assert_eq!(buffer.into_bytes(), expected);
    }

    #[test]
    fn short_pieces_of_every_length_stand_behind_their_heads() {
        let text: Vec<u8> = (0..24).collect();
        let (mut buffer, mut expected) = (Buffer::new(40_000), Vec::new());
        for (first, length) in (0..24).flat_map(|first| (0..24).map(move |length| (first, length)))
        {
            let pieces = [&text[..usize::from(first)], &text[..usize::from(length)]];
            assert!(buffer.short_pair(0x60, pieces[0], pieces[1]));
            assert!(buffer.short(0x40, pieces[1]));
            expected.extend([&[0x60 | first], pieces[0], &[0x60 | length], pieces[1]].concat());
            expected.extend([&[0x40 | length], pieces[1]].concat());
        }
        assert_eq!(buffer.into_bytes(), expected);
    }

    #[test]
    fn what_is_not_short_or_has_no_room_is_left_to_others() {
        let mut buffer = Buffer::new(0);
        assert!(!buffer.short(0x60, &[0; 24]) && !buffer.short_pair(0x60, &[], &[0; 300]));
        buffer.extend(&[1; 40]);
        let mut full = Buffer::new(0);
        full.extend(&[1; 60]);
        assert!(!full.short(0x60, &[]) && !full.short_pair(0x60, &[], &[]));
        assert_eq!(buffer.into_bytes(), [1; 40]);
        assert_eq!(full.into_bytes(), [1; 60]);
    }
}
