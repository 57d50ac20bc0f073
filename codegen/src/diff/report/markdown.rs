//! For the text of a pull request: the verdict first, then what to do.

use super::{Compared, Group, Part, Report, There, counted, counts, grouped, named_operations};
use crate::characters::one_line;
use crate::diff::{Finding, Shown};
use crate::emit::markdown::{inline, inline_code};

/// More breaking changes than this are told on one line each: a forge cuts texts off at 64 KB.
const IN_FULL: usize = 40;

/// More lines than this below one heading are counted.
const LINES: usize = 40;

/// A forge takes texts of 64 KB.
const MOST: usize = 60_000;

/// The whole report; where it is too long, what is added is counted, and what is still too much cut off.
pub(crate) fn markdown(report: &Report) -> String {
    let whole = services(report, Added::Listed);
    if whole.len() <= MOST {
        return whole;
    }
    let brief = services(report, Added::Counted);
    let end = (0..=MOST.min(brief.len())).rev();
    let mut end = end.filter(|end| brief.is_char_boundary(*end));
    let start = end
        .next()
        .and_then(|end| brief.get(..end))
        .unwrap_or_default();
    if start.len() == brief.len() {
        return brief;
    }
    let (start, _) = start.rsplit_once("\n\n").unwrap_or((start, ""));
    format!("{start}\n\n… The rest is too long for this place: `--format json` has all of it.\n")
}

/// What becomes of the many things that are only added.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Added {
    Listed,
    Counted,
}

fn services(report: &Report, added: Added) -> String {
    let mut out = String::new();
    let alone = report.services.len() == 1;
    let mut unchanged = Vec::new();
    for compared in &report.services {
        if compared.verdict().is_none() && compared.idle.is_empty() && !alone {
            unchanged.push(inline(&compared.name));
            continue;
        }
        out.push_str(&service(compared, added));
    }
    if !unchanged.is_empty() {
        out.push_str(&format!("Nothing changed: {}.\n", unchanged.join(", ")));
    }
    out
}

fn service(compared: &Compared, added: Added) -> String {
    let (name, headline) = (inline(&compared.name), compared.headline());
    let mut out = format!("## {name}: {headline}\n\n");
    let counts = counts(&compared.findings);
    let sides = format!(
        "{} → {}",
        inline_code(&one_line(&compared.old)),
        inline_code(&one_line(&compared.new))
    );
    let of = match &compared.operations {
        Some(names) => format!(", for {}", inline(&names.join(", "))),
        None => String::new(),
    };
    out.push_str(&format!("{sides}{of}"));
    match (compared.there, counts.is_empty()) {
        (There::Both, true) => out.push_str(": nothing that is used changed.\n\n"),
        (_, true) => out.push_str(".\n\n"),
        (_, false) => out.push_str(&format!(": {counts}.\n\n")),
    }
    out.push_str(&parts(&compared.findings, added));
    if !compared.idle.is_empty() {
        out.push_str("### Accepted, but no longer found\n\nTake these out of shapesmith.toml:\n\n");
        for (fingerprint, reason) in &compared.idle {
            let (fingerprint, reason) = (inline_code(fingerprint), inline(&one_line(reason)));
            out.push_str(&format!("- {fingerprint}: {reason}\n"));
        }
        out.push('\n');
    }
    out
}

/// For a changelog: where the model is from, then what changed.
pub(crate) fn sections(compared: &Compared) -> String {
    let (old, new) = (one_line(&compared.old), one_line(&compared.new));
    let (old, new) = (inline_code(&old), inline_code(&new));
    format!(
        "{old} → {new}\n\n{}",
        parts(&compared.findings, Added::Listed)
    )
}

fn parts(findings: &[Finding], added: Added) -> String {
    let mut out = String::new();
    for (part, groups) in grouped(findings) {
        let text = match part {
            Part::Breaking => breaking(&groups),
            Part::Added if added == Added::Listed => folded(&groups),
            Part::Added => by_count(&groups),
            _ => lines(&groups),
        };
        out.push_str(&format!("### {}\n\n{text}\n", part.title()));
    }
    if let Some(counted) = counted(findings) {
        out.push_str(&format!("{counted}\n\n"));
    }
    out
}

/// Each with the Rust before and after it.
fn breaking(groups: &[Group<'_>]) -> String {
    let mut out = String::new();
    let mut left = IN_FULL;
    for (operations, findings) in groups {
        out.push_str(&format!(
            "#### {}\n\n",
            inline(&named_operations(operations))
        ));
        for finding in findings {
            if left == 0 {
                out.push_str(&line(finding));
                continue;
            }
            left -= 1;
            let row = finding.rule.row();
            out.push_str(&format!(
                "**{}** {} ({}, {})\n\n",
                inline_code(&finding.rust),
                row.says,
                inline_code(row.id),
                inline_code(&finding.fingerprint)
            ));
            out.push_str(&fenced(finding));
            out.push_str(&format!("What to do: {}.\n\n", row.advice));
        }
    }
    out
}

fn fenced(finding: &Finding) -> String {
    let lines = |mark: char, shown: &Option<Shown>| {
        let lines = shown.iter().flat_map(Shown::lines);
        let lines = lines.map(|line| format!("{mark} {}\n", one_line(line)));
        lines.collect::<String>()
    };
    let lines = lines('-', &finding.old) + &lines('+', &finding.new);
    if lines.is_empty() {
        return lines;
    }
    // The mark before each line keeps it from ending the block.
    format!("```diff\n{lines}```\n\n")
}

/// What is added, by operation, out of the way until it is wanted.
fn folded(groups: &[Group<'_>]) -> String {
    let mut out = String::new();
    for (operations, findings) in groups {
        let summary = html(&named_operations(operations));
        let count = findings.len();
        out.push_str(&format!(
            "<details><summary>{summary}: {count}</summary>\n\n{}\n</details>\n",
            list(findings)
        ));
    }
    out
}

/// Plain text where HTML begins a line, in which Markdown's escapes are text too.
fn html(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    one_line(&text.replace('>', "&gt;"))
}

/// What is added, counted by operation.
fn by_count(groups: &[Group<'_>]) -> String {
    let line = |(operations, findings): &Group<'_>| {
        let operations = inline(&named_operations(operations));
        format!("- {operations}: {}\n", findings.len())
    };
    groups.iter().map(line).collect()
}

fn lines(groups: &[Group<'_>]) -> String {
    let findings = groups.iter().flat_map(|(_, findings)| findings).copied();
    list(&findings.collect::<Vec<_>>())
}

fn list(findings: &[&Finding]) -> String {
    let mut out: String = findings
        .iter()
        .take(LINES)
        .map(|found| line(found))
        .collect();
    if findings.len() > LINES {
        out.push_str(&format!("- … and {} more\n", findings.len() - LINES));
    }
    out
}

fn line(finding: &Finding) -> String {
    let row = finding.rule.row();
    let shown = |shown: &Option<Shown>| {
        let shown = shown.as_ref()?;
        let item = one_line(&shown.item);
        (!item.is_empty()).then(|| inline_code(&item))
    };
    let sides = match (shown(&finding.old), shown(&finding.new)) {
        (Some(old), Some(new)) => format!(": {old} → {new}"),
        (None, Some(one)) | (Some(one), None) => format!(": {one}"),
        (None, None) => String::new(),
    };
    let accepted = match &finding.accepted {
        Some(reason) => format!(" Accepted: {}", inline(&one_line(reason))),
        None => String::new(),
    };
    format!(
        "- {} {}{sides} ({}){accepted}\n",
        inline_code(&finding.rust),
        row.says,
        inline_code(row.id)
    )
}
