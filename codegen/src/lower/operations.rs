//! Fourth pass: the operations with their payloads, errors and traits, and which structures are theirs alone.

use std::collections::BTreeMap;

use super::context::Context;
use super::docs::{self, Place};
use super::names::module_name;
use super::select::Selection;
use super::shapes::Shapes;
use super::types::is_stream;
use crate::ir::{self, OperationError, OperationTrait, Payload};
use crate::load::model::{Checksum, Kind, Operation, Reference};

/// Adds the selected operations to the service, in the order of their names.
pub(crate) fn fill(shapes: &Shapes<'_>, context: &mut Context<'_>, service: &mut ir::Service) {
    for (key, operation) in &shapes.types.selection.operations {
        let lowered = lower(shapes, context, service, key, operation);
        service.operations.push(lowered);
    }
    if !context.options.types_only {
        tell_of_events(context, service);
    }
}

/// Says which operations can't be called yet.
fn tell_of_events(context: &mut Context<'_>, service: &ir::Service) {
    let of_events = service
        .operations
        .iter()
        .filter(|operation| operation.streams_events());
    let titles: Vec<&str> = of_events
        .map(|operation| operation.title.as_str())
        .collect();
    if !titles.is_empty() {
        let message = format!(
            "event streams are not supported yet: a program that calls {} doesn't build",
            titles.join(", ")
        );
        context.note("event-stream", "$.operations", message);
    }
}

fn lower(
    shapes: &Shapes<'_>,
    context: &mut Context<'_>,
    service: &ir::Service,
    key: &str,
    operation: &Operation,
) -> ir::Operation {
    let path = format!("$.operations.{key}");
    let names = &shapes.types.names;
    let name = names.of_operation(key);
    let payload = |reference: &Reference| Payload {
        shape: reference.shape.clone(),
        name: names.of_type(&reference.shape),
    };
    let input_shape = operation
        .input
        .as_ref()
        .map_or("", |input| input.shape.as_str());
    ir::Operation {
        wire: operation.name.clone(),
        module: module_name(&name),
        name,
        title: key.to_owned(),
        documentation: shapes.links.text_or_reference(
            context,
            Place {
                path: &path,
                // What the text mentions is mostly to be filled in.
                shape: input_shape,
            },
            &operation.documentation,
            key,
        ),
        deprecated: docs::deprecation(operation.deprecated.as_ref()),
        input: operation.input.as_ref().map(payload),
        output: operation.output.as_ref().map(payload),
        errors: errors(service, operation),
        method: operation.method.clone(),
        uri: operation.request_uri.clone(),
        traits: traits(context, shapes, key, operation),
        examples: Vec::new(),
        paginator: None,
        waiters: Vec::new(),
        structures: Vec::new(),
    }
}

/// The variants of the errors that the operation lists, each once, in the model's order.
fn errors(service: &ir::Service, operation: &Operation) -> Vec<OperationError> {
    let mut found: Vec<OperationError> = Vec::new();
    for reference in &operation.errors {
        let known = service
            .exceptions
            .iter()
            .find(|exception| exception.structure.shape == reference.shape);
        let Some(exception) = known else { continue };
        let error = OperationError {
            variant: exception.variant.name.clone(),
            ty: exception.structure.name.clone(),
        };
        if !found.contains(&error) {
            found.push(error);
        }
    }
    found
}

/// All that sets an operation apart but what it tells the endpoint rules.
pub(super) fn traits(
    context: &Context<'_>,
    shapes: &Shapes<'_>,
    key: &str,
    operation: &Operation,
) -> Vec<OperationTrait> {
    let mut traits = flags(context, operation);
    traits.extend(auth(context, operation));
    traits.extend(
        operation
            .host_prefix
            .clone()
            .map(OperationTrait::HostPrefix),
    );
    traits.extend(of_payloads(operation));
    traits.extend(
        operation
            .endpoint_discovery
            .map(OperationTrait::EndpointDiscovery),
    );
    if !operation.request_compression.is_empty() {
        traits.push(OperationTrait::Compression(
            operation.request_compression.clone(),
        ));
    }
    traits.extend(operation.http_checksum.iter().flat_map(checksum));
    traits.extend(shapes.customizations.of_operation(key));
    traits
}

/// The ways of saying who calls that are the operation's own; what signs or doesn't is told by a flag.
fn auth(context: &Context<'_>, operation: &Operation) -> Option<OperationTrait> {
    let own = &operation.auth;
    let of_service = &context.model.metadata.auth;
    // A flag says that nobody has to be told.
    if own
        .first()
        .is_some_and(|scheme| scheme == "smithy.api#noAuth")
    {
        return None;
    }
    // A service that names no way is signed for one region.
    let is_usual = of_service.is_empty() && own.iter().all(|scheme| scheme == "aws.auth#sigv4");
    let differs = !own.is_empty() && own != of_service && !is_usual;
    differs.then(|| OperationTrait::Auth(own.clone()))
}

