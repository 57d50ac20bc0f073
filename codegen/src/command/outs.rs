//! Whether crates keep out of each other's way: no two in one folder, none in another's, none around others, no two of one
//! name.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::job::Job;
use super::real_path::real;
use crate::write;

/// # Errors
/// Two crates have the same folder, or one lies in the other's.
pub(super) fn refuse_overlaps(jobs: &[Job]) -> Result<(), String> {
    let mut outs: Vec<(PathBuf, &Job)> = jobs.iter().map(|job| (real(&job.out), job)).collect();
    // A folder stands right before what is in it.
    outs.sort_by(|(one, _), (other, _)| one.cmp(other));
    for pair in outs.windows(2) {
        let [(outer, first), (inner, second)] = pair else {
            continue;
        };
        if inner.starts_with(outer) {
            return Err(format!(
                "{} and {} would be written to {} and {}, which is {}; give each crate a folder of its own, \
                 neither in the other",
                first.model.display(),
                second.model.display(),
                first.out.display(),
                second.out.display(),
                if inner == outer {
                    "the same folder"
                } else {
                    "a folder in it"
                },
            ));
        }
    }
    Ok(())
}

/// Looks at what is on the disk for a folder one level too high or too low.
///
/// # Errors
/// A crate would lie in a generated crate, or around some.
pub(super) fn refuse_misplaced(jobs: &[Job]) -> Result<(), String> {
    for job in jobs {
        let out = real(&job.out);
        let outer = out
            .ancestors()
            .skip(1)
            .find(|folder| write::is_crate(folder));
        if let Some(outer) = outer {
            return Err(format!(
                "{} lies in a generated crate, {}; choose a folder outside of it",
                job.out.display(),
                outer.display()
            ));
        }
        if out.join("Cargo.toml").exists() {
            continue;
        }
        if let Some(inner) = crate_in(&out) {
            return Err(format!(
                "{} holds generated crates, as {}, so it can't become one itself; choose a folder of its own for {}, \
                 as one beside them",
                job.out.display(),
                job.out.join(inner).display(),
                job.model.display(),
            ));
        }
    }
    Ok(())
}

/// The first generated crate right in a folder.
fn crate_in(folder: &Path) -> Option<OsString> {
    let entries = std::fs::read_dir(folder).ok()?;
    let crates = entries
        .flatten()
        .filter(|entry| write::is_crate(&entry.path()));
    crates.map(|entry| entry.file_name()).min()
}

/// # Errors
/// Two services become crates that cargo takes for one.
pub(super) fn refuse_equal_names(jobs: &[Job]) -> Result<(), String> {
    let mut names = BTreeMap::new();
    for job in jobs {
        let name = job.options.crate_name.clone().unwrap_or_default();
        let alike = name.to_lowercase().replace('_', "-");
        if let Some(other) = names.insert(alike, &job.model) {
            return Err(format!(
                "{} and {} would both become the crate `{name}`; rename one of the folders, \
                 or give each as `--model` alone, with its `--crate-name`",
                other.display(),
                job.model.display(),
            ));
        }
    }
    Ok(())
}
