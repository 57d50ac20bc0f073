//! What a run changes for those who use the crate, at the end of what is told of it.
//!
//! Looks at the disk before anything is written; what differs is decided in `surface`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::job::Job;
use super::show::Show;
use crate::check::Checked;
use crate::diagnostics::Diagnostics;
use crate::generate::Prepared;
use crate::load::SIDECARS;
use crate::surface::{self, Change, Sign};
use crate::write::Report;

/// More changes of one crate are counted, not listed.
const LISTED: usize = 40;

/// What there is to say of a crate that isn't as it was.
pub(super) enum Summary {
    /// Nothing was there: what there is now.
    First(Vec<String>),
    /// Something was.
    Update {
        changes: Vec<Change>,
        /// Whether a part of what was there is no Rust, and so isn't compared.
        unreadable: bool,
    },
}

/// Compares what is on the disk with what is to be written; `None` where nothing is.
pub(super) fn summary(
    job: &Job,
    prepared: &Prepared,
    files: &BTreeMap<PathBuf, Vec<u8>>,
    report: &Report,
) -> Option<Summary> {
    if report.is_fresh() {
        return None;
    }
    let is_first = report.unchanged == 0
        && report.removed.is_empty()
        && report.written.iter().all(|path| !path.exists());
    if is_first {
        return Some(Summary::First(first(prepared)));
    }
    let changed = report.written.iter().chain(&report.removed);
    let inside = changed.filter_map(|path| path.strip_prefix(&job.out).ok());
    let inside: Vec<&Path> = inside.filter(|path| is_of_interest(path)).collect();
    let texts = |read: &dyn Fn(&Path) -> Option<Vec<u8>>| {
        let texts = inside.iter().filter_map(|path| {
            let text = String::from_utf8_lossy(&read(path)?).replace("\r\n", "\n");
            Some((path.to_string_lossy().replace('\\', "/"), text))
        });
        texts.collect::<Vec<_>>()
    };
    let before = texts(&|path| std::fs::read(job.out.join(path)).ok());
    let after = texts(&|path| files.get(path).cloned());
    let (before, after) = surface::differing(&before, &after);
    Some(Summary::Update {
        changes: before.changes(&after),
        unreadable: before.unreadable || after.unreadable,
    })
}

/// Whether the file holds operations, types or errors.
fn is_of_interest(path: &Path) -> bool {
    let is_rust = path.extension().is_some_and(|ending| ending == "rs");
    let places = ["src/types", "src/operation", "src/error.rs"];
    is_rust && places.iter().any(|place| path.starts_with(place))
}

/// What a new crate has, and what it might lack.
fn first(prepared: &Prepared) -> Vec<String> {
    let mut lines = vec![counts(&prepared.service)];
    let named = |path: &PathBuf, stem: &str| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with(stem) && name.contains(".json"))
    };
    let has_any = prepared
        .inputs
        .iter()
        .any(|path| SIDECARS.iter().any(|stem| named(path, stem)));
    if prepared.has_sidecars && !has_any {
        lines.push(
            "no `paginators-1.json` or `waiters-2.json` lies beside the service file, so there are no pages and no waiters"
                .to_owned(),
        );
    }
    lines
}

fn counts(service: &Checked) -> String {
    let count =
        |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let types = service.type_names().count() - service.exceptions.len();
    let counts = [
        count(service.operations.len(), "operation"),
        count(types, "type"),
        count(service.exceptions.len(), "error"),
    ];
    counts.join(", ")
}

/// Says it: to people as lines of the answer, to tools as notes.
pub(super) fn tell(summary: &Summary, job: &Job, show: &Show) {
    if show.is_for_tools() {
        show.diagnostics(&notes(summary, &job.out));
        return;
    }
    match summary {
        Summary::First(lines) => lines
            .iter()
            .for_each(|line| show.answer(&format!("  {line}"))),
        Summary::Update {
            changes,
            unreadable,
        } => {
            if *unreadable {
                show.answer(&format!("  {UNREADABLE}"));
            } else if changes.is_empty() {
                show.answer(&format!("  {SAME}"));
            }
            for line in surface::lines(changes, LISTED) {
                show.answer(&line);
            }
        }
    }
}

const SAME: &str = "its operations, types and errors are as they were";
const UNREADABLE: &str = "some of what was there is no Rust, and is left out here:";

fn notes(summary: &Summary, out: &Path) -> Diagnostics {
    let mut notes = Diagnostics::new();
    match summary {
        Summary::First(lines) => {
            for line in lines {
                notes.note("new-crate", out, "", line.as_str());
            }
        }
        Summary::Update { changes, .. } => {
            for change in changes {
                let code = match change.sign {
                    Sign::Added => "api-added",
                    Sign::Removed => "api-removed",
                    Sign::Changed => "api-changed",
                };
                let message = format!("{} {}", change.subject.word(), change.said(usize::MAX));
                notes.note(code, out, change.name.as_str(), message);
            }
        }
    }
    notes
}
