//! One shape that carries data.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Number, Value};

use super::super::cursor::{Cursor, Object};
use super::super::grammar::Grammar;
use super::super::identifier;
use super::super::model::{
    Documentation, Entries, Exception, Kind, Model, Reference, Shape, Structure,
};
use super::ast::{self, Part, Type};
use super::closure::Closure;
use super::member::{self, Members};
use super::protocol::Protocol;

/// The most that is shown of an enum's numbers.
const MOST_VALUES: usize = 40;

/// What shapes are read with, and what becomes of them.
pub(super) struct Reader<'r, 'a> {
    pub(super) members: Members<'a>,
    pub(super) closure: &'r Closure<'a>,
    /// Members that the service calls required and leaves to the client are optional.
    pub(super) client_optional: bool,
    /// Values are called by their names in the model, not by what goes over the wire.
    pub(super) names_values: bool,
    /// The whole requests, responses and errors, by id.
    payloads: BTreeSet<&'a str>,
    /// The arms of event streams, by id.
    events: BTreeSet<&'a str>,
}

impl<'r, 'a> Reader<'r, 'a> {
    pub(super) fn new(members: Members<'a>, closure: &'r Closure<'a>) -> Self {
        let operations = closure.operations.values();
        let parts = operations.chain([&closure.service]).flat_map(|shape| {
            let errors = shape.lists.get("errors").into_iter().flatten();
            shape.singles.values().chain(errors).map(|target| target.id)
        });
        let streams = closure
            .shapes
            .values()
            .filter(|shape| streams_events(shape));
        let arms = streams.flat_map(|stream| stream.members.iter().map(|member| member.target));
        let is_error = |id: &&str| {
            let shape = closure.shapes.get(id);
            shape.is_some_and(|shape| shape.traits.has("smithy.api#error"))
        };
        Self {
            payloads: parts.collect(),
            events: arms.filter(|id| !is_error(id)).collect(),
            members,
            closure,
            client_optional: false,
            names_values: false,
        }
    }

    /// Adds the shape of this id to the model, and shapes beside it whose bounds are a member's own.
    pub(super) fn add(&self, shape: &ast::Shape<'a>, name: &str, model: &mut Model) {
        let mut beside = Vec::new();
        let kind = self.kind(shape, name, model, &mut beside);
        let Some(kind) = kind else { return };
        let read = self.shape(shape, kind);
        model.shapes.push((name.to_owned(), read));
        model.shapes.append(&mut beside);
    }

    /// What every shape has beside its kind.
    fn shape(&self, shape: &ast::Shape<'a>, kind: Kind) -> Shape {
        let (context, traits) = (self.members.context, &shape.traits);
        let speaks_xml = self.members.protocol.has_xml_names();
        let is_structure = matches!(kind, Kind::Structure(_));
        let mut read = Shape {
            documentation: self.members.language.documentation(context, traits),
            location_name: None,
            xml_namespace: member::xml_namespace(context, self.members.protocol, traits),
            sensitive: traits.has("smithy.api#sensitive"),
            streaming: traits.has("smithy.api#streaming") && matches!(kind, Kind::Blob),
            requires_length: traits.has("smithy.api#requiresLength"),
            flattened: false,
            sparse: traits.has("smithy.api#sparse"),
            timestamp_format: member::timestamp_format(context, traits),
            media_type: traits.read(context, "smithy.api#mediaType", media_type),
            pattern: None,
            min: None,
            max: None,
            deprecated: member::deprecation(context, traits),
            kind,
        };
        if speaks_xml && is_structure {
            read.location_name = traits.text(context, "smithy.api#xmlName");
        }
        self.bounds(traits, &mut read);
        read
    }

    /// `length`, `range` and `pattern`.
    fn bounds(&self, traits: &ast::Traits<'a>, shape: &mut Shape) {
        let context = self.members.context;
        for id in ["smithy.api#length", "smithy.api#range"] {
            let read = |object: &Object<'_>| Some((bound(object, "min"), bound(object, "max")));
            if let Some((min, max)) = traits.object(context, id, read) {
                (shape.min, shape.max) = (min, max);
            }
        }
        let pattern = traits.text(context, "smithy.api#pattern");
        shape.pattern = pattern.or(shape.pattern.take());
    }

    fn kind(
        &self,
        shape: &ast::Shape<'a>,
        name: &str,
        model: &mut Model,
        beside: &mut Entries<Shape>,
    ) -> Option<Kind> {
        Some(match shape.ty {
            Type::Structure => Kind::Structure(self.structure(shape, name, beside)),
            Type::Union => Kind::Structure(Structure {
                union: true,
                event_stream: streams_events(shape),
                required: Vec::new(),
                ..self.structure(shape, name, beside)
            }),
            Type::Enumeration => Kind::String(self.values(shape, name, model)),
            Type::String => Kind::String(self.listed_values(shape, name, model)),
            Type::List => Kind::List(self.element(shape, name, "member", beside)?),
            Type::Map => Kind::Map(
                self.element(shape, name, "key", beside)?,
                self.element(shape, name, "value", beside)?,
            ),
            Type::Blob => Kind::Blob,
            Type::Boolean => Kind::Boolean,
            Type::Byte | Type::Short | Type::Integer | Type::IntegerEnumeration => Kind::Integer,
            Type::Long => Kind::Long,
            Type::Float => Kind::Float,
            Type::Double => Kind::Double,
            Type::Timestamp => Kind::Timestamp,
            Type::Document => self.document(shape)?,
            Type::BigInteger | Type::BigDecimal => {
                self.refuse(
                    shape,
                    "a number without bounds",
                    "make it a string, or a `double`",
                );
                return None;
            }
            Type::Operation | Type::Resource | Type::Service => return None,
        })
    }

