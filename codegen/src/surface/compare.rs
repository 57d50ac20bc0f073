//! What differs between two surfaces.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Sign, Subject, Surface, Type};

impl Surface {
    /// What has become different in `after`, in the order in which it is shown.
    pub(crate) fn changes(&self, after: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        self.changed_calls(after, &mut changes);
        self.changed_errors(after, &mut changes);
        let told: BTreeSet<(Sign, String)> = changes
            .iter()
            .filter(|change| change.subject == Subject::Error)
            .map(structure_of)
            .collect();
        let nothing = Type::default();
        for name in keys(&self.types, &after.types) {
            let of = |surface: &'_ Self| surface.types.contains_key(name);
            let old = if of(self) {
                &self.types[name]
            } else {
                &nothing
            };
            let new = if of(after) {
                &after.types[name]
            } else {
                &nothing
            };
            old.changed(new, name, &mut changes);
        }
        // An error's structure comes and goes with it.
        changes.retain(|change| {
            change.subject != Subject::Structure
                || !told.contains(&(change.sign, change.name.clone()))
        });
        for change in &mut changes {
            if change.subject == Subject::Error && change.sign != Sign::Changed {
                change.details.clear();
            }
        }
        changes.sort_by(|one, other| {
            (one.subject, &one.name, one.sign).cmp(&(other.subject, &other.name, other.sign))
        });
        changes
    }

    fn changed_calls(&self, after: &Self, changes: &mut Vec<Change>) {
        for name in keys(&self.calls, &after.calls) {
            let (old, new) = (self.calls.get(name), after.calls.get(name));
            let change = |sign, subject, details| Change {
                sign,
                subject,
                name: name.clone(),
                details,
            };
            match (old, new) {
                (Some(old), None) => changes.push(change(Sign::Removed, old.subject, Vec::new())),
                (None, Some(new)) => changes.push(change(Sign::Added, new.subject, Vec::new())),
                (Some(old), Some(new)) if old != new => {
                    let mut details = Vec::new();
                    now("takes", &old.takes, &new.takes, &mut details);
                    now("returns", &old.returns, &new.returns, &mut details);
                    changes.push(change(Sign::Changed, new.subject, details));
                }
                _ => {}
            }
        }
    }

    fn changed_errors(&self, after: &Self, changes: &mut Vec<Change>) {
        for name in keys(&self.errors, &after.errors) {
            let (sign, details) = match (self.errors.get(name), after.errors.get(name)) {
                (Some(old), None) => (Sign::Removed, vec![old.clone()]),
                (None, Some(new)) => (Sign::Added, vec![new.clone()]),
                (Some(old), Some(new)) if old != new => (Sign::Changed, vec![held(old, new)]),
                _ => continue,
            };
            changes.push(Change {
                sign,
                subject: Subject::Error,
                name: name.clone(),
                details,
            });
        }
    }
}

/// The structure that came or went with an error: the last name in `ServiceError<FileSystemNotFound>`.
fn structure_of(change: &Change) -> (Sign, String) {
    let held = change
        .details
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    let name = held.split('<').next_back().unwrap_or_default();
    (change.sign, name.trim_end_matches('>').to_owned())
}

impl Type {
    fn changed(&self, after: &Self, name: &str, changes: &mut Vec<Change>) {
        let mut push = |sign, subject, details: Vec<String>| {
            changes.push(Change {
                sign,
                subject,
                name: name.to_owned(),
                details,
            });
        };
        match (self.kind, after.kind) {
            (Some(old), None) => push(Sign::Removed, old, Vec::new()),
            (None, Some(new)) => push(Sign::Added, new, Vec::new()),
            (Some(old), Some(new)) if old != new => {
                push(
                    Sign::Changed,
                    new,
                    vec![format!("was {} {}", article(old), old.word())],
                );
            }
            _ => self.changed_parts(after, push),
        }
    }

    fn changed_parts(&self, after: &Self, mut push: impl FnMut(Sign, Subject, Vec<String>)) {
        // Of a type of which only the methods differ neither side has the kind.
        if after.kind.unwrap_or(Subject::Structure) == Subject::Structure {
            let details = self.changed_fields(after);
            if !details.is_empty() {
                push(Sign::Changed, Subject::Structure, details);
            }
        } else {
            self.changed_variants(after, &mut push);
        }
        if let Some(details) = self.changed_constructor(after) {
            push(Sign::Changed, Subject::Constructor, vec![details]);
        }
    }

