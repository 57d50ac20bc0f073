//! Where a path really leads, so that two names of one folder are seen as one. The folder needn't be there yet.

use std::path::{Component, Path, PathBuf};

/// The path without links, `.` and `..`, as far as it is there.
pub(super) fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for step in whole.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => _ = real.pop(),
            step => real.push(step),
        }
        // A link is followed before a `..` behind it counts.
        if let Ok(found) = real.canonicalize() {
            real = found;
        }
    }
    real
}