    fn refuse(&self, shape: &ast::Shape<'a>, what: &str, hint: &str) {
        let mut uses = self
            .closure
            .shapes
            .values()
            .flat_map(|shape| &shape.members);
        // A shape of the prelude is in no file: its use is.
        let place =
            uses.find(|member| member.target == shape.id && shape.id.starts_with("smithy.api#"));
        let path = place.map_or_else(|| shape.place().path(), |member| member.place.path());
        let message = format!("`{}` is {what}, which isn't supported", shape.id);
        self.members
            .context
            .error("unsupported-shape", path, message, hint);
    }

    /// Any JSON, which a form has no way to write.
    fn document(&self, shape: &ast::Shape<'a>) -> Option<Kind> {
        if self.members.protocol.sends_forms() || self.members.protocol == Protocol::RestXml {
            self.refuse(
                shape,
                "a document, in a protocol without JSON",
                "give it a structure, or the service another protocol",
            );
            return None;
        }
        Some(Kind::Structure(Structure {
            document: true,
            ..Structure::default()
        }))
    }

    fn structure(
        &self,
        shape: &ast::Shape<'a>,
        name: &str,
        beside: &mut Entries<Shape>,
    ) -> Structure {
        let context = self.members.context;
        let bound = self.payloads.contains(shape.id);
        let mut structure = Structure {
            event: self.events.contains(shape.id),
            exception: self.exception(shape),
            ..Structure::default()
        };
        for member in &shape.members {
            let keys = member.place.keys();
            let place = Cursor::at(context, &keys, &Value::Null);
            identifier::check(&place, member.name, "a member");
            let Some(reference) = self.reference(member, name, bound, beside) else {
                continue;
            };
            let optional = self.client_optional && member.traits.has("smithy.api#clientOptional");
            if member.traits.has("smithy.api#required") && !optional {
                structure.required.push(member.name.to_owned());
            }
            if bound && self.members.protocol.binds() && member.traits.has("smithy.api#httpPayload")
            {
                structure.payload = Some(member.name.to_owned());
            }
            structure.members.push((member.name.to_owned(), reference));
        }
        structure
    }

    fn exception(&self, shape: &ast::Shape<'a>) -> Option<Exception> {
        let (context, traits) = (self.members.context, &shape.traits);
        let is_server = traits.read(context, "smithy.api#error", |cursor| {
            cursor.one_of(&[("client", false), ("server", true)])
        })?;
        let status = traits.read(context, "smithy.api#httpError", status);
        let by_code =
            |object: &Object<'_>| Some((object.text("code"), object.status("httpResponseCode")));
        let of_query = (self.members.protocol == Protocol::AwsQuery)
            .then(|| traits.object(context, "aws.protocols#awsQueryError", by_code))
            .flatten();
        let (code, query_status) = of_query.unwrap_or_default();
        Some(Exception {
            code,
            http_status_code: query_status.or(status),
            sender_fault: None,
            fault: is_server,
            retryable: traits.object(context, "smithy.api#retryable", |object| {
                Some(object.flag("throttling"))
            }),
        })
    }

    fn element(
        &self,
        shape: &ast::Shape<'a>,
        name: &str,
        part: &str,
        beside: &mut Entries<Shape>,
    ) -> Option<Reference> {
        let member = shape.members.iter().find(|member| member.name == part)?;
        self.reference(member, name, false, beside)
    }

    /// The use of a shape. Bounds of its own are those of a shape beside it, which becomes no type.
    fn reference(
        &self,
        member: &ast::Member<'a>,
        owner: &str,
        bound: bool,
        beside: &mut Entries<Shape>,
    ) -> Option<Reference> {
        let target = self.closure.shapes.get(member.target)?;
        let name = self.closure.names.get(member.target)?;
        let mut reference = self.members.read(member, target, name, bound);
        if target.ty == Type::IntegerEnumeration {
            reference.documentation = numbers(target, reference.documentation);
        }
        let bounds = [
            "smithy.api#length",
            "smithy.api#range",
            "smithy.api#pattern",
        ];
        if bounds.iter().any(|id| member.traits.has(id)) && is_bounded(target) {
            let mut unnamed = Vec::new();
            let kind = self.kind(target, name, &mut Model::default(), &mut unnamed)?;
            let mut shape = self.shape(target, kind);
            self.bounds(&member.traits, &mut shape);
            reference.shape = format!("{owner}${}", member.name);
            beside.push((reference.shape.clone(), shape));
        }
        Some(reference)
    }

