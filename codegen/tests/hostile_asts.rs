//! Smithy models that were made to take the memory, the stack or the day: each ends with a message that has a place.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

mod memory;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// Shapes as text, each with its id: a tree of them would take more memory than what is looked at.
type Shapes = Vec<(String, String)>;

/// Shapes by numbers, from what makes one of them.
fn many(count: usize, make: impl Fn(usize) -> Value) -> Shapes {
    let named = |index| (format!("a#S{index}"), make(index).to_string());
    (0..count).map(named).collect()
}

fn one(id: &str, shape: &Value) -> Shapes {
    vec![(id.to_owned(), shape.to_string())]
}

fn target(id: &str) -> Value {
    json!({"target": id})
}

/// A service with an operation whose input is `a#In`.
fn service() -> Shapes {
    let operations = [target("a#Go")];
    let traits = json!({"aws.protocols#awsJson1_0": {}});
    let service = json!({"type": "service", "operations": operations, "traits": traits});
    let mut shapes = one("a#Service", &service);
    shapes.extend(one(
        "a#Go",
        &json!({"type": "operation", "input": target("a#In")}),
    ));
    shapes
}

/// A structure whose members have these targets.
fn structure(targets: impl Iterator<Item = String>) -> Value {
    let member = |(index, id): (usize, String)| (format!("m{index}"), target(&id));
    let members: serde_json::Map<String, Value> = targets.enumerate().map(member).collect();
    json!({"type": "structure", "members": members})
}

/// A structure of these mixins.
fn mixed(mixins: impl Iterator<Item = String>) -> Value {
    let mixins: Vec<Value> = mixins.map(|id| target(&id)).collect();
    json!({"type": "structure", "mixins": mixins})
}

fn just(id: &str) -> impl Iterator<Item = String> {
    std::iter::once(id.to_owned())
}

/// What is said of a model of these shapes, and where.
fn said(shapes: Shapes) -> Vec<(String, String)> {
    let mut text = String::from("{\"smithy\": \"2.0\", \"shapes\": {");
    for (index, (id, shape)) in shapes.into_iter().enumerate() {
        let between = if index == 0 { "" } else { "," };
        write!(text, "{between}\"{id}\":{shape}").unwrap();
    }
    text.push_str("}}");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile_ast.json");
    fs::write(&file, text).unwrap();
    let result = shapesmith::Service::load(&file).unwrap().to_source();
    let error = result.unwrap_err();
    let said = error.diagnostics().iter();
    let said = said.map(|one| (one.message().to_owned(), one.path().to_owned()));
    said.collect()
}

/// Whether one message has this text, at this place.
#[track_caller]
fn says(said: &[(String, String)], text: &str, place: &str) {
    let has = |(message, path): &(String, String)| message.contains(text) && path == place;
    let first: Vec<_> = said.iter().take(3).collect();
    assert!(said.iter().any(has), "{first:?}");
    assert!(said.len() <= 1_001, "{}", said.len());
}

fn targets_that_lead_nowhere_are_counted_after_a_thousand() {
    const COUNT: usize = 100_000;
    let input = structure((0..COUNT).map(|index| format!("a#Gone{index}")));
    let said = said([service(), one("a#In", &input)].concat());
    let place = "$.shapes[\"a#In\"].members.m7.target";
    says(&said, "there is no shape `a#Gone7`", place);
    says(&said, "there are 99000 more errors in this file", "");
}

fn members_that_mixins_multiply_have_an_end() {
    const COUNT: usize = 1_000;
    let base = structure((0..5_000).flat_map(|_| just("smithy.api#String")));
    let input = structure((0..COUNT).map(|index| format!("a#S{index}")));
    let shapes = many(COUNT, |_| mixed(just("a#Base")));
    let whole = [service(), one("a#Base", &base), shapes, one("a#In", &input)];
    let said = said(whole.concat());
    let text = "mixins make more than 1000000 members and traits";
    assert!(said.iter().any(|(message, _)| message == text), "{said:?}");
}

fn mixins_of_a_long_chain_or_circle_do_not_take_the_stack() {
    let round = |count: usize| {
        let next = move |index: usize| format!("a#S{}", (index + 1) % count);
        let shapes = many(count, |index| mixed(just(&next(index))));
        said([service(), shapes, one("a#In", &mixed(just("a#S0")))].concat())
    };
    let place = "$.shapes[\"a#S63\"].mixins[0].target";
    let text = "more than 64 mixins lie within each other";
    says(&round(50_000), text, place);
    let place = "$.shapes[\"a#S9\"].mixins[0].target";
    says(&round(10), "`a#S0` is a mixin of itself", place);
}

