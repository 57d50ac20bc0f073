//! For people at a terminal.

use std::collections::BTreeMap;

use super::{Compared, Group, Part, Report, There, counted, counts, grouped, named_operations};
use crate::characters::{one_line, printable};
use crate::diff::{Finding, Level, Shown, named};

/// Of more services than this only what breaks is told, and of that so much.
const FEW: usize = 5;
const OF_MANY: usize = 5;

/// The whole report.
pub(crate) fn human(report: &Report, colour: bool) -> String {
    let mut out = Writer {
        text: String::new(),
        colour,
    };
    let (alone, few) = (report.services.len() == 1, report.services.len() <= FEW);
    for compared in &report.services {
        if few || compared.verdict().is_some() || !compared.idle.is_empty() {
            service(&mut out, compared, few);
        }
    }
    if !alone {
        let line = totals(report);
        out.line(&line);
    }
    out.text
}

/// One line of a service: its verdict, and how much changed.
pub(crate) fn summary(compared: &Compared) -> String {
    let counts = counts(&compared.findings);
    let operations = match &compared.operations {
        Some(names) => format!(" ({})", named_operations(names)),
        None => String::new(),
    };
    let name = &compared.name;
    let headline = compared.headline();
    let line = if counts.is_empty() {
        format!("{name}{operations}: {headline}")
    } else {
        format!("{name}{operations}: {headline}: {counts}")
    };
    printable(&line)
}

/// What the services come to, and which rules found how much.
fn totals(report: &Report) -> String {
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rules: BTreeMap<_, usize> = BTreeMap::new();
    for compared in &report.services {
        let verdict = match compared.there {
            There::Both => named(compared.verdict()),
            There::Added => "new",
            There::Removed => "gone",
        };
        *verdicts.entry(verdict).or_default() += 1;
        for finding in &compared.findings {
            *rules.entry(finding.rule).or_default() += 1;
        }
    }
    let order = ["major", "minor", "patch", "none", "new", "gone"];
    let verdicts = order.iter().filter_map(|verdict| {
        let count = verdicts.get(verdict)?;
        let verdict = if *verdict == "none" {
            "without a change"
        } else {
            verdict
        };
        Some(format!("{count} {verdict}"))
    });
    let verdicts: Vec<String> = verdicts.collect();
    let mut text = format!(
        "{} services: {}",
        report.services.len(),
        verdicts.join(", ")
    );
    for (rule, count) in rules {
        text.push_str(&format!("\n  {count:>7} {}", rule.row().id));
    }
    text
}

fn service(out: &mut Writer, compared: &Compared, in_full: bool) {
    let level = compared.verdict();
    out.strong(level, &summary(compared));
    let sides = format!("  {} → {}", compared.old, compared.new);
    out.line(&printable(&sides));
    for (part, groups) in grouped(&compared.findings) {
        let most = if in_full { usize::MAX } else { OF_MANY };
        if in_full || part == Part::Breaking {
            self::part(out, part, &groups, most);
        }
    }
    if let Some(counted) = counted(&compared.findings) {
        out.line(&format!("  {counted}"));
    }
    for (fingerprint, reason) in &compared.idle {
        let line = format!(
            "  accepted, but no longer found: {fingerprint} ({}); take it out of shapesmith.toml",
            one_line(reason)
        );
        out.line(&printable(&line));
    }
}

fn part(out: &mut Writer, part: Part, groups: &[Group<'_>], most: usize) {
    out.line("");
    out.bold(&format!("  {}", part.title()));
    let mut left = most;
    let mut more = 0;
    for (operations, findings) in groups {
        let shown = findings.len().min(left);
        left -= shown;
        more += findings.len() - shown;
        if shown > 0 {
            out.line(&printable(&format!("  {}", named_operations(operations))));
        }
        for finding in findings.iter().take(shown) {
            self::finding(out, part, finding);
        }
    }
    if more > 0 {
        out.line(&format!("    … and {more} more"));
    }
}

fn finding(out: &mut Writer, part: Part, finding: &Finding) {
    if part != Part::Breaking && part != Part::Accepted {
        return out.line(&printable(&format!("    {}", on_a_line(finding))));
    }
    let row = finding.rule.row();
    let says = format!(
        "    {} {}  [{} {}]",
        finding.rust, row.says, row.id, finding.fingerprint
    );
    let level = (part == Part::Breaking).then_some(finding.level);
    out.strong(level, &printable(&says));
    for (mark, shown) in [('-', &finding.old), ('+', &finding.new)] {
        for line in shown.iter().flat_map(Shown::lines) {
            out.line(&printable(&format!("      {mark} {}", one_line(line))));
        }
    }
    let last = match &finding.accepted {
        Some(reason) => format!("      accepted: {}", one_line(reason)),
        None => format!("      = {}", row.advice),
    };
    out.line(&printable(&last));
}

/// What nobody has to act on.
fn on_a_line(finding: &Finding) -> String {
    let says = finding.rule.row().says;
    let item = |shown: &Option<Shown>| shown.as_ref().map(|shown| one_line(&shown.item));
    let sides = match (item(&finding.old), item(&finding.new)) {
        (Some(old), Some(new)) => format!(": {old} → {new}"),
        (None, Some(one)) | (Some(one), None) => format!(": {one}"),
        (None, None) => String::new(),
    };
    format!("{} {says}{sides}", finding.rust)
}

/// Text with colours, or without.
struct Writer {
    text: String,
    colour: bool,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn bold(&mut self, line: &str) {
        self.between("\x1b[1m", line);
    }

    fn strong(&mut self, level: Option<Level>, line: &str) {
        match level {
            Some(Level::Major) => self.between("\x1b[1;31m", line),
            Some(Level::Minor) => self.between("\x1b[1;32m", line),
            _ => self.line(line),
        }
    }

    fn between(&mut self, start: &str, line: &str) {
        if self.colour {
            self.line(&format!("{start}{line}\x1b[0m"));
        } else {
            self.line(line);
        }
    }
}
