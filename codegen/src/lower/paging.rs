//! The paginators of the kept operations.
//!
//! A paginator that can't be followed is left out with a warning; the operation stays.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::jmespath::{self, Shapes};
use crate::ir::{Paginator, Service};

/// Gives the operations their paginators.
pub(crate) fn fill(context: &mut Context<'_>, service: &mut Service) {
    let mut found = Vec::new();
    let shapes = Shapes::new(service);
    for operation in &service.operations {
        let listed = context.model.paginators.iter();
        let value = listed
            .filter(|(name, _)| *name == operation.title)
            .map(|(_, value)| value)
            .next();
        let payloads = operation.input.as_ref().zip(operation.output.as_ref());
        let lowered = match (value, payloads) {
            (Some(value), Some((input, output))) => {
                paginator(value, &shapes, &input.name, &output.name)
            }
            _ => Ok(None),
        };
        match lowered {
            Ok(paginator) => found.push(paginator.map(|(tokens, more)| Paginator {
                method: format!("{}_pages", operation.name.trim_start_matches("r#")),
                tokens,
                more,
            })),
            Err(why) => {
                left_out(context, &operation.title, &why);
                found.push(None);
            }
        }
    }
    let taken: BTreeSet<String> = service
        .operations
        .iter()
        .map(|operation| operation.name.clone())
        .collect();
    for (operation, paginator) in service.operations.iter_mut().zip(found) {
        let Some(paginator) = paginator else { continue };
        if taken.contains(&paginator.method) {
            let why = format!("an operation is `{}` already", paginator.method);
            left_out(context, &operation.title, &why);
        } else {
            operation.paginator = Some(paginator);
        }
    }
}

fn left_out(context: &mut Context<'_>, operation: &str, why: &str) {
    let path = format!("$.pagination.{operation}");
    let message = format!("{operation} gets no pages: {why}");
    let hint = "call the operation with the tokens yourself".to_owned();
    context.warning("unusable-paginator", &path, message, Some(hint));
}

type Tokens = Vec<(usize, crate::ir::Expression)>;
type Lowered = Option<(Tokens, Option<crate::ir::Expression>)>;

/// `None` where the model has pages without tokens, or doesn't say how they follow each other.
fn paginator(
    value: &Value,
    shapes: &Shapes<'_>,
    input: &str,
    output: &str,
) -> Result<Lowered, String> {
    let (inputs, outputs) = (texts(&value["input_token"]), texts(&value["output_token"]));
    if inputs.is_empty() || outputs.is_empty() {
        return Ok(None);
    }
    if inputs.len() != outputs.len() {
        return Err("it has not as many tokens in the output as in the input".to_owned());
    }
    let mut tokens = Vec::new();
    for (name, expression) in inputs.into_iter().zip(outputs) {
        let (index, _) = shapes
            .member(input, name)
            .ok_or_else(|| format!("the input has no member `{name}`"))?;
        tokens.push((index, jmespath::parse(expression, shapes, output)?));
    }
    let more = value["more_results"].as_str();
    let more = more
        .map(|more| jmespath::parse(more, shapes, output))
        .transpose()?;
    Ok(Some((tokens, more)))
}

/// One text or several.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
