//! Which crates a command line or a configuration asks for, and the command that asks for them again.
//!
//! Opens no model.

use std::path::{Path, PathBuf};

use super::arguments::Generate;
use super::{configuration, outs};
use crate::diagnostics::Diagnostics;
use crate::ir::Publication;
use crate::lower::{Options, Target};
use crate::{config, load};

/// One crate to write.
pub(super) struct Job {
    pub(super) model: PathBuf,
    pub(super) out: PathBuf,
    pub(super) options: Options,
}

/// The crates that are asked for.
///
/// # Errors
/// Two crates would be written to one place.
pub(super) fn jobs(options: &Generate, diagnostics: &mut Diagnostics) -> Result<Vec<Job>, String> {
    let (Some(model), Some(out)) = (&options.model, &options.out) else {
        let crates = configuration::crates(options.config.as_deref(), diagnostics);
        let jobs: Vec<Job> = crates
            .into_iter()
            .map(|entry| from_config(entry, options))
            .collect();
        outs::refuse_overlaps(&jobs)?;
        return Ok(jobs);
    };
    let base = Options {
        target: Target::Crate,
        operations: options.operations.clone(),
        crate_name: options.crate_name.clone(),
        protocol_priority: options.protocol_priority.clone(),
        types_only: options.types_only,
        command: command(options),
        runtime_path: options.runtime_path.clone(),
        runtime: options.runtime.clone(),
        manifest: None,
        publication: Publication::default(),
    };
    if is_service(model) {
        return Ok(vec![Job {
            model: model.clone(),
            out: out.clone(),
            options: base,
        }]);
    }
    let all = options.all_versions;
    let found = if all {
        load::discover_all(model, diagnostics)
    } else {
        load::discover(model, diagnostics)
    };
    let job = |path: PathBuf| {
        let name = folder_name(&path, model, all);
        Job {
            out: out.join(&name),
            options: Options {
                crate_name: Some(name),
                ..base.clone()
            },
            model: path,
        }
    };
    let jobs: Vec<Job> = found.into_iter().map(job).collect();
    outs::refuse_equal_names(&jobs)?;
    outs::refuse_overlaps(&jobs)?;
    Ok(jobs)
}

/// Whether the path is one service, not a folder of many.
fn is_service(path: &Path) -> bool {
    load::place(path, &mut Diagnostics::new()).is_some()
}

fn from_config(entry: config::Crate, options: &Generate) -> Job {
    let options = Options {
        target: Target::Crate,
        operations: entry.operations,
        crate_name: entry.name,
        protocol_priority: entry.protocol_priority,
        types_only: entry.types_only,
        command: command(options),
        runtime_path: entry.runtime_path,
        runtime: entry.runtime,
        manifest: entry.manifest,
        publication: entry.package.into_publication(),
    };
    Job {
        model: entry.model,
        out: entry.out,
        options,
    }
}

/// `fsx`, or with all versions `fsx-2018-03-01`.
fn folder_name(path: &Path, root: &Path, all: bool) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.contains(".json"))
        .collect();
    let count = if all { 2 } else { 1 };
    parts
        .iter()
        .take(count)
        .map(|part| part.replace('.', "-"))
        .collect::<Vec<_>>()
        .join("-")
}

/// The command that makes the files again, for their headers: without what only concerns this run, and without
/// the folders and the configuration's name, so that the same model gives the same bytes wherever it lies.
fn command(options: &Generate) -> String {
    let mut command = "shapesmith generate".to_owned();
    if options.model.is_none() {
        return command;
    }
    let list = |names: &[String]| names.join(",");
    let priority = &options.protocol_priority;
    let choices = [
        ("operations", options.operations.as_deref().map(list)),
        ("crate-name", options.crate_name.clone()),
        (
            "protocol-priority",
            (!priority.is_empty()).then(|| list(priority)),
        ),
        ("runtime-path", options.runtime_path.clone()),
        ("runtime", options.runtime.clone()),
    ];
    for (name, value) in choices {
        if let Some(value) = value {
            command.push_str(&format!(" --{name} {}", quoted(&value)));
        }
    }
    if options.types_only {
        command.push_str(" --types-only");
    }
    if options.all_versions {
        command.push_str(" --all-versions");
    }
    command
}

/// The command that mends what `check` found.
pub(super) fn mending(options: &Generate) -> String {
    let mut command = command(options);
    let places = [
        ("config", &options.config),
        ("model", &options.model),
        ("out", &options.out),
    ];
    for (name, place) in places {
        if let Some(place) = place {
            let place = place.display().to_string();
            command.push_str(&format!(" --{name} {}", quoted(&place)));
        }
    }
    command
}

/// A word as a shell takes it whole.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./:,=+@\\".contains(c);
    if !word.is_empty()
        && word
            .chars()
            .all(|c| plain(c) && (c != '\\' || cfg!(windows)))
    {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
