//! Reads the partitions of AWS, as botocore's `partitions.json` has them.
//!
//! Their regular expressions are taken apart here: what is left are beginnings of names.

use std::path::Path;

use super::cursor::{Context, Cursor};
use super::grammar::Grammar;
use super::parse;
use crate::diagnostics::Diagnostics;

/// A part of AWS with accounts and names of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Partition {
    pub(crate) id: String,
    pub(crate) dns_suffix: String,
    pub(crate) dual_stack_dns_suffix: String,
    pub(crate) implicit_global_region: String,
    pub(crate) supports_fips: bool,
    pub(crate) supports_dual_stack: bool,
    /// What a region begins with, before a word and a number.
    pub(crate) prefixes: Vec<String>,
    /// Regions that look otherwise.
    pub(crate) others: Vec<String>,
}

/// The partitions of a file; look at `sink.has_errors()`.
pub(crate) fn load(file: &Path, sink: &mut Diagnostics) -> Vec<Partition> {
    let Some(value) = parse::read_json(file, sink) else {
        return Vec::new();
    };
    Context::run(file, sink, |context| read(&Cursor::root(context, &value)))
}

fn read(root: &Cursor<'_>) -> Vec<Partition> {
    let Some(object) = root.object() else {
        return Vec::new();
    };
    object.get("version");
    let list = object.need("partitions");
    let read = list.iter().flat_map(|list| {
        let read = list.elements().filter_map(|found| partition(&found));
        read.collect::<Vec<_>>()
    });
    let found = read.collect();
    object.finish("the partitions");
    found
}

fn partition(at: &Cursor<'_>) -> Option<Partition> {
    let object = at.object()?;
    let id = object.need_formed("id", Grammar::Word);
    let prefixes = prefixes(&object.need("regionRegex")?)?;
    let regions = object.need("regions")?;
    let named = regions.entries().map(|(name, _)| name);
    let others = named.filter(|name| !prefixes.iter().any(|prefix| is_place(name, prefix)));
    let others = others.map(str::to_owned).collect();
    let outputs = object.need("outputs")?.object()?;
    let partition = Partition {
        dns_suffix: outputs.need_formed("dnsSuffix", Grammar::Host),
        dual_stack_dns_suffix: outputs.need_formed("dualStackDnsSuffix", Grammar::Host),
        implicit_global_region: outputs.need_formed("implicitGlobalRegion", Grammar::Word),
        supports_fips: outputs.flag("supportsFIPS"),
        supports_dual_stack: outputs.flag("supportsDualStack"),
        id,
        prefixes,
        others,
    };
    outputs.get("name");
    outputs.finish("the outputs of a partition");
    object.finish("a partition");
    Some(partition)
}

/// `^(us|eu)\-\w+\-\d+$`, taken apart. Parentheses hold alternatives.
fn prefixes(at: &Cursor<'_>) -> Option<Vec<String>> {
    let text = at.text()?;
    let beginning = text
        .strip_prefix('^')
        .and_then(|rest| rest.strip_suffix(r"\-\w+\-\d+$"));
    let found = beginning.and_then(|beginning| match beginning.split_once('(') {
        None => Some(vec![beginning.replace(r"\-", "-")]),
        Some((before, rest)) => {
            let before = before.replace(r"\-", "-");
            let alternatives = rest.strip_suffix(')')?.split('|');
            Some(
                alternatives
                    .map(|found| format!("{before}{found}"))
                    .collect(),
            )
        }
    });
    let is_plain = |prefix: &String| {
        prefix
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let found = found.filter(|found: &Vec<String>| found.iter().all(is_plain));
    if found.is_none() {
        let message = format!("{text:?} is no pattern as partitions have had it");
        at.error(
            "unknown-pattern",
            message,
            r"known are patterns as `^(us|eu)\-\w+\-\d+$`",
        );
    }
    found
}

/// Whether the region is the prefix with `-word-1` after it.
fn is_place(region: &str, prefix: &str) -> bool {
    let rest = region
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('-'));
    rest.and_then(|rest| rest.split_once('-'))
        .is_some_and(|(word, number)| {
            let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
            let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            !word.is_empty() && word.bytes().all(is_word) && is_number
        })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::{Context, Cursor, Diagnostics, read};

    #[test]
    fn a_pattern_becomes_beginnings_or_is_refused() {
        let prefixes = |pattern: &str| {
            let outputs = json!({"dnsSuffix": "a.b", "dualStackDnsSuffix": "c.d", "implicitGlobalRegion": "us-x-1"});
            let partition = json!({"id": "aws", "regionRegex": pattern, "outputs": outputs, "regions": {"us-x-1": {}, "aws-global": {}}});
            let value = json!({"version": "1.1", "partitions": [partition]});
            let mut sink = Diagnostics::new();
            let found = Context::run(Path::new("p"), &mut sink, |context| {
                read(&Cursor::root(context, &value))
            });
            let found = found
                .into_iter()
                .map(|found| (found.prefixes.join(" "), found.others.join(" ")));
            (found.collect::<Vec<_>>(), sink.has_errors())
        };
        let pair = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        let one = (pair("us eu", "aws-global"), false);
        assert_eq!(prefixes(r"^(us|eu)\-\w+\-\d+$"), one);
        let nested = (pair("eusc-de", "us-x-1 aws-global"), false);
        assert_eq!(prefixes(r"^eusc\-(de)\-\w+\-\d+$"), nested);
        for other in [
            r"^us\-\w+$",
            r"^u[sk]\-\w+\-\d+$",
            "",
            r"^(us|eu\-\w+\-\d+$",
        ] {
            assert_eq!(prefixes(other), (Vec::new(), true), "{other}");
        }
    }
}
