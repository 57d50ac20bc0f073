//! One run at a time writes to a folder.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::with_path;

/// Waits until no other run writes to the folder, which is made if need be; others wait until the lock is dropped, or
/// its process ends.
///
/// # Errors
/// The folder can't be made or opened.
pub(crate) fn lock(folder: &Path) -> io::Result<File> {
    // The current folder is written so, too, but can't be opened by that name.
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let attempt = || {
        fs::create_dir_all(folder)?;
        let file = open(folder)?;
        match file.lock() {
            // Some network file systems have no locks; two runs at once may then leave a mix, but no half file.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
            outcome => outcome.map(|()| file),
        }
    };
    attempt().map_err(|error| with_path(&error, folder))
}

/// The folder itself, so that nothing is left behind.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Elsewhere a folder can't be locked, but a file in it can. It stays: were it removed, two runs could hold a lock each.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    File::options()
        .create(true)
        .append(true)
        .open(folder.join(".shapesmith-lock"))
}
