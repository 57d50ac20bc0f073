//! The places of a Smithy model where sentences stand.

use serde_json::Value;

use super::prose::Walk;

/// Traits that hold nothing but sentences, or sentences with tests and conditions that no generator needs.
const WHOLE: [&str; 4] = [
    "smithy.api#suppress",
    "smithy.api#documentation",
    "smithy.api#externalDocumentation",
    "smithy.rules#endpointTests",
];

/// Families of such traits.
const FAMILIES: [&str; 3] = ["aws.iam#", "aws.cloudformation#", "smithy.test#"];

/// Whether a tree is a Smithy model.
pub(super) fn is_ast(value: &Value) -> bool {
    value.get("smithy").is_some_and(Value::is_string)
}

/// Removes all prose from a model.
pub(super) fn remove(walk: &mut Walk, model: &mut Value) {
    // What stands there is about the model's making.
    walk.drop_keys(model, &["metadata"]);
    walk.key(model, "shapes", |walk, shapes| {
        walk.each(shapes, |walk, shape| {
            item(walk, shape);
            walk.key(shape, "members", |walk, members| walk.each(members, item));
            for part in ["member", "key", "value"] {
                walk.key(shape, part, item);
            }
        });
    });
}

fn item(walk: &mut Walk, item: &mut Value) {
    walk.key(item, "traits", |walk, traits| {
        walk.drop_keys(traits, &WHOLE);
        let families = |id: &&String| FAMILIES.iter().any(|family| id.starts_with(family));
        let map = traits.as_object();
        let found = map.into_iter().flat_map(|map| map.keys());
        let found: Vec<String> = found.filter(families).cloned().collect();
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        walk.drop_keys(traits, &found);
        of_traits(walk, traits);
    });
}

/// The traits that have sentences beside facts.
fn of_traits(walk: &mut Walk, traits: &mut Value) {
    walk.key(traits, "smithy.api#deprecated", |walk, found| {
        walk.drop_keys(found, &["message"]);
    });
    walk.key(traits, "smithy.api#enum", |walk, values| {
        walk.each(values, |walk, value| {
            walk.drop_keys(value, &["documentation"]);
        });
    });
    walk.key(traits, "smithy.api#examples", |walk, examples| {
        walk.each(examples, |walk, example| {
            walk.drop_keys(example, &["title", "documentation"]);
        });
    });
    for named in [
        "smithy.waiters#waitable",
        "smithy.rules#clientContextParams",
    ] {
        walk.key(traits, named, |walk, entries| {
            walk.each(entries, |walk, entry| {
                walk.drop_keys(entry, &["documentation"]);
            });
        });
    }
    walk.key(traits, "smithy.rules#endpointRuleSet", Walk::rule_set);
}
