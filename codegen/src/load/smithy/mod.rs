//! Reads a model in Smithy's JSON AST, of version 1 or 2, into the same [`Model`] as botocore's files.
//!
//! In this order: what `apply` and mixins add, the service, what it reaches, names, and what the traits mean in its
//! protocol. What the service doesn't reach isn't looked at.

mod ast;
mod auth;
mod closure;
mod flatten;
mod member;
mod operation;
pub(super) mod peek;
mod prelude;
mod protocol;
mod service;
mod shape;
mod traits;
mod waiter;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use self::ast::{Place, Shape, Traits};
use self::closure::Closure;
use self::flatten::Shapes;
use self::member::Members;
use self::operation::Operations;
use self::protocol::Protocol;
use self::shape::Reader;
use self::traits::Treatment;
use super::cursor::{Context, Cursor};
use super::identifier;
use super::model::{Documentation, Model};

/// What the user says about reading a model.
#[derive(Debug, Default, Clone)]
pub(crate) struct Choices {
    /// The service's id or name, where a file has several.
    pub(crate) service: Option<String>,
    /// Members that the service calls required and leaves to the client are optional.
    pub(crate) client_optional: bool,
    /// The protocols to prefer, named as in the older format.
    pub(crate) protocols: Vec<String>,
}

/// The versions of the format.
const VERSIONS: [&str; 4] = ["1", "1.0", "2", "2.0"];

/// Whether a file is an AST, whatever it is called.
pub(super) fn is_ast(value: &Value) -> bool {
    value.get("smithy").is_some_and(Value::is_string)
}

/// What a crate is named after: what AWS calls its service, else the service's own name.
pub(super) fn named_after(sdk_id: Option<&str>, shape: &str) -> String {
    match sdk_id {
        Some(sdk_id) => sdk_id.to_lowercase().replace(' ', "-"),
        None => service::words(shape.split_once('#').map_or(shape, |(_, name)| name)),
    }
}

/// The language of documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    /// As AWS writes it.
    Html,
    /// As Smithy says it.
    Markdown,
}

impl Language {
    fn text(self, text: String) -> Documentation {
        match self {
            Self::Html => Documentation::Html(text),
            Self::Markdown => Documentation::Markdown(text),
        }
    }

    fn documentation(self, context: &Context, traits: &Traits<'_>) -> Documentation {
        let text = traits.text(context, "smithy.api#documentation");
        text.map_or(Documentation::None, |text| self.text(text))
    }
}

/// Reads a file's content; what is wrong with it is reported.
pub(super) fn read(root: &Cursor<'_>, choices: &Choices) -> Model {
    let mut model = Model::default();
    let Some(object) = root.object() else {
        return model;
    };
    if let Some(version) = object.need("smithy")
        && let Some(text) = version.text()
        && !VERSIONS.contains(&text)
    {
        let message = format!("version `{text}` of Smithy's format isn't known");
        version.error("unknown-version", message, "known are `1.0` and `2.0`");
    }
    object.get("metadata");
    let entries = object.need("shapes");
    object.finish("a Smithy model");
    let entries = entries.and_then(|entries| {
        entries.object()?;
        entries.value.as_object()
    });
    let Some(entries) = entries else { return model };
    let mut shapes = Shapes::new(root.context, entries);
    let Some(service) = pick(&mut shapes, choices) else {
        return model;
    };
    let protocol = protocol::choose(&shapes, &service, &choices.protocols);
    let closure = closure::of(&mut shapes, service);
    survey(root.context, &closure);
    if let Some(protocol) = protocol {
        fill(&shapes, &closure, protocol, choices, &mut model);
    }
    model
}

/// The service that is meant: the only one, or the one that the user names.
fn pick<'a>(shapes: &mut Shapes<'a>, choices: &Choices) -> Option<Rc<Shape<'a>>> {
    let mut all = shapes.of_type("service");
    // A service that others are made of isn't one.
    all.retain(|id| !shapes.says(id, "smithy.api#mixin"));
    let is_named = |id: &&&str| match &choices.service {
        Some(name) => *id == name || id.split_once('#').is_some_and(|(_, short)| short == name),
        None => true,
    };
    let named: Vec<&&str> = all.iter().filter(is_named).collect();
    if let [one] = named.as_slice() {
        return shapes.target(one, || Place::of(one).path());
    }
    let path = "$.shapes".to_owned();
    let listed = all.join("`, `");
    let context = shapes.context;
    match (&choices.service, all.as_slice()) {
        (_, []) => {
            let message = "there is no service in this model".to_owned();
            let hint = "give the whole model, with its service";
            context.error("no-service", path, message, hint);
        }
        (Some(name), _) if named.is_empty() => {
            let message = format!("there is no service `{name}`");
            context.unknown("no-service", path, message, name, all.iter().copied());
        }
        _ => {
            let message = format!("there are {} services in this model", all.len());
            let hint =
                format!("name one with `--service`, or `service` in shapesmith.toml: `{listed}`");
            context.error("many-services", path, message, hint);
        }
    }
    None
}

