//! The waiters of the kept operations, the model's and the overlay's.
//!
//! A waiter that can't be followed is left out with a warning.

use std::collections::BTreeSet;

use super::context::Context;
use super::jmespath::{self, Shapes};
use super::{docs, words};
use crate::ir::{Acceptor, Matcher, Name, Operation, Service, State, Waiter};
use crate::load::model::{self, Expected};

/// Gives the operations their waiters.
pub(crate) fn fill(context: &mut Context<'_>, service: &mut Service) {
    let shapes = Shapes::new(service);
    let taken: BTreeSet<Name> = service.operations.iter().flat_map(methods).collect();
    let shared = shared(context);
    let mut found: Vec<(usize, Waiter)> = Vec::new();
    for (name, modelled) in &context.model.waiters {
        let called = |operation: &Operation| modelled.operation == operation.title;
        let position = service.operations.iter().position(called);
        let Some((position, operation)) =
            position.and_then(|position| Some((position, service.operations.get(position)?)))
        else {
            continue;
        };
        let lowered = waiter(name, modelled, &shapes, operation).and_then(|waiter| {
            let method = waiter.method.plain();
            if taken.contains(&waiter.method) {
                Err(format!("another method is `{method}` already"))
            } else if shared.contains(&waiter.method) {
                Err(format!("several waiters would be `{method}`"))
            } else {
                Ok(waiter)
            }
        });
        match lowered {
            Ok(waiter) => found.push((position, waiter)),
            Err(why) => left_out(context, name, &why),
        }
    }
    found.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
    for (position, waiter) in found {
        if let Some(operation) = service.operations.get_mut(position) {
            operation.waiters.push(waiter);
        }
    }
}

fn left_out(context: &mut Context<'_>, waiter: &str, why: &str) {
    let path = format!("$.waiters.{waiter}");
    let message = format!("the waiter {waiter} is left out: {why}");
    let hint = format!("mend it in overlay.toml: [waiters.{waiter}]");
    context.warning("unusable-waiter", &path, message, Some(hint));
}

/// The methods that several waiters would be: none of them gets it, as the next model may have them in another order.
fn shared(context: &Context<'_>) -> BTreeSet<Name> {
    let mut seen = BTreeSet::new();
    let waiters = context.model.waiters.iter();
    let methods = waiters.map(|(name, _)| method_name(name));
    methods
        .filter(|method| !seen.insert(method.clone()))
        .collect()
}

fn method_name(waiter: &str) -> Name {
    Name::new(&format!("wait_until_{}", words::snake(waiter)))
}

/// The methods that an operation has so far.
fn methods(operation: &Operation) -> impl Iterator<Item = Name> {
    let pages = operation.paginator.iter().map(|pages| pages.method.clone());
    std::iter::once(operation.name.clone()).chain(pages)
}

fn waiter(
    name: &str,
    modelled: &model::Waiter,
    shapes: &Shapes<'_>,
    operation: &Operation,
) -> Result<Waiter, String> {
    let output = operation.output.as_ref();
    let output = output.map(|output| output.name.plain()).unwrap_or_default();
    let acceptors = modelled.acceptors.iter();
    let acceptors = acceptors.map(|modelled| acceptor(modelled, shapes, output));
    let description = modelled.description.as_deref().unwrap_or_default();
    Ok(Waiter {
        name: name.to_owned(),
        method: method_name(name),
        documentation: docs::of_waiter(description, name, &operation.name),
        delay: modelled.delay,
        attempts: modelled.max_attempts,
        acceptors: acceptors.collect::<Result<_, _>>()?,
    })
}

fn acceptor(
    modelled: &model::Acceptor,
    shapes: &Shapes<'_>,
    output: &str,
) -> Result<Acceptor, String> {
    let path = |path: &str| jmespath::parse(path, shapes, output);
    let matcher = match &modelled.matcher {
        model::Matcher::Path(argument, expected) => Matcher::Is(path(argument)?, text(expected)),
        model::Matcher::PathAll(argument, expected) => {
            Matcher::All(path(argument)?, text(expected))
        }
        model::Matcher::PathAny(argument, expected) => {
            Matcher::Any(path(argument)?, text(expected))
        }
        model::Matcher::Status(status) => Matcher::Status(*status),
        model::Matcher::Error(code) => Matcher::Error(code.clone()),
        model::Matcher::Failed(failed) => Matcher::Failed(*failed),
    };
    let state = match modelled.state {
        model::State::Success => State::Success,
        model::State::Failure => State::Failure,
        model::State::Retry => State::Retry,
    };
    Ok(Acceptor { state, matcher })
}

/// What a result is compared with: the runtime shows booleans and numbers as text.
fn text(expected: &Expected) -> String {
    match expected {
        Expected::Text(text) => text.clone(),
        Expected::Boolean(boolean) => boolean.to_string(),
        Expected::Number(number) => number.to_string(),
    }
}
