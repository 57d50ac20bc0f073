//! For programs: one object. `docs/diff.schema.json` says what is in it.

use serde_json::{Value, json as value};

use super::{Compared, Report, There};
use crate::diff::{Finding, Level, Shown, named};

/// Counted up when something that programs may rely on changes.
const SCHEMA: u32 = 1;

/// The whole report.
pub(crate) fn json(report: &Report) -> Value {
    value!({
        "schema": SCHEMA,
        "verdict": named(report.verdict()),
        "strict": report.strict,
        "fails": report.fails(),
        "services": report.services.iter().map(service).collect::<Vec<_>>(),
    })
}

fn service(compared: &Compared) -> Value {
    let there = match compared.there {
        There::Both => "both",
        There::Added => "added",
        There::Removed => "removed",
    };
    let version = compared.version.as_ref().zip(compared.next());
    let version =
        version.map(|(old, new)| value!({"old": old.to_string(), "new": new.to_string()}));
    let idle = compared.idle.iter();
    let idle =
        idle.map(|(fingerprint, reason)| value!({"fingerprint": fingerprint, "reason": reason}));
    value!({
        "name": compared.name,
        "old": compared.old,
        "new": compared.new,
        "there": there,
        "operations": compared.operations,
        "verdict": named(compared.verdict()),
        "version": version,
        "counts": counts(&compared.findings),
        "findings": compared.findings.iter().map(finding).collect::<Vec<_>>(),
        "no_longer_found": idle.collect::<Vec<_>>(),
    })
}

fn counts(findings: &[Finding]) -> Value {
    let of = |level: Level| {
        let found = findings.iter().filter(|found| found.level == level);
        found.filter(|found| found.accepted.is_none()).count()
    };
    let accepted = findings.iter().filter(|found| found.accepted.is_some());
    value!({
        "major": of(Level::Major),
        "minor": of(Level::Minor),
        "patch": of(Level::Patch),
        "accepted": accepted.count(),
    })
}

fn finding(finding: &Finding) -> Value {
    let row = finding.rule.row();
    let side = |shown: &Option<Shown>| {
        let lines = shown
            .as_ref()
            .map(|shown| shown.lines().collect::<Vec<_>>());
        lines.map(|lines| lines.join("\n"))
    };
    value!({
        "rule": row.id,
        "level": finding.level.as_str(),
        "kind": row.kind.as_str(),
        "silent": finding.rule.is_silent(),
        "wire": finding.wire,
        "rust": finding.rust,
        "old": side(&finding.old),
        "new": side(&finding.new),
        "says": row.says,
        "advice": (!row.advice.is_empty()).then_some(row.advice),
        "operations": finding.operations,
        "fingerprint": finding.fingerprint,
        "accepted": finding.accepted,
    })
}
