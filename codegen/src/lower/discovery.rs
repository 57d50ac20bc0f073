//! Which operation tells where others go, whether or not it is one of those that are kept, and whether clients can ask it.
//!
//! Runs once the kept operations have their traits.

use super::context::Context;
use super::endpoints;
use super::operations;
use super::shapes::Shapes;
use crate::ir::{self, OperationTrait};
use crate::load::model::{Kind, Operation, Reference, Structure};

const HINT: &str = "in an answer that clients understand, `Endpoints` is a list of structures with `Address` and \
                    `CachePeriodInMinutes`, and nothing has to be asked";

/// Adds what the client asks to a service whose kept operations want it.
pub(crate) fn fill(shapes: &Shapes<'_>, context: &mut Context<'_>, service: &mut ir::Service) {
    let wishes = service.operations.iter().filter_map(wish);
    let Some(required) = wishes.reduce(|one, other| one || other) else {
        return;
    };
    let model = context.model;
    let mut operations = model.operations.iter();
    let Some((key, operation)) = operations.find(|(_, found)| found.endpoint_operation) else {
        let message = "operations have to be asked for their endpoints, and none is asked";
        let hint = "mark the one that tells them with `endpointoperation`".to_owned();
        let hint = Some(hint);
        context.error(
            "no-endpoint-operation",
            "$.operations",
            message.to_owned(),
            hint,
        );
        return;
    };
    if let Err(why) = understood(context, operation) {
        let path = format!("$.operations.{key}");
        let message = format!("`{key}` tells endpoints in another way than clients ask: {why}");
        let hint = Some(HINT.to_owned());
        context.error("unusable-endpoint-operation", &path, message, hint);
        return;
    }
    let mut traits = operations::traits(context, shapes, key, operation);
    if let Some(rules) = &model.endpoint_rule_set {
        traits.extend(endpoints::constants(context, rules, key, operation));
    }
    // Nobody asks where to ask.
    traits.retain(|found| !matches!(found, OperationTrait::EndpointDiscovery(_)));
    service.discovery = Some(ir::Discovery {
        wire: operation.name.clone(),
        method: operation.method.clone(),
        uri: operation.request_uri.clone(),
        traits,
        required,
    });
}

/// Whether an operation has to have an endpoint of its own, where it may have one.
fn wish(operation: &ir::Operation) -> Option<bool> {
    operation.traits.iter().find_map(|found| match found {
        OperationTrait::EndpointDiscovery(required) => Some(*required),
        _ => None,
    })
}

/// # Errors
/// Why clients don't understand what the operation asks or answers.
fn understood(context: &Context<'_>, operation: &Operation) -> Result<(), String> {
    let input = operation.input.as_ref();
    let input = input.and_then(|input| context.structure(&input.shape));
    if let Some(member) = input.and_then(|input| input.required.first()) {
        return Err(format!("its input has to have `{member}`"));
    }
    let output = operation.output.as_ref();
    let output = output.and_then(|output| context.structure(&output.shape));
    let list = member(output, "Endpoints")?;
    let Some(Kind::List(element)) = context.shape(&list.shape).map(|shape| &shape.kind) else {
        return Err("`Endpoints` is no list".to_owned());
    };
    let endpoint = context.structure(&element.shape);
    let address = member(endpoint, "Address")?;
    let period = member(endpoint, "CachePeriodInMinutes")?;
    let kind = |reference: &Reference| context.shape(&reference.shape).map(|shape| &shape.kind);
    match (kind(address), kind(period)) {
        (Some(Kind::String(_)), Some(Kind::Integer | Kind::Long)) => Ok(()),
        _ => Err("an address is a text, and its minutes are a whole number".to_owned()),
    }
}

/// A member that stands in the body under its own name.
fn member<'a>(structure: Option<&'a Structure>, name: &str) -> Result<&'a Reference, String> {
    let mut members = structure.into_iter().flat_map(|found| &found.members);
    let found = members.find(|(known, _)| known == name);
    match found {
        None => Err(format!("its output has no `{name}`")),
        Some((_, found)) if found.location.is_some() || found.location_name.is_some() => {
            Err(format!("`{name}` has another name on the wire"))
        }
        Some((_, found)) => Ok(found),
    }
}
