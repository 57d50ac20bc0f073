//! What a service consists of: its operations, those of its resources, and every shape that they reach, with its name.
//!
//! Walks without recursion, so that no model is too deep.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::cursor::Context;
use super::ast::{LIFECYCLE, Shape, Target, Type};
use super::flatten::Shapes;
use super::prelude::UNIT;

/// A service and all that belongs to it.
pub(super) struct Closure<'a> {
    pub(super) service: Rc<Shape<'a>>,
    /// By their ids.
    pub(super) operations: BTreeMap<&'a str, Rc<Shape<'a>>>,
    /// By their ids; what carries data, not services, resources and operations.
    pub(super) shapes: BTreeMap<&'a str, Rc<Shape<'a>>>,
    /// The name of each, in the model.
    pub(super) names: BTreeMap<&'a str, String>,
}

/// Everything that the service reaches.
pub(super) fn of<'a>(shapes: &mut Shapes<'a>, service: Rc<Shape<'a>>) -> Closure<'a> {
    let operations = operations(shapes, &service);
    let mut walk = Walk {
        shapes,
        open: Vec::new(),
        found: BTreeMap::new(),
    };
    for shape in operations.values().chain([&service]) {
        for payload in shape.singles.values() {
            walk.visit(payload, &[Type::Structure]);
        }
        for error in shape.lists.get("errors").into_iter().flatten() {
            walk.visit(error, &[Type::Structure]);
        }
    }
    walk.follow();
    let found = walk.found;
    let names = names(shapes.context, &service, &operations, &found);
    Closure {
        service,
        operations,
        shapes: found,
        names,
    }
}

/// The operations of the service and of all its resources.
fn operations<'a>(
    shapes: &mut Shapes<'a>,
    service: &Shape<'a>,
) -> BTreeMap<&'a str, Rc<Shape<'a>>> {
    let mut found = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<(Target<'a>, Type)> = Vec::new();
    let list = |shape: &Shape<'a>, open: &mut Vec<(Target<'a>, Type)>| {
        for (key, ty) in [
            ("operations", Type::Operation),
            ("collectionOperations", Type::Operation),
            ("resources", Type::Resource),
        ] {
            let listed = shape.lists.get(key).into_iter().flatten();
            open.extend(listed.map(|target| (target.clone(), ty)));
        }
        let lifecycle = shape.singles.iter();
        let lifecycle = lifecycle.filter(|(key, _)| LIFECYCLE.contains(*key));
        open.extend(lifecycle.map(|(_, target)| (target.clone(), Type::Operation)));
    };
    list(service, &mut open);
    while let Some((target, ty)) = open.pop() {
        if !seen.insert(target.id) {
            continue;
        }
        let Some(shape) = shapes.target(target.id, || target.path()) else {
            continue;
        };
        if shape.ty != ty {
            wrong_kind(shapes.context, &target, ty);
        } else if ty == Type::Operation {
            found.insert(target.id, shape);
        } else {
            list(&shape, &mut open);
        }
    }
    found
}

fn wrong_kind(context: &Context, target: &Target<'_>, wanted: Type) {
    let what = match wanted {
        Type::Operation => "an operation",
        Type::Resource => "a resource",
        _ => "a structure",
    };
    let message = format!("`{}` is not {what}", target.id);
    let hint = format!("name {what} there");
    context.error("wrong-kind", target.path(), message, hint);
}

struct Walk<'w, 'a> {
    shapes: &'w mut Shapes<'a>,
    open: Vec<Rc<Shape<'a>>>,
    found: BTreeMap<&'a str, Rc<Shape<'a>>>,
}

impl<'a> Walk<'_, 'a> {
    /// A shape that is named there, to be looked into.
    fn visit(&mut self, target: &Target<'a>, wanted: &[Type]) {
        let context = self.shapes.context;
        let found = self.find(target.id, || target.path());
        if found.is_some_and(|shape| !wanted.contains(&shape.ty)) {
            wrong_kind(context, target, Type::Structure);
        }
    }

    fn find(&mut self, id: &'a str, path: impl Fn() -> String) -> Option<Rc<Shape<'a>>> {
        if let Some(known) = self.found.get(id) {
            return Some(Rc::clone(known));
        }
        let shape = self.shapes.target(id, path)?;
        self.found.insert(id, Rc::clone(&shape));
        self.open.push(Rc::clone(&shape));
        Some(shape)
    }

    fn follow(&mut self) {
        while let Some(shape) = self.open.pop() {
            if matches!(shape.ty, Type::Enumeration | Type::IntegerEnumeration) {
                continue;
            }
            for member in &shape.members {
                let path = || member.place.path_to(&["target"]);
                let Some(found) = self.find(member.target, path) else {
                    continue;
                };
                if matches!(found.ty, Type::Operation | Type::Resource | Type::Service) {
                    let message = format!("`{}` carries no data", member.target);
                    let hint = "name a structure or a simple shape there";
                    self.shapes
                        .context
                        .error("wrong-kind", path(), message, hint);
                }
            }
        }
    }
}

/// Whether the shape is a type in Rust, however the version of the file says it.
fn is_type(shape: &Shape<'_>) -> bool {
    let is_listed = shape.ty == Type::String && shape.traits.has("smithy.api#enum");
    is_listed || matches!(shape.ty, Type::Structure | Type::Union | Type::Enumeration)
}

/// Names every shape and operation: the service's `rename`, else what follows the `#`. Types can't share a name; of
/// the others, which are no types in Rust, one whose name is taken is called by its whole id.
fn names<'a>(
    context: &Context,
    service: &Shape<'a>,
    operations: &BTreeMap<&'a str, Rc<Shape<'a>>>,
    shapes: &BTreeMap<&'a str, Rc<Shape<'a>>>,
) -> BTreeMap<&'a str, String> {
    let plain = |id: &'a str| {
        let short = id.split_once('#').map_or(id, |(_, name)| name);
        service.rename.get(id).copied().unwrap_or(short).to_owned()
    };
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let mut any_case: BTreeMap<String, &str> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let (types, others): (Vec<_>, Vec<_>) = shapes
        .iter()
        .partition(|(id, shape)| is_type(shape) && **id != UNIT);
    for (id, shape) in types {
        let name = plain(id);
        if let Some(other) = any_case.insert(name.to_lowercase(), id) {
            let message = format!("`{other}` and `{id}` have the same name");
            let hint = format!("give one another name in `rename` of `{}`", service.id);
            context.error("name-clash", shape.place().path(), message, hint);
        }
        taken.insert(name.clone());
        names.insert(id, name);
    }
    for (id, _) in others {
        let name = Some(plain(id)).filter(|name| !taken.contains(name));
        let name = name.unwrap_or_else(|| (*id).to_owned());
        taken.insert(name.clone());
        names.insert(id, name);
    }
    names.extend(operations.keys().map(|id| (*id, plain(id))));
    names
}
