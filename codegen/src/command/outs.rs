//! Whether crates keep out of each other's way: no two in one folder, none in another's, no two of one name.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::jobs::Job;

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
                 or write one of them alone with `--crate-name`",
                other.display(),
                job.model.display(),
            ));
        }
    }
    Ok(())
}

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
