//! `shapesmith generate` and `shapesmith check`: which services, where to, and how it went.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use similar::TextDiff;

use super::arguments::Generate;
use super::show::Show;
use super::{DONE, FAILED, STALE};
use crate::diagnostics::Diagnostics;
use crate::generate::{crate_files, prepare};
use crate::lower::Options;
use crate::write::{Mode, Report, apply};
use crate::{config, load};

/// One crate to write.
struct Job {
    model: PathBuf,
    out: PathBuf,
    options: Options,
}

/// What became of it.
struct Outcome {
    diagnostics: Diagnostics,
    report: Result<Report, String>,
    diff: String,
}

pub(super) fn run(options: &Generate, mode: Mode, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let jobs = match jobs(options, &mut diagnostics) {
        Ok(jobs) => jobs,
        Err(message) => {
            show.failure(&message);
            return FAILED;
        }
    };
    show.diagnostics(&diagnostics);
    if diagnostics.has_errors() {
        return FAILED;
    }
    let effective = if options.dry_run { Mode::Check } else { mode };
    let outcomes = work(&jobs, effective, options.threads);
    let mut code = DONE;
    for (job, outcome) in jobs.iter().zip(outcomes) {
        let Some(outcome) = outcome else { continue };
        show.diagnostics(&outcome.diagnostics);
        code = code.max(tell(job, &outcome, mode, options.dry_run, show));
    }
    if code == STALE {
        show.failure(&format!(
            "generated files are stale; `{}` mends them",
            mending(options)
        ));
    }
    code
}

/// Prints what became of one crate, and says the exit code that it asks for.
fn tell(job: &Job, outcome: &Outcome, mode: Mode, dry_run: bool, show: &Show) -> u8 {
    let report = match &outcome.report {
        Ok(report) => report,
        Err(message) => {
            if !message.is_empty() {
                show.failure(message);
            }
            return FAILED;
        }
    };
    let (written, removed) = if mode == Mode::Check || dry_run {
        ("stale", "left over")
    } else {
        ("wrote", "removed")
    };
    if mode == Mode::Check {
        show.answer(outcome.diff.trim_end());
    }
    for (verb, paths) in [(written, &report.written), (removed, &report.removed)] {
        for path in paths.iter().take(LISTED) {
            show.answer(&format!("{verb} {}", path.display()));
        }
        if paths.len() > LISTED {
            show.answer(&format!("{verb} {} more", paths.len() - LISTED));
        }
    }
    show.answer(&format!(
        "{}: {} files changed, {} as they were",
        job.out.display(),
        report.written.len() + report.removed.len(),
        report.unchanged
    ));
    if mode == Mode::Check && !report.is_fresh() {
        STALE
    } else {
        DONE
    }
}

/// More paths than this are counted, not listed.
const LISTED: usize = 10;

/// More lines of a difference than this are left out.
const DIFF_LINES: usize = 60;

