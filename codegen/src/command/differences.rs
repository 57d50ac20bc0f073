//! How stale files differ from what they should be: those first in which someone who uses the crate looks first.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use similar::TextDiff;

/// More lines of a difference than this are left out.
const DIFF_LINES: usize = 60;

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
pub(super) fn sort(paths: &mut [PathBuf], root: &Path) {
    let rank = |path: &PathBuf| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        let place = PLACES.iter().position(|place| inside.starts_with(place));
        (place.unwrap_or(PLACES.len()), !path.exists())
    };
    paths.sort_by_cached_key(|path| (rank(path), path.clone()));
}

/// The differences of the first `most` of these files of the crate at `root`.
pub(super) fn differences(
    paths: &[PathBuf],
    root: &Path,
    files: &BTreeMap<PathBuf, Vec<u8>>,
    most: usize,
) -> String {
    let wanted = |path: &Path| {
        let inside = path.strip_prefix(root).ok()?;
        files.get(inside).map(Vec::as_slice)
    };
    paths
        .iter()
        .take(most)
        .map(|path| difference(path, wanted(path).unwrap_or_default()))
        .collect()
}

fn difference(path: &Path, wanted: &[u8]) -> String {
    let found = std::fs::read(path).unwrap_or_default();
    let (found, wanted) = (
        String::from_utf8_lossy(&found),
        String::from_utf8_lossy(wanted),
    );
    let diff = TextDiff::from_lines(found.as_ref(), wanted.as_ref());
    let name = path.display().to_string();
    let text = diff
        .unified_diff()
        .header(&name, "as it should be")
        .to_string();
    let mut lines: Vec<&str> = text.lines().take(DIFF_LINES).collect();
    if text.lines().count() > DIFF_LINES {
        lines.push("… (shortened)");
    }
    lines.join("\n") + "\n"
}
