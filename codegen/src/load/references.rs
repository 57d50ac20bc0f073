//! Checks that what a model names is there and is of the right kind.
//!
//! Changes nothing, and opens no file: every model that passes can be lowered without looking back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::cursor::{Context, path_of};
use super::model::{Kind, Model, Operation, Shape, Structure};

/// The shapes by name, and where problems go.
struct Check<'a> {
    shapes: BTreeMap<&'a str, &'a Shape>,
    context: &'a Context,
}

pub(crate) fn check(model: &Model, context: &Context) {
    let shapes = model
        .shapes
        .iter()
        .map(|(name, shape)| (name.as_str(), shape))
        .collect();
    let check = Check { shapes, context };
    for (name, operation) in &model.operations {
        check.operation(name, operation);
    }
    for (name, shape) in &model.shapes {
        check.shape(name, shape);
    }
}

impl<'a> Check<'a> {
    /// The shape of that name; reports the place `at` that names one which isn't there.
    fn find(&self, name: &str, at: &[&str]) -> Option<&'a Shape> {
        let found = self.shapes.get(name).copied();
        // An empty name is a missing key, which was reported when it was read.
        if found.is_none() && !name.is_empty() {
            let message = format!("there is no shape `{name}`");
            let names = self.shapes.keys().copied();
            self.context
                .unknown("missing-shape", path_of(at), message, name, names);
        }
        found
    }

    fn operation(&self, name: &str, operation: &Operation) {
        let parts = [("input", &operation.input), ("output", &operation.output)];
        for (key, reference) in parts {
            let Some(reference) = reference else { continue };
            let at = ["operations", name, key, "shape"];
            if let Some(shape) = self.find(&reference.shape, &at)
                && !matches!(shape.kind, Kind::Structure(_))
            {
                let message = format!("`{}` is not a structure", reference.shape);
                let hint = format!("an {key} is a structure, an empty one if need be");
                self.context
                    .error("wrong-kind", path_of(&at), message, hint);
            }
        }
        for (index, reference) in operation.errors.iter().enumerate() {
            let mut at = path_of(&["operations", name, "errors"]);
            let _ = write!(at, "[{index}].shape");
            let Some(shape) = self.shapes.get(reference.shape.as_str()) else {
                if !reference.shape.is_empty() {
                    let message = format!("there is no shape `{}`", reference.shape);
                    let names = self.shapes.keys().copied();
                    self.context
                        .unknown("missing-shape", at, message, &reference.shape, names);
                }
                continue;
            };
            if !matches!(
                &shape.kind,
                Kind::Structure(Structure {
                    exception: Some(_),
                    ..
                })
            ) {
                let message = format!("`{}` is not an exception", reference.shape);
                let hint = "an error is a structure with `\"exception\": true`";
                self.context.error("wrong-kind", at, message, hint);
            }
        }
    }

    fn shape(&self, name: &str, shape: &Shape) {
        match &shape.kind {
            Kind::Structure(structure) => self.structure(name, structure),
            Kind::List(member) => {
                self.find(&member.shape, &["shapes", name, "member", "shape"]);
                self.ends(name);
            }
            Kind::Map(key, value) => {
                let at = ["shapes", name, "key", "shape"];
                if let Some(shape) = self.find(&key.shape, &at)
                    && !matches!(shape.kind, Kind::String(_))
                {
                    let message = format!("`{}` is not a string", key.shape);
                    let hint = "the keys of a map are strings";
                    self.context
                        .error("wrong-kind", path_of(&at), message, hint);
                }
                self.find(&value.shape, &["shapes", name, "value", "shape"]);
                self.ends(name);
            }
            Kind::String(values) => {
                let mut seen = BTreeSet::new();
                for value in values.iter().filter(|value| !seen.insert(value.as_str())) {
                    let at = path_of(&["shapes", name, "enum"]);
                    self.context.error(
                        "said-twice",
                        at,
                        format!("`{value}` is listed twice"),
                        "list it once",
                    );
                }
            }
            _ => {}
        }
    }

    fn structure(&self, name: &str, structure: &Structure) {
        for (member, reference) in &structure.members {
            self.find(
                &reference.shape,
                &["shapes", name, "members", member, "shape"],
            );
        }
        let members: BTreeSet<&str> = structure.members.iter().map(|(m, _)| m.as_str()).collect();
        let named = structure.required.iter().map(|member| ("required", member));
        let named = named.chain(structure.payload.iter().map(|member| ("payload", member)));
        for (key, member) in named {
            if !members.contains(member.as_str()) {
                let message = format!("`{name}` has no member `{member}`");
                let at = path_of(&["shapes", name, key]);
                let candidates = members.iter().copied();
                self.context
                    .unknown("missing-member", at, message, member, candidates);
            }
        }
    }

    /// A list of lists of itself would be a type without end: somewhere a structure must come.
    fn ends(&self, name: &str) {
        const DEEPEST: usize = 64;
        let mut at = name;
        for _ in 0..DEEPEST {
            at = match self.shapes.get(at).map(|shape| &shape.kind) {
                Some(Kind::List(next) | Kind::Map(_, next)) => &next.shape,
                _ => return,
            };
            if at == name {
                break;
            }
        }
        let message = format!("`{name}` holds lists and maps of lists and maps without end");
        let hint = "put a structure between it and itself";
        self.context
            .error("endless-shape", path_of(&["shapes", name]), message, hint);
    }
}
