//! The way to what can't be read, for the error that says so. A key that is secret isn't told.

use std::fmt::{self, Display, Formatter};

use crate::shown::Hidden;
use crate::tables::{Schema, Trait};

/// A step into a document.
pub(crate) enum Step {
    Member {
        name: &'static str,
        /// Nothing below may be seen.
        sensitive: bool,
    },
    Element(usize),
    /// `None` where the key may not be seen.
    Entry(Option<String>),
}

impl Step {
    pub(crate) fn member(schema: &'static Schema, index: usize) -> Self {
        let of_member = schema.traits_of(index);
        Self::Member {
            name: schema.key(index),
            sensitive: [schema.traits, of_member]
                .iter()
                .any(|traits| traits.contains(&Trait::Sensitive)),
        }
    }

    /// Into a map with these traits.
    pub(crate) fn entry(key: String, traits: &[Trait]) -> Self {
        let is_secret = |found: &Trait| match found {
            Trait::Sensitive => true,
            Trait::Key(of) => of.contains(&Trait::Sensitive),
            _ => false,
        };
        Self::Entry((!traits.iter().any(is_secret)).then_some(key))
    }
}

impl Display for Step {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member { name, .. } => write!(formatter, ".{name}"),
            Self::Element(index) => write!(formatter, "[{index}]"),
            Self::Entry(Some(key)) => write!(formatter, "[{key:?}]"),
            Self::Entry(None) => write!(formatter, "[{Hidden}]"),
        }
    }
}

/// Steps from the inside out: made while a fault is handed up, so that reading itself keeps no path.
#[derive(Default)]
pub(crate) struct Path(Vec<Step>);

impl Path {
    /// Adds the step that leads to those before.
    pub(crate) fn push(&mut self, step: Step) {
        if matches!(
            step,
            Step::Member {
                sensitive: true,
                ..
            }
        ) {
            for step in &mut self.0 {
                if let Step::Entry(key) = step {
                    *key = None;
                }
            }
        }
        self.0.push(step);
    }
}

impl Display for Path {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|step| step.fmt(formatter))
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, Step};
    use crate::tables::{Member, Schema, Trait};

    static SCHEMA: Schema = Schema::new(
        "All",
        &[
            Member::new("Open"),
            Member::new("Hidden").with(&[Trait::Sensitive]),
        ],
    );

    fn path(steps: Vec<Step>) -> String {
        let mut path = Path::default();
        steps.into_iter().rev().for_each(|step| path.push(step));
        path.to_string()
    }

    #[test]
    fn a_key_is_told_unless_it_or_what_holds_it_is_sensitive() {
        let key = || "hush".to_owned();
        let open = || Step::member(&SCHEMA, 0);
        let plain = path(vec![open(), Step::Element(1), Step::entry(key(), &[])]);
        assert_eq!(plain, ".Open[1][\"hush\"]");
        for traits in [&[Trait::Sensitive][..], &[Trait::Key(&[Trait::Sensitive])]] {
            let hidden = path(vec![open(), Step::entry(key(), traits)]);
            assert_eq!(hidden, ".Open[** redacted **]");
        }
        let within = vec![
            Step::entry("seen".to_owned(), &[]),
            Step::member(&SCHEMA, 1),
            Step::Element(0),
            Step::entry(key(), &[]),
        ];
        assert_eq!(path(within), "[\"seen\"].Hidden[0][** redacted **]");
    }
}