/// Says which traits aren't known, once each, and refuses those that change the wire.
fn survey<'a>(context: &Context, closure: &Closure<'a>) {
    let mut unknown: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    let mut look = |traits: &Traits<'a>, place: Place<'a>, of_service: bool| {
        for (id, said) in traits.iter() {
            let path = || said.place.path_to(&["traits", id]);
            match traits::treatment(id) {
                None => {
                    let found = unknown.entry(id).or_insert_with(|| (path(), 0));
                    found.1 += 1;
                }
                // What a service speaks is chosen of all that it offers.
                Some(Treatment::Refused(_)) if of_service => {}
                Some(Treatment::Refused(why)) => {
                    let message = format!("`{}` has the trait `{id}`: {why}", place.shape);
                    let hint = "take it off, or take out of the model what has it";
                    context.error("unsupported-trait", path(), message, hint);
                }
                Some(_) => {}
            }
        }
    };
    look(&closure.service.traits, closure.service.place(), true);
    for shape in closure.operations.values().chain(closure.shapes.values()) {
        look(&shape.traits, shape.place(), false);
        for member in &shape.members {
            look(&member.traits, member.place, false);
        }
    }
    for (id, (path, count)) in unknown {
        let uses = match count {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        let message =
            format!("the trait `{id}` isn't known and is passed over; the model has it {uses}");
        context.note("unknown-trait", path, message);
    }
}

/// Fills the model with what the service reaches.
fn fill(
    shapes: &Shapes<'_>,
    closure: &Closure<'_>,
    protocol: Protocol,
    choices: &Choices,
    model: &mut Model,
) {
    let (context, service) = (shapes.context, &closure.service);
    let is_of_aws = service::is_of_aws(service);
    let language = if is_of_aws {
        Language::Html
    } else {
        Language::Markdown
    };
    model.metadata = service::metadata(shapes, service, protocol);
    model.documentation = language.documentation(context, &service.traits);
    model.deprecated = member::deprecation(context, &service.traits);
    model.client_context_params = service::client_parameters(context, service);
    model.endpoint_rule_set = service::endpoint_rules(context, service);
    model.places = shape::places(closure);
    let sdk_id = is_of_aws.then_some(model.metadata.service_id.as_str());
    model.crate_name = Some(named_after(sdk_id, service.id));
    let members = Members {
        context,
        protocol,
        language,
        xml_namespace: member::xml_namespace(context, protocol, &service.traits),
    };
    let mut reader = Reader::new(members, closure);
    reader.client_optional = choices.client_optional;
    reader.names_values = !is_of_aws;
    for (id, shape) in &closure.shapes {
        let Some(name) = closure.names.get(id) else {
            continue;
        };
        check_name(context, shape, name);
        reader.add(shape, name, model);
    }
    operations(
        closure,
        &Operations {
            context,
            closure,
            protocol,
            language,
        },
        model,
    );
}

/// A type's name has to be one; others are told apart by their ids.
fn check_name(context: &Context, shape: &Shape<'_>, name: &str) {
    if name != shape.id {
        let keys = shape.place().keys();
        identifier::check(&Cursor::at(context, &keys, &Value::Null), name, "a shape");
    }
}

fn operations(closure: &Closure<'_>, reader: &Operations<'_, '_>, model: &mut Model) {
    if closure.operations.is_empty() {
        let message = format!("`{}` has no operations", closure.service.id);
        let hint = "list them in `operations`, or in its resources";
        let path = closure.service.place().path();
        reader.context.error("no-operations", path, message, hint);
    }
    for (id, shape) in &closure.operations {
        let Some(name) = closure.names.get(id) else {
            continue;
        };
        let keys = shape.place().keys();
        let place = Cursor::at(reader.context, &keys, &Value::Null);
        identifier::check_operation(&place, name);
        if model.operations.iter().any(|(known, _)| known == name) {
            let message = format!("there are several operations `{name}`");
            place.error("name-clash", message, "give one another name");
        }
        model
            .operations
            .push((name.clone(), reader.read(name, shape)));
        let paginator = reader.paginator(shape);
        model
            .paginators
            .extend(paginator.map(|found| (name.clone(), found)));
        let examples = reader.examples(shape);
        if !examples.is_empty() {
            model.examples.push((name.clone(), examples));
        }
        for (waiter, found) in waiter::of(reader.context, shape, name) {
            let at = shape
                .place()
                .path_to(&["traits", "smithy.waiters#waitable", &waiter]);
            model.places.insert(format!("$.waiters.{waiter}"), at);
            model.waiters.push((waiter, found));
        }
    }
}

#[cfg(test)]
#[path = "smithy_tests.rs"]
mod tests;
