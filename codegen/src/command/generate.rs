//! `shapesmith generate` and `shapesmith check`: all crates are made in memory, compared with the disk, and written if
//! nothing is wrong with any of them.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use similar::TextDiff;

use super::again::mending;
use super::arguments::Generate;
use super::job::Job;
use super::jobs::jobs;
use super::show::Show;
use super::{DONE, FAILED, STALE, dependencies};
use crate::characters::shown;
use crate::diagnostics::Diagnostics;
use crate::generate::{crate_files, prepare};
use crate::write::{self, Report};

use super::api::{self, Summary};
use super::{disk, order};

/// What is done about what is not as it should be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is written.
    Write,
    /// It is told.
    DryRun,
    /// It is told, with the differences and a code of its own.
    Check,
}

/// What a crate should be, and what is to be done for it.
struct Ready {
    files: BTreeMap<PathBuf, Vec<u8>>,
    report: Report,
    /// The lines for the Cargo.toml of whoever calls it, of a crate that is written for the first time.
    dependencies: Option<String>,
    /// What becomes of the crate for those who use it.
    summary: Option<Summary>,
}

/// Why there is none, unless the diagnostics say it.
type Refused = Option<String>;

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
    let Some(mut ready) = all_ready(&jobs, options.threads, show) else {
        return FAILED;
    };
    let mut code = DONE;
    let outcomes = if mode == Mode::Write {
        written(&jobs, &ready, options.threads)
    } else {
        ready.iter().map(|ready| Ok(ready.report.clone())).collect()
    };
    for ((job, ready), outcome) in jobs.iter().zip(&mut ready).zip(outcomes) {
        match outcome {
            Ok(report) => {
                ready.report = report;
                order::by_interest(&mut ready.report.written, &job.out);
                order::by_interest(&mut ready.report.removed, &job.out);
                code = code.max(tell(job, ready, mode, show));
            }
            Err(failure) => {
                show.failure(&failure);
                code = FAILED;
            }
        }
    }
    if code == STALE {
        show.failure(&format!(
            "generated files are stale; `{}` mends them",
            mending(options)
        ));
    }
    code
}

/// All crates, or none of them when something is wrong with one; everything that is wrong is shown.
fn all_ready(jobs: &[Job], threads: Option<usize>, show: &Show) -> Option<Vec<Ready>> {
    let outcomes = each(jobs, threads, make);
    let mut ready = Vec::new();
    for (diagnostics, outcome) in outcomes {
        show.diagnostics(&diagnostics);
        match outcome {
            Ok(one) => ready.push(one),
            Err(Some(message)) => show.failure(&message),
            Err(None) => {}
        }
    }
    let wrong = jobs.len() - ready.len();
    if wrong == 0 {
        return Some(ready);
    }
    if jobs.len() > 1 {
        show.failure(&format!(
            "nothing was written: {wrong} of {} crates can't be made",
            jobs.len()
        ));
    }
    None
}

fn make(job: &Job) -> (Diagnostics, Result<Ready, Refused>) {
    let mut diagnostics = Diagnostics::new();
    let Some(prepared) = prepare(&job.model, &job.options, &mut diagnostics) else {
        return (diagnostics, Err(None));
    };
    let Some(files) = crate_files(&prepared, &mut diagnostics) else {
        return (diagnostics, Err(None));
    };
    if let Some(message) = disk::in_the_way(&job.out) {
        return (diagnostics, Err(Some(message)));
    }
    let is_new = !job.out.join("Cargo.toml").exists();
    let dependencies = is_new.then(|| dependencies::on_crate(&prepared.package, &job.out));
    let ready = write::plan(&job.out, &files)
        .map(|report| Ready {
            dependencies,
            summary: api::summary(job, &prepared, &files, &report),
            files,
            report,
        })
        .map_err(|error| Some(disk::told(&error, &job.out)));
    (diagnostics, ready)
}

/// Brings the disk up to date, as far as it lets us; for each crate what was done, or why it wasn't.
fn written(jobs: &[Job], ready: &[Ready], threads: Option<usize>) -> Vec<Result<Report, String>> {
    let pairs: Vec<(&Job, &Ready)> = jobs.iter().zip(ready).collect();
    each(&pairs, threads, |(job, ready)| {
        let outcome = write::carry_out(&job.out, &ready.files, &ready.report);
        outcome.map_err(|error| disk::told(&error, &job.out))
    })
}

