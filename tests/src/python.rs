//! Packages from PyPI, pinned in `requirements*.txt` and installed once into `target/`: a folder for each file, as what is in one
//! doesn't go with what is in the other.
//!
//! Without Python or network the tests that need them are skipped, with the reason printed; with `CI=true` that fails.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run;

/// The folder with the packages, for `PYTHONPATH`; `None` where they can't be had.
///
/// # Panics
/// With `CI=true` they have to be there.
#[must_use]
pub fn packages() -> Option<PathBuf> {
    let installed = install("requirements.txt", "python");
    skippable("the packages from PyPI", installed)
}

/// The folder with ministack, which wants another botocore than everybody else.
///
/// # Panics
/// With `CI=true` it has to be there.
#[must_use]
pub fn ministack() -> Option<PathBuf> {
    let installed = install("requirements-ministack.txt", "python-ministack");
    skippable("ministack and its packages", installed)
}

/// A script of `tests/python`, with the packages in reach and without the settings of whoever runs the tests, which would lead
/// elsewhere.
#[must_use]
pub fn script(name: &str, packages: &Path) -> Command {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("python");
    let mut command = Command::new("python3");
    command.arg(folder.join(name)).env("PYTHONPATH", packages);
    for (name, _) in std::env::vars_os() {
        let upper = name.to_string_lossy().to_uppercase();
        if upper.starts_with("AWS_") || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command
        .env("AWS_CONFIG_FILE", "none")
        .env("AWS_SHARED_CREDENTIALS_FILE", "none");
    command
}

/// Says why something is skipped.
pub(crate) fn skippable(what: &str, had: Result<PathBuf, String>) -> Option<PathBuf> {
    match had {
        Ok(folder) => Some(folder),
        Err(why) => {
            assert!(!run::in_ci(), "{what} are needed: {why}");
            eprintln!("skipped: {what} can't be had: {why}");
            None
        }
    }
}

fn install(requirements: &str, folder: &str) -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let requirements = root.join(requirements);
    let wanted = std::fs::read_to_string(&requirements).map_err(|error| error.to_string())?;
    let folder = root.join("../target").join(folder);
    let done = folder.join("installed.txt");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    // Tests run in several processes: one installs, the others wait.
    let lock = File::create(folder.join("lock")).map_err(|error| error.to_string())?;
    lock.lock().map_err(|error| error.to_string())?;
    if std::fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    let output = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--upgrade", "--target"])
        .arg(&folder)
        .arg("--requirement")
        .arg(&requirements)
        .output()
        .map_err(|error| format!("python3 doesn't run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    std::fs::write(done, wanted).map_err(|error| error.to_string())?;
    Ok(folder)
}
