//! Leads past what is known by then: rules beside each other ask the same at first, and need be asked once.
//!
//! Only where steps lead changes, never what they find.

use std::collections::BTreeMap;

use super::terms::index;
use crate::ir::{RuleStep, Term};

/// What is known on the way to a step: of terms, whether they are set and not `false`.
type Facts = BTreeMap<u16, bool>;

/// The same steps on shorter ways; those that no way leads to any more are gone.
pub(super) fn shortened(steps: &[RuleStep], terms: &[Term]) -> Vec<RuleStep> {
    let mut ways = Ways {
        steps,
        terms,
        known: vec![None; steps.len()],
    };
    if let Some(first) = ways.known.first_mut() {
        *first = Some(Facts::new());
    }
    // Every step leads on, so that all that leads to one has been seen before it.
    let led: Vec<Option<RuleStep>> = (0..steps.len()).map(|at| ways.lead_on(at)).collect();
    compact(&led)
}

struct Ways<'a> {
    steps: &'a [RuleStep],
    terms: &'a [Term],
    /// `None` where nothing leads to the step.
    known: Vec<Option<Facts>>,
}

impl Ways<'_> {
    /// The step with its shortest way, if it is needed.
    fn lead_on(&mut self, at: usize) -> Option<RuleStep> {
        let facts = self.known.get_mut(at)?.take()?;
        let step = self.steps.get(at)?;
        let RuleStep::Unless(term, otherwise) = step else {
            return Some(*step);
        };
        if self.truth(&facts, *term) == Some(true) {
            self.reach(at + 1, facts);
            return None;
        }
        let mut failed = facts.clone();
        self.learn(&mut failed, *term, false);
        let otherwise = self.skip(usize::from(*otherwise), &failed);
        self.reach(otherwise, failed);
        let mut held = facts;
        self.learn(&mut held, *term, true);
        self.reach(at + 1, held);
        Some(RuleStep::Unless(*term, index(otherwise)))
    }

    /// The first step from here on that isn't decided already.
    fn skip(&self, mut at: usize, facts: &Facts) -> usize {
        while let Some(RuleStep::Unless(term, otherwise)) = self.steps.get(at) {
            match self.truth(facts, *term) {
                Some(true) => at += 1,
                Some(false) => at = usize::from(*otherwise),
                None => break,
            }
        }
        at
    }

    /// At a step only that is known that is known on every way to it.
    fn reach(&mut self, at: usize, facts: Facts) {
        if let Some(known) = self.known.get_mut(at) {
            match known {
                Some(known) => known.retain(|term, truth| facts.get(term) == Some(truth)),
                None => *known = Some(facts),
            }
        }
    }

    fn learn(&self, facts: &mut Facts, term: u16, truth: bool) {
        facts.insert(term, truth);
        if let Some(Term::Not(of)) = self.terms.get(usize::from(term)) {
            self.learn(facts, *of, !truth);
        }
    }

    fn truth(&self, facts: &Facts, term: u16) -> Option<bool> {
        if let Some(truth) = facts.get(&term) {
            return Some(*truth);
        }
        match self.terms.get(usize::from(term))? {
            Term::Boolean(boolean) => Some(*boolean),
            Term::Text(_) => Some(true),
            Term::Not(of) => self.truth(facts, *of).map(|truth| !truth),
            Term::IsSet(of) => self.truth(facts, *of).filter(|is_on| *is_on),
            _ => None,
        }
    }
}

/// The steps that are left, one after another.
fn compact(led: &[Option<RuleStep>]) -> Vec<RuleStep> {
    let mut places = Vec::with_capacity(led.len() + 1);
    let mut left = 0;
    for step in led {
        places.push(left);
        left += usize::from(step.is_some());
    }
    places.push(left);
    let place = |old: u16| index(places.get(usize::from(old)).copied().unwrap_or(left));
    let steps = led.iter().flatten().copied();
    let steps = steps.map(|step| match step {
        RuleStep::Unless(term, otherwise) => RuleStep::Unless(term, place(otherwise)),
        step => step,
    });
    steps.collect()
}

#[cfg(test)]
mod tests {
    use super::{RuleStep, Term, shortened};

    #[test]
    fn what_is_known_on_a_way_is_not_asked_again() {
        let terms = [
            Term::Parameter(0),
            Term::Parameter(1),
            Term::Not(0),
            Term::Boolean(true),
        ];
        let steps = [
            RuleStep::Unless(0, 3),
            RuleStep::Unless(1, 3),
            RuleStep::Endpoint(0, 0),
            // The same parameter again, which may be there or not.
            RuleStep::Unless(0, 5),
            RuleStep::Error(0),
            RuleStep::Unless(2, 7),
            RuleStep::Error(1),
            RuleStep::Unless(3, 9),
            RuleStep::Error(2),
            RuleStep::Error(3),
        ];
        let shorter = [
            RuleStep::Unless(0, 4),
            RuleStep::Unless(1, 3),
            RuleStep::Endpoint(0, 0),
            RuleStep::Error(0),
            RuleStep::Error(1),
        ];
        assert_eq!(shortened(&steps, &terms), shorter);
    }
}
