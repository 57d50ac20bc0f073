//! The values of a table, each once.

use std::collections::HashMap;

use crate::ir::{Attribute, Constant, Term};
use crate::load::rule_set::{Expression, Function, RuleSet, Type};

/// What has been found, and what names stand for.
pub(super) struct Terms<'a> {
    pub(super) found: Vec<Term>,
    pub(super) texts: Vec<String>,
    /// What terms are joined of.
    pub(super) parts: Vec<u16>,
    joined: HashMap<Vec<u16>, u16>,
    places: HashMap<Term, u16>,
    /// The last one of a name counts.
    names: Vec<(&'a str, u16)>,
    prefix: Option<&'a str>,
    /// Of each parameter whether it may be `false`.
    booleans: Vec<bool>,
}

/// A number of a table. What is too large is told once the table is whole.
pub(super) fn index(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

impl<'a> Terms<'a> {
    pub(super) fn new(rules: &'a RuleSet, prefix: Option<&'a str>) -> Self {
        let mut terms = Self {
            found: Vec::new(),
            texts: Vec::new(),
            parts: Vec::new(),
            joined: HashMap::new(),
            places: HashMap::new(),
            names: Vec::new(),
            prefix,
            booleans: Vec::new(),
        };
        for (place, (name, parameter)) in rules.parameters.iter().enumerate() {
            terms.booleans.push(parameter.ty == Type::Boolean);
            let term = terms.share(Term::Parameter(index(place)));
            terms.names.push((name, term));
        }
        terms
    }

    /// What is assigned from here on holds until [`leave`](Self::leave).
    pub(super) fn enter(&self) -> usize {
        self.names.len()
    }

    pub(super) fn leave(&mut self, outside: usize) {
        self.names.truncate(outside);
    }

    pub(super) fn assign(&mut self, name: &'a str, term: u16) {
        self.names.push((name, term));
    }

    /// A value whose being set and not `false` alone matters: whether a text is set says the text itself.
    pub(super) fn condition(&mut self, value: &'a Expression) -> u16 {
        match value {
            Expression::Call(Function::IsSet, of) => {
                let [of] = of.as_slice() else {
                    return self.term(value);
                };
                let term = self.term(of);
                if self.is_boolean(term) {
                    self.share(Term::IsSet(term))
                } else {
                    term
                }
            }
            Expression::Call(Function::Not, of) => {
                let [of] = of.as_slice() else {
                    return self.term(value);
                };
                let term = self.condition(of);
                self.share(Term::Not(term))
            }
            value => self.term(value),
        }
    }

    /// Whether the value may be `false`.
    fn is_boolean(&self, term: u16) -> bool {
        match self.found.get(usize::from(term)) {
            Some(Term::Parameter(place)) => self.booleans.get(usize::from(*place)) == Some(&true),
            Some(Term::Attribute(_, attribute)) => matches!(
                attribute,
                Attribute::SupportsFips | Attribute::SupportsDualStack | Attribute::IsIp
            ),
            Some(
                Term::Prefix
                | Term::Text(_)
                | Term::Join(..)
                | Term::Partition(_)
                | Term::Url(_)
                | Term::Arn(_)
                | Term::UriEncoded(_)
                | Term::Part(..),
            ) => false,
            _ => true,
        }
    }

    /// The place of a value.
    pub(super) fn term(&mut self, value: &'a Expression) -> u16 {
        let term = match value {
            Expression::Constant(Constant::Boolean(boolean)) => Term::Boolean(*boolean),
            Expression::Constant(Constant::Text(text)) => return self.text(text),
            // No rule can name a list of its own.
            Expression::Constant(Constant::Texts(_)) => Term::Boolean(false),
            Expression::Reference(name) => {
                let found = self.names.iter().rev().find(|(known, _)| known == name);
                return found.map_or(0, |(_, term)| *term);
            }
            Expression::Template(parts) => {
                let parts = parts.iter().map(|part| self.term(part)).collect();
                return self.join(parts);
            }
            Expression::Attribute(of, attribute) => Term::Attribute(self.term(of), *attribute),
            Expression::Part(of, start, stop, reverse) => {
                Term::Part(self.term(of), *start, *stop, *reverse)
            }
            Expression::Call(function, arguments) => return self.call(*function, arguments),
        };
        self.share(term)
    }

    fn call(&mut self, function: Function, arguments: &'a [Expression]) -> u16 {
        if function == Function::Equal {
            return self.equal(arguments);
        }
        let terms: Vec<u16> = arguments
            .iter()
            .map(|argument| self.term(argument))
            .collect();
        let first = terms.first().copied().unwrap_or_default();
        let term = match function {
            Function::IsSet => Term::IsSet(first),
            Function::Not | Function::Equal => Term::Not(first),
            Function::Partition => Term::Partition(first),
            Function::Url => Term::Url(first),
            Function::Arn => Term::Arn(first),
            Function::UriEncode => Term::UriEncoded(first),
            Function::HostLabel(dots) => Term::HostLabel(first, dots),
            Function::Bucket(dots) => Term::Bucket(first, dots),
        };
        self.share(term)
    }

    /// What is equal to `true` is what is asked for itself.
    fn equal(&mut self, sides: &'a [Expression]) -> u16 {
        let is_true = |side: &&Expression| **side == Expression::Constant(Constant::Boolean(true));
        let asked: Vec<&Expression> = sides.iter().filter(|side| !is_true(side)).collect();
        match asked.as_slice() {
            [] => self.share(Term::Boolean(true)),
            [one] => self.term(one),
            [one, other, ..] => {
                let (one, other) = (self.term(one), self.term(other));
                self.share(Term::Equal(one.min(other), one.max(other)))
            }
        }
    }

    /// A URL: what a service's hosts begin with is no part of a table that others use too.
    pub(super) fn url(&mut self, value: &'a Expression) -> u16 {
        if let (Some(prefix), Expression::Template(parts)) = (self.prefix, value)
            && let Some((Expression::Constant(Constant::Text(text)), rest)) = parts.split_first()
            && let Some(after) = text.strip_prefix("https://")
            && let Some(after) = after.strip_prefix(prefix)
            && after.starts_with(['.', '-'])
        {
            let mut whole = vec![
                self.text("https://"),
                self.share(Term::Prefix),
                self.text(after),
            ];
            whole.extend(rest.iter().map(|part| self.term(part)));
            return self.join(whole);
        }
        self.term(value)
    }

    fn text(&mut self, text: &str) -> u16 {
        let known = self.texts.iter().position(|known| known == text);
        let place = known.unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        });
        self.share(Term::Text(index(place)))
    }

    fn join(&mut self, parts: Vec<u16>) -> u16 {
        if let Some(term) = self.joined.get(&parts) {
            return *term;
        }
        let start = index(self.parts.len());
        self.parts.extend(&parts);
        let term = self.share(Term::Join(start, index(parts.len())));
        self.joined.insert(parts, term);
        term
    }

    fn share(&mut self, term: Term) -> u16 {
        if let Some(place) = self.places.get(&term) {
            return *place;
        }
        let place = index(self.found.len());
        self.found.push(term);
        self.places.insert(term, place);
        place
    }
}
