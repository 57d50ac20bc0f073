//! Changes of enums of strings.

use super::comparison::{Comparison, Place};
use super::pairs::pairs;
use super::rules::Rule;
use super::types::{of_type, part};
use crate::ir::{Enumeration, Variant};

fn of<'a>(enumeration: &'a Enumeration, variant: &Variant) -> Place<'a> {
    part(
        &enumeration.shape,
        &enumeration.name,
        &variant.wire,
        &variant.name,
    )
}

fn path(enumeration: &Enumeration, variant: &Variant) -> String {
    format!("{}::{}", enumeration.name.raw(), variant.name.raw())
}

pub(super) fn compare(comparison: &mut Comparison<'_>, was: &Enumeration, is: &Enumeration) {
    let here = of_type(&is.shape, &is.name);
    comparison.said(
        &here,
        (&was.documentation, was.deprecated.as_ref()),
        (&is.documentation, is.deprecated.as_ref()),
    );
    let order = |found: &Enumeration| format!("impl Ord for {}", found.name.raw());
    match (was.key, is.key) {
        (true, false) => comparison.removed(Rule::OrderRemoved, here, order(was)),
        (false, true) => comparison.added(Rule::OrderAdded, here, order(is)),
        _ => {}
    }
    let found = pairs(
        &was.variants,
        &is.variants,
        |variant| &variant.wire,
        |variant| variant.name.plain(),
    );
    for old in found.removed {
        comparison.removed(Rule::ValueRemoved, of(was, old), path(was, old));
    }
    for new in found.added {
        comparison.added(Rule::ValueAdded, of(is, new), path(is, new));
    }
    for (old, new) in found.replaced {
        let (was, now) = (&*old.wire, &*new.wire);
        comparison.changed(Rule::NameMeansOtherwise, of(is, new), was, now);
    }
    for (old, new) in found.both {
        if old.name != new.name {
            let place = of(was, old);
            comparison.changed(Rule::ValueRenamed, place, path(was, old), path(is, new));
        }
        let here = of(is, new);
        comparison.text(&here, &old.documentation, &new.documentation);
    }
}
