//! The way to what can't be read, for the error that says so.

use std::fmt::{self, Display, Formatter};

/// A step into a document.
pub(crate) enum Step {
    Member(&'static str),
    Element(usize),
    Entry(String),
}

impl Display for Step {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(name) => write!(formatter, ".{name}"),
            Self::Element(index) => write!(formatter, "[{index}]"),
            Self::Entry(key) => write!(formatter, "[{key:?}]"),
        }
    }
}

/// Steps from the inside out: made while a fault is handed up, so that reading itself keeps no path.
#[derive(Default)]
pub(crate) struct Path(Vec<Step>);

impl Path {
    /// Adds the step that leads to those before.
    pub(crate) fn push(&mut self, step: Step) {
        self.0.push(step);
    }
}

impl Display for Path {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|step| step.fmt(formatter))
    }
}
