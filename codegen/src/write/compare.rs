//! Whether a file holds what it should. Line ends don't count, as git may change them in a checkout, and no more is read
//! than could be right: what stands at a place of ours may be of any size.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::with_path;

/// Whether the file holds this, with `\n` or `\r\n` at the ends of lines. What isn't there doesn't.
pub(crate) fn is_same(path: &Path, content: &[u8]) -> io::Result<bool> {
    let wanted = content.len() as u64;
    let size = match fs::metadata(path) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(with_path(&error, path)),
    };
    // Each line end adds a byte at the most.
    let largest = 2 * wanted;
    if size < wanted || size > largest {
        return Ok(false);
    }
    let found = start(path, largest)?;
    Ok(found == content || with_plain_ends(&found) == with_plain_ends(content))
}

/// What the file begins with, up to so many bytes; nothing of a file that went away meanwhile.
pub(crate) fn start(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    match File::open(path).and_then(|file| file.take(most).read_to_end(&mut start)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        outcome => outcome
            .map(|_| start)
            .map_err(|error| with_path(&error, path)),
    }
}

/// The text with `\n` in the place of `\r\n`.
pub(super) fn with_plain_ends(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    let ends = |at: usize| text[at] == b'\r' && text.get(at + 1) == Some(&b'\n');
    let kept = (0..text.len()).filter(|at| !ends(*at)).map(|at| text[at]);
    Cow::Owned(kept.collect())
}
