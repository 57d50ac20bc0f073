//! What a table says of a structure or member: bindings, formats and markers, taken from the reference and its target.
//!
//! The order is fixed, so that the same model always gives the same text.

use super::context::Context;
use super::types::is_document;
use crate::ir::Trait;
use crate::load::model::{Kind, Reference, Shape, Structure, XmlNamespace};

/// Elements within elements deeper than this carry no traits; `types` refuses them.
const DEEPEST: usize = 16;

fn xml_namespace(namespace: &XmlNamespace) -> Trait {
    Trait::XmlNamespace {
        prefix: namespace.prefix.clone(),
        uri: namespace.uri.clone(),
    }
}

/// The traits of a structure or union.
pub(crate) fn of_structure(shape: &Shape, structure: &Structure) -> Vec<Trait> {
    let mut traits = Vec::new();
    if shape.sensitive {
        traits.push(Trait::Sensitive);
    }
    if structure.event_stream {
        traits.push(Trait::EventStream);
    }
    if structure.event {
        traits.push(Trait::Event);
    }
    if let Some(namespace) = &shape.xml_namespace {
        traits.push(xml_namespace(namespace));
    }
    if let Some(name) = &shape.location_name {
        traits.push(Trait::Name(name.clone()));
    }
    traits
}

/// The key on the wire: of a body member its `locationName`, or the name that its target brings along, else the
/// member's own name.
pub(crate) fn wire_name(
    context: &Context<'_>,
    structure: &Structure,
    member: &str,
    reference: &Reference,
) -> String {
    if reference.location.is_some() {
        // A member of the body may have this name as its key; then the two are told apart by where this one stands.
        let is_key = |other: &Reference| {
            other.location.is_none() && other.location_name.as_deref() == Some(member)
        };
        let taken = structure.members.iter().any(|(_, other)| is_key(other));
        let place = reference.location_name.as_deref().filter(|_| taken);
        return place.unwrap_or(member).to_owned();
    }
    let given = reference.location_name.clone();
    given
        .or_else(|| name_of_target(context, reference))
        .unwrap_or_else(|| member.to_owned())
}

/// A shape that is flattened wherever it stands has its elements' name; a few old lists have a name of their own.
fn name_of_target(context: &Context<'_>, reference: &Reference) -> Option<String> {
    let shape = context.shape(&reference.shape)?;
    match &shape.kind {
        Kind::Structure(_) => None,
        Kind::List(element) if shape.flattened => element
            .location_name
            .clone()
            .or_else(|| shape.location_name.clone()),
        _ => shape.location_name.clone(),
    }
}

/// The traits of a member.
pub(crate) fn of_member(
    context: &mut Context<'_>,
    path: &str,
    member: &str,
    reference: &Reference,
    structure: &Structure,
) -> Vec<Trait> {
    let mut traits = Vec::new();
    traits.extend(location(context, path, member, reference));
    if structure.payload.as_deref() == Some(member) {
        traits.extend(payload(context, member, reference));
    }
    let flags = [
        (reference.host_label, Trait::HostLabel),
        (reference.xml_attribute, Trait::XmlAttribute),
        (reference.json_value, Trait::JsonValue),
        (reference.event_payload, Trait::EventPayload),
    ];
    traits.extend(
        flags
            .into_iter()
            .filter(|(set, _)| *set)
            .map(|(_, flag)| flag),
    );
    traits.extend(reference.query_name.clone().map(Trait::QueryName));
    traits.extend(reference.context_param.clone().map(Trait::ContextParam));
    if let Some(namespace) = &reference.xml_namespace {
        traits.push(xml_namespace(namespace));
    }
    traits.extend(of_target(context, reference, DEEPEST));
    traits
}

