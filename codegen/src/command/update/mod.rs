//! `shapesmith update`: newer models for the crates of shapesmith.toml, with what they change, and the versions that says.
//!
//! Everything is made in memory and judged before anything is written; where nothing that is used changed, nothing is.

mod changelog;
mod plan;
mod version;
mod write;

use std::collections::BTreeSet;

use super::arguments::{ReportFormat, Update};
use super::comparing::service_folder;
use super::diff::printed;
use super::job::Job;
use super::jobs::from_config;
use super::newer::Newer;
use super::show::Show;
use super::{DONE, FAILED, configuration, outs};
use crate::config::Crate;
use crate::diagnostics::Diagnostics;
use crate::diff::report::Report;
use crate::load;
use crate::lower::usual_crate_name;

use plan::{Plan, plan};

pub(super) fn run(options: &Update, show: &Show) -> u8 {
    let Some(entries) = entries(options, show) else {
        return FAILED;
    };
    let planned = match plans(options, &entries, show) {
        Ok(Some(planned)) => planned,
        Ok(None) => return FAILED,
        Err(why) => {
            show.failure(&why);
            return FAILED;
        }
    };
    let (services, plans): (Vec<_>, Vec<Option<Plan>>) = planned.into_iter().unzip();
    let report = Report {
        strict: options.strict,
        services,
        fail_on: None,
    };
    show.text(&printed(&report, options.format, show));
    let plans: Vec<Plan> = plans.into_iter().flatten().collect();
    let told = |line: &str| {
        // A report for a pull request or a program stands alone.
        if options.format == ReportFormat::Human {
            show.answer(line);
        }
    };
    if options.dry_run || plans.is_empty() {
        if plans.is_empty() {
            told("nothing that is used changed, so nothing is written");
        }
        return DONE;
    }
    match write::all(plans, options.config.as_deref(), &told, show) {
        Ok(code) => code,
        Err(why) => {
            show.failure(&why);
            FAILED
        }
    }
}

/// A crate of the configuration, with its place there.
struct Entry {
    index: usize,
    of: Crate,
    /// The folder of its service among the models.
    service: String,
}

/// The crates that are asked for; `None` when a failure was shown.
fn entries(options: &Update, show: &Show) -> Option<Vec<Entry>> {
    let mut diagnostics = Diagnostics::new();
    let crates = configuration::crates(options.config.as_deref(), &mut diagnostics);
    show.diagnostics(&diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let known: BTreeSet<String> = crates.iter().map(Crate::called).collect();
    let wanted = options.crates.as_deref();
    if let Some(name) = wanted
        .into_iter()
        .flatten()
        .find(|name| !known.contains(*name))
    {
        let known: Vec<String> = known.into_iter().collect();
        show.failure(&format!(
            "there is no crate `{name}` in the configuration, but `{}`",
            known.join("`, `")
        ));
        return None;
    }
    let jobs: Vec<Job> = crates.iter().cloned().map(from_config).collect();
    if let Err(why) = outs::refuse_overlaps(&jobs) {
        show.failure(&why);
        return None;
    }
    let is_wanted = |entry: &Crate| wanted.is_none_or(|wanted| wanted.contains(&entry.called()));
    if let Some(why) = left_behind(&crates, &is_wanted) {
        show.failure(&why);
        return None;
    }
    let mut found = Vec::new();
    for (index, entry) in crates.into_iter().enumerate() {
        if !is_wanted(&entry) {
            continue;
        }
        let Some(service) = service_folder(&entry.model) else {
            show.failure(&format!(
                "the model of `{}`, {}, lies in no folders like `models/fsx/2018-03-01`, so its successor can't be told; \
                 `shapesmith import` puts it there, and `--crates` names the others",
                entry.called(),
                entry.model.display()
            ));
            return None;
        };
        found.push(Entry {
            index,
            of: entry,
            service,
        });
    }
    Some(found)
}

/// Why some crates can't be updated without another, whose model is theirs.
fn left_behind(crates: &[Crate], is_wanted: &dyn Fn(&Crate) -> bool) -> Option<String> {
    let folder = |entry: &Crate| {
        let place = load::place(&entry.model, &mut Diagnostics::new())?;
        place.folder.canonicalize().ok()
    };
    let (wanted, others): (Vec<&Crate>, Vec<&Crate>) =
        crates.iter().partition(|entry| is_wanted(entry));
    let other = others.into_iter().find_map(|other| {
        let theirs = folder(other)?;
        let mut same = wanted.iter();
        let same = same.find(|entry| folder(entry).as_ref() == Some(&theirs))?;
        Some((same.called(), other.called()))
    });
    let (one, other) = other?;
    Some(format!(
        "`{one}` and `{other}` are made of one model, so they are updated together: give both with `--crates`, or neither"
    ))
}

type Planned = (crate::diff::report::Compared, Option<Plan>);

/// What becomes of each crate; `None` when a failure was shown.
fn plans(options: &Update, entries: &[Entry], show: &Show) -> Result<Option<Vec<Planned>>, String> {
    let services: Vec<&str> = entries.iter().map(|entry| entry.service.as_str()).collect();
    let newer = Newer::find(
        options.from.as_deref(),
        options.source_version.as_deref(),
        &services,
    )?;
    let mut found = Vec::new();
    let mut wrong = false;
    for entry in entries {
        let mut diagnostics = Diagnostics::new();
        let planned = plan(entry, &newer, options.strict, &mut diagnostics);
        show.diagnostics(&diagnostics);
        match planned {
            Ok(planned) => found.push(planned),
            Err(why) => {
                if let Some(why) = why {
                    show.failure(&why);
                }
                wrong = true;
            }
        }
    }
    Ok((!wrong).then_some(found))
}

/// What a crate is called that has no name of its own.
fn called(entry: &Entry) -> String {
    let name = entry.of.name.clone();
    name.unwrap_or_else(|| usual_crate_name(&entry.service))
}
