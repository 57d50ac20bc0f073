//! Older versions of botocore, for their models: each fetched once into `target/`. Nothing of them is ever written to the
//! repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::python::skippable;

/// The folder of models of that version, or `None` (with the reason printed) where it can't be had.
///
/// # Panics
/// With `CI=true` it has to be there.
#[must_use]
pub fn models(version: &str) -> Option<PathBuf> {
    skippable("older models", fetch(version))
}

fn fetch(version: &str) -> Result<PathBuf, String> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let folder = target.join(format!("botocore-{version}"));
    if folder.exists() {
        return Ok(folder.join("botocore/data"));
    }
    // Another process may fetch at the same time: each has a folder of its own, the first to finish wins.
    let own = target.join(format!("botocore-{version}.{}", std::process::id()));
    let output = Command::new("python3")
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-compile",
            "--target",
        ])
        .arg(&own)
        .arg(format!("botocore=={version}"))
        .output()
        .map_err(|error| format!("python3 doesn't run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    if std::fs::rename(&own, &folder).is_err() && !folder.exists() {
        return Err(format!("{} is in the way", folder.display()));
    }
    Ok(folder.join("botocore/data"))
}