/// What a payload needs to know beside its type.
fn payload(context: &Context<'_>, member: &str, reference: &Reference) -> Vec<Trait> {
    let mut traits = vec![Trait::Payload];
    let is_structure = context
        .shape(&reference.shape)
        .is_some_and(|shape| match &shape.kind {
            Kind::Structure(structure) => !structure.union && !structure.document,
            _ => false,
        });
    let speaks_rest_json = context
        .model
        .metadata
        .protocols
        .iter()
        .any(|protocol| protocol == "rest-json");
    if is_structure && speaks_rest_json {
        traits.push(Trait::SentEmpty);
    }
    let media_type = context.shape(&reference.shape);
    let media_type = media_type.filter(|shape| matches!(shape.kind, Kind::Blob | Kind::String(_)));
    let media_type = media_type.and_then(|shape| shape.media_type.clone());
    traits.extend(media_type.map(Trait::MediaType));
    // The element has the structure's own name, unless the reference says otherwise. Converted models repeat the
    // member's name there, which says nothing.
    if let Some(name) = &reference.location_name
        && (name != member || reference.xml_namespace.is_some())
    {
        traits.push(Trait::Name(name.clone()));
    }
    traits
}

fn location(
    context: &mut Context<'_>,
    path: &str,
    member: &str,
    reference: &Reference,
) -> Option<Trait> {
    let name = reference
        .location_name
        .clone()
        .unwrap_or_else(|| member.to_owned());
    let is_map = context
        .shape(&reference.shape)
        .is_some_and(|shape| matches!(shape.kind, Kind::Map(..)));
    match reference.location.as_deref()? {
        "uri" => Some(Trait::Label(name)),
        "header" => Some(Trait::Header(name)),
        "headers" => Some(Trait::PrefixHeaders(
            reference.location_name.clone().unwrap_or_default(),
        )),
        "querystring" if is_map => Some(Trait::QueryParams),
        "querystring" => Some(Trait::Query(name)),
        "statusCode" => Some(Trait::StatusCode),
        other => {
            let hint = "known are uri, querystring, header, headers and statusCode".to_owned();
            context.error(
                "unknown-location",
                &format!("{path}.location"),
                format!("unknown location `{other}`"),
                Some(hint),
            );
            None
        }
    }
}

/// What the target shape adds: format, sensitivity, and the same for what it holds.
fn of_target(context: &Context<'_>, reference: &Reference, depth: usize) -> Vec<Trait> {
    let Some(shape) = context.shape(&reference.shape) else {
        return Vec::new();
    };
    let mut traits = Vec::new();
    if shape.sensitive && !matches!(shape.kind, Kind::Structure(_)) {
        traits.push(Trait::Sensitive);
    }
    if let Some(namespace) = &shape.xml_namespace
        && reference.xml_namespace.is_none()
        && !matches!(shape.kind, Kind::Structure(_))
    {
        traits.push(xml_namespace(namespace));
    }
    let format = reference.timestamp_format.or(shape.timestamp_format);
    traits.extend(format.map(Trait::Timestamp));
    let flags = [
        (reference.flattened || shape.flattened, Trait::Flattened),
        (
            shape.sparse || holds_documents(context, shape),
            Trait::Sparse,
        ),
        (reference.streaming || shape.streaming, Trait::Streaming),
        (shape.requires_length, Trait::RequiresLength),
    ];
    traits.extend(
        flags
            .into_iter()
            .filter(|(set, _)| *set)
            .map(|(_, flag)| flag),
    );
    if depth > 0 && !reference.json_value {
        traits.extend(of_contents(context, shape, depth - 1));
    }
    traits
}

/// Whether it is a list or map of documents, of which `null` is one like any other.
fn holds_documents(context: &Context<'_>, shape: &Shape) -> bool {
    let (Kind::List(element) | Kind::Map(_, element)) = &shape.kind else {
        return false;
    };
    context.structure(&element.shape).is_some_and(is_document)
}

fn of_contents(context: &Context<'_>, shape: &Shape, depth: usize) -> Vec<Trait> {
    let parts = match &shape.kind {
        Kind::List(element) => vec![(element, Trait::Element as fn(Vec<Trait>) -> Trait)],
        Kind::Map(key, value) => vec![
            (key, Trait::Key as fn(Vec<Trait>) -> Trait),
            (value, Trait::Entry),
        ],
        _ => Vec::new(),
    };
    let mut traits = Vec::new();
    for (reference, wrap) in parts {
        let mut inner: Vec<Trait> = reference
            .location_name
            .clone()
            .map(Trait::Name)
            .into_iter()
            .collect();
        if let Some(namespace) = &reference.xml_namespace {
            inner.push(xml_namespace(namespace));
        }
        inner.extend(of_target(context, reference, depth));
        if !inner.is_empty() {
            traits.push(wrap(inner));
        }
    }
    traits
}
