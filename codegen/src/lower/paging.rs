//! The paginators of the kept operations.
//!
//! A paginator that can't be followed is left out with a warning; the operation stays.

use std::collections::BTreeSet;

use super::context::Context;
use super::jmespath::{self, Shapes};
use super::sentences;
use crate::ir::{Name, Paginator, Service};
use crate::load::model;

/// Gives the operations their paginators.
pub(crate) fn fill(context: &mut Context<'_>, service: &mut Service) {
    let mut found = Vec::new();
    let shapes = Shapes::new(service);
    for operation in &service.operations {
        let listed = context.model.paginators.iter();
        let listed = listed.filter(|(name, _)| *name == operation.title);
        let modelled = listed.map(|(_, paginator)| paginator).next();
        let payloads = operation.input.as_ref().zip(operation.output.as_ref());
        let lowered = match (modelled, payloads) {
            (Some(modelled), Some((input, output))) => {
                paginator(modelled, &shapes, input.name.plain(), output.name.plain())
            }
            _ => Ok(None),
        };
        match lowered {
            Ok(paginator) => found.push(paginator.map(|(tokens, more)| Paginator {
                method: method_name(&operation.name),
                documentation: sentences::paginator(&operation.name),
                tokens,
                more,
            })),
            Err(why) => {
                left_out(context, &operation.title, &why);
                found.push(None);
            }
        }
    }
    let taken: BTreeSet<Name> = service
        .operations
        .iter()
        .map(|operation| operation.name.clone())
        .collect();
    for (operation, paginator) in service.operations.iter_mut().zip(found) {
        let Some(paginator) = paginator else { continue };
        if taken.contains(&paginator.method) {
            let why = format!("an operation is `{}` already", paginator.method.plain());
            left_out(context, &operation.title, &why);
        } else {
            operation.paginator = Some(paginator);
        }
    }
}

/// `new_` becomes `new_pages`: rustc warns of two `_` in a row.
fn method_name(operation: &Name) -> Name {
    let words = operation.plain().trim_end_matches('_');
    Name::new(&format!("{words}_pages"))
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
    paginator: &model::Paginator,
    shapes: &Shapes<'_>,
    input: &str,
    output: &str,
) -> Result<Lowered, String> {
    let (inputs, outputs) = (&paginator.input_token, &paginator.output_token);
    if inputs.is_empty() || outputs.is_empty() {
        return Ok(None);
    }
    if inputs.len() != outputs.len() {
        return Err("it has not as many tokens in the output as in the input".to_owned());
    }
    let mut tokens = Vec::new();
    for (name, expression) in inputs.iter().zip(outputs) {
        let (index, _) = shapes
            .member(input, name)
            .ok_or_else(|| format!("the input has no member `{name}`"))?;
        tokens.push((index, jmespath::parse(expression, shapes, output)?));
    }
    let more = paginator
        .more_results
        .as_ref()
        .map(|more| jmespath::parse(more, shapes, output))
        .transpose()?;
    Ok(Some((tokens, more)))
}
