//! Brings files on disk to what they should be. Writing, checking and dry-running are one plan, carried out or not.
//!
//! Each file is replaced by renaming a finished one: whenever the program is killed, the old or the new is there, never
//! half. Nothing is forced to the disk, as that would take ten times as long as all the rest; should the power fail, the
//! next run makes again whatever is missing.

mod compare;
mod guard;
mod lock;
mod places;
mod replace;
mod seal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use compare::{is_same, start};
#[cfg(feature = "cli")]
pub(crate) use guard::{refuse_links, size};
pub(crate) use lock::lock;
pub use replace::replace;
use seal::Seal;
pub(crate) use seal::sealed;

/// What was done, or would have been.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// New and changed files.
    pub written: Vec<PathBuf>,
    /// Those of them that somebody had changed since they were written.
    pub edited: Vec<PathBuf>,
    /// Files of ours that are no longer made.
    pub removed: Vec<PathBuf>,
    /// Files with our header that are no longer made, but were changed or copied, so that they may be somebody's own.
    pub kept: Vec<PathBuf>,
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
/// overwritten or removed: files with our header at the places that a generated crate has, and of those that are no
/// longer made the ones whose checksum still holds.
///
/// # Errors
/// The disk fails, or something that isn't ours is in the way: a file, a link, a crate of its own, another service's crate.
pub fn plan(root: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> io::Result<Report> {
    let mut report = Report::default();
    guard::folders(root, files.keys())?;
    for (path, content) in files {
        let whole = root.join(path);
        match guard::size(&whole)? {
            Some(_) if is_same(&whole, content)? => report.unchanged += 1,
            // An empty file is what a failing disk may leave, and holds nothing of anyone's.
            Some(size) if size > 0 => {
                if is_edited(&whole, content)? {
                    report.edited.push(whole.clone());
                }
                report.written.push(whole);
            }
            _ => report.written.push(whole),
        }
    }
    stale(root, files, &mut report)?;
    Ok(report)
}

/// Whether somebody changed the file, which an earlier run wrote.
///
/// # Errors
/// No earlier run of the same crate wrote it there.
fn is_edited(path: &Path, wanted: &[u8]) -> io::Result<bool> {
    let line = seal::first_line(path)?;
    if !places::is_header(path, &line) {
        // Another run may have removed it meanwhile.
        return match guard::size(path)? {
            Some(_) => Err(foreign(path)),
            None => Ok(false),
        };
    }
    let (Some(found), Some(wanted)) = (Seal::of_line(&line), Seal::of_text(wanted)) else {
        return Ok(false);
    };
    if found.service != wanted.service {
        return Err(of_another_service(path, places::source(&line)));
    }
    if found.place != wanted.place {
        return Err(copied(path));
    }
    Ok(!found.is_intact(path)?)
}

/// Whether the folder holds a generated crate.
pub(crate) fn is_crate(folder: &Path) -> bool {
    let manifest = folder.join("Cargo.toml");
    let is_file = fs::symlink_metadata(&manifest).is_ok_and(|found| found.is_file());
    is_file && seal::first_line(&manifest).is_ok_and(|line| places::is_header(&manifest, &line))
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

/// Finds files that an earlier run wrote, and unfinished ones of an earlier crash, that are not wanted.
fn stale(root: &Path, files: &BTreeMap<PathBuf, Vec<u8>>, report: &mut Report) -> io::Result<()> {
    let service = files.values().find_map(|content| Seal::of_text(content));
    let service = service.map(|seal| seal.service);
    for folder in places::FOLDERS.map(|folder| root.join(folder)) {
        for path in plain_files(root, &folder)? {
            let Ok(inside) = path.strip_prefix(root) else {
                continue;
            };
            if files.contains_key(inside) {
                continue;
            }
            match left_over(inside, &path, service)? {
                Some(true) => report.removed.push(path),
                Some(false) => report.kept.push(path),
                None => {}
            }
        }
    }
    report.removed.sort();
    report.kept.sort();
    Ok(())
}

/// The files in a folder of ours; none of a folder that isn't there, or isn't any more.
fn plain_files(root: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !guard::is_plain_folder(root, folder) {
        return Ok(Vec::new());
    }
    let read = || {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                found.push(entry.path());
            }
        }
        Ok(found)
    };
    match read() {
        Err(error) if io::Error::kind(&error) == io::ErrorKind::NotFound => Ok(Vec::new()),
        outcome => outcome.map_err(|error| with_path(&error, folder)),
    }
}

/// Whether a file that isn't wanted is to be removed, or told; neither when it is none of ours.
fn left_over(inside: &Path, path: &Path, service: Option<u32>) -> io::Result<Option<bool>> {
    if let Some(finished) = replace::finished(inside) {
        return Ok(places::is_place(&finished).then_some(true));
    }
    if !places::is_place(inside) {
        return Ok(None);
    }
    let line = seal::first_line(path)?;
    if !places::is_header(path, &line) {
        return Ok(None);
    }
    let is_ours = |seal: &Seal| {
        let is_here = seal.place == seal::place(inside) && Some(seal.service) == service;
        Ok::<_, io::Error>(is_here && seal.is_intact(path)?)
    };
    let seal = Seal::of_line(&line);
    Ok(Some(seal.as_ref().map_or(Ok(false), is_ours)?))
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

fn of_another_service(path: &Path, source: &str) -> io::Error {
    let message = format!(
        "{} was made from {source}, another service, so it is not overwritten; choose another folder, or remove \
         the crate that is there first",
        path.display()
    );
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}

fn copied(path: &Path) -> io::Error {
    let message = format!(
        "{} is a copy of a generated file, so it is not overwritten; move it away, or remove it if you don't need it",
        path.display()
    );
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}

fn with_path(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
