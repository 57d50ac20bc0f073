//! Changes of structures: their members, what `new` takes, and whether they have setters.

use super::comparison::{Comparison, Place};
use super::finding::Shown;
use super::pairs::{pairs, split};
use super::rules::Rule;
use super::rust::{constructor, field, is_same};
use super::types::{of_type, part};
use crate::ir::{Member, Presence, Structure, Trait, Type};

pub(super) fn compare(comparison: &mut Comparison<'_>, was: &Structure, is: &Structure) {
    let here = of_type(&is.shape, &is.name);
    comparison.said(
        &here,
        (&was.documentation, was.deprecated.as_ref()),
        (&is.documentation, is.deprecated.as_ref()),
    );
    if was.traits != is.traits {
        let (old, new) = told(&was.traits, &is.traits, |_| true);
        comparison.changed(Rule::TypeWireChanged, here.clone(), old, new);
    }
    if means_otherwise(was, is) {
        let (old, new) = (constructor(was), constructor(is));
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        comparison.changed(Rule::NewMeansOtherwise, here.clone(), old, new);
    }
    let setters = |structure: &Structure| format!("impl {} {{ … }}", structure.name.raw());
    match (was.sent, is.sent) {
        (true, false) => comparison.removed(Rule::SettersRemoved, here, setters(was)),
        (false, true) => comparison.added(Rule::SettersAdded, here, setters(is)),
        _ => {}
    }
    members(comparison, was, is);
}

/// Whether a call of the old `new` is one of the new one, with arguments that are other members now.
fn means_otherwise(was: &Structure, is: &Structure) -> bool {
    let arguments = |structure: &'_ Structure| -> Vec<(String, Type)> {
        let members = structure.constructor.iter();
        let members = members.filter_map(|index| structure.members.get(*index));
        members
            .map(|member| (member.modelled.clone(), member.ty.clone()))
            .collect()
    };
    let (old, new) = (arguments(was), arguments(is));
    let other = |pair: (&(String, Type), &(String, Type))| pair.0.0 != pair.1.0;
    old.len() == new.len()
        && old.iter().zip(&new).any(other)
        && old.iter().zip(&new).all(|(old, new)| fits(&old.1, &new.1))
}

/// Whether an expression may be of either type: the same one, or numbers of two sizes, as a literal has no size.
fn fits(old: &Type, new: &Type) -> bool {
    let integer = |ty: &Type| matches!(ty, Type::Integer | Type::Long);
    let float = |ty: &Type| matches!(ty, Type::Float | Type::Double);
    old == new || integer(old) && integer(new) || float(old) && float(new)
}

fn of<'a>(structure: &'a Structure, member: &Member) -> Place<'a> {
    part(
        &structure.shape,
        &structure.name,
        &member.modelled,
        &member.name,
    )
}

/// A member with the `new` of its structure, where that changes with it.
fn shown(structure: &Structure, member: &Member, with_new: bool) -> Shown {
    Shown {
        item: field(member),
        constructor: with_new.then(|| constructor(structure)).flatten(),
    }
}

fn members(comparison: &mut Comparison<'_>, was: &Structure, is: &Structure) {
    let found = pairs(
        &was.members,
        &is.members,
        |member| &member.modelled,
        |member| member.name.plain(),
    );
    for (old, new) in found.both {
        member(comparison, (was, old), (is, new));
    }
    for (old, new) in found.replaced {
        // Another name in the model alone is no difference to anyone.
        if old.wire != new.wire {
            let place = of(is, new);
            comparison.changed(Rule::NameMeansOtherwise, place, &*old.wire, &*new.wire);
        }
        member(comparison, (was, old), (is, new));
    }
    let (renamed, removed, added) = split(found.removed, found.added, |member| &member.wire);
    for (old, new) in renamed {
        let place = of(was, old);
        comparison.changed(Rule::MemberRenamed, place, field(old), field(new));
        member(comparison, (was, old), (is, new));
    }
    for old in removed {
        let shown = shown(was, old, old.required);
        comparison.found(Rule::MemberRemoved, of(was, old), Some(shown), None);
    }
    for new in added {
        let rule = if new.required {
            Rule::RequiredMemberAdded
        } else {
            Rule::MemberAdded
        };
        let before = new.required.then(|| constructor(was)).flatten();
        let before = before.map(Shown::item);
        comparison.found(
            rule,
            of(is, new),
            before,
            Some(shown(is, new, new.required)),
        );
    }
}

