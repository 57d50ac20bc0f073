//! The waiters of the kept operations, the model's and the overlay's.
//!
//! A waiter that can't be followed is left out with a warning.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::jmespath::{self, Shapes};
use super::{markdown, words};
use crate::ir::{Acceptor, Documentation, Matcher, Operation, Service, Waiter};

/// Gives the operations their waiters.
pub(crate) fn fill(context: &mut Context<'_>, service: &mut Service) {
    let mut found: Vec<(usize, Waiter)> = Vec::new();
    let shapes = Shapes::new(service);
    let mut taken: BTreeSet<String> = service.operations.iter().flat_map(methods).collect();
    for (name, value) in &context.model.waiters {
        let position = service
            .operations
            .iter()
            .position(|operation| value["operation"].as_str() == Some(&operation.title));
        let Some((position, operation)) =
            position.and_then(|position| Some((position, service.operations.get(position)?)))
        else {
            continue;
        };
        let output = operation
            .output
            .as_ref()
            .map(|output| output.name.as_str())
            .unwrap_or_default();
        let lowered = waiter(name, value, &shapes, output).and_then(|waiter| {
            if taken.insert(waiter.method.clone()) {
                Ok(waiter)
            } else {
                Err(format!("another method is `{}` already", waiter.method))
            }
        });
        match lowered {
            Ok(waiter) => found.push((position, waiter)),
            Err(why) => {
                let path = format!("$.waiters.{name}");
                let message = format!("the waiter {name} is left out: {why}");
                let hint = format!("mend it in overlay.toml: [waiters.{name}]");
                context.warning("unusable-waiter", &path, message, Some(hint));
            }
        }
    }
    found.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
    for (position, waiter) in found {
        if let Some(operation) = service.operations.get_mut(position) {
            operation.waiters.push(waiter);
        }
    }
}

/// The methods that an operation has so far.
fn methods(operation: &Operation) -> impl Iterator<Item = String> {
    let pages = operation
        .paginator
        .as_ref()
        .map(|pages| pages.method.clone());
    std::iter::once(operation.name.clone()).chain(pages)
}

fn waiter(name: &str, value: &Value, shapes: &Shapes<'_>, output: &str) -> Result<Waiter, String> {
    let acceptors = value["acceptors"].as_array().into_iter().flatten();
    let acceptors: Result<Vec<Acceptor>, String> = acceptors
        .map(|value| acceptor(value, shapes, output))
        .collect();
    let description = value["description"].as_str().unwrap_or_default();
    Ok(Waiter {
        name: name.to_owned(),
        method: format!("wait_until_{}", words::snake(name)),
        documentation: Documentation {
            markdown: markdown::from_html(description, &mut |_| None).text,
        },
        delay: value["delay"].as_u64().unwrap_or_default(),
        attempts: value["maxAttempts"].as_u64().unwrap_or_default(),
        acceptors: acceptors?,
    })
}

fn acceptor(value: &Value, shapes: &Shapes<'_>, output: &str) -> Result<Acceptor, String> {
    let state = match value["state"].as_str() {
        Some("success") => "Success",
        Some("failure") => "Failure",
        _ => "Retry",
    };
    let argument = || {
        let text = value["argument"].as_str().unwrap_or_default();
        jmespath::parse(text, shapes, output)
    };
    let expected = &value["expected"];
    let text = || match expected {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let matcher = match value["matcher"].as_str() {
        Some("path") => Matcher::Is(argument()?, text()),
        Some("pathAll") => Matcher::All(argument()?, text()),
        Some("pathAny") => Matcher::Any(argument()?, text()),
        Some("status") => Matcher::Status(
            expected
                .as_u64()
                .and_then(|status| u16::try_from(status).ok())
                .ok_or("a status is expected that isn't one")?,
        ),
        _ => match expected.as_bool() {
            Some(failed) => Matcher::Failed(failed),
            None => Matcher::Error(text()),
        },
    };
    Ok(Acceptor { state, matcher })
}
