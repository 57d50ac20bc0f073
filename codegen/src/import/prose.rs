//! The places of a model where sentences stand, and nothing but sentences.
//!
//! Goes by place, never by key alone: a member may well be named `documentation`.

use serde_json::{Map, Value};

use super::ast_prose;

/// Which of a model's files a tree is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Service,
    Paginators,
    Waiters,
    Examples,
    EndpointRuleSet,
    /// `*.sdk-extras`, of the service.
    ServiceExtras,
    /// A service in Smithy's form.
    Smithy,
}

impl FileKind {
    /// By a file's name, packed or not.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let stem = name
            .strip_suffix(".gz")
            .unwrap_or(name)
            .strip_suffix(".json")?;
        Some(match stem {
            "service-2" => Self::Service,
            "paginators-1" | "paginators-1.sdk-extras" => Self::Paginators,
            "waiters-2" => Self::Waiters,
            "examples-1" => Self::Examples,
            "endpoint-rule-set-1" => Self::EndpointRuleSet,
            "service-2.sdk-extras" => Self::ServiceExtras,
            _ => return None,
        })
    }
}

impl FileKind {
    /// By a file's name and what it holds: a Smithy model is one whatever it is called.
    pub(crate) fn of_content(name: &str, value: &Value) -> Option<Self> {
        if ast_prose::is_ast(value) {
            return Some(Self::Smithy);
        }
        Self::of(name)
    }
}

/// Removes all prose from a tree, and returns where it stood. A clean tree is left as it is.
pub(crate) fn remove(kind: FileKind, value: &mut Value) -> Vec<String> {
    let mut walk = Walk {
        at: vec![String::from("$")],
        found: Vec::new(),
    };
    match kind {
        FileKind::Service => walk.service(value),
        FileKind::ServiceExtras => walk.key(value, "merge", Walk::service),
        FileKind::Paginators => {}
        FileKind::Waiters => {
            walk.key(value, "waiters", |w, waiters| {
                w.each(waiters, |w, waiter| w.drop_keys(waiter, &["description"]));
            });
        }
        FileKind::Examples => walk.key(value, "examples", |w, examples| {
            w.each(examples, |w, list| w.each(list, Walk::example));
        }),
        FileKind::EndpointRuleSet => walk.rule_set(value),
        FileKind::Smithy => ast_prose::remove(&mut walk, value),
    }
    walk.found
}

/// Where prose stands in a file that should have none: in the known places, and anywhere else
/// a string reads like a sentence.
#[cfg(test)]
pub(crate) fn has_prose(kind: FileKind, value: &Value) -> Vec<String> {
    let mut copy = value.clone();
    let mut found = remove(kind, &mut copy);
    if kind != FileKind::Examples {
        let mut at = String::from("$");
        sentences(&copy, &mut at, &mut found);
    }
    found
}