/// What is so or not.
fn flags(context: &Context<'_>, operation: &Operation) -> Vec<OperationTrait> {
    let authtype = operation.authtype;
    let first = operation.auth.first();
    let unsigned =
        authtype == Some("none") || first.is_some_and(|auth| auth == "smithy.api#noAuth");
    let checksum = operation.http_checksum.as_ref();
    let flags = [
        (unsigned, OperationTrait::Unsigned),
        (
            operation.optional_auth && !unsigned,
            OperationTrait::OptionalAuth,
        ),
        (
            operation.unsigned_payload || authtype == Some("v4-unsigned-body"),
            OperationTrait::UnsignedPayload,
        ),
        (
            hands_on_a_stream(context, operation),
            OperationTrait::StreamingOutput,
        ),
        (
            carries_events(context, operation),
            OperationTrait::EventStream,
        ),
        (operation.idempotent, OperationTrait::Idempotent),
        (operation.readonly, OperationTrait::ReadOnly),
        (
            operation.endpoint_operation,
            OperationTrait::EndpointOperation,
        ),
        (
            operation.http_checksum_required
                || checksum.is_some_and(|found| found.request_checksum_required),
            OperationTrait::ChecksumRequired,
        ),
    ];
    let set = flags.into_iter().filter(|(set, _)| *set);
    set.map(|(_, flag)| flag).collect()
}

/// Whether the output's payload is a stream.
fn hands_on_a_stream(context: &Context<'_>, operation: &Operation) -> bool {
    let output = operation.output.as_ref();
    let shape = output.and_then(|output| context.shape(&output.shape));
    let Some(Kind::Structure(structure)) = shape.map(|shape| &shape.kind) else {
        return false;
    };
    structure.members.iter().any(|(member, reference)| {
        structure.payload.as_deref() == Some(member) && is_stream(context, reference)
    })
}

/// Whether a member of the input or output is a stream of events.
fn carries_events(context: &Context<'_>, operation: &Operation) -> bool {
    let payloads = operation.input.iter().chain(&operation.output);
    let mut members = payloads
        .filter_map(|payload| context.structure(&payload.shape))
        .flat_map(|structure| &structure.members);
    members.any(|(_, reference)| {
        let target = context.structure(&reference.shape);
        target.is_some_and(|target| target.event_stream)
    })
}

/// The elements around input and output in XML.
fn of_payloads(operation: &Operation) -> Vec<OperationTrait> {
    let wrapper = operation
        .output
        .as_ref()
        .and_then(|output| output.result_wrapper.clone());
    let mut traits: Vec<_> = wrapper
        .map(OperationTrait::ResultWrapper)
        .into_iter()
        .collect();
    if let Some(Reference {
        location_name: Some(root),
        xml_namespace,
        ..
    }) = &operation.input
    {
        let namespace = xml_namespace.as_ref();
        traits.push(OperationTrait::InputRoot {
            name: root.clone(),
            namespace: namespace.map(|namespace| namespace.uri.clone()),
        });
    }
    traits
}

fn checksum(checksum: &Checksum) -> Vec<OperationTrait> {
    let algorithm = checksum.request_algorithm_member.clone();
    let mode = checksum.request_validation_mode_member.clone();
    let algorithms = &checksum.response_algorithms;
    let traits = [
        algorithm.map(OperationTrait::Checksum),
        mode.map(OperationTrait::ChecksumMode),
        (!algorithms.is_empty()).then(|| OperationTrait::ResponseChecksums(algorithms.clone())),
    ];
    traits.into_iter().flatten().collect()
}

/// Gives each operation the structures that nothing else uses, so that they stand in its file.
pub(crate) fn hand_over_structures(selection: &Selection<'_>, service: &mut ir::Service) {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for (index, operation) in service.operations.iter().enumerate() {
        for payload in operation.input.iter().chain(&operation.output) {
            let alone = selection.payloads.get(payload.shape.as_str()) == Some(&1);
            if alone && !selection.nested.contains(payload.shape.as_str()) {
                owners.insert(payload.shape.clone(), index);
            }
        }
    }
    let (single_use, shared): (Vec<ir::Structure>, Vec<ir::Structure>) =
        std::mem::take(&mut service.structures)
            .into_iter()
            .partition(|structure| owners.contains_key(&structure.shape));
    service.structures = shared;
    for structure in single_use {
        let owner = owners.get(&structure.shape).copied();
        if let Some(operation) = owner.and_then(|index| service.operations.get_mut(index)) {
            let is_input = operation
                .input
                .as_ref()
                .is_some_and(|input| input.shape == structure.shape);
            let place = if is_input {
                0
            } else {
                operation.structures.len()
            };
            operation.structures.insert(place, structure);
        }
    }
}
