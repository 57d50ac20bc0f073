//! Changes of unions and what they hold.

use super::comparison::{Comparison, Place};
use super::pairs::pairs;
use super::rules::Rule;
use super::rust::{arm, is_same};
use super::structures::traits;
use super::types::{of_type, part};
use crate::ir::{Arm, Union};

fn of<'a>(union: &'a Union, arm: &Arm) -> Place<'a> {
    part(&union.shape, &union.name, &arm.modelled, &arm.name)
}

pub(super) fn compare(comparison: &mut Comparison<'_>, was: &Union, is: &Union) {
    let here = of_type(&is.shape, &is.name);
    comparison.said(
        &here,
        (&was.documentation, was.deprecated.as_ref()),
        (&is.documentation, is.deprecated.as_ref()),
    );
    if was.traits != is.traits {
        let (old, new) = (format!("{:?}", was.traits), format!("{:?}", is.traits));
        comparison.changed(Rule::TypeWireChanged, here, old, new);
    }
    let found = pairs(
        &was.arms,
        &is.arms,
        |arm| &arm.modelled,
        |arm| arm.name.plain(),
    );
    for old in found.removed {
        comparison.removed(Rule::ArmRemoved, of(was, old), arm(old));
    }
    for new in found.added {
        comparison.added(Rule::ArmAdded, of(is, new), arm(new));
    }
    for (old, new) in found.replaced {
        if old.wire != new.wire {
            let (was, now) = (&*old.wire, &*new.wire);
            comparison.changed(Rule::NameMeansOtherwise, of(is, new), was, now);
        }
        held(comparison, &of(is, new), old, new);
    }
    for (old, new) in found.both {
        if old.name != new.name {
            comparison.changed(Rule::ArmRenamed, of(was, old), arm(old), arm(new));
        }
        let here = of(is, new);
        if old.wire != new.wire {
            let (was, now) = (&*old.wire, &*new.wire);
            comparison.changed(Rule::WireNameChanged, here.clone(), was, now);
        }
        held(comparison, &here, old, new);
    }
}

/// An arm that both sides have.
fn held(comparison: &mut Comparison<'_>, here: &Place<'_>, was: &Arm, is: &Arm) {
    comparison.said(
        here,
        (&was.documentation, was.deprecated.as_ref()),
        (&is.documentation, is.deprecated.as_ref()),
    );
    let (old, new) = (comparison.old, comparison.new);
    if was.boxed != is.boxed || !is_same((old, &was.ty), (new, &is.ty)) {
        comparison.changed(Rule::ArmTypeChanged, here.clone(), arm(was), arm(is));
    }
    traits(comparison, here, &was.traits, &is.traits);
}
