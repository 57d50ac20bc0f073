//! `shapesmith diff`: says what a newer model does to those who use the service.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::arguments::{Diff, FailOn, ReportFormat};
use super::comparing::{Half, both, service_folder, service_name};
use super::generate::each;
use super::show::Show;
use super::sides::{Side, project, side};
use super::{DONE, FAILED, STALE};
use crate::config::Crate;
use crate::diagnostics::Diagnostics;
use crate::diff::report::{self, Compared, Report, There};
use crate::diff::{self, Acceptance, Level};
use crate::load;
use crate::lower::{Options, usual_crate_name};

pub(super) fn run(options: &Diff, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let project = project(options.config.as_deref(), &mut diagnostics);
    show.diagnostics(&diagnostics);
    if diagnostics.has_errors() {
        return FAILED;
    }
    let (old, new) = match (side(&options.old, &project), side(&options.new, &project)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let wrong = [old.err(), new.err()];
            wrong.iter().flatten().for_each(|why| show.failure(why));
            return FAILED;
        }
    };
    let asked = Asked {
        options,
        project: &project,
        old: &old,
        new: &new,
    };
    let Some(services) = asked.compared(show) else {
        return FAILED;
    };
    let report = Report {
        strict: options.strict,
        services,
        fail_on: match options.fail_on {
            FailOn::Major => Some(Level::Major),
            FailOn::Minor => Some(Level::Minor),
            FailOn::Never => None,
        },
    };
    show.text(&printed(&report, options.format, show));
    if report.fails() { STALE } else { DONE }
}

/// The report as it is asked for.
pub(super) fn printed(report: &Report, format: ReportFormat, show: &Show) -> String {
    match format {
        ReportFormat::Human => report::human(report, show.has_colors()),
        ReportFormat::Markdown => report::markdown(report),
        ReportFormat::Json => format!("{:#}\n", report::json(report)),
    }
}

/// What is to be compared.
struct Asked<'a> {
    options: &'a Diff,
    project: &'a [Crate],
    old: &'a Side,
    new: &'a Side,
}

/// Two models of one service, or one that has no other.
struct Pair {
    name: String,
    old: Option<PathBuf>,
    new: Option<PathBuf>,
}

impl Asked<'_> {
    /// `None` when a failure was shown.
    fn compared(&self, show: &Show) -> Option<Vec<Compared>> {
        let is_one = |side: &Side| load::is_service(&side.path);
        let pairs = match (is_one(self.old), is_one(self.new)) {
            (true, true) => vec![Pair {
                name: String::new(),
                old: Some(self.old.path.clone()),
                new: Some(self.new.path.clone()),
            }],
            _ => self.pairs(show)?,
        };
        let outcomes = each(&pairs, None, |pair| self.pair(pair));
        let mut services = Vec::new();
        let mut wrong = false;
        for (diagnostics, compared) in outcomes {
            show.diagnostics(&diagnostics);
            wrong |= compared.is_none();
            services.extend(compared);
        }
        (!wrong).then_some(services)
    }

    /// The services of two folders by the names of their own folders.
    fn pairs(&self, show: &Show) -> Option<Vec<Pair>> {
        let mut diagnostics = Diagnostics::new();
        let mut found: BTreeMap<String, [Option<PathBuf>; 2]> = BTreeMap::new();
        for (index, side) in [self.old, self.new].into_iter().enumerate() {
            for path in load::discover(&side.path, &mut diagnostics) {
                let name = service_name(&path);
                let sides = found.entry(name).or_default();
                if let Some(other) = sides
                    .get_mut(index)
                    .and_then(|place| place.replace(path.clone()))
                {
                    let message =
                        format!("it is a model of the same service as {}", other.display());
                    let hint = "take one of them away, or give each alone";
                    diagnostics
                        .error("many-models", &path, "", message)
                        .with_hint(hint);
                }
            }
        }
        show.diagnostics(&diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
        let pair = |(name, [old, new]): (String, [Option<PathBuf>; 2])| Pair { name, old, new };
        Some(found.into_iter().map(pair).collect())
    }

    fn pair(&self, pair: &Pair) -> (Diagnostics, Option<Compared>) {
        let mut diagnostics = Diagnostics::new();
        let (Some(old), Some(new)) = (&pair.old, &pair.new) else {
            let there = if pair.old.is_some() {
                There::Removed
            } else {
                There::Added
            };
            return (diagnostics, Some(self.result(pair.name.clone(), there)));
        };
        let halves = self.halves(old, new);
        let Some(both) = both(&halves[0], &halves[1], &mut diagnostics) else {
            return (diagnostics, None);
        };
        let name = match (&self.new.entry, pair.name.as_str()) {
            (Some(entry), _) => entry.called(),
            (None, "") => both.new.id().to_owned(),
            (None, folder) => folder.to_owned(),
        };
        let mut compared = self.result(name, There::Both);
        compared
            .operations
            .clone_from(&halves[1].options.operations);
        compared.findings = both.findings(self.options.strict);
        self.accept(&mut compared);
        (diagnostics, Some(compared))
    }

    /// What is said of a service before it is compared.
    fn result(&self, name: String, there: There) -> Compared {
        let entry = self.old.entry.as_ref().or(self.new.entry.as_ref());
        let version = entry.map(|entry| {
            let said = entry.package.clone().into_publication().version;
            semver::Version::parse(said.as_deref().unwrap_or(FIRST)).ok()
        });
        Compared {
            name,
            old: self.old.label.clone(),
            new: self.new.label.clone(),
            operations: None,
            there,
            findings: Vec::new(),
            version: version.flatten(),
            idle: Vec::new(),
        }
    }

    /// Both models with the choices of the crate; where only one side is a crate, its choices hold for both.
    fn halves(&self, old: &Path, new: &Path) -> [Half; 2] {
        let of = |side: &Side, other: &Side, path: &Path| {
            let job = side.job().or_else(|| other.job());
            let mut options = job.map_or_else(Options::default, |job| job.options);
            if let Some(operations) = &self.options.operations {
                options.operations = Some(operations.clone());
            }
            Half {
                path: path.to_owned(),
                options,
            }
        };
        let mut halves = [of(self.old, self.new, old), of(self.new, self.old, new)];
        // Outside of botocore's layout a folder's name says nothing.
        let named = service_folder(old).is_some() && service_folder(new).is_some();
        if !named {
            for half in &mut halves {
                let name = || usual_crate_name("service");
                half.options.crate_name.get_or_insert_with(name);
            }
        }
        halves
    }

    /// Marks what is accepted: of the crate that is compared, or of any where it is a model.
    fn accept(&self, compared: &mut Compared) {
        let entry = self.new.entry.as_ref().or(self.old.entry.as_ref());
        if let Some(entry) = entry {
            let entry = self.now(entry);
            let idle = diff::accept(&mut compared.findings, &entry.accept);
            compared.idle = idle.into_iter().map(told).collect();
            return;
        }
        for entry in self.project {
            diff::accept(&mut compared.findings, &entry.accept);
        }
    }

    /// What the project says of the crate today: acceptances come after what they accept.
    fn now<'b>(&'b self, entry: &'b Crate) -> &'b Crate {
        let mut project = self.project.iter();
        let same = project.find(|other| other.called() == entry.called());
        same.unwrap_or(entry)
    }
}

fn told(acceptance: &Acceptance) -> (String, String) {
    (acceptance.fingerprint.clone(), acceptance.reason.clone())
}

/// The version of a crate that doesn't say its own.
pub(super) const FIRST: &str = "0.1.0";
