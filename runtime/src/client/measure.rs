//! How long a response in memory may be, and a body that is read up to that.
//!
//! Streams that are handed on aren't measured.

use bytes::Bytes;

use crate::error::DecodeError;

/// What isn't handed on as a stream may have this many bytes by default.
pub(super) const USUAL_LIMIT: usize = 64 << 20;

/// A body as far as it was read: never more of it than the limit.
pub(crate) struct Collected {
    limit: usize,
    first: Bytes,
    /// All pieces, where there is more than one.
    whole: Vec<u8>,
}

impl Collected {
    /// # Errors
    /// The response says itself that it is longer than the limit.
    pub(super) fn new(limit: usize, length: Option<u64>) -> Result<Self, DecodeError> {
        if length.is_some_and(|length| usize::try_from(length).map_or(true, |bytes| bytes > limit))
        {
            return Err(too_long(limit));
        }
        Ok(Self {
            limit,
            first: Bytes::new(),
            whole: Vec::new(),
        })
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// The body is longer than the limit.
    pub(super) fn push(&mut self, piece: Bytes) -> Result<(), DecodeError> {
        let length = self.first.len().max(self.whole.len());
        if piece.len() > self.limit.saturating_sub(length) {
            return Err(too_long(self.limit));
        }
        if length == 0 {
            // Most bodies are one piece.
            self.first = piece;
            return Ok(());
        }
        let wanted = length + piece.len();
        if wanted > self.whole.capacity() {
            // Twice as much each time, but no more than may come.
            let capacity = wanted.saturating_mul(2).min(self.limit);
            self.whole.reserve_exact(capacity - self.whole.len());
        }
        if self.whole.is_empty() {
            self.whole
                .extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.whole.extend_from_slice(&piece);
        Ok(())
    }

    pub(super) fn finish(self) -> Bytes {
        if self.whole.is_empty() {
            self.first
        } else {
            self.whole.into()
        }
    }
}

fn too_long(limit: usize) -> DecodeError {
    let why = format!(
        "it is longer than {limit} bytes: raise `max_response_size` of the client or the call if that is too little"
    );
    DecodeError::at(why, "", limit)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::Collected;

    fn collected(limit: usize, pieces: &[usize]) -> Result<usize, String> {
        let mut collected = Collected::new(limit, None).map_err(|error| error.to_string())?;
        for (index, length) in pieces.iter().enumerate() {
            let piece = Bytes::from(vec![u8::try_from(index).unwrap_or(0); *length]);
            collected.push(piece).map_err(|error| error.to_string())?;
            assert!(collected.whole.capacity() <= limit);
        }
        Ok(collected.finish().len())
    }

    #[test]
    fn a_body_is_taken_up_to_the_limit_and_needs_no_more_memory() {
        assert_eq!(collected(0, &[]), Ok(0));
        assert_eq!(collected(10, &[10]), Ok(10));
        assert_eq!(collected(10, &[1, 2, 3, 4]), Ok(10));
        assert_eq!(collected(10, &[0, 4, 0, 6]), Ok(10));
        assert_eq!(collected(1000, &[300, 300, 300]), Ok(900));
        for (limit, pieces) in [(0, &[1][..]), (10, &[11]), (10, &[5, 6]), (10, &[10, 1])] {
            let error = collected(limit, pieces).unwrap_err();
            assert!(error.contains("`max_response_size`"), "{error}");
            assert!(error.contains(&format!("{limit} bytes")), "{error}");
        }
    }

    #[test]
    fn pieces_stand_in_their_order() {
        let mut collected = Collected::new(10, Some(6)).unwrap();
        for piece in ["ab", "", "cd", "ef"] {
            collected
                .push(Bytes::from_static(piece.as_bytes()))
                .unwrap();
        }
        assert_eq!(collected.finish(), "abcdef");
    }

    #[test]
    fn a_length_that_is_told_is_judged_before_anything_is_read() {
        assert!(Collected::new(10, Some(10)).is_ok());
        assert!(Collected::new(10, Some(11)).is_err());
        assert!(Collected::new(10, Some(u64::MAX)).is_err());
        assert!(Collected::new(usize::MAX, Some(u64::MAX)).is_ok());
    }
}