fn a_shape_of_many_mixins_and_many_applied_traits_is_put_together_once() {
    const COUNT: usize = 30_000;
    let base = |index: usize| json!({"type": "structure", "members": {format!("m{index}"): target("smithy.api#String")}});
    let traits = json!({"type": "apply", "traits": {"smithy.api#documentation": "x"}}).to_string();
    let applied = (0..COUNT).map(|index| (format!("a#In$m{index}"), traits.clone()));
    let lost = one("a#In$gone", &json!({"type": "apply", "traits": {}}));
    let input = mixed((0..COUNT).map(|index| format!("a#S{index}")));
    let whole = [
        service(),
        many(COUNT, base),
        applied.collect(),
        lost,
        one("a#In", &input),
    ];
    let text = "`a#In` has no member `gone` to apply a trait to";
    says(&said(whole.concat()), text, "$.shapes[\"a#In$gone\"]");
}

fn resources_in_a_long_circle_are_walked_once() {
    const COUNT: usize = 50_000;
    let next = |index: usize| format!("a#S{}", (index + 1) % COUNT);
    let resource = |index| json!({"type": "resource", "resources": [target(&next(index))]});
    let traits = json!({"aws.protocols#awsJson1_0": {}});
    let resources = [target("a#S0")];
    let service = json!({"type": "service", "resources": resources, "traits": traits});
    let said = said([one("a#Service", &service), many(COUNT, resource)].concat());
    says(
        &said,
        "`a#Service` has no operations",
        "$.shapes[\"a#Service\"]",
    );
}

fn many_shapes_are_read_and_lists_without_end_are_told() {
    const COUNT: usize = 100_000;
    let next = |index: usize| format!("a#S{}", (index + 1) % COUNT);
    let list = |index: usize| json!({"type": "list", "member": target(&next(index))});
    let input = one("a#In", &structure(just("a#S0")));
    let said = said([service(), many(COUNT, list), input].concat());
    let text = "holds lists and maps of lists and maps without end";
    says(&said, text, "$.shapes[\"a#S0\"]");
}

fn more_shapes_than_any_model_has_are_refused() {
    let said = said(many(1_100_000, |_| json!({"type": "string"})));
    assert!(said[0].0.contains("more than 2000000 values"), "{said:?}");
}

/// One after the other, as their memory is counted together.
#[test]
fn every_hostile_model_ends_with_a_message() {
    targets_that_lead_nowhere_are_counted_after_a_thousand();
    members_that_mixins_multiply_have_an_end();
    mixins_of_a_long_chain_or_circle_do_not_take_the_stack();
    a_shape_of_many_mixins_and_many_applied_traits_is_put_together_once();
    resources_in_a_long_circle_are_walked_once();
    many_shapes_are_read_and_lists_without_end_are_told();
    more_shapes_than_any_model_has_are_refused();
    memory::stays_below_a_gigabyte();
}

/// Values that a model may hold somewhere, but seldom where they are put.
fn odd_values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!([]),
        json!({}),
        json!([{}]),
        json!("structure"),
        json!("apply"),
        json!("service"),
        json!("smithy.api#Unit"),
        json!("smithy.api#Document"),
        json!("example.weather#City"),
        json!("example.weather#Sky"),
        json!("*/ \" ``` \\ \n pub fn"),
        json!("#$#"),
        json!("Self"),
        json!("é\u{202e}"),
        json!({"target": "example.weather#GetCity"}),
        json!({"smithy.api#streaming": {}, "smithy.api#error": "client", "smithy.api#enum": [{"value": ""}]}),
    ]
}

/// Puts the value at the `target`th node of the tree, counted in order.
fn replace(tree: &mut Value, target: &mut usize, value: &Value) -> bool {
    if *target == 0 {
        *tree = value.clone();
        return true;
    }
    *target -= 1;
    let inner: Vec<&mut Value> = match tree {
        Value::Array(elements) => elements.iter_mut().collect(),
        Value::Object(entries) => entries.values_mut().collect(),
        _ => Vec::new(),
    };
    inner.into_iter().any(|inner| replace(inner, target, value))
}

/// `SHAPESMITH_ODD=all` puts every value everywhere; by default each place gets one of them.
#[test]
fn whatever_stands_anywhere_the_answer_is_code_or_a_message() {
    let everywhere = std::env::var("SHAPESMITH_ODD").is_ok_and(|wanted| wanted == "all");
    let values = odd_values();
    let mut accepted = 0;
    for fixture in ["a_smithy_model_of_a_team", "a_smithy_model_in_xml"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let model = fs::read(folder.join(fixture).join("service-2.json")).unwrap();
        let model: Value = serde_json::from_slice(&model).unwrap();
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("odd_ast.json");
        for place in 1.. {
            let mut is_there = false;
            for (index, value) in values.iter().enumerate() {
                let mut broken = model.clone();
                if !everywhere && index != place % values.len() {
                    continue;
                }
                is_there |= replace(&mut broken, &mut { place }, value);
                fs::write(&file, broken.to_string()).unwrap();
                if let Ok(source) = shapesmith::Service::load(&file).unwrap().to_source() {
                    assert!(
                        syn::parse_file(&source).is_ok(),
                        "{fixture}, {place}, {value}"
                    );
                    accepted += 1;
                }
            }
            if !is_there {
                break;
            }
        }
    }
    assert!(accepted > 50, "only {accepted}");
}
