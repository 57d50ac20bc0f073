//! A comparison that is going on: both sides, and what was found so far.
//!
//! The files beside this one look for changes, one kind of item each.

use sha2::{Digest as _, Sha256};

use super::finding::{Finding, Shown};
use super::reach::Reach;
use super::rules::Rule;
use super::side::Side;
use crate::ir::{Deprecation, Documentation};

pub(super) struct Comparison<'a> {
    pub(super) old: &'a Side<'a>,
    pub(super) new: &'a Side<'a>,
    reach: Reach<'a>,
    strict: bool,
    pub(super) findings: Vec<Finding>,
}

/// An item, by all its names.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    pub(super) wire: String,
    pub(super) rust: String,
    pub(super) of: Of<'a>,
}

/// What an item belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of<'a> {
    /// All operations.
    Service,
    /// An operation, by its name in the model.
    Operation(&'a str),
    /// A type, by its name in the model.
    Type(&'a str),
}

/// What is said of an item, on one side.
pub(super) type Said<'a> = (&'a Documentation, Option<&'a Deprecation>);

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Side<'a>, new: &'a Side<'a>, strict: bool) -> Self {
        Self {
            old,
            new,
            reach: Reach::of([old, new]),
            strict,
            findings: Vec::new(),
        }
    }

    pub(super) fn found(
        &mut self,
        rule: Rule,
        place: Place<'_>,
        old: Option<Shown>,
        new: Option<Shown>,
    ) {
        let operations = match place.of {
            Of::Service => Vec::new(),
            Of::Operation(title) => vec![title.to_owned()],
            Of::Type(shape) => self.reach.operations(shape),
        };
        let service = &self.old.service.id;
        self.findings.push(Finding {
            rule,
            level: rule.level(self.strict),
            fingerprint: fingerprint(rule, service, &place.wire, [&old, &new]),
            wire: place.wire,
            rust: place.rust,
            old,
            new,
            operations,
            accepted: None,
        });
    }

    /// What has only one side, as it is new or gone.
    pub(super) fn added(&mut self, rule: Rule, place: Place<'_>, new: impl Into<String>) {
        self.found(rule, place, None, Some(Shown::item(new)));
    }

    pub(super) fn removed(&mut self, rule: Rule, place: Place<'_>, old: impl Into<String>) {
        self.found(rule, place, Some(Shown::item(old)), None);
    }

    /// What both sides have; a side that has nothing to say is as good as none.
    pub(super) fn changed(
        &mut self,
        rule: Rule,
        place: Place<'_>,
        old: impl Into<String>,
        new: impl Into<String>,
    ) {
        let side = |text: String| (!text.is_empty()).then(|| Shown::item(text));
        self.found(rule, place, side(old.into()), side(new.into()));
    }

    /// Texts and deprecation of an item that both sides have.
    pub(super) fn said(&mut self, place: &Place<'_>, old: Said<'_>, new: Said<'_>) {
        let note = |said: Option<&Deprecation>| {
            let note = said.and_then(|said| said.note.clone());
            note.unwrap_or_else(|| "#[deprecated]".to_owned())
        };
        match (old.1, new.1) {
            (None, Some(_)) => self.added(Rule::Deprecated, place.clone(), note(new.1)),
            (Some(_), None) => self.removed(Rule::DeprecationChanged, place.clone(), note(old.1)),
            (old, new) if old != new => {
                let (old, new) = (note(old), note(new));
                self.changed(Rule::DeprecationChanged, place.clone(), old, new);
            }
            _ => {}
        }
        self.text(place, old.0, new.0);
    }

    pub(super) fn text(&mut self, place: &Place<'_>, old: &Documentation, new: &Documentation) {
        if old != new {
            self.found(Rule::TextChanged, place.clone(), None, None);
        }
    }
}

/// Half of a SHA-256 is more than any project has findings.
const DIGITS: usize = 16;

/// What the change is, without where and when it was seen: no path, no version, and no constructor, as that changes with its
/// neighbours.
fn fingerprint(rule: Rule, service: &str, wire: &str, sides: [&Option<Shown>; 2]) -> String {
    let mut hash = Sha256::new();
    let [old, new] = sides.map(|side| side.as_ref().map_or("", |shown| shown.item.as_str()));
    for part in [rule.row().id, service, wire, old, new] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        text.push_str(&format!("{byte:02x}"));
    }
    text.truncate(DIGITS);
    text
}
