//! The use of a shape: a member, an element, a key or a value, with what its traits mean in the service's protocol.

use super::super::cursor::Context;
use super::super::grammar::Grammar;
use super::super::model::{Deprecation, Reference, XmlNamespace};
use super::Language;
use super::ast::{Member, Shape, Traits};
use super::protocol::Protocol;
use crate::ir::TimestampFormat;

/// What binds a member to a place outside the body.
const BINDINGS: [&str; 6] = [
    "smithy.api#httpHeader",
    "smithy.api#httpLabel",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQuery",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
];

/// Whether a member stands outside the body.
pub(super) fn is_bound(traits: &Traits<'_>) -> bool {
    BINDINGS.iter().any(|binding| traits.has(binding))
}

/// What members are read with.
pub(super) struct Members<'a> {
    pub(super) context: &'a Context,
    pub(super) protocol: Protocol,
    pub(super) language: Language,
    /// The service's own, which payloads have that say nothing else.
    pub(super) xml_namespace: Option<XmlNamespace>,
}

impl Members<'_> {
    /// The member of a structure, which is `bound` when it is a whole request, response or error.
    pub(super) fn read(
        &self,
        member: &Member<'_>,
        target: &Shape<'_>,
        name: &str,
        bound: bool,
    ) -> Reference {
        let (context, traits) = (self.context, &member.traits);
        let mut reference = Reference {
            shape: name.to_owned(),
            documentation: self.language.documentation(context, traits),
            location_name: self.key(traits),
            xml_namespace: xml_namespace(context, self.protocol, traits),
            json_value: is_json(context, target),
            idempotency_token: traits.has("smithy.api#idempotencyToken"),
            host_label: traits.has("smithy.api#hostLabel"),
            event_payload: traits.has("smithy.api#eventPayload"),
            event_header: traits.has("smithy.api#eventHeader"),
            timestamp_format: timestamp_format(context, traits),
            context_param: traits.object(context, "smithy.rules#contextParam", |object| {
                Some(object.need_formed("name", Grammar::Member))
            }),
            deprecated: deprecation(context, traits),
            ..Reference::default()
        };
        if self.protocol.has_xml_names() {
            reference.xml_attribute = traits.has("smithy.api#xmlAttribute");
            reference.flattened = traits.has("smithy.api#xmlFlattened");
        }
        if self.protocol == Protocol::Ec2Query {
            reference.query_name = traits.text(context, "aws.protocols#ec2QueryName");
        }
        if self.protocol.binds() && bound {
            self.bind(member, &mut reference);
            if traits.has("smithy.api#httpPayload") && !target.traits.has("smithy.api#xmlNamespace")
            {
                let own = reference.xml_namespace.take();
                reference.xml_namespace = own.or_else(|| self.xml_namespace.clone());
            }
        }
        reference
    }

    /// Its key in a body, where that isn't its name.
    fn key(&self, traits: &Traits<'_>) -> Option<String> {
        if self.protocol.has_xml_names() {
            traits.text(self.context, "smithy.api#xmlName")
        } else if self.protocol == Protocol::RestJson1 {
            traits.text(self.context, "smithy.api#jsonName")
        } else {
            None
        }
    }

    /// Where it stands, when that isn't the body.
    fn bind(&self, member: &Member<'_>, reference: &mut Reference) {
        let (context, traits) = (self.context, &member.traits);
        let text = |id: &str| traits.text(context, id);
        let bindings = [
            ("header", text("smithy.api#httpHeader")),
            ("headers", text("smithy.api#httpPrefixHeaders")),
            ("querystring", text("smithy.api#httpQuery")),
            (
                "uri",
                traits
                    .has("smithy.api#httpLabel")
                    .then(|| member.name.to_owned()),
            ),
            (
                "querystring",
                traits
                    .has("smithy.api#httpQueryParams")
                    .then(|| member.name.to_owned()),
            ),
            (
                "statusCode",
                traits
                    .has("smithy.api#httpResponseCode")
                    .then(|| member.name.to_owned()),
            ),
        ];
        for (location, name) in bindings {
            if let Some(name) = name {
                reference.location = Some(location.to_owned());
                reference.location_name = Some(name);
            }
        }
    }
}

/// Whether a text holds JSON.
fn is_json(context: &Context, target: &Shape<'_>) -> bool {
    use super::ast::Type;
    let media_type = target.traits.text(context, "smithy.api#mediaType");
    target.ty == Type::String && media_type.as_deref() == Some("application/json")
}

const TIMESTAMP_FORMATS: [(&str, TimestampFormat); 3] = [
    ("date-time", TimestampFormat::DateTime),
    ("http-date", TimestampFormat::HttpDate),
    ("epoch-seconds", TimestampFormat::EpochSeconds),
];

/// How a point in time is written.
pub(super) fn timestamp_format(context: &Context, traits: &Traits<'_>) -> Option<TimestampFormat> {
    traits.read(context, "smithy.api#timestampFormat", |cursor| {
        cursor.one_of(&TIMESTAMP_FORMATS)
    })
}

/// A namespace of XML, where there is XML.
pub(super) fn xml_namespace(
    context: &Context,
    protocol: Protocol,
    traits: &Traits<'_>,
) -> Option<XmlNamespace> {
    if !protocol.has_xml_names() {
        return None;
    }
    traits.object(context, "smithy.api#xmlNamespace", |object| {
        Some(XmlNamespace {
            uri: object.need_formed("uri", Grammar::Namespace),
            prefix: object.formed("prefix", Grammar::XmlPrefix),
        })
    })
}

/// That nobody should use it any more.
pub(super) fn deprecation(context: &Context, traits: &Traits<'_>) -> Option<Deprecation> {
    traits.object(context, "smithy.api#deprecated", |object| {
        Some(Deprecation {
            message: object.text("message"),
            since: object.text("since"),
        })
    })
}