/// Prints what became of one crate, and says the exit code that it asks for.
fn tell(job: &Job, ready: &Ready, mode: Mode, show: &Show) -> u8 {
    let report = &ready.report;
    let (written, removed) = if mode == Mode::Write {
        ("wrote", "removed")
    } else {
        ("stale", "left over")
    };
    // Of a crate that isn't there everything would differ.
    let is_there = !matches!(ready.summary, Some(Summary::First(_)));
    if mode == Mode::Check && is_there && !report.written.is_empty() {
        show.answer(differences(job, ready).trim_end());
    }
    for (verb, paths) in [
        (written, &report.written),
        ("edited by hand:", &report.edited),
        (removed, &report.removed),
        (KEPT, &report.kept),
    ] {
        for path in paths.iter().take(LISTED) {
            show.answer(&format!("{verb} {}", shown(path)));
        }
        if paths.len() > LISTED {
            show.answer(&format!("{verb} {} more", paths.len() - LISTED));
        }
    }
    show.answer(&format!(
        "{}: {} files changed, {} as they were",
        shown(&job.out),
        report.written.len() + report.removed.len(),
        report.unchanged
    ));
    if let Some(summary) = ready.summary.as_ref().filter(|_| !report.is_fresh()) {
        api::tell(summary, job, show);
    }
    if let Some(lines) = ready.dependencies.as_ref().filter(|_| mode == Mode::Write) {
        show.answer(&format!(
            "\nWhoever calls it has in its Cargo.toml:\n\n{lines}\n"
        ));
    }
    if mode == Mode::Check && !report.is_fresh() {
        STALE
    } else {
        DONE
    }
}

/// What is said of files that look like ours and may be somebody's.
const KEPT: &str =
    "kept, as it was changed or copied (remove it, or its first line if it is yours):";

/// More paths than this are counted, not listed.
const LISTED: usize = 10;

/// More lines of a difference than this are left out.
const DIFF_LINES: usize = 60;

/// A file that is longer by more than this isn't compared line by line.
const MORE_THAN_WANTED: u64 = 1 << 20;

fn differences(job: &Job, ready: &Ready) -> String {
    let listed = ready.report.written.iter().take(LISTED);
    let wanted = |path: &Path| {
        let inside = path.strip_prefix(&job.out).ok()?;
        ready.files.get(inside).map(Vec::as_slice)
    };
    listed
        .map(|path| difference(path, wanted(path).unwrap_or_default()))
        .collect()
}

fn difference(path: &Path, wanted: &[u8]) -> String {
    // What stands at the place of a generated file may be of any size.
    let most = wanted.len() as u64 + MORE_THAN_WANTED;
    let found = write::start(path, most).unwrap_or_default();
    if found.len() as u64 == most {
        return format!("{}: far larger than it should be\n", path.display());
    }
    let (found, wanted) = (
        String::from_utf8_lossy(&found),
        String::from_utf8_lossy(wanted),
    );
    let found = found.replace("\r\n", "\n");
    let diff = TextDiff::from_lines(found.as_str(), wanted.as_ref());
    let name = shown(path);
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

/// Does the same with each on several threads; the outcomes come in the order of the items.
pub(super) fn each<T: Sync, R: Send>(
    items: &[T],
    threads: Option<usize>,
    once: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let available = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let threads = threads.unwrap_or(available).clamp(1, items.len().max(1));
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(BTreeMap::new());
    let progress = progress(items.len());
    let work = || {
        while let Some((index, item)) = take(items, &next) {
            let outcome = once(item);
            progress.inc(1);
            if let Ok(mut outcomes) = outcomes.lock() {
                outcomes.insert(index, outcome);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        // This thread works too; the allocator serves the first thread faster than others.
        work();
    });
    progress.finish_and_clear();
    outcomes
        .into_inner()
        .unwrap_or_default()
        .into_values()
        .collect()
}

fn take<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    items.get(index).map(|item| (index, item))
}

/// A bar, where many services are written on a terminal.
fn progress(count: usize) -> indicatif::ProgressBar {
    if count > 1 && std::io::stderr().is_terminal() {
        indicatif::ProgressBar::new(count as u64)
    } else {
        indicatif::ProgressBar::hidden()
    }
}
