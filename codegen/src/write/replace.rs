//! Replaces one file in one step: a new one is written beside it and renamed.

use std::collections::hash_map::RandomState;
use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::with_path;

/// The end of the name of a file that is not finished yet.
const UNFINISHED: &str = ".shapesmith-unfinished";

/// How often a name is tried anew when something came between.
const ATTEMPTS: usize = 16;

/// Replaces one file, or makes it.
///
/// # Errors
/// The disk fails; the old file is still there then.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut outcome = attempt(path, content);
    for _ in 1..ATTEMPTS {
        match &outcome {
            // The name was taken, or another run removed the empty folder or took the file for what a crash left.
            Err(error)
                if [io::ErrorKind::AlreadyExists, io::ErrorKind::NotFound]
                    .contains(&error.kind()) =>
            {
                outcome = attempt(path, content);
            }
            _ => break,
        }
    }
    outcome.map_err(|error| with_path(&error, path))
}

fn attempt(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let unfinished = unfinished(path);
    // Made anew or not at all: a file or link that someone put there is never written to.
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&unfinished)?;
    let written = file.write_all(content);
    drop(file);
    let outcome = written.and_then(|()| fs::rename(&unfinished, path));
    if outcome.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    outcome
}

/// A name beside `path` that nobody can know before; the standard library draws its hash keys at random.
fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let random = RandomState::new().build_hasher().finish();
    path.with_file_name(format!(".{name}.{random:016x}{UNFINISHED}"))
}

/// What an unfinished file was to become; `None` when it isn't one.
pub(super) fn finished(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_suffix(UNFINISHED)?.strip_prefix('.')?;
    let (name, random) = name.rsplit_once('.')?;
    let is_random = random.len() == 16 && random.chars().all(|c| c.is_ascii_hexdigit());
    is_random.then(|| path.with_file_name(name))
}