    /// The values of an enum, and their names and texts.
    fn values(&self, shape: &ast::Shape<'a>, name: &str, model: &mut Model) -> Vec<String> {
        let context = self.members.context;
        let mut values = Vec::new();
        for member in &shape.members {
            let given = member.traits.text(context, "smithy.api#enumValue");
            let value = given.unwrap_or_else(|| member.name.to_owned());
            let text = self.members.language.documentation(context, &member.traits);
            self.say(name, &value, Some(member.name), text, model);
            values.push(value);
        }
        values
    }

    /// The values that version 1.0 lists in a trait of a string.
    fn listed_values(&self, shape: &ast::Shape<'a>, name: &str, model: &mut Model) -> Vec<String> {
        let language = self.members.language;
        let context = self.members.context;
        let read = |object: &Object<'_>| {
            let text = object.text("documentation").map(|text| language.text(text));
            let given = object.text("name");
            Some((object.text("value")?, given, text.unwrap_or_default()))
        };
        let listed = shape.traits.read(context, "smithy.api#enum", |cursor| {
            let read = cursor.elements().filter_map(|item| read(&item.object()?));
            Some(read.collect::<Vec<_>>())
        });
        let mut values = Vec::new();
        for (value, given, text) in listed.unwrap_or_default() {
            self.say(name, &value, given.as_deref(), text, model);
            values.push(value);
        }
        values
    }

    fn say(
        &self,
        shape: &str,
        value: &str,
        name: Option<&str>,
        text: Documentation,
        model: &mut Model,
    ) {
        let key = || (shape.to_owned(), value.to_owned());
        if let Some(name) = name.filter(|_| self.names_values) {
            model.value_names.insert(key(), name.to_owned());
        }
        if text != Documentation::None {
            model.value_documentation.insert(key(), text);
        }
    }
}

/// Whether a union is a stream of events.
fn streams_events(shape: &ast::Shape<'_>) -> bool {
    shape.ty == Type::Union && shape.traits.has("smithy.api#streaming")
}

/// Whether bounds of a member are told or decide anything, and the shape is no type of its own.
fn is_bounded(shape: &ast::Shape<'_>) -> bool {
    let is_plain = shape.ty == Type::String && !shape.traits.has("smithy.api#enum");
    is_plain
        || matches!(
            shape.ty,
            Type::List
                | Type::Map
                | Type::Blob
                | Type::Byte
                | Type::Short
                | Type::Integer
                | Type::Long
                | Type::Float
                | Type::Double
        )
}

/// What a text or bytes are.
fn media_type(cursor: &Cursor<'_>) -> Option<String> {
    let text = cursor.text()?;
    Grammar::MediaType.check(cursor, text);
    Some(text.to_owned())
}

fn status(cursor: &Cursor<'_>) -> Option<u16> {
    cursor.status()
}

fn bound(object: &Object<'_>, key: &'static str) -> Option<Number> {
    object.number(key)
}

/// A text with the numbers of an enum, which is an integer in Rust.
fn numbers(shape: &ast::Shape<'_>, text: Documentation) -> Documentation {
    let value = |member: &ast::Member<'_>| {
        let value = member.traits.value("smithy.api#enumValue")?.as_i64()?;
        Some(format!("{value} is `{}`", member.name))
    };
    let known: Vec<String> = shape
        .members
        .iter()
        .filter_map(value)
        .take(MOST_VALUES)
        .collect();
    if known.is_empty() {
        return text;
    }
    let known = known.join(", ");
    match text {
        Documentation::None => Documentation::Markdown(format!("{known}.")),
        Documentation::Markdown(text) => Documentation::Markdown(format!("{text}\n\n{known}.")),
        Documentation::Html(text) => Documentation::Html(format!("{text}<p>{known}.</p>")),
    }
}

/// Where the items of the model stand in the file.
pub(super) fn places(closure: &Closure<'_>) -> BTreeMap<String, String> {
    let named = |id: &str| closure.names.get(id);
    let shapes = closure.shapes.values();
    let shapes = shapes.filter_map(|shape| {
        Some((
            format!("$.shapes.{}", named(shape.id)?),
            shape.place().path(),
        ))
    });
    let operations = closure.operations.values();
    let operations = operations.flat_map(|shape| {
        let name = named(shape.id);
        let at = |root: &str, within: &[&str]| {
            Some((format!("$.{root}.{}", name?), shape.place().path_to(within)))
        };
        [
            at("operations", &[]),
            at("pagination", &["traits", "smithy.api#paginated"]),
            at("examples", &["traits", "smithy.api#examples"]),
        ]
    });
    let service = closure.service.place().path();
    let whole = [
        ("$.metadata".to_owned(), service.clone()),
        ("$.operations".to_owned(), service),
    ];
    debug_assert!(closure.service.place().part == Part::Whole);
    shapes.chain(operations.flatten()).chain(whole).collect()
}