fn jobs(options: &Generate, diagnostics: &mut Diagnostics) -> Result<Vec<Job>, String> {
    let (Some(model), Some(out)) = (&options.model, &options.out) else {
        let path = options
            .config
            .clone()
            .unwrap_or_else(|| PathBuf::from("shapesmith.toml"));
        let crates = config::read(&path)?;
        return Ok(crates
            .into_iter()
            .map(|entry| from_config(entry, options))
            .collect());
    };
    let base = Options {
        operations: options.operations.clone(),
        crate_name: options.crate_name.clone(),
        protocol_priority: options.protocol_priority.clone(),
        types_only: options.types_only,
        command: command(options),
        runtime_path: options.runtime_path.clone(),
        manifest: String::new(),
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
    Ok(found.into_iter().map(job).collect())
}

/// Whether the path is one service, not a folder of many.
fn is_service(path: &Path) -> bool {
    load::place(path, &mut Diagnostics::new()).is_some()
}

fn from_config(entry: config::Crate, options: &Generate) -> Job {
    let options = Options {
        operations: entry.operations,
        crate_name: entry.name,
        protocol_priority: entry.protocol_priority,
        types_only: entry.types_only,
        command: command(options),
        runtime_path: entry.runtime_path,
        manifest: entry.manifest,
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
/// the folders, so that the same model gives the same bytes wherever it lies.
fn command(options: &Generate) -> String {
    if options.model.is_none() {
        return match &options.config {
            None => "cargo run".to_owned(),
            Some(path) => format!("shapesmith generate --config {}", path.display()),
        };
    }
    let mut command = "shapesmith generate".to_owned();
    let operations = options.operations.as_ref().map(|names| names.join(","));
    let choices = [
        ("operations", operations.as_ref()),
        ("crate-name", options.crate_name.as_ref()),
        ("runtime-path", options.runtime_path.as_ref()),
    ];
    for (name, value) in choices {
        if let Some(value) = value {
            command.push_str(&format!(" --{name} {value}"));
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
fn mending(options: &Generate) -> String {
    let mut command = command(options);
    let folders = [("model", &options.model), ("out", &options.out)];
    for (name, folder) in folders {
        if let Some(folder) = folder {
            command.push_str(&format!(" --{name} {}", folder.display()));
        }
    }
    command
}

/// Does the jobs on several threads; the outcomes come in the order of the jobs.
fn work(jobs: &[Job], mode: Mode, threads: Option<usize>) -> Vec<Option<Outcome>> {
    let available = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let threads = threads.unwrap_or(available).clamp(1, jobs.len().max(1));
    let next = AtomicUsize::new(0);
    let outcomes: Mutex<Vec<Option<Outcome>>> = Mutex::new(jobs.iter().map(|_| None).collect());
    let progress = progress(jobs.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((index, job)) = take(jobs, &next) {
                    let outcome = one(job, mode);
                    progress.inc(1);
                    if let Ok(mut outcomes) = outcomes.lock()
                        && let Some(slot) = outcomes.get_mut(index)
                    {
                        *slot = Some(outcome);
                    }
                }
            });
        }
    });
    progress.finish_and_clear();
    outcomes.into_inner().unwrap_or_default()
}

fn take<'a>(jobs: &'a [Job], next: &AtomicUsize) -> Option<(usize, &'a Job)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(index).map(|job| (index, job))
}

/// A bar, where many services are written on a terminal.
fn progress(count: usize) -> indicatif::ProgressBar {
    if count > 1 && std::io::stderr().is_terminal() {
        indicatif::ProgressBar::new(count as u64)
    } else {
        indicatif::ProgressBar::hidden()
    }
}

fn one(job: &Job, mode: Mode) -> Outcome {
    let mut diagnostics = Diagnostics::new();
    let Some(prepared) = prepare(&job.model, &job.options, &mut diagnostics) else {
        return Outcome {
            diagnostics,
            report: Err(String::new()),
            diff: String::new(),
        };
    };
    let files = crate_files(&prepared.service);
    let report = apply(&job.out, &files, mode).map_err(|error| error.to_string());
    let mut diff = String::new();
    if let (Mode::Check, Ok(report)) = (mode, &report) {
        for path in report.written.iter().take(LISTED) {
            let wanted = path
                .strip_prefix(&job.out)
                .ok()
                .and_then(|path| files.get(path));
            diff.push_str(&difference(
                path,
                wanted.map(Vec::as_slice).unwrap_or_default(),
            ));
        }
    }
    Outcome {
        diagnostics,
        report,
        diff,
    }
}

fn difference(path: &Path, wanted: &[u8]) -> String {
    let found = std::fs::read(path).unwrap_or_default();
    let (found, wanted) = (
        String::from_utf8_lossy(&found),
        String::from_utf8_lossy(wanted),
    );
    let diff = TextDiff::from_lines(found.as_ref(), wanted.as_ref());
    let name = path.display().to_string();
    let text = diff
        .unified_diff()
        .header(&name, "as it should be")
        .to_string();
    let mut lines: Vec<&str> = text.lines().take(DIFF_LINES).collect();
    if text.lines().count() > DIFF_LINES {
        lines.push("… (shortened)");
    }
    lines.join("\n") + "\n"
}
