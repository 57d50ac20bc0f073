//! Changes of operations, with their pages and waiters.

use super::comparison::{Comparison, Of, Place};
use super::expressions::{acceptors, in_input, tokens};
use super::pairs::pairs;
use super::rules::Rule;
use super::rust::{called, method};
use super::side::Side;
use crate::ir::{Name, Operation, OperationTrait, Paginator, Payload, Waiter};

fn place<'a>(operation: &'a Operation, method: &Name) -> Place<'a> {
    Place {
        wire: operation.title.clone(),
        rust: format!("Client::{}", method.raw()),
        of: Of::Operation(&operation.title),
    }
}

/// The place of a waiter.
fn waits<'a>(operation: &'a Operation, waiter: &Waiter) -> Place<'a> {
    Place {
        wire: format!("{}.{}", operation.title, waiter.name),
        ..place(operation, &waiter.method)
    }
}

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    // Without a client there are none.
    if old.package.types_only || new.package.types_only {
        return;
    }
    let found = pairs(
        &old.service.operations,
        &new.service.operations,
        |operation| &operation.title,
        |operation| operation.name.plain(),
    );
    for operation in found.removed {
        let place = place(operation, &operation.name);
        comparison.removed(Rule::OperationRemoved, place, method(operation));
    }
    for operation in found.added {
        let place = place(operation, &operation.name);
        comparison.added(Rule::OperationAdded, place, method(operation));
    }
    for (was, is) in found.replaced {
        let place = place(is, &is.name);
        comparison.changed(Rule::NameMeansOtherwise, place, &*was.wire, &*is.wire);
        signature(comparison, was, is);
    }
    for (was, is) in found.both {
        if was.name != is.name {
            let place = place(is, &was.name);
            comparison.changed(Rule::OperationRenamed, place, method(was), method(is));
        }
        signature(comparison, was, is);
        behind(comparison, was, is);
    }
}

fn signature(comparison: &mut Comparison<'_>, was: &Operation, is: &Operation) {
    let (old, new) = (comparison.old, comparison.new);
    let differs = |was: &Option<Payload>, is: &Option<Payload>| match (was, is) {
        (None, None) => false,
        (Some(was), Some(is)) => {
            was.name != is.name && old.shape_of(&was.name) != new.shape_of(&is.name)
        }
        _ => true,
    };
    for (rule, differs) in [
        (Rule::InputChanged, differs(&was.input, &is.input)),
        (Rule::OutputChanged, differs(&was.output, &is.output)),
    ] {
        if differs {
            let place = place(is, &is.name);
            comparison.changed(rule, place, method(was), method(is));
        }
    }
}

/// What is behind a method that stays.
fn behind(comparison: &mut Comparison<'_>, was: &Operation, is: &Operation) {
    let here = place(is, &is.name);
    comparison.said(
        &here,
        (&was.documentation, was.deprecated.as_ref()),
        (&is.documentation, is.deprecated.as_ref()),
    );
    match (was.streams_events(), is.streams_events()) {
        (false, true) => comparison.added(Rule::EventsBegin, here.clone(), method(is)),
        (true, false) => comparison.added(Rule::EventsEnd, here.clone(), method(is)),
        _ => {}
    }
    wire(comparison, was, is);
    listed(comparison, was, is);
    pages(comparison, was, is);
    waiters(comparison, was, is);
    if was.examples != is.examples {
        comparison.found(Rule::ExamplesChanged, here, None, None);
    }
}

fn wire(comparison: &mut Comparison<'_>, was: &Operation, is: &Operation) {
    let here = || place(is, &is.name);
    let address = |operation: &Operation| format!("{} {}", operation.method, operation.uri);
    let (old, new) = (address(was), address(is));
    if old != new {
        comparison.changed(Rule::OperationWireChanged, here(), old, new);
    }
    if was.wire != is.wire {
        comparison.changed(Rule::OperationWireChanged, here(), &*was.wire, &*is.wire);
    }
    let of = |side: &Side<'_>, operation: &Operation, behaviour: bool| {
        let traits = operation.traits.iter();
        let mut traits: Vec<String> = traits
            .filter(|found| **found != OperationTrait::EventStream)
            .filter(|found| is_behaviour(found) == behaviour)
            .map(|found| match found {
                OperationTrait::OperationContext(name, path) => {
                    format!("{name} = {}", in_input(side, operation, path))
                }
                other => format!("{other:?}"),
            })
            .collect();
        traits.sort_unstable();
        traits
    };
    for (rule, behaviour) in [
        (Rule::OperationWireChanged, false),
        (Rule::OperationBehaviourChanged, true),
    ] {
        let (mut old, mut new) = (
            of(comparison.old, was, behaviour),
            of(comparison.new, is, behaviour),
        );
        let both: Vec<String> = old
            .iter()
            .filter(|one| new.contains(one))
            .cloned()
            .collect();
        old.retain(|one| !both.contains(one));
        new.retain(|one| !both.contains(one));
        if !old.is_empty() || !new.is_empty() {
            comparison.changed(rule, here(), old.join(", "), new.join(", "));
        }
    }
}

