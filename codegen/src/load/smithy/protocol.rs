//! Which of its protocols a service is read for, as traits mean different things to them.

use super::super::cursor::Context;
use super::super::model::JsonVersion;
use super::ast::{Shape, Type};
use super::flatten::Shapes;

/// A protocol that is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    AwsJson1_0,
    AwsJson1_1,
    RestJson1,
    RestXml,
    RpcV2Cbor,
    AwsQuery,
    Ec2Query,
}

/// The protocols by preference, the same as among those of the older format: trait, protocol, and the older name.
pub(super) const PROTOCOLS: [(&str, Protocol, &str); 7] = [
    ("aws.protocols#awsJson1_0", Protocol::AwsJson1_0, "json"),
    ("aws.protocols#awsJson1_1", Protocol::AwsJson1_1, "json"),
    ("aws.protocols#restJson1", Protocol::RestJson1, "rest-json"),
    ("aws.protocols#restXml", Protocol::RestXml, "rest-xml"),
    (
        "smithy.protocols#rpcv2Cbor",
        Protocol::RpcV2Cbor,
        "smithy-rpc-v2-cbor",
    ),
    ("aws.protocols#awsQuery", Protocol::AwsQuery, "query"),
    ("aws.protocols#ec2Query", Protocol::Ec2Query, "ec2"),
];

/// Protocols that are known by name alone.
const UNSPOKEN: [&str; 3] = [
    "alloy#simpleRestJson",
    "alloy.proto#grpc",
    "smithy.protocols#rpcv2Json",
];

impl Protocol {
    /// Its name in the older format.
    pub(super) fn name(self) -> &'static str {
        let found = PROTOCOLS.iter().find(|(_, protocol, _)| *protocol == self);
        found.map_or("", |(_, _, name)| name)
    }

    /// Its trait.
    pub(super) fn id(self) -> &'static str {
        let found = PROTOCOLS.iter().find(|(_, protocol, _)| *protocol == self);
        found.map_or("", |(id, _, _)| id)
    }

    pub(super) fn json_version(self) -> Option<JsonVersion> {
        match self {
            Self::AwsJson1_0 => Some(JsonVersion::One),
            Self::AwsJson1_1 => Some(JsonVersion::OneOne),
            _ => None,
        }
    }

    /// Whether members are bound to headers, paths and queries.
    pub(super) fn binds(self) -> bool {
        matches!(self, Self::RestJson1 | Self::RestXml)
    }

    /// Whether the names of XML count.
    pub(super) fn has_xml_names(self) -> bool {
        matches!(self, Self::RestXml | Self::AwsQuery | Self::Ec2Query)
    }

    /// Whether requests are forms, which have no place for documents.
    pub(super) fn sends_forms(self) -> bool {
        matches!(self, Self::AwsQuery | Self::Ec2Query)
    }

    /// Whether the service's name goes with each request.
    pub(super) fn names_service(self) -> bool {
        matches!(self, Self::AwsJson1_0 | Self::AwsJson1_1 | Self::RpcV2Cbor)
    }
}

/// The protocol to read the service for: of those that it has the first of the `preferred`, which are named as in the
/// older format, else the first of the usual order.
pub(super) fn choose(
    shapes: &Shapes<'_>,
    service: &Shape<'_>,
    preferred: &[String],
) -> Option<Protocol> {
    debug_assert_eq!(service.ty, Type::Service);
    let spoken = || {
        let listed = PROTOCOLS.iter();
        listed.filter(|(id, _, _)| service.traits.has(id))
    };
    let first = preferred
        .iter()
        .find_map(|wanted| spoken().find(|(_, _, name)| name == wanted));
    if let Some((_, protocol, _)) = first.or_else(|| spoken().next()) {
        return Some(*protocol);
    }
    refuse(shapes, service);
    None
}

fn refuse(shapes: &Shapes<'_>, service: &Shape<'_>) {
    let context: &Context = shapes.context;
    let is_protocol =
        |id: &str| UNSPOKEN.contains(&id) || shapes.says(id, "smithy.api#protocolDefinition");
    let found = service.traits.iter().map(|(id, _)| id);
    let found: Vec<&str> = found.filter(|id| is_protocol(id)).collect();
    let message = if found.is_empty() {
        format!("`{}` names no protocol", service.id)
    } else {
        let (id, found) = (service.id, found.join("`, `"));
        format!("`{id}` speaks none of the known protocols, but `{found}`")
    };
    let known: Vec<&str> = PROTOCOLS.iter().map(|(id, _, _)| *id).collect();
    let hint = format!("give it one of the traits `{}`", known.join("`, `"));
    let path = service.place().path_to(&["traits"]);
    context.error("unknown-protocol", path, message, hint);
}
