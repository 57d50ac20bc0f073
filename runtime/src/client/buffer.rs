//! A text that is written anew in the same memory each time, and wiped after it, as it may hold a token.
//!
//! Nobody waits for it: whoever finds it in use takes memory of their own.

use std::fmt::{self, Debug, Formatter};
use std::sync::Mutex;

use zeroize::Zeroize as _;

use crate::lock::lock;
use crate::shown::Hidden;

/// Memory beyond this isn't kept: a request with large headers is no reason to.
const KEPT: usize = 16 << 10;

#[derive(Default)]
pub(super) struct Buffer(Mutex<String>);

impl Buffer {
    /// Lets somebody write into an empty text, in which there is room for so many bytes. What grows beyond leaves a copy that
    /// isn't wiped.
    pub(super) fn with<T>(&self, room: usize, write: impl FnOnce(&mut String) -> T) -> T {
        let mut text = std::mem::take(&mut *lock(&self.0));
        text.reserve(room);
        let written = write(&mut text);
        text.zeroize();
        if text.capacity() <= KEPT {
            *lock(&self.0) = text;
        }
        written
    }
}

impl Debug for Buffer {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&Hidden, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, KEPT};
    use crate::lock::lock;

    #[test]
    fn the_memory_is_used_again_and_empty_each_time() {
        let buffer = Buffer::default();
        let written = |text: &str| {
            buffer.with(100, |found| {
                assert_eq!(found, "");
                found.push_str(text);
                found.as_ptr().addr()
            })
        };
        assert_eq!(written("a token"), written("b"));
        assert_eq!(*lock(&buffer.0), "");
        // Who writes within it gets other memory.
        let (outer, inner) = buffer.with(100, |text| (text.as_ptr().addr(), written("c")));
        assert_ne!(outer, inner);
        assert_eq!(format!("{buffer:?}"), "** redacted **");
    }

    #[test]
    fn much_memory_is_given_back() {
        let buffer = Buffer::default();
        buffer.with(KEPT + 1, |_| ());
        assert_eq!(lock(&buffer.0).capacity(), 0);
    }
}
