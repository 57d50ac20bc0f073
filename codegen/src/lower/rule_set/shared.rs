//! The rules that many services have: each stands once in the runtime, and here to be recognised.
//!
//! The files are rules as models have them, for hosts that begin with `prefix`; `shapesmith tables` prints them for the
//! runtime.

use std::sync::OnceLock;

use super::table;
use crate::ir::{RuleSet, RuleStep, Term};
use crate::load::rule_set;

/// What the services' hosts begin with in the files.
const PREFIX: &str = "prefix";

const TEXTS: [(&str, &str); 3] = [
    ("REGIONAL", include_str!("shared/regional.json")),
    ("REGIONAL_GOV", include_str!("shared/regional_gov.json")),
    ("DUAL_STACK", include_str!("shared/dual_stack.json")),
];

/// The rules with the names that the runtime has for them.
pub(crate) fn all() -> &'static [(&'static str, RuleSet)] {
    static ALL: OnceLock<Vec<(&str, RuleSet)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let tables = TEXTS.iter().filter_map(|(name, text)| {
            let rules = rule_set::of_text(text)?;
            Some((*name, table(&rules, Some(PREFIX)).ok()?))
        });
        tables.collect()
    })
}

/// The name of these rules, if the runtime has them.
pub(super) fn name_of(table: &RuleSet) -> Option<&'static str> {
    let mut known = all().iter();
    let found = known.find(|(_, shared)| is_same(shared, table));
    found.map(|(name, _)| *name)
}

/// Whether both lead to the same; what is said of errors doesn't matter, as copied models have words of their own there.
fn is_same(one: &RuleSet, other: &RuleSet) -> bool {
    let mut texts = one.texts.iter().zip(&other.texts).enumerate();
    one.parameters == other.parameters
        && one.parts == other.parts
        && one.terms == other.terms
        && one.properties == other.properties
        && one.steps == other.steps
        && one.texts.len() == other.texts.len()
        && texts.all(|(place, (text, known))| text == known || is_of_error(one, place))
}

fn is_of_error(table: &RuleSet, place: usize) -> bool {
    let is_text = |term: u16| {
        let term = table.terms.get(usize::from(term));
        matches!(term, Some(Term::Text(text)) if usize::from(*text) == place)
    };
    let mut steps = table.steps.iter();
    steps.any(|step| matches!(step, RuleStep::Error(term) if is_text(*term)))
}
