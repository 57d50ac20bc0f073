//! Which crates a command line or a configuration asks for.
//!
//! Opens no model.

use std::path::{Path, PathBuf};

use super::arguments::Generate;
use super::job::Job;
use super::{again, configuration, outs, runtime};
use crate::diagnostics::Diagnostics;
use crate::ir::Publication;
use crate::lower::{self, Options, Target};
use crate::{config, load};

/// The crates that are asked for.
///
/// # Errors
/// Two crates would be written to one place.
pub(super) fn jobs(options: &Generate, diagnostics: &mut Diagnostics) -> Result<Vec<Job>, String> {
    let (Some(model), Some(out)) = (&options.model, &options.out) else {
        let crates = configuration::crates(options.config.as_deref(), diagnostics);
        let jobs: Vec<Job> = crates.into_iter().map(from_config).collect();
        outs::refuse_overlaps(&jobs)?;
        outs::refuse_misplaced(&jobs)?;
        return Ok(jobs);
    };
    let base = Options {
        target: Target::Crate,
        operations: options.operations.clone(),
        crate_name: options.crate_name.clone(),
        protocol_priority: options.protocol_priority.clone(),
        service: options.smithy.service.clone(),
        client_optional: options.smithy.client_optional,
        types_only: options.types_only,
        command: String::new(),
        runtime_path: None,
        runtime: options.runtime.clone(),
        manifest: None,
        publication: Publication::default(),
    };
    let jobs = if load::is_service(model) {
        let named = options.crate_name.as_deref();
        vec![from_arguments(model, out, base, named, options)]
    } else {
        of_folder(options, model, out, &base, diagnostics)?
    };
    outs::refuse_misplaced(&jobs)?;
    Ok(jobs)
}

/// A crate for each service of a folder.
fn of_folder(
    options: &Generate,
    model: &Path,
    out: &Path,
    base: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Job>, String> {
    if let Some(name) = &options.crate_name {
        return Err(format!(
            "{} is a folder of services, which can't all become the crate `{name}`; give one of its folders as \
             `--model`, or leave `--crate-name` out",
            model.display()
        ));
    }
    let all = options.all_versions;
    let found = if all {
        load::discover_all(model, diagnostics)
    } else {
        load::discover(model, diagnostics)
    };
    let job = |path: PathBuf| {
        let name = folder_name(&path, model, all);
        // The header is the same as when the service is generated alone.
        let is_usual = name == lower::usual_crate_name(&folder_name(&path, model, false));
        let named = Some(name.as_str()).filter(|_| !is_usual);
        let base = Options {
            crate_name: Some(name.clone()),
            ..base.clone()
        };
        from_arguments(&path, &out.join(&name), base, named, options)
    };
    let jobs: Vec<Job> = found.into_iter().map(job).collect();
    outs::refuse_equal_names(&jobs)?;
    outs::refuse_overlaps(&jobs)?;
    Ok(jobs)
}

/// The job with what depends on where its crate lies; `named` is the name that the header says.
fn from_arguments(
    model: &Path,
    out: &Path,
    base: Options,
    named: Option<&str>,
    options: &Generate,
) -> Job {
    let given = options.runtime_path.clone();
    let runtime_path = given.or_else(|| runtime::seen_from(out));
    Job {
        model: model.to_owned(),
        out: out.to_owned(),
        options: Options {
            command: again::in_header(options, named, runtime_path.as_deref()),
            runtime_path,
            ..base
        },
    }
}

pub(super) fn from_config(entry: config::Crate) -> Job {
    let runtime_path = entry.runtime_path;
    let runtime_path = runtime_path.or_else(|| runtime::seen_from(&entry.out));
    let options = Options {
        target: Target::Crate,
        operations: entry.operations,
        crate_name: entry.name,
        protocol_priority: entry.protocol_priority,
        service: entry.service,
        client_optional: entry.client_optional,
        types_only: entry.types_only,
        command: again::OF_CONFIGURATION.to_owned(),
        runtime_path,
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
