//! What is told of a comparison: to people, in a pull request, and to programs.
//!
//! The findings are decided; here they are only put in order and counted. Whatever a model says is escaped.

mod human;
mod json;
mod markdown;

use std::collections::BTreeMap;

use semver::Version;

use super::{Finding, Kind, Level, Rule, Verdict, named, verdict};

pub(crate) use human::{human, summary};
pub(crate) use json::json;
pub(crate) use markdown::{markdown, sections};

/// The comparisons of a run.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) strict: bool,
    pub(crate) services: Vec<Compared>,
    /// The level from which on the run fails; `None` if it never does.
    pub(crate) fail_on: Option<Level>,
}

/// The comparison of one service.
#[derive(Debug)]
pub(crate) struct Compared {
    /// What people know it by: the crate's name or the service's identifier.
    pub(crate) name: String,
    /// Where each side is from.
    pub(crate) old: String,
    pub(crate) new: String,
    /// The operations that were looked at; all when `None`.
    pub(crate) operations: Option<Vec<String>>,
    pub(crate) there: There,
    pub(crate) findings: Vec<Finding>,
    /// The crate's version, where there is a crate.
    pub(crate) version: Option<Version>,
    /// What is accepted and no longer found: fingerprint and reason.
    pub(crate) idle: Vec<(String, String)>,
}

/// On which side a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum There {
    Both,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

impl Compared {
    pub(crate) fn verdict(&self) -> Verdict {
        match self.there {
            There::Both => verdict(&self.findings),
            There::Added => Some(Level::Minor),
            There::Removed => Some(Level::Major),
        }
    }

    /// The version that the verdict asks for.
    pub(crate) fn next(&self) -> Option<Version> {
        let version = self.version.as_ref()?;
        Some(super::next(version, self.verdict()))
    }

    /// `major, 0.1.0 → 0.2.0`
    fn headline(&self) -> String {
        let verdict = match self.there {
            There::Both if self.verdict().is_none() => "nothing changed".to_owned(),
            There::Both => named(self.verdict()).to_owned(),
            There::Added => "new".to_owned(),
            There::Removed => "gone".to_owned(),
        };
        match (&self.version, self.next()) {
            (Some(version), Some(next)) if *version != next => {
                format!("{verdict}, {version} → {next}")
            }
            _ => verdict,
        }
    }
}

impl Report {
    /// The worst of all verdicts.
    pub(crate) fn verdict(&self) -> Verdict {
        self.services.iter().filter_map(Compared::verdict).max()
    }

    /// Whether the run fails.
    pub(crate) fn fails(&self) -> bool {
        match (self.fail_on, self.verdict()) {
            (Some(from), Some(verdict)) => verdict >= from,
            _ => false,
        }
    }
}

/// The parts of a report, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Breaking,
    Added,
    Deprecated,
    Wire,
    Behaviour,
    Documentation,
    Accepted,
}

impl Part {
    fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Added => "Added",
            Self::Deprecated => "Deprecated",
            Self::Wire => "On the wire",
            Self::Behaviour => "Behaviour",
            Self::Documentation => "Documentation",
            Self::Accepted => "Accepted",
        }
    }

    fn of(finding: &Finding) -> Self {
        if finding.accepted.is_some() {
            return Self::Accepted;
        }
        match (finding.level, finding.rule.row().kind) {
            (Level::Major, _) => Self::Breaking,
            _ if finding.rule == Rule::Deprecated => Self::Deprecated,
            (_, Kind::Api) => Self::Added,
            (_, Kind::Wire) => Self::Wire,
            (_, Kind::Behaviour) => Self::Behaviour,
            (_, Kind::Documentation) => Self::Documentation,
        }
    }
}

/// Findings that the same operations reach.
type Group<'a> = (&'a [String], Vec<&'a Finding>);

/// The findings by part, and within one by the operations that reach them, in the order of the first of each.
fn grouped(findings: &[Finding]) -> BTreeMap<Part, Vec<Group<'_>>> {
    let mut parts: BTreeMap<Part, Vec<Group<'_>>> = BTreeMap::new();
    let mut places: BTreeMap<(Part, &[String]), usize> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !is_counted(finding)) {
        let part = Part::of(finding);
        let operations = finding.operations.as_slice();
        let groups = parts.entry(part).or_default();
        let place = *places.entry((part, operations)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, found)) => found.push(finding),
            None => groups.push((operations, vec![finding])),
        }
    }
    parts
}

/// Whether it is one of many that nobody reads: a text in other words.
fn is_counted(finding: &Finding) -> bool {
    let counted = [Rule::TextChanged, Rule::ExamplesChanged];
    counted.contains(&finding.rule) && finding.accepted.is_none()
}

/// What is counted, as a sentence; `None` where there is nothing.
fn counted(findings: &[Finding]) -> Option<String> {
    let count = |rule| {
        let found = findings.iter().filter(|found| found.rule == rule);
        found.filter(|found| is_counted(found)).count()
    };
    let (texts, examples) = (count(Rule::TextChanged), count(Rule::ExamplesChanged));
    let said = [
        (texts, "text", "texts"),
        (
            examples,
            "operation with other examples",
            "operations with other examples",
        ),
    ];
    let said = said.iter().filter(|(count, ..)| *count > 0);
    let said: Vec<String> = said
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    (!said.is_empty()).then(|| format!("In other words: {}.", said.join(", ")))
}

/// How many operations are named before the rest is counted.
const NAMED: usize = 3;

/// `CreateBackup, CopyBackup and 4 more`
fn named_operations(operations: &[String]) -> String {
    if operations.is_empty() {
        return "the whole service".to_owned();
    }
    let listed = if operations.len() == NAMED + 1 {
        NAMED + 1
    } else {
        operations.len().min(NAMED)
    };
    let names = operations.get(..listed).unwrap_or_default().join(", ");
    match operations.len() - listed {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}

/// `3 breaking, 12 added, 1 deprecated`
fn counts(findings: &[Finding]) -> String {
    let mut counts: BTreeMap<Part, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(Part::of(finding)).or_default() += 1;
    }
    let said = counts.into_iter().map(|(part, count)| {
        let what = match part {
            Part::Breaking => "breaking",
            Part::Added => "added",
            Part::Deprecated => "deprecated",
            Part::Wire => "on the wire",
            Part::Behaviour => "in behaviour",
            Part::Documentation => "in the documentation",
            Part::Accepted => "accepted",
        };
        format!("{count} {what}")
    });
    said.collect::<Vec<_>>().join(", ")
}
