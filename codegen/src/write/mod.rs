//! Brings files on disk to what they should be. Writing, checking and dry-running are one plan, carried out or not.
//!
//! Each file is replaced by renaming a finished one: whenever the program is killed, the old or the new is there, never
//! half. Nothing is forced to the disk, as that would take ten times as long as all the rest; should the power fail, the
//! next run makes again whatever is missing.

mod guard;
mod lock;
mod places;
mod replace;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(feature = "cli")]
pub(crate) use guard::refuse_links;
pub(crate) use lock::lock;
pub use replace::replace;

/// What was done, or would have been.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// New and changed files.
    pub written: Vec<PathBuf>,
    /// Files of ours that are no longer made.
    pub removed: Vec<PathBuf>,
    /// How many files were as they should be.
    pub unchanged: usize,
}

impl Report {
    /// Whether the disk was as it should be.
    pub fn is_fresh(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// Says what is to be done so that the crate at `root` holds `files`; touches nothing. Only what an earlier run wrote is
/// overwritten or removed: files with our header at the places that a generated crate has.
///
/// # Errors
/// The disk fails, or something that isn't ours is in the way: a file, a link, a crate of its own.
pub fn plan(root: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> io::Result<Report> {
    let mut report = Report::default();
    guard::folders(root, files.keys())?;
    for (path, content) in files {
        let whole = root.join(path);
        match guard::size(&whole)? {
            Some(size) if is_same(&whole, size, content)? => report.unchanged += 1,
            // An empty file is what a failing disk may leave, and holds nothing of anyone's.
            Some(size) if size > 0 && !places::bears_header(&whole)? => {
                return Err(foreign(&whole));
            }
            _ => report.written.push(whole),
        }
    }
    let wanted: BTreeSet<PathBuf> = files.keys().map(|path| root.join(path)).collect();
    report.removed = stale(root, &wanted)?;
    Ok(report)
}

/// Does what was planned for the same files, and says what that was: another run may have done a part of it meanwhile.
///
/// # Errors
/// The disk fails, or something that isn't ours came in the way.
pub fn carry_out(
    root: &Path,
    files: &BTreeMap<PathBuf, Vec<u8>>,
    planned: &Report,
) -> io::Result<Report> {
    if planned.is_fresh() {
        return Ok(planned.clone());
    }
    // Two runs at once would mix their files, and take each other's unfinished ones for what a crash left.
    let _lock = lock(root)?;
    let report = plan(root, files)?;
    for path in &report.written {
        let content = path
            .strip_prefix(root)
            .ok()
            .and_then(|path| files.get(path));
        replace(path, content.map(Vec::as_slice).unwrap_or_default())?;
    }
    for path in &report.removed {
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other.map_err(|error| with_path(&error, path))?,
        }
        remove_empty_parents(root, path);
    }
    Ok(report)
}

/// Whether a file holds exactly this; one of another size isn't read.
fn is_same(path: &Path, size: u64, content: &[u8]) -> io::Result<bool> {
    if size != content.len() as u64 {
        return Ok(false);
    }
    let found = fs::read(path).map_err(|error| with_path(&error, path))?;
    Ok(found == content)
}

/// Files that an earlier run wrote, and unfinished ones of an earlier crash, that are not wanted.
fn stale(root: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in places::FOLDERS.map(|folder| root.join(folder)) {
        if !guard::is_plain_folder(root, &folder) {
            continue;
        }
        let entries = fs::read_dir(&folder).map_err(|error| with_path(&error, &folder))?;
        for entry in entries {
            let entry = entry.map_err(|error| with_path(&error, &folder))?;
            let path = entry.path();
            if entry.file_type()?.is_file() && !wanted.contains(&path) && is_stale(root, &path)? {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_stale(root: &Path, path: &Path) -> io::Result<bool> {
    let Ok(inside) = path.strip_prefix(root) else {
        return Ok(false);
    };
    if let Some(finished) = replace::finished(inside) {
        return Ok(places::is_place(&finished));
    }
    Ok(places::is_place(inside) && places::bears_header(path)?)
}

/// Removes folders that became empty below `root`.
fn remove_empty_parents(root: &Path, path: &Path) {
    for folder in path
        .ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(root) && *folder != root)
    {
        // Fails on a folder that isn't empty, which is what ends the walk.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

fn foreign(path: &Path) -> io::Error {
    let message = format!(
        "{} was not written by shapesmith, so it is not overwritten; move it away or choose another folder",
        path.display()
    );
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}

fn with_path(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
