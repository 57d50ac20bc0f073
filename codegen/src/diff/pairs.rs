//! Which item of the old side is which of the new one.

use std::collections::{BTreeMap, BTreeSet};

/// Items of two sides.
pub(super) struct Pairs<'a, T> {
    /// On both sides by the wire's name.
    pub(super) both: Vec<(&'a T, &'a T)>,
    /// Different things by the wire's names that have one name in Rust.
    pub(super) replaced: Vec<(&'a T, &'a T)>,
    pub(super) removed: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
}

/// Pairs by the wire's names, and what is left by those in Rust.
pub(super) fn pairs<'a, T>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    wire: fn(&T) -> &str,
    rust: fn(&T) -> &str,
) -> Pairs<'a, T> {
    let (old, new): (Vec<&T>, Vec<&T>) = (old.into_iter().collect(), new.into_iter().collect());
    let (both, removed, added) = split(old, new, wire);
    let (replaced, removed, added) = split(removed, added, rust);
    Pairs {
        both,
        replaced,
        removed,
        added,
    }
}

/// Those that share a key, those of the old side alone, and those of the new one.
#[allow(
    clippy::type_complexity,
    reason = "three lists, each named where it is used"
)]
pub(super) fn split<'a, T>(
    old: Vec<&'a T>,
    new: Vec<&'a T>,
    key: fn(&T) -> &str,
) -> (Vec<(&'a T, &'a T)>, Vec<&'a T>, Vec<&'a T>) {
    let by_key: BTreeMap<&str, &T> = new.iter().map(|item| (key(item), *item)).collect();
    let (mut both, mut removed, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
    for item in old {
        match by_key.get(key(item)) {
            Some(other) if taken.insert(key(item)) => both.push((item, *other)),
            _ => removed.push(item),
        }
    }
    let mut added = new;
    added.retain(|item| !taken.contains(key(item)));
    (both, removed, added)
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn names_of_the_wire_come_before_those_of_rust() {
        let old = [("a", "A"), ("b", "B"), ("c", "C")];
        let new = [("a", "B"), ("x", "C"), ("d", "D")];
        let found = pairs(&old, &new, |item| item.0, |item| item.1);
        assert_eq!(found.both, [(&old[0], &new[0])]);
        assert_eq!(found.replaced, [(&old[2], &new[1])]);
        assert_eq!(found.removed, [&old[1]]);
        assert_eq!(found.added, [&new[2]]);
    }
}
