//! One operation: its request's form, its payloads and errors, pages, waiters and examples.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::super::checksum;
use super::super::cursor::{Context, Cursor, Object};
use super::super::grammar::{Grammar, labels};
use super::super::model::{Checksum, Entries, Example, Operation, Paginator, Reference};
use super::ast::{Shape, Traits};
use super::closure::Closure;
use super::prelude::UNIT;
use super::protocol::Protocol;
use super::{Language, auth, member};

/// What operations are read with.
pub(super) struct Operations<'r, 'a> {
    pub(super) context: &'a Context,
    pub(super) closure: &'r Closure<'a>,
    pub(super) protocol: Protocol,
    pub(super) language: Language,
}

impl<'a> Operations<'_, 'a> {
    /// The operation of this name.
    pub(super) fn read(&self, name: &str, shape: &Shape<'a>) -> Operation {
        let context = self.context;
        let traits = &shape.traits;
        let optional = traits.has("smithy.api#optionalAuth");
        let signs = self.closure.service.traits.has(auth::SIGV4);
        let mut operation = Operation {
            name: name.to_owned(),
            method: "POST".to_owned(),
            request_uri: "/".to_owned(),
            documentation: self.language.documentation(context, traits),
            input: self.input(shape),
            output: self.output(name, shape),
            errors: self.errors(shape),
            deprecated: member::deprecation(context, traits),
            auth: auth::of_operation(context, shape).unwrap_or_default(),
            // Who needs no signature isn't asked for one.
            authtype: (optional && signs).then_some("none"),
            optional_auth: optional,
            unsigned_payload: traits.has("aws.auth#unsignedPayload"),
            idempotent: traits.has("smithy.api#idempotent"),
            readonly: traits.has("smithy.api#readonly"),
            host_prefix: traits.object(context, "smithy.api#endpoint", |object| {
                object.formed("hostPrefix", Grammar::HostPrefix)
            }),
            endpoint_discovery: traits.object(
                context,
                "aws.api#clientDiscoveredEndpoint",
                |object| Some(object.flag("required")),
            ),
            endpoint_operation: self.finds_endpoints(shape),
            http_checksum: checksum(context, traits),
            http_checksum_required: traits.has("smithy.api#httpChecksumRequired"),
            request_compression: traits
                .object(context, "smithy.api#requestCompression", |object| {
                    Some(object.all_formed("encodings", Grammar::Word))
                })
                .unwrap_or_default(),
            static_context_params: parameters(
                context,
                traits,
                "smithy.rules#staticContextParams",
                |object| Some(object.need("value")?.value.to_string()),
            ),
            operation_context_params: parameters(
                context,
                traits,
                "smithy.rules#operationContextParams",
                |object| Some(object.need("path")?.text()?.to_owned()),
            ),
            ..Operation::default()
        };
        self.bind(shape, &mut operation);
        operation
    }

    /// Each label of a template is filled by a member of the input that has the trait.
    fn labels(&self, shape: &Shape<'a>, (template, at): (&str, [&str; 3]), id: &str) {
        let input = shape.singles.get("input");
        let input = input.and_then(|target| self.closure.shapes.get(target.id));
        let members = input.into_iter().flat_map(|input| &input.members);
        let bound: Vec<&str> = members
            .filter(|member| member.traits.has(id))
            .map(|member| member.name)
            .collect();
        for label in labels(template).filter(|label| !bound.contains(label)) {
            let message =
                format!("no member of the input has the name `{label}` and the trait `{id}`");
            let path = shape.place().path_to(&at);
            let known = bound.iter().copied();
            self.context
                .unknown("unknown-label", path, message, label, known);
        }
    }

    /// Method, path and status, which the protocols bound to HTTP alone look at; and the host's prefix.
    fn bind(&self, shape: &Shape<'a>, operation: &mut Operation) {
        if self.protocol.binds() {
            self.bind_to_http(shape, operation);
            let at = ["traits", "smithy.api#http", "uri"];
            let uri = (operation.request_uri.as_str(), at);
            self.labels(shape, uri, "smithy.api#httpLabel");
        }
        let prefix = operation.host_prefix.as_deref().unwrap_or_default();
        let prefix = (prefix, ["traits", "smithy.api#endpoint", "hostPrefix"]);
        self.labels(shape, prefix, "smithy.api#hostLabel");
    }

    fn bind_to_http(&self, shape: &Shape<'a>, operation: &mut Operation) {
        let read = |object: &Object<'_>| {
            operation.method = object.need_text("method");
            if let Some(method) = object.get_again("method") {
                Grammar::Header.check(&method, &operation.method);
            }
            operation.request_uri = object.need_formed("uri", Grammar::Uri);
            operation.response_code = Some(object.status("code").unwrap_or(200));
            Some(())
        };
        let id = "smithy.api#http";
        if !shape.traits.has(id) {
            let message = format!("`{}` says neither method nor path", shape.id);
            let path = shape.place().path();
            self.context.error(
                "missing-key",
                path,
                message,
                format!("add the trait `{id}`"),
            );
        }
        shape.traits.object(self.context, id, read);
    }

    /// A payload's shape, unless it is nothing.
    fn payload(&self, shape: &Shape<'a>, key: &str) -> Option<(Rc<Shape<'a>>, Reference)> {
        let target = shape.singles.get(key)?;
        let found = self.closure.shapes.get(target.id)?;
        let reference = Reference {
            shape: self.closure.names.get(target.id)?.clone(),
            ..Reference::default()
        };
        (target.id != UNIT).then(|| (Rc::clone(found), reference))
    }

    /// The input; in XML the element around its body has the shape's name.
    fn input(&self, shape: &Shape<'a>) -> Option<Reference> {
        let (input, mut reference) = self.payload(shape, "input")?;
        let has = |id: &str| input.members.iter().any(|member| member.traits.has(id));
        let in_body = input
            .members
            .iter()
            .any(|found| !member::is_bound(&found.traits));
        if self.protocol == Protocol::RestXml && in_body && !has("smithy.api#httpPayload") {
            let given = input.traits.text(self.context, "smithy.api#xmlName");
            reference.location_name = Some(given.unwrap_or_else(|| reference.shape.clone()));
            let own = member::xml_namespace(self.context, self.protocol, &input.traits);
            reference.xml_namespace = own.or_else(|| self.xml_namespace());
        }
        Some(reference)
    }

    fn xml_namespace(&self) -> Option<super::super::model::XmlNamespace> {
        let traits = &self.closure.service.traits;
        member::xml_namespace(self.context, self.protocol, traits)
    }

    fn output(&self, name: &str, shape: &Shape<'a>) -> Option<Reference> {
        let (_, mut reference) = self.payload(shape, "output")?;
        let is_wrapped = self.protocol == Protocol::AwsQuery;
        reference.result_wrapper = is_wrapped.then(|| format!("{name}Result"));
        Some(reference)
    }

    /// The operation's errors and the service's.
    fn errors(&self, shape: &Shape<'a>) -> Vec<Reference> {
        let of = |shape: &Shape<'a>| shape.lists.get("errors").cloned().unwrap_or_default();
        let mut listed = of(shape);
        for error in of(&self.closure.service) {
            if !listed.iter().any(|known| known.id == error.id) {
                listed.push(error);
            }
        }
        let names = listed
            .iter()
            .filter_map(|error| self.closure.names.get(error.id));
        names
            .map(|name| Reference {
                shape: name.clone(),
                ..Reference::default()
            })
            .collect()
    }

    /// Whether it is the one that a client asks for endpoints.
    fn finds_endpoints(&self, shape: &Shape<'a>) -> bool {
        let traits = &self.closure.service.traits;
        let named = traits.object(self.context, "aws.api#clientEndpointDiscovery", |object| {
            object.text("operation")
        });
        named.is_some_and(|named| named == shape.id)
    }

    /// How its pages follow each other; the service says what is usual.
    pub(super) fn paginator(&self, shape: &Shape<'a>) -> Option<Paginator> {
        let id = "smithy.api#paginated";
        let of = |traits: &Traits<'_>| {
            traits.object(self.context, id, |object| {
                Some(BTreeMap::from(
                    ["inputToken", "outputToken", "items", "pageSize"]
                        .map(|key| (key, object.text(key))),
                ))
            })
        };
        let own = of(&shape.traits)?;
        let usual = of(&self.closure.service.traits).unwrap_or_default();
        let said = |key: &str| {
            let own = own.get(key).cloned().flatten();
            own.or_else(|| usual.get(key).cloned().flatten())
        };
        Some(Paginator {
            input_token: said("inputToken").into_iter().collect(),
            output_token: said("outputToken").into_iter().collect(),
            more_results: None,
            result_key: said("items").into_iter().collect(),
            limit_key: said("pageSize"),
            non_aggregate_keys: Vec::new(),
        })
    }

    /// Its examples, but for those of errors: they show how not to call it.
    pub(super) fn examples(&self, shape: &Shape<'a>) -> Vec<Example> {
        let id = "smithy.api#examples";
        let read = shape.traits.read(self.context, id, |cursor| {
            let read = cursor.elements().filter_map(|item| example(&item));
            Some(read.collect())
        });
        read.unwrap_or_default()
    }
}

fn example(cursor: &Cursor<'_>) -> Option<Example> {
    let object = cursor.object()?;
    if object.get("error").is_some() {
        return None;
    }
    // A model without its prose has none.
    let title = object.text("title").unwrap_or_default();
    Some(Example {
        id: title.clone(),
        title,
        description: object.text("documentation").unwrap_or_default(),
        input: object
            .raw_object("input")
            .or_else(|| Some(Value::Object(serde_json::Map::default()))),
        output: object.raw_object("output"),
    })
}

fn checksum(context: &Context, traits: &Traits<'_>) -> Option<Checksum> {
    let id = "aws.protocols#httpChecksum";
    traits.object(context, id, |object| Some(checksum::of(object)))
}

/// Parameters by their names.
fn parameters<T>(
    context: &Context,
    traits: &Traits<'_>,
    id: &str,
    read: impl Fn(&Object<'_>) -> Option<T>,
) -> Entries<T> {
    let read = traits.read(context, id, |cursor| {
        let entries = cursor.entries().filter_map(|(name, entry)| {
            Grammar::Member.check(&entry, name);
            Some((name.to_owned(), read(&entry.object()?)?))
        });
        Some(entries.collect())
    });
    read.unwrap_or_default()
}
