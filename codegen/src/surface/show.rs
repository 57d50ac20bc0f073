//! Changes as lines for people, no more of them than one reads.

use std::collections::BTreeMap;

use super::{Change, Sign, Subject};

/// More details of one item, or variants of one enum, are counted.
const DETAILS: usize = 6;

/// A line for each change; more than `most` are counted, what was added first.
pub(crate) fn lines(changes: &[Change], most: usize) -> Vec<String> {
    let mut by_sign: Vec<&Change> = changes.iter().collect();
    // A stable sort keeps the order of what has the same sign.
    by_sign.sort_by_key(|change| change.sign);
    let rest = by_sign.split_off(most.min(changes.len()));
    let shown = changes
        .iter()
        .filter(|change| by_sign.iter().any(|kept| std::ptr::eq(*kept, *change)));
    let mut lines: Vec<String> = shown.map(Change::line).collect();
    if !rest.is_empty() {
        lines.push(format!("  … and {} more: {}", rest.len(), counted(&rest)));
    }
    lines
}

impl Change {
    fn line(&self) -> String {
        let (mark, word) = (self.sign.mark(), self.subject.word());
        format!("  {mark} {word:<9}  {}", self.said(DETAILS))
    }

    /// The item and what is different about it; more than `most` details are counted.
    pub(crate) fn said(&self, most: usize) -> String {
        let name = &self.name;
        let listed = self.details.len().min(most);
        let more = self.details.len() - listed;
        let details = self.details.get(..listed).unwrap_or_default();
        match self.subject {
            Subject::Variant if self.details.len() == 1 => format!("{name}::{}", details.concat()),
            Subject::Variant if more == 0 => format!("{name}::{{{}}}", details.join(", ")),
            Subject::Variant => format!("{name}::{{{}, … and {more} more}}", details.join(", ")),
            Subject::Constructor => format!("{name}::{}", details.concat()),
            _ if details.is_empty() => name.clone(),
            _ if more == 0 => format!("{name}: {}", details.join("; ")),
            _ => format!("{name}: {}; and {more} more", details.join("; ")),
        }
    }
}

/// `3 structs added, 1 error removed`
fn counted(changes: &[&Change]) -> String {
    let mut counts: BTreeMap<(Sign, Subject), usize> = BTreeMap::new();
    for change in changes {
        *counts.entry((change.sign, change.subject)).or_default() += 1;
    }
    let said = counts.into_iter().map(|((sign, subject), count)| {
        let plural = if count == 1 || subject == Subject::Pages {
            ""
        } else {
            "s"
        };
        let word = match subject {
            Subject::Constructor => "constructor",
            Subject::Variant => "enum",
            other => other.word(),
        };
        let variants = if subject == Subject::Variant {
            " with variants"
        } else {
            ""
        };
        format!("{count} {word}{plural}{variants} {}", sign.word())
    });
    said.collect::<Vec<_>>().join(", ")
}
