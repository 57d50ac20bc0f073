//! The order in which files are told: those first in which someone who uses the crate looks first.

use std::path::{Path, PathBuf};

/// The places of a crate, the most telling first: what can be used, then what it is made of and how it is explained.
const PLACES: [&str; 7] = [
    "src/types",
    "src/operation",
    "src/error.rs",
    "src",
    "Cargo.toml",
    "docs",
    "README.md",
];

/// Puts the most telling files of the crate at `root` first, of each place those first that aren't new.
pub(super) fn by_interest(paths: &mut [PathBuf], root: &Path) {
    let rank = |path: &PathBuf| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        let place = PLACES.iter().position(|place| inside.starts_with(place));
        (place.unwrap_or(PLACES.len()), !path.exists())
    };
    paths.sort_by_cached_key(|path| (rank(path), path.clone()));
}