/// Whether it changes what a call does and not what it sends.
fn is_behaviour(found: &OperationTrait) -> bool {
    matches!(
        found,
        OperationTrait::Idempotent
            | OperationTrait::ReadOnly
            | OperationTrait::EndpointDiscovery(_)
            | OperationTrait::EndpointOperation
            | OperationTrait::StaticContext(..)
            | OperationTrait::OperationContext(..)
            | OperationTrait::ChecksumMode(_)
            | OperationTrait::ResponseChecksums(_)
            | OperationTrait::StreamingOutput
            | OperationTrait::Retries(..)
            | OperationTrait::LongPoll
    )
}

/// The errors that an operation lists.
fn listed(comparison: &mut Comparison<'_>, was: &Operation, is: &Operation) {
    let (old, new) = (comparison.old, comparison.new);
    let of = |side: &Side<'_>, operation: &Operation| {
        let shapes = operation.errors.iter();
        let shapes = shapes.filter_map(|error| side.shape_of(&error.ty).map(str::to_owned));
        shapes.collect::<Vec<_>>()
    };
    let (old, new) = (of(old, was), of(new, is));
    for gone in old.iter().filter(|error| !new.contains(error)) {
        let place = place(is, &is.name);
        comparison.removed(Rule::ErrorUnlisted, place, gone);
    }
    for added in new.iter().filter(|error| !old.contains(error)) {
        let place = place(is, &is.name);
        comparison.added(Rule::ErrorListed, place, added);
    }
}

fn pages(comparison: &mut Comparison<'_>, was: &Operation, is: &Operation) {
    let of = |operation: &Operation, pages: &Paginator| called(operation, &pages.method, "Pages");
    match (&was.paginator, &is.paginator) {
        (Some(old), None) => {
            let place = place(was, &old.method);
            comparison.removed(Rule::PagesRemoved, place, of(was, old));
        }
        (None, Some(new)) => {
            let place = place(is, &new.method);
            comparison.added(Rule::PagesAdded, place, of(is, new));
        }
        (Some(old), Some(new)) => {
            if old.method != new.method {
                let place = place(is, &old.method);
                comparison.changed(Rule::PagesRenamed, place, of(was, old), of(is, new));
            }
            let here = place(is, &new.method);
            comparison.text(&here, &old.documentation, &new.documentation);
            let told = (
                tokens(comparison.old, was, old),
                tokens(comparison.new, is, new),
            );
            if told.0 != told.1 {
                comparison.changed(Rule::PagesChanged, here, told.0, told.1);
            }
        }
        (None, None) => {}
    }
}

fn waiters(comparison: &mut Comparison<'_>, was: &Operation, is: &Operation) {
    let found = pairs(
        &was.waiters,
        &is.waiters,
        |waiter| &waiter.name,
        |waiter| waiter.method.plain(),
    );
    let of = |operation: &Operation, waiter: &Waiter| called(operation, &waiter.method, "Wait");
    for waiter in found.removed {
        let place = waits(was, waiter);
        comparison.removed(Rule::WaiterRemoved, place, of(was, waiter));
    }
    for waiter in found.added {
        let place = waits(is, waiter);
        comparison.added(Rule::WaiterAdded, place, of(is, waiter));
    }
    for (old, new) in found.both.into_iter().chain(found.replaced) {
        if old.method != new.method {
            let place = waits(is, old);
            comparison.changed(Rule::WaiterRenamed, place, of(was, old), of(is, new));
        }
        let here = waits(is, new);
        comparison.text(&here, &old.documentation, &new.documentation);
        let told = (
            acceptors(comparison.old, was, old),
            acceptors(comparison.new, is, new),
        );
        if told.0 != told.1 {
            comparison.changed(Rule::WaiterChanged, here, told.0, told.1);
        }
    }
}
