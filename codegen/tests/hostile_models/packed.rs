//! Many models in one: each with names of its own, so that one crate holds a hostile string in every place for each.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::template::Model;

/// Names that Rust, the runtime or Windows has for itself, as shapes, members and operations.
const NAMES: [&str; 24] = [
    "Self",
    "Super",
    "Crate",
    "Type",
    "Union",
    "Async",
    "Mod",
    "New",
    "Builder",
    "Con",
    "Com1",
    "Lpt9",
    "Prn",
    "Aux",
    "Nul",
    "Main",
    "Match",
    "Client",
    "Error",
    "Result",
    "Option",
    "String",
    "Box",
    "Unrecognized",
];

/// One model of all of these; what there is once only is taken from the first.
pub fn packed(models: Vec<Model>) -> Model {
    let mut models = models.into_iter().enumerate().map(|(index, mut model)| {
        rename(&mut model, &index.to_string());
        model
    });
    let mut whole = models.next().unwrap();
    for model in models {
        for ((_, into), (_, from)) in whole.0.iter_mut().zip(model.0) {
            merge(into, from);
        }
    }
    with_names(&mut whole.0[0].1);
    whole
}

/// The parts that hold entries by name.
const PARTS: [&str; 5] = ["operations", "shapes", "pagination", "examples", "waiters"];

fn merge(into: &mut Value, from: Value) {
    let Value::Object(from) = from else { return };
    for (key, value) in from {
        if let Some(Value::Object(entries)) = into.get_mut(&key)
            && PARTS.contains(&key.as_str())
            && let Value::Object(more) = value
        {
            entries.extend(more);
        }
    }
}

/// Gives all that stands in these parts another name.
fn rename(model: &mut Model, suffix: &str) {
    for (file, tree) in &mut model.0 {
        let Value::Object(parts) = tree else { continue };
        for (part, entries) in parts {
            if !PARTS.contains(&part.as_str()) {
                continue;
            }
            let Value::Object(entries) = entries else {
                continue;
            };
            *entries = std::mem::take(entries)
                .into_iter()
                .map(|(name, mut entry)| {
                    match part.as_str() {
                        "waiters" => append(&mut entry["operation"], suffix),
                        "operations" if *file == "service-2.json" => {
                            append(&mut entry["name"], suffix);
                            references(&mut entry, suffix);
                        }
                        "shapes" if *file == "service-2.json" => references(&mut entry, suffix),
                        "shapes" => entry
                            .get_mut("rename")
                            .into_iter()
                            .for_each(|rename| append(rename, suffix)),
                        _ => {}
                    }
                    (name + suffix, entry)
                })
                .collect();
        }
    }
}

fn append(text: &mut Value, suffix: &str) {
    if let Value::String(text) = text {
        text.push_str(suffix);
    }
}

/// Renames the shapes that are referred to.
fn references(tree: &mut Value, suffix: &str) {
    match tree {
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|element| references(element, suffix)),
        Value::Object(entries) => {
            for (key, value) in entries {
                if key == "shape" {
                    append(value, suffix);
                } else {
                    references(value, suffix);
                }
            }
        }
        _ => {}
    }
}

/// Adds what is called like something else.
fn with_names(service: &mut Value) {
    let mut shapes: BTreeMap<String, Value> = NAMES
        .iter()
        .map(|name| {
            (
                (*name).to_owned(),
                json!({"type": "structure", "members": {"Said": {"shape": "Text0"}}}),
            )
        })
        .collect();
    let members: Map<String, Value> = NAMES
        .iter()
        .map(|name| ((*name).to_owned(), json!({"shape": name})))
        .collect();
    shapes.insert(
        "Holder".to_owned(),
        json!({"type": "structure", "members": members}),
    );
    service["shapes"].as_object_mut().unwrap().extend(shapes);
    let operations = NAMES.iter().map(|name| {
        let http = json!({"method": "POST", "requestUri": "/"});
        let operation = json!({"name": name, "http": http, "output": {"shape": "Holder"}});
        ((*name).to_owned(), operation)
    });
    service["operations"]
        .as_object_mut()
        .unwrap()
        .extend(operations);
}
