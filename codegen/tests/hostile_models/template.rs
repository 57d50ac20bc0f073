//! A small model with every key of the format that holds a string, and where these strings are.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

const OVERLAY: &str = "overlay.toml";

/// The files of a model, as trees.
#[derive(Clone)]
pub struct Model(pub Vec<(&'static str, Value)>);

/// A string of a model.
#[derive(Clone, Debug)]
pub struct Position {
    /// The file, by its number.
    file: usize,
    /// The way to it: keys and numbers.
    steps: Vec<String>,
    /// Whether it is the last key of the way, not what stands there.
    is_key: bool,
    /// What it is called for people, with `*` where names may differ.
    pub kind: String,
}

/// Objects whose keys a model chooses.
const NAMED: [&str; 11] = [
    "clientContextParams",
    "examples",
    "members",
    "operationContextParams",
    "operations",
    "pagination",
    "parameters",
    "shapes",
    "staticContextParams",
    "values",
    "waiters",
];

impl Position {
    /// Whether it is a key, not what stands there.
    pub fn is_key(&self) -> bool {
        self.is_key
    }

    /// Whether it is the name of a member in an example's values.
    pub fn is_member_of_an_example(&self) -> bool {
        let of_map = self
            .steps
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|step| step == "Labels");
        self.is_key && self.kind.starts_with("examples") && !of_map
    }

    /// How many keys lead there.
    pub fn depth(&self) -> usize {
        self.steps.len()
    }

    /// Whether it depends on the protocol what it may be.
    pub fn is_name_on_the_wire(&self) -> bool {
        let names = [
            "locationName",
            "queryName",
            "resultWrapper",
            "xmlNamespace",
            "requestUri",
        ];
        self.steps.iter().any(|step| names.contains(&step.as_str()))
    }
}

impl Model {
    /// The template, of a service that speaks this protocol.
    pub fn of(protocol: &str) -> Self {
        let file = |name: &'static str, text: &str| {
            let tree = if name == OVERLAY {
                toml::from_str(text).unwrap()
            } else {
                serde_json::from_str(text).unwrap()
            };
            (name, tree)
        };
        let mut model = Self(vec![
            file("service-2.json", include_str!("template/service-2.json")),
            file(
                "paginators-1.json",
                include_str!("template/paginators-1.json"),
            ),
            file("waiters-2.json", include_str!("template/waiters-2.json")),
            file("examples-1.json", include_str!("template/examples-1.json")),
            file(
                "endpoint-rule-set-1.json",
                include_str!("template/endpoint-rule-set-1.json"),
            ),
            file(OVERLAY, include_str!("template/overlay.toml")),
        ]);
        model.0[0].1["metadata"]["protocols"] = serde_json::json!([protocol]);
        model
    }

    /// The keys of its objects.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Value> = self.0.iter().map(|(_, tree)| tree).collect();
        while let Some(tree) = open.pop() {
            match tree {
                Value::Array(elements) => open.extend(elements),
                Value::Object(entries) => {
                    found.extend(entries.keys().cloned());
                    open.extend(entries.values());
                }
                _ => {}
            }
        }
        found
    }

    /// One position of each kind.
    pub fn positions(&self) -> Vec<Position> {
        let mut found = Vec::new();
        for (file, (name, tree)) in self.0.iter().enumerate() {
            let root = Position {
                file,
                steps: Vec::new(),
                is_key: false,
                kind: (*name).to_owned(),
            };
            walk(tree, &root, &mut found);
        }
        let mut seen = BTreeSet::new();
        found.retain(|position| seen.insert(position.kind.clone()));
        found
    }

    /// Puts a string there.
    pub fn put(&mut self, position: &Position, text: &str) {
        let tree = &mut self.0[position.file].1;
        let (last, way) = position.steps.split_last().unwrap();
        let parent = way.iter().fold(tree, |tree, step| match tree {
            Value::Array(elements) => &mut elements[step.parse::<usize>().unwrap()],
            Value::Object(entries) => entries.get_mut(step).unwrap(),
            _ => unreachable!("a way leads through objects and arrays"),
        });
        match parent {
            Value::Array(elements) => elements[last.parse::<usize>().unwrap()] = text.into(),
            Value::Object(entries) if position.is_key => {
                *entries = std::mem::take(entries)
                    .into_iter()
                    .map(|(key, value)| (if key == *last { text.to_owned() } else { key }, value))
                    .collect();
            }
            Value::Object(entries) => _ = entries.insert(last.clone(), text.into()),
            _ => unreachable!("a string stands in an object or array"),
        }
    }

    /// Writes its files, or only the one with the position.
    pub fn write(&self, folder: &Path, only: Option<&Position>) {
        for (index, (name, tree)) in self.0.iter().enumerate() {
            if only.is_some_and(|position| position.file != index) {
                continue;
            }
            let text = match tree {
                Value::Object(tables) if *name == OVERLAY => toml_of(tables),
                _ => tree.to_string(),
            };
            fs::write(folder.join(name), text).unwrap();
        }
    }
}

fn walk(tree: &Value, at: &Position, found: &mut Vec<Position>) {
    let below = |step: &str, kind: String| {
        let mut steps = at.steps.clone();
        steps.push(step.to_owned());
        Position {
            file: at.file,
            steps,
            is_key: false,
            kind,
        }
    };
    match tree {
        Value::String(_) => found.push(at.clone()),
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                let kind = format!("{}[{}]", at.kind, variant(element, "matcher"));
                walk(element, &below(&index.to_string(), kind), found);
            }
        }
        Value::Object(entries) => {
            let is_named = at
                .steps
                .last()
                .is_some_and(|last| NAMED.contains(&last.as_str()));
            for (key, value) in entries {
                let kind = &at.kind;
                found.push(Position {
                    is_key: true,
                    ..below(key, format!("{kind}: a key"))
                });
                let shown = if is_named {
                    format!("*{}", variant(value, "location"))
                } else {
                    key.clone()
                };
                walk(value, &below(key, format!("{kind}.{shown}")), found);
            }
        }
        _ => {}
    }
}

/// What says which of several kinds an entry is.
fn variant(entry: &Value, key: &str) -> String {
    let found = entry.get(key).and_then(Value::as_str);
    found
        .map(|found| format!(" of {found}"))
        .unwrap_or_default()
}

/// TOML, with a line for each table: the crate for it would write what it can't read, such as empty keys in headers.
fn toml_of(tables: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (key, value) in tables {
        let _ = writeln!(text, "{} = {}", quoted(key), inline(value));
    }
    text
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(inline).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Object(entries) => {
            let entry =
                |(key, value): (&String, &Value)| format!("{} = {}", quoted(key), inline(value));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

/// JSON's escapes are TOML's, but for DEL.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