    fn changed_fields(&self, after: &Self) -> Vec<String> {
        let mut details = Vec::new();
        for field in keys(&self.parts, &after.parts) {
            match (self.parts.get(field), after.parts.get(field)) {
                (None, Some(_)) => details.push(format!("field `{field}` added")),
                (Some(_), None) => details.push(format!("field `{field}` removed")),
                (Some(old), Some(new)) if old != new => {
                    details.push(format!("`{field}` {}", held(old, new)));
                }
                _ => {}
            }
        }
        for setter in keys(&self.setters, &after.setters) {
            // What became of the field says it.
            if self.parts.get(setter) != after.parts.get(setter) {
                continue;
            }
            match (self.setters.get(setter), after.setters.get(setter)) {
                (None, Some(_)) => details.push(format!("setter `{setter}` added")),
                (Some(_), None) => details.push(format!("setter `{setter}` removed")),
                (Some(old), Some(new)) if old != new => {
                    details.push(format!("setter `{setter}` now takes {new} (took {old})"));
                }
                _ => {}
            }
        }
        details
    }

    fn changed_variants(&self, after: &Self, push: &mut impl FnMut(Sign, Subject, Vec<String>)) {
        let only = |one: &Self, other: &Self| {
            let names = one
                .parts
                .keys()
                .filter(|name| !other.parts.contains_key(*name));
            names.cloned().collect::<Vec<_>>()
        };
        for (sign, names) in [
            (Sign::Removed, only(self, after)),
            (Sign::Added, only(after, self)),
        ] {
            if !names.is_empty() {
                push(sign, Subject::Variant, names);
            }
        }
        let both = self.parts.iter().filter_map(|(name, old)| {
            let new = after.parts.get(name).filter(|new| *new != old)?;
            Some(format!("`{name}` {}", held(old, new)))
        });
        let details: Vec<String> = both.collect();
        if !details.is_empty() {
            push(Sign::Changed, Subject::Union, details);
        }
    }

    /// `new(a) → new(a, b)`, with the types where the names are the same.
    fn changed_constructor(&self, after: &Self) -> Option<String> {
        if self.new == after.new {
            return None;
        }
        let names = |new: &Option<Vec<(String, String)>>| {
            let new = new.as_ref()?;
            Some(
                new.iter()
                    .map(|(name, _)| name.clone())
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        };
        let typed = |new: &Option<Vec<(String, String)>>| {
            let new = new.as_ref()?;
            Some(
                new.iter()
                    .map(|(name, ty)| format!("{name}: {ty}"))
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        };
        let (mut old, mut new) = (names(&self.new), names(&after.new));
        if old == new {
            (old, new) = (typed(&self.new), typed(&after.new));
        }
        let call = |arguments: Option<String>| {
            arguments.map_or("none".to_owned(), |found| format!("new({found})"))
        };
        Some(format!("{} → {}", call(old), call(new)))
    }
}

fn keys<'a, T>(
    one: &'a BTreeMap<String, T>,
    other: &'a BTreeMap<String, T>,
) -> BTreeSet<&'a String> {
    one.keys().chain(other.keys()).collect()
}

/// What is held now, and was before.
fn held(old: &str, new: &str) -> String {
    let or_nothing = |held: &str| {
        if held.is_empty() {
            "nothing".to_owned()
        } else {
            held.to_owned()
        }
    };
    format!("is now {} (was {})", or_nothing(new), or_nothing(old))
}

fn now(verb: &str, old: &str, new: &str, details: &mut Vec<String>) {
    if old != new {
        let or_nothing = |what: &str| {
            if what.is_empty() {
                "nothing".to_owned()
            } else {
                what.to_owned()
            }
        };
        details.push(format!(
            "now {verb} {} (was {})",
            or_nothing(new),
            or_nothing(old)
        ));
    }
}

fn article(subject: Subject) -> &'static str {
    match subject {
        Subject::Enumeration => "an",
        _ => "a",
    }
}