/// Six words are a sentence; names of services, patterns, enum values and our own texts may have more.
#[cfg(test)]
fn sentences(value: &Value, at: &mut String, found: &mut Vec<String>) {
    const WORDS: usize = 6;
    match value {
        Value::String(text) => {
            let word =
                |w: &&str| w.len() > 1 && w.chars().all(|c| c.is_alphabetic() || ",.'".contains(c));
            if text.split_whitespace().filter(word).count() >= WORDS {
                found.push(at.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| sentences(item, at, found)),
        Value::Object(map) => {
            let facts = |key: &str, value: &Value| match value {
                Value::String(_) => {
                    let key = key.trim_start_matches("smithy.api#");
                    ["serviceFullName", "title", "pattern", "error"].contains(&key)
                }
                Value::Array(_) => key == "enum",
                _ => false,
            };
            for (key, value) in map.iter().filter(|(key, value)| !facts(key, value)) {
                let length = at.len();
                at.push('.');
                at.push_str(key);
                sentences(value, at, found);
                at.truncate(length);
            }
        }
        _ => {}
    }
}

/// A way through a tree that remembers where it is.
pub(super) struct Walk {
    at: Vec<String>,
    found: Vec<String>,
}

impl Walk {
    pub(super) fn key(
        &mut self,
        value: &mut Value,
        key: &str,
        visit: impl FnOnce(&mut Self, &mut Value),
    ) {
        if let Some(inner) = value.get_mut(key) {
            self.at.push(format!(".{key}"));
            visit(self, inner);
            self.at.pop();
        }
    }

    pub(super) fn each(&mut self, value: &mut Value, visit: impl Fn(&mut Self, &mut Value)) {
        let entries: Vec<(String, &mut Value)> = match value {
            Value::Object(map) => map.iter_mut().map(|(k, v)| (format!(".{k}"), v)).collect(),
            Value::Array(array) => array
                .iter_mut()
                .enumerate()
                .map(|(i, v)| (format!("[{i}]"), v))
                .collect(),
            _ => return,
        };
        for (step, inner) in entries {
            self.at.push(step);
            visit(self, inner);
            self.at.pop();
        }
    }

    pub(super) fn drop_keys(&mut self, value: &mut Value, keys: &[&str]) {
        let Value::Object(map) = value else { return };
        for key in keys {
            // The order of what stays must not change.
            if map.shift_remove(*key).is_some() {
                self.found.push(format!("{}.{key}", self.at.concat()));
            }
        }
    }

    fn item(&mut self, value: &mut Value) {
        self.drop_keys(value, &["documentation", "deprecatedMessage"]);
    }

    fn service(&mut self, value: &mut Value) {
        self.item(value);
        self.key(value, "clientContextParams", |w, all| {
            w.each(all, Self::item);
        });
        self.key(value, "operations", |w, all| w.each(all, Self::operation));
        self.key(value, "shapes", |w, all| w.each(all, Self::shape));
    }

    fn operation(&mut self, value: &mut Value) {
        self.item(value);
        self.key(value, "input", Self::item);
        self.key(value, "output", Self::item);
        self.key(value, "errors", |w, all| w.each(all, Self::item));
    }

    fn shape(&mut self, value: &mut Value) {
        self.item(value);
        self.key(value, "member", Self::item);
        self.key(value, "key", Self::item);
        self.key(value, "value", Self::item);
        self.key(value, "members", |w, all| w.each(all, Self::item));
    }

    fn example(&mut self, value: &mut Value) {
        self.drop_keys(value, &["title", "description", "comments"]);
    }

    /// A whole rule set.
    pub(super) fn rule_set(&mut self, value: &mut Value) {
        self.key(value, "parameters", |w, parameters| {
            w.each(parameters, |w, parameter| {
                w.drop_keys(parameter, &["documentation"]);
            });
        });
        self.key(value, "rules", |w, rules| w.rules(rules, &[]));
    }

    /// Endpoint rules. The text of an error rule is shown to users, so it is needed: it is replaced
    /// by one of our own, made from the conditions that lead to it.
    fn rules(&mut self, rules: &mut Value, before: &[String]) {
        self.each(rules, |w, rule| {
            w.drop_keys(rule, &["documentation"]);
            let mut conditions = before.to_vec();
            let own = rule.get("conditions").and_then(Value::as_array);
            conditions.extend(own.into_iter().flatten().filter_map(condition));
            if let Value::Object(map) = rule {
                w.error_text(map, &conditions);
            }
            w.key(rule, "rules", |w, inner| w.rules(inner, &conditions));
        });
    }

    fn error_text(&mut self, rule: &mut Map<String, Value>, conditions: &[String]) {
        let Some(Value::String(text)) = rule.get_mut("error") else {
            return;
        };
        let own = if conditions.is_empty() {
            String::from("no endpoint for these parameters")
        } else {
            format!("no endpoint when {}", conditions.join(" and "))
        };
        if *text != own {
            *text = own;
            self.found.push(format!("{}.error", self.at.concat()));
        }
    }
}

/// A condition in words, if it is one on a parameter: `UseFIPS is true`.
fn condition(value: &Value) -> Option<String> {
    let name = |value: &Value| value.get("ref")?.as_str().map(str::to_owned);
    let arguments = value.get("argv")?.as_array()?;
    match (value.get("fn")?.as_str()?, arguments.as_slice()) {
        ("isSet", [one]) => Some(format!("{} is set", name(one)?)),
        ("booleanEquals" | "stringEquals", [a, b]) => {
            let (name, value) = name(a)
                .map(|n| (n, b))
                .or_else(|| name(b).map(|n| (n, a)))?;
            match value {
                Value::Bool(value) => Some(format!("{name} is {value}")),
                // An error text is a template: a brace in it would start a reference.
                Value::String(value) if !value.contains(['{', '}']) => {
                    Some(format!("{name} is `{value}`"))
                }
                _ => None,
            }
        }
        ("not", [inner]) => Some(condition(inner)?.replacen(" is ", " is not ", 1)),
        _ => None,
    }
}
