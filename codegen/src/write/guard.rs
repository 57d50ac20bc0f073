//! Keeps a run inside its folder: links and crates of their own are not entered.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::with_path;

/// Looks at every folder between `root` and the files; `root` itself may be a link, as the user chose it.
pub(super) fn folders<'a>(root: &Path, files: impl Iterator<Item = &'a PathBuf>) -> io::Result<()> {
    let parents: BTreeSet<&Path> = files
        .flat_map(|file| file.ancestors().skip(1))
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect();
    for folder in parents {
        let folder = root.join(folder);
        refuse_link(&folder)?;
        if folder.join("Cargo.toml").exists() {
            let message = format!(
                "{} is a crate of its own, so nothing is written to it; move it away or choose another folder",
                folder.display()
            );
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
    }
    Ok(())
}

/// Looks at every step from `root` to `file`, which is seen from `root`.
///
/// # Errors
/// One of them is a link.
pub(crate) fn refuse_links(root: &Path, file: &Path) -> io::Result<()> {
    let mut at = root.to_owned();
    for step in file {
        at.push(step);
        refuse_link(&at)?;
    }
    Ok(())
}

/// Refuses a link; what isn't there is none.
fn refuse_link(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(link(path)),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(with_path(&error, path)),
    }
}

/// The size of the file; `None` when there is nothing.
pub(crate) fn size(path: &Path) -> io::Result<Option<u64>> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(link(path)),
        Ok(found) if found.is_file() => Ok(Some(found.len())),
        Ok(_) => {
            let message = format!(
                "{} is in the way, as it is no file; move it away or choose another folder",
                path.display()
            );
            Err(io::Error::new(io::ErrorKind::AlreadyExists, message))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(with_path(&error, path)),
    }
}

/// Whether what is in the folder may be ours: no link leads to it, and it is no crate of its own.
pub(super) fn is_plain_folder(root: &Path, folder: &Path) -> bool {
    let steps = folder.ancestors().take_while(|step| *step != root);
    folder.is_dir()
        && steps
            .filter(|step| !step.as_os_str().is_empty() && step.starts_with(root))
            .all(|step| {
                fs::symlink_metadata(step).is_ok_and(|found| found.is_dir())
                    && !step.join("Cargo.toml").exists()
            })
}

fn link(path: &Path) -> io::Error {
    let message = format!(
        "{} is a link, which could lead out of the folder, so nothing is written through it; \
         remove it or choose another folder",
        path.display()
    );
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}
