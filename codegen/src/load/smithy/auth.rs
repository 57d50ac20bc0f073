//! How calls of a service say who makes them.

use super::super::cursor::Context;
use super::super::grammar::Grammar;
use super::super::model::{ApiKey, KeyPlace};
use super::ast::{Shape, Traits};
use super::flatten::Shapes;

/// The ways that are known, in the order of their names, in which a service takes them that doesn't say another.
const KNOWN: [&str; 5] = [
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
];

/// Ways that are known by name alone.
const UNSPOKEN: [&str; 2] = ["aws.auth#cognitoUserPools", "smithy.api#httpDigestAuth"];

pub(super) const SIGV4: &str = "aws.auth#sigv4";

/// Nobody has to say who calls.
pub(super) const NONE: &str = "smithy.api#noAuth";

/// The ways that a service takes, the one to prefer first; one that it doesn't name is no way.
pub(super) fn of_service(shapes: &Shapes<'_>, service: &Shape<'_>) -> Vec<String> {
    let context = shapes.context;
    let has = |id: &&str| service.traits.has(id);
    let known: Vec<String> = match listed(context, &service.traits) {
        Some(listed) => listed
            .into_iter()
            .filter(|id| KNOWN.contains(&id.as_str()))
            .collect(),
        None => KNOWN
            .iter()
            .filter(|id| has(id))
            .map(|id| (*id).to_owned())
            .collect(),
    };
    if !known.is_empty() {
        return known;
    }
    let defines = |id: &str| shapes.says(id, "smithy.api#authDefinition");
    let found = service.traits.iter().map(|(id, _)| id);
    let found: Vec<&str> = found
        .filter(|id| UNSPOKEN.contains(id) || defines(id))
        .collect();
    if !found.is_empty() {
        let (id, found) = (service.id, found.join("`, `"));
        let message = format!("calls of `{id}` say who makes them by `{found}`, which isn't known");
        let hint = format!("known are `{}`", KNOWN.join("`, `"));
        let path = service.place().path_to(&["traits"]);
        context.error("unknown-auth", path, message, hint);
    }
    vec![NONE.to_owned()]
}

/// The ways that an operation takes instead of its service's.
pub(super) fn of_operation(context: &Context, operation: &Shape<'_>) -> Option<Vec<String>> {
    let listed = listed(context, &operation.traits)?;
    if listed.is_empty() {
        return Some(vec![NONE.to_owned()]);
    }
    let known: Vec<String> = listed
        .iter()
        .filter(|id| KNOWN.contains(&id.as_str()))
        .cloned()
        .collect();
    if known.is_empty() {
        let message = format!(
            "calls of `{}` say who makes them by `{}`, which isn't known",
            operation.id,
            listed.join("`, `")
        );
        let hint = format!("known are `{}`", KNOWN.join("`, `"));
        let path = operation.place().path_to(&["traits", "smithy.api#auth"]);
        context.error("unknown-auth", path, message, hint);
    }
    Some(known)
}

fn listed(context: &Context, traits: &Traits<'_>) -> Option<Vec<String>> {
    traits.read(context, "smithy.api#auth", |cursor| Some(cursor.texts()))
}

/// The name of the service in a signature.
pub(super) fn signing_name(context: &Context, service: &Shape<'_>) -> Option<String> {
    let of = |id: &str| {
        service
            .traits
            .object(context, id, |object| object.formed("name", Grammar::Word))
    };
    of(SIGV4).or_else(|| of("aws.auth#sigv4a"))
}

const PLACES: [(&str, KeyPlace); 2] = [("header", KeyPlace::Header), ("query", KeyPlace::Query)];

/// Where a key of the API goes.
pub(super) fn api_key(context: &Context, service: &Shape<'_>) -> Option<ApiKey> {
    let traits = &service.traits;
    traits.object(context, "smithy.api#httpApiKeyAuth", |object| {
        let place = object.need("in")?.one_of(&PLACES)?;
        let grammar = match place {
            KeyPlace::Header => Grammar::Header,
            KeyPlace::Query => Grammar::Parameter,
        };
        Some(ApiKey {
            name: object.need_formed("name", grammar),
            place,
            scheme: object.formed("scheme", Grammar::Header),
        })
    })
}
