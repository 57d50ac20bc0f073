//! botocore's source distribution, fetched once into `target/`: its tests carry AWS's suites.
//!
//! Nothing of it is ever written to the repository.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::python::skippable;

/// Fetched once per process; a folder that is complete is never fetched again.
static FETCHED: OnceLock<Option<PathBuf>> = OnceLock::new();

/// The folder `tests/unit` of botocore's source, or `None` (with the reason printed) where it can't be had.
///
/// # Panics
/// With `CI=true` it has to be there.
#[must_use]
pub fn botocore_unit_tests() -> Option<PathBuf> {
    Some(botocore_tests()?.join("unit"))
}

/// The folder `tests` of botocore's source, as far as it is wanted.
///
/// # Panics
/// With `CI=true` it has to be there.
#[must_use]
pub fn botocore_tests() -> Option<PathBuf> {
    let found = FETCHED.get_or_init(|| skippable("botocore's own tests", fetch()));
    found.clone()
}

fn fetch() -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = root.join("target/botocore-source");
    let folder = target.join("botocore-1.44.5/tests");
    let done = target.join("complete");
    let script = root.join("tests/python/source.py");
    // What an older script has fetched may be less than is wanted now.
    let wanted = std::fs::read(&script).map_err(|error| error.to_string())?;
    let is_done = || std::fs::read(&done).is_ok_and(|found| found == wanted);
    if is_done() {
        return Ok(folder);
    }
    // Another process may fetch at the same time: each has a folder of its own, the first to finish wins.
    let own = root.join(format!("target/botocore-source.{}", std::process::id()));
    let output = Command::new("python3")
        .arg(&script)
        .arg(&own)
        .output()
        .map_err(|error| format!("python3 doesn't run: {error}"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(words.lines().last().unwrap_or_default().to_owned());
    }
    std::fs::write(own.join("complete"), &wanted).map_err(|error| error.to_string())?;
    if target.exists() && !is_done() {
        let old = root.join(format!("target/botocore-source.old.{}", std::process::id()));
        // Whoever is the first takes it away.
        let taken = std::fs::rename(&target, &old);
        _ = taken.and_then(|()| std::fs::remove_dir_all(&old));
    }
    if std::fs::rename(&own, &target).is_err() && !is_done() {
        return Err(format!("{} is in the way", target.display()));
    }
    Ok(folder)
}
