//! From rules with names to a table: names become what they stand for, equal values stand once, the tree becomes steps.
//!
//! What a service shares with many others is found here, and then only named.

mod shared;
mod shortcuts;
mod terms;

use crate::ir::{self, RuleParameter, RuleStep, Rules};
use crate::load::rule_set::{Condition, Endpoint, Rule, RuleSet, Scheme, Then};
use terms::Terms;

pub(crate) use shared::all as shared;

/// The rules of a service whose hosts begin with this.
///
/// # Errors
/// The table would be larger than its evaluator takes.
pub(super) fn lower(rules: &RuleSet, prefix: &str) -> Result<Rules, String> {
    let general = table(rules, Some(prefix))?;
    match shared::name_of(&general) {
        Some(name) => Ok(Rules::Shared(name)),
        None => table(rules, None).map(Rules::Own),
    }
}

/// The rules as a table; where a prefix is given, URLs that begin with it don't name it.
///
/// # Errors
/// It would be larger than its evaluator takes.
fn table(rules: &RuleSet, prefix: Option<&str>) -> Result<ir::RuleSet, String> {
    let mut tables = Tables {
        terms: Terms::new(rules, prefix),
        properties: Vec::new(),
        steps: Vec::new(),
    };
    tables.rules(&rules.rules);
    let parameters = rules.parameters.iter();
    let parameters = parameters.map(|(name, parameter)| RuleParameter {
        name: name.clone(),
        built_in: parameter.built_in,
        default: parameter.default.clone(),
        required: parameter.required,
    });
    let steps = shortcuts::shortened(&tables.steps, &tables.terms.found);
    let table = ir::RuleSet {
        parameters: parameters.collect(),
        texts: tables.terms.texts,
        parts: tables.terms.parts,
        terms: tables.terms.found,
        properties: tables.properties,
        steps,
    };
    let (terms, steps) = (table.terms.len(), table.steps.len());
    let longest = [steps, table.texts.len(), table.parts.len()]
        .into_iter()
        .max();
    if terms > MOST_TERMS || longest > Some(usize::from(u16::MAX)) {
        return Err(format!(
            "the endpoint rules have {terms} values and {steps} steps, where {MOST_TERMS} and {} are the most",
            u16::MAX
        ));
    }
    Ok(table)
}

/// The runtime's evaluator remembers no more.
const MOST_TERMS: usize = 512;

/// The parts of a table that comes to be.
struct Tables<'a> {
    terms: Terms<'a>,
    properties: Vec<ir::Properties>,
    steps: Vec<RuleStep>,
}

impl<'a> Tables<'a> {
    fn rules(&mut self, rules: &'a [Rule]) {
        for rule in rules {
            self.rule(rule);
        }
    }

    fn rule(&mut self, rule: &'a Rule) {
        let outside = self.terms.enter();
        let start = self.steps.len();
        for Condition { value, assign } in &rule.conditions {
            let term = self.terms.condition(value);
            self.steps.push(RuleStep::Unless(term, 0));
            if let Some(name) = assign {
                let value = self.terms.term(value);
                self.terms.assign(name, value);
            }
        }
        match &rule.then {
            Then::Rules(rules) => self.rules(rules),
            Then::Endpoint(endpoint) => self.endpoint(endpoint),
            Then::Error(text) => {
                let text = self.terms.term(text);
                self.steps.push(RuleStep::Error(text));
            }
        }
        // Where a condition fails, what comes after the rule is next.
        let after = terms::index(self.steps.len());
        let conditions = self.steps.iter_mut().skip(start);
        for step in conditions.take(rule.conditions.len()) {
            if let RuleStep::Unless(_, otherwise) = step {
                *otherwise = after;
            }
        }
        self.terms.leave(outside);
    }

    fn endpoint(&mut self, endpoint: &'a Endpoint) {
        let url = self.terms.url(&endpoint.url);
        let headers = endpoint.headers.iter().map(|(name, values)| {
            let values = values.iter().map(|value| self.terms.term(value));
            (name.clone(), values.collect())
        });
        let headers = headers.collect();
        let schemes = endpoint.schemes.iter().map(|found| self.scheme(found));
        let properties = ir::Properties {
            schemes: schemes.collect(),
            headers,
            backend: endpoint.backend.clone(),
            metrics: endpoint.metrics.clone(),
        };
        let known = self
            .properties
            .iter()
            .position(|known| *known == properties);
        let place = known.unwrap_or_else(|| {
            self.properties.push(properties);
            self.properties.len() - 1
        });
        self.steps
            .push(RuleStep::Endpoint(url, terms::index(place)));
    }

    fn scheme(&mut self, scheme: &'a Scheme) -> ir::Scheme {
        let mut term = |value| self.terms.term(value);
        ir::Scheme {
            kind: scheme.kind,
            signing_name: scheme.signing_name.as_ref().map(&mut term),
            signing_region: scheme.signing_region.as_ref().map(&mut term),
            region_set: scheme.region_set.iter().map(&mut term).collect(),
            raw_path: scheme.raw_path,
        }
    }
}
