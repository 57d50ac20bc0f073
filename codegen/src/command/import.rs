//! `shapesmith import`.

use std::cell::Cell;
use std::io;
use std::path::Path;

use super::arguments::Import;
use super::comparing::{Half, both};
use super::jobs::from_config;
use super::newer::{BOTOCORE, SMITHY};
use super::show::Show;
use super::sides::project;
use super::staging::Staged;
use super::{DONE, FAILED};
use crate::characters::shown;
use crate::diagnostics::Diagnostics;
use crate::diff::Level;
use crate::diff::report::{self, Compared, There};
use crate::import::{Copied, Listed, Source, copied};
use crate::load;
use crate::lower::Options;
use crate::write;

/// Where a model is from, when nobody says it.
fn usual_source(model: &Path) -> String {
    let is_smithy = load::is_smithy(model);
    if is_smithy { SMITHY } else { BOTOCORE }.to_owned()
}

pub(super) fn run(options: &Import, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let source = Source {
        name: options
            .source_name
            .clone()
            .unwrap_or_else(|| usual_source(&options.path)),
        version: options.source_version.clone(),
        sha256: options.source_sha256.clone(),
    };
    let choices = load::Choices {
        service: options.service.clone(),
        ..load::Choices::default()
    };
    let copied = copied(&options.path, &choices, &source, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(copied) = copied else { return FAILED };
    if copied.is_onto_itself(&options.to) {
        show.failure(&format!(
            "the copy in {} would lie where the model itself is, and an import leaves the model's texts out; \
             choose another folder with `--to`",
            options.to.display()
        ));
        return FAILED;
    }
    let verdicts = verdicts(&copied, &options.to);
    let changed = Cell::new(false);
    let told = |line: &str| {
        changed.set(true);
        show.answer(line);
    };
    match put(copied, &options.to, &told, show) {
        Ok(code) => {
            if changed.get() {
                for line in verdicts {
                    show.answer(&line);
                }
            }
            code
        }
        Err(error) => {
            show.failure(&super::disk::told(&error, &options.to));
            FAILED
        }
    }
}

/// What the copy does to users of the model that it replaces: of each crate of the project that is made of it, or else of the
/// whole service. Nothing where there is no older one, or one that can't be read.
fn verdicts(copied: &Copied, to: &Path) -> Vec<String> {
    let old = to.join(copied.folder());
    let Some(staged) = load::is_service(&old)
        .then(|| Staged::new(copied, to).ok())
        .flatten()
    else {
        return Vec::new();
    };
    let mut quiet = Diagnostics::new();
    let folder = |path: &Path| load::place(path, &mut Diagnostics::new()).map(|place| place.folder);
    let real = |path: &Path| path.canonicalize().ok();
    let crates = project(None, &mut quiet).into_iter();
    let of_it = crates.filter(|entry| {
        let found = folder(&entry.model).and_then(|found| real(&found));
        found.is_some() && found == real(&old)
    });
    let mut asked: Vec<(Option<String>, Options)> = of_it
        .map(|entry| (Some(entry.called()), from_config(entry).options))
        .collect();
    if asked.is_empty() {
        asked.push((None, Options::default()));
    }
    let asked = asked.into_iter();
    asked
        .filter_map(|(name, options)| verdict(name, &options, &old, &staged.model))
        .collect()
}

fn verdict(name: Option<String>, options: &Options, old: &Path, new: &Path) -> Option<String> {
    let half = |path: &Path| Half {
        path: path.to_owned(),
        options: options.clone(),
    };
    let both = both(&half(old), &half(new), &mut Diagnostics::new())?;
    let compared = Compared {
        name: name.unwrap_or_else(|| both.new.id().to_owned()),
        old: String::new(),
        new: String::new(),
        operations: options.operations.clone(),
        there: There::Both,
        findings: both.findings(false),
        version: None,
        idle: Vec::new(),
    };
    let breaking = compared.findings.iter();
    let breaking = breaking.filter(|found| found.level == Level::Major);
    let lines = breaking.map(|found| format!("  {} {}", found.rust, found.rule.row().says));
    let lines = std::iter::once(report::summary(&compared)).chain(lines.take(LISTED));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// More breaking changes are counted in the line above them.
const LISTED: usize = 10;

/// Writes the copy and its entry in the manifest, while no other import does.
pub(super) fn put(copied: Copied, to: &Path, told: &dyn Fn(&str), show: &Show) -> io::Result<u8> {
    let _lock = write::lock(to)?;
    let mut diagnostics = Diagnostics::new();
    let listed = copied.listed(to, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(listed) = listed else {
        return Ok(FAILED);
    };
    let changed = changed(&listed, to)?;
    for path in listed.left_over() {
        let whole = to.join(path);
        write::refuse_links(to, path)?;
        if whole.is_file() && listed.is_known(to, path) {
            std::fs::remove_file(&whole)?;
            told(&format!("removed {}", shown(&whole)));
        }
    }
    for path in changed {
        let content = listed.files.get(path).map(Vec::as_slice);
        let path = to.join(path);
        write::replace(&path, content.unwrap_or_default())?;
        told(&format!("wrote {}", shown(&path)));
    }
    Ok(DONE)
}

/// The files that are to be written.
///
/// # Errors
/// Something that isn't from an earlier import is in the way.
fn changed<'a>(listed: &'a Listed, to: &Path) -> io::Result<Vec<&'a Path>> {
    let mut changed = Vec::new();
    for (path, content) in &listed.files {
        let whole = to.join(path);
        write::refuse_links(to, path)?;
        let is_there = write::size(&whole)?.is_some_and(|size| size > 0);
        if is_there && write::is_same(&whole, content)? {
            continue;
        }
        if is_there && !listed.is_known(to, path) {
            let message = format!(
                "{} is not from an earlier import, so it is not overwritten; move it away or choose another folder \
                 with `--to`",
                whole.display()
            );
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        changed.push(path.as_path());
    }
    Ok(changed)
}