/// A member that both sides have.
fn member(
    comparison: &mut Comparison<'_>,
    (before, was): (&Structure, &Member),
    (after, is): (&Structure, &Member),
) {
    let here = of(after, is);
    let (old, new) = (comparison.old, comparison.new);
    if was.modelled == is.modelled && was.name != is.name {
        let place = of(before, was);
        comparison.changed(Rule::MemberRenamed, place, field(was), field(is));
    }
    comparison.said(
        &here,
        (&was.documentation, was.deprecated.as_ref()),
        (&is.documentation, is.deprecated.as_ref()),
    );
    let is_same = is_same((old, &was.ty), (new, &is.ty));
    let rule = match (was.required, is.required) {
        (true, false) => Some(Rule::MemberNoLongerRequired),
        (false, true) => Some(Rule::MemberRequired),
        _ => None,
    };
    if let Some(rule) = rule {
        let (old, new) = (shown(before, was, true), shown(after, is, true));
        comparison.found(rule, here.clone(), Some(old), Some(new));
    }
    let boxed =
        |member: &Member| matches!(member.presence, Presence::Boxed | Presence::OptionalBoxed);
    let optional = |member: &Member| {
        matches!(
            member.presence,
            Presence::Optional | Presence::OptionalBoxed
        )
    };
    for (rule, differs) in [
        (Rule::MemberTypeChanged, !is_same),
        (
            Rule::MemberOptionChanged,
            is_same && rule.is_none() && optional(was) != optional(is),
        ),
        (Rule::MemberBoxChanged, boxed(was) != boxed(is)),
    ] {
        if differs {
            let with_new = rule == Rule::MemberTypeChanged && is.required && was.required;
            let (old, new) = (shown(before, was, with_new), shown(after, is, with_new));
            comparison.found(rule, here.clone(), Some(old), Some(new));
        }
    }
    wire(comparison, &here, was, is);
}

/// What a member's table says of it.
fn wire(comparison: &mut Comparison<'_>, here: &Place<'_>, was: &Member, is: &Member) {
    if was.modelled == is.modelled && was.wire != is.wire {
        let (old, new) = (&*was.wire, &*is.wire);
        comparison.changed(Rule::WireNameChanged, here.clone(), old, new);
    }
    traits(comparison, here, &was.traits, &is.traits);
}

/// What tables say of a member or an arm beside its name.
pub(super) fn traits(
    comparison: &mut Comparison<'_>,
    here: &Place<'_>,
    was: &[Trait],
    is: &[Trait],
) {
    let is_wire = |found: &Trait| !is_sensitive(found) && !is_behaviour(found);
    let kinds = [
        (Rule::MemberWireChanged, is_wire as fn(&Trait) -> bool),
        (Rule::MemberBehaviourChanged, is_behaviour),
        (Rule::SensitiveChanged, is_sensitive),
    ];
    for (rule, wanted) in kinds {
        let (old, new) = told(was, is, wanted);
        if old != new {
            comparison.changed(rule, here.clone(), old, new);
        }
    }
}

fn is_sensitive(found: &Trait) -> bool {
    match found {
        Trait::Sensitive => true,
        Trait::Element(inner) | Trait::Key(inner) | Trait::Entry(inner) => {
            inner.iter().all(is_sensitive)
        }
        _ => false,
    }
}

fn is_behaviour(found: &Trait) -> bool {
    matches!(found, Trait::IdempotencyToken | Trait::ContextParam(_))
}

/// What only one side says, in any order, as text.
fn told(was: &[Trait], is: &[Trait], wanted: fn(&Trait) -> bool) -> (String, String) {
    let only = |these: &[Trait], those: &[Trait]| {
        let found = these.iter().filter(|found| wanted(found));
        let found = found.filter(|found| !those.contains(found));
        let mut found: Vec<String> = found.map(|found| format!("{found:?}")).collect();
        found.sort_unstable();
        found.join(", ")
    };
    (only(was, is), only(is, was))
}
