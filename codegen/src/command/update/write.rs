//! Writes what was planned: the models first, as they are what everything else is made of, then versions, changelogs and crates.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::super::configuration::NAME;
use super::super::import::put;
use super::super::show::Show;
use super::super::{DONE, disk};
use super::changelog::with_section;
use super::plan::{Plan, Successor};
use super::version::with_version;
use crate::characters::shown;
use crate::import::Copied;
use crate::write;

/// Writes all of it; what can be refused is refused before anything is written.
///
/// # Errors
/// The disk fails, or something that isn't ours is in the way.
pub(super) fn all(
    plans: Vec<Plan>,
    configuration: Option<&Path>,
    told: &dyn Fn(&str),
    show: &Show,
) -> Result<u8, String> {
    let path = configuration.unwrap_or(Path::new(NAME));
    let configured = configured(path, &plans)?;
    let mut logs = Vec::new();
    for plan in &plans {
        let out = &plan.job.out;
        write::plan(out, &plan.files).map_err(|error| disk::told(&error, out))?;
        logs.push(changelog(plan)?);
    }
    let mut models: BTreeMap<(PathBuf, String), Copied> = BTreeMap::new();
    let mut files = BTreeMap::new();
    let mut crates = Vec::new();
    for plan in plans {
        match plan.successor {
            Successor::Imported { models: to, copied } => {
                let place = (to, copied.folder().to_owned());
                models.entry(place).or_insert(copied);
            }
            Successor::Replaced { file, content } => _ = files.insert(file, content),
        }
        crates.push((plan.job.out, plan.files, plan.name, plan.version));
    }
    for ((to, _), copied) in models {
        let code = put(copied, &to, told, show).map_err(|error| disk::told(&error, &to))?;
        if code != DONE {
            return Ok(code);
        }
    }
    for (file, content) in files {
        replaced(&file, &content, told)?;
    }
    replaced(path, configured.as_bytes(), told)?;
    for (log, text) in logs {
        replaced(&log, text.as_bytes(), told)?;
    }
    for (out, files, name, version) in crates {
        let written =
            write::plan(&out, &files).and_then(|plan| write::carry_out(&out, &files, &plan));
        let report = written.map_err(|error| disk::told(&error, &out))?;
        let count = report.written.len() + report.removed.len();
        told(&format!(
            "{name} {version}: {count} files of {} changed",
            shown(&out)
        ));
    }
    Ok(DONE)
}

/// The configuration with all new versions.
fn configured(path: &Path, plans: &[Plan]) -> Result<String, String> {
    let mut text = read(path)?.unwrap_or_default();
    for plan in plans {
        text = with_version(&text, plan.index, &plan.version)
            .map_err(|why| format!("{}: {why}", path.display()))?;
    }
    Ok(text)
}

/// The crate's changelog, as it will be.
fn changelog(plan: &Plan) -> Result<(PathBuf, String), String> {
    let path = plan.job.out.join("CHANGELOG.md");
    let found = read(&path)?;
    let text = with_section(found.as_deref(), &plan.changelog);
    Ok((path, text))
}

fn read(path: &Path) -> Result<Option<String>, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk::told(&error, path)),
    }
}

fn replaced(path: &Path, content: &[u8], told: &dyn Fn(&str)) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| disk::told(&error, folder))?;
    }
    write::replace(path, content).map_err(|error| disk::told(&error, path))?;
    told(&format!("wrote {}", shown(path)));
    Ok(())
}
