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
    let found = FETCHED.get_or_init(|| skippable("botocore's own tests", fetch()));
    found.clone()
}

fn fetch() -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = root.join("target/botocore-source");
    let folder = target.join("botocore-1.44.5/tests/unit");
    let done = target.join("complete");
    if done.exists() {
        return Ok(folder);
    }
    // Another process may fetch at the same time: each has a folder of its own, the first to finish wins.
    let own = root.join(format!("target/botocore-source.{}", std::process::id()));
    let output = Command::new("python3")
        .arg(root.join("tests/python/source.py"))
        .arg(&own)
        .output()
        .map_err(|error| format!("python3 doesn't run: {error}"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(words.lines().last().unwrap_or_default().to_owned());
    }
    std::fs::write(own.join("complete"), "").map_err(|error| error.to_string())?;
    if std::fs::rename(&own, &target).is_err() && !done.exists() {
        return Err(format!("{} is in the way", target.display()));
    }
    Ok(folder)
}
