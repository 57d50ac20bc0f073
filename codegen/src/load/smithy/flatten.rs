//! Shapes as they are meant: what `apply` adds to them, and what they take over from their mixins.
//!
//! A shape is put together when it is asked for, once. What mixins multiply is counted, so that a small file can't fill
//! the memory.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::super::cursor::{Context, path_of};
use super::ast::{self, Member, Shape, Target, Traits, Type};
use super::prelude;

/// Mixins within mixins deeper than this are a mistake, and would take the stack.
const DEEPEST: usize = 64;

/// Members and traits that mixins may hand on. The largest service has 50,000 of its own.
const MOST_COPIES: usize = 1_000_000;

const MIXIN: &str = "smithy.api#mixin";

/// A shape, and how deep its mixins lie within each other.
type Done<'a> = Option<(Rc<Shape<'a>>, usize)>;

/// The member that an `apply` is for, its key, and what stands there.
type Apply<'a> = (Option<&'a str>, &'a str, &'a Value);

/// All shapes of a file.
pub(super) struct Shapes<'a> {
    pub(super) context: &'a Context,
    written: BTreeMap<&'a str, &'a Value>,
    /// The shape's id → the keys of its `apply`s, each with the member that it is for.
    applied: BTreeMap<&'a str, Vec<Apply<'a>>>,
    done: BTreeMap<&'a str, Done<'a>>,
    copies: usize,
}

impl<'a> Shapes<'a> {
    /// Sorts the entries of `shapes`.
    pub(super) fn new(context: &'a Context, shapes: &'a serde_json::Map<String, Value>) -> Self {
        let mut sorted = Self {
            context,
            written: BTreeMap::new(),
            applied: BTreeMap::new(),
            done: BTreeMap::new(),
            copies: 0,
        };
        for (key, value) in shapes {
            if ast::type_of(value) == Some("apply") {
                let (id, member) = match key.split_once('$') {
                    Some((id, member)) => (id, Some(member)),
                    None => (key.as_str(), None),
                };
                let of_shape = sorted.applied.entry(id).or_default();
                of_shape.push((member, key, value));
            } else {
                sorted.written.insert(key, value);
            }
        }
        sorted
    }

    /// The ids of the shapes that say to be of this type.
    pub(super) fn of_type(&self, ty: &str) -> Vec<&'a str> {
        let of_type = |value: &Value| ast::type_of(value) == Some(ty);
        let found = self.written.iter().filter(|(_, value)| of_type(value));
        found.map(|(id, _)| *id).collect()
    }

    /// The trait of a shape as it is written, which may define a trait.
    pub(super) fn says(&self, id: &str, of: &str) -> bool {
        let traits = self.written.get(id).and_then(|shape| shape.get("traits"));
        traits.and_then(|traits| traits.get(of)).is_some()
    }

    /// The shape that is named there; reports a name that leads nowhere.
    pub(super) fn target(
        &mut self,
        id: &'a str,
        path: impl Fn() -> String,
    ) -> Option<Rc<Shape<'a>>> {
        if let Some(found) = prelude::shape(id).filter(|_| !self.written.contains_key(id)) {
            return Some(Rc::new(found));
        }
        if !self.written.contains_key(id) {
            self.missing(id, path());
            return None;
        }
        self.flat(id, &mut Vec::new()).map(|(shape, _)| shape)
    }

    fn missing(&self, id: &str, path: String) {
        let message = format!("there is no shape `{id}`");
        let known = self.written.keys().copied();
        self.context
            .unknown("missing-shape", path, message, id, known);
    }

    /// `within` holds the shapes whose mixins are being looked at.
    fn flat(&mut self, id: &'a str, within: &mut Vec<&'a str>) -> Done<'a> {
        if let Some(done) = self.done.get(id) {
            return done.clone();
        }
        let written = self.written.get(id).copied()?;
        let own = ast::shape(self.context, id, written);
        let done = own.map(|own| {
            within.push(id);
            let (shape, depth) = self.mixed(own, within);
            within.pop();
            (Rc::new(shape), depth)
        });
        self.done.insert(id, done.clone());
        done
    }

    /// The shape with what its mixins and `apply`s give.
    fn mixed(&mut self, mut own: Shape<'a>, within: &mut Vec<&'a str>) -> (Shape<'a>, usize) {
        let applied = self.applied_to(own.id);
        let on_shape = applied.iter().filter(|(member, _)| member.is_none());
        on_shape.for_each(|(_, traits)| own.traits.overlay(traits));
        let mut depth = 0;
        let mixins = std::mem::take(&mut own.mixins);
        let mut shape = if mixins.is_empty() {
            own
        } else {
            let mut mixture = Mixture::new(Shape::plain(own.id, own.ty));
            let mut found_all = true;
            for mixin in &mixins {
                let Some((found, below)) = self.mixin(&own, mixin, within) else {
                    found_all = false;
                    continue;
                };
                depth = depth.max(below + 1);
                self.count(&found, mixin);
                mixture.take_over(&found);
            }
            let shape = mixture.finish(own);
            if found_all {
                self.elements_are_there(&shape);
            }
            shape
        };
        self.apply(&mut shape, &applied);
        (shape, depth)
    }

    /// Reports what a list or map lacks that none of its mixins has either.
    fn elements_are_there(&self, shape: &Shape<'a>) {
        let needed: &[&str] = match shape.ty {
            Type::List => &["member"],
            Type::Map => &["key", "value"],
            _ => &[],
        };
        let written = self.written.get(shape.id);
        let isnt_written = |key: &&&str| written.is_none_or(|value| value.get(**key).is_none());
        for key in needed.iter().filter(isnt_written) {
            if shape.members.iter().all(|member| member.name != *key) {
                let message = format!("the key `{key}` is missing, in its mixins too");
                let hint = format!("add `{key}`");
                let path = shape.place().path();
                self.context.error("missing-key", path, message, hint);
            }
        }
    }

    fn applied_to(&self, id: &'a str) -> Vec<(Option<&'a str>, Traits<'a>)> {
        let found = self.applied.get(id).into_iter().flatten();
        found
            .map(|(member, key, value)| (*member, ast::applied(self.context, key, value)))
            .collect()
    }

    /// Adds what is applied to members.
    fn apply(&self, shape: &mut Shape<'a>, applied: &[(Option<&'a str>, Traits<'a>)]) {
        let of_members = applied
            .iter()
            .filter_map(|(member, traits)| Some(((*member)?, traits)));
        let of_members: Vec<(&str, &Traits<'a>)> = of_members.collect();
        if of_members.is_empty() {
            return;
        }
        let places = places(&shape.members);
        for (name, traits) in of_members {
            let index = places.get(name).copied();
            if let Some(member) = index.and_then(|index| shape.members.get_mut(index)) {
                member.traits.overlay(traits);
                continue;
            }
            let id = shape.id;
            let message = format!("`{id}` has no member `{name}` to apply a trait to");
            let path = path_of(&["shapes", &format!("{id}${name}")]);
            self.context.unknown(
                "missing-member",
                path,
                message,
                name,
                places.keys().copied(),
            );
        }
    }

    /// A shape that is mixed in; `None` where it can't be, which is reported.
    fn mixin(
        &mut self,
        shape: &Shape<'a>,
        mixin: &Target<'a>,
        within: &mut Vec<&'a str>,
    ) -> Done<'a> {
        let context = self.context;
        if let Some(start) = within.iter().position(|one| *one == mixin.id) {
            let circle: Vec<&str> = within.iter().skip(start).copied().collect();
            let message = format!(
                "`{}` is a mixin of itself, by way of `{}`",
                mixin.id,
                circle.join("`, `")
            );
            context.error(
                "mixin-cycle",
                mixin.path(),
                message,
                "take one of these mixins out",
            );
            return None;
        }
        if !self.written.contains_key(mixin.id) {
            self.missing(mixin.id, mixin.path());
            return None;
        }
        let found = if within.len() > DEEPEST {
            None
        } else {
            Some(self.flat(mixin.id, within)?)
        };
        let Some((found, depth)) = found.filter(|(_, depth)| *depth < DEEPEST) else {
            let message = format!("more than {DEEPEST} mixins lie within each other");
            context.error("deep-mixin", mixin.path(), message, "put them into one");
            return None;
        };
        if found.ty != shape.ty {
            let message = format!("`{}` is of another type than `{}`", mixin.id, shape.id);
            let hint = "a mixin has the type of what it is mixed into";
            context.error("wrong-kind", mixin.path(), message, hint);
            return None;
        }
        if self.copies >= MOST_COPIES {
            return None;
        }
        Some((found, depth))
    }

    /// Counts what is copied, and says once that it is too much.
    fn count(&mut self, mixin: &Shape<'_>, target: &Target<'_>) {
        let members = mixin.members.iter().map(|member| 1 + member.traits.len());
        let lists = mixin.lists.values().map(Vec::len);
        let copied = mixin.traits.len() + members.sum::<usize>() + lists.sum::<usize>();
        self.copies += copied + mixin.rename.len() + 1;
        if self.copies >= MOST_COPIES {
            let message = format!("mixins make more than {MOST_COPIES} members and traits");
            self.context.error(
                "too-large",
                target.path(),
                message,
                "is this a service model?",
            );
        }
    }
}

/// Where each member stands.
fn places<'a>(members: &[Member<'a>]) -> BTreeMap<&'a str, usize> {
    let members = members.iter().enumerate();
    members
        .map(|(index, member)| (member.name, index))
        .collect()
}

/// A shape while it is put together.
struct Mixture<'a> {
    shape: Shape<'a>,
    places: BTreeMap<&'a str, usize>,
    /// What the lists have: (list, id).
    listed: BTreeSet<(&'static str, &'a str)>,
}

impl<'a> Mixture<'a> {
    fn new(shape: Shape<'a>) -> Self {
        Self {
            shape,
            places: BTreeMap::new(),
            listed: BTreeSet::new(),
        }
    }

    /// Adds what a mixin has, but for the traits that it keeps to itself.
    fn take_over(&mut self, mixin: &Shape<'a>) {
        let mut traits = mixin.traits.clone();
        let locals = mixin.traits.value(MIXIN);
        let locals = locals.and_then(|value| value.get("localTraits")?.as_array());
        for local in locals.into_iter().flatten().filter_map(Value::as_str) {
            traits.remove(local);
        }
        traits.remove(MIXIN);
        self.add(&traits, mixin.clone());
    }

    /// Adds what the shape says itself, which has the last word.
    fn finish(mut self, own: Shape<'a>) -> Shape<'a> {
        let traits = own.traits.clone();
        self.add(&traits, own);
        self.shape
    }

    fn add(&mut self, traits: &Traits<'a>, added: Shape<'a>) {
        self.shape.traits.overlay(traits);
        self.add_members(added.members);
        let version = added.version.or(self.shape.version);
        self.shape.version = version;
        self.shape.rename.extend(added.rename);
        self.shape.singles.extend(added.singles);
        for (key, targets) in added.lists {
            for target in targets {
                if self.listed.insert((key, target.id)) {
                    self.shape.lists.entry(key).or_default().push(target);
                }
            }
        }
    }

    /// A member that is there already keeps its place and gets the traits.
    fn add_members(&mut self, added: Vec<Member<'a>>) {
        let members = &mut self.shape.members;
        for member in added {
            let index = self.places.get(member.name);
            if let Some(known) = index.and_then(|index| members.get_mut(*index)) {
                known.traits.overlay(&member.traits);
                known.target = member.target;
                known.place = member.place;
            } else {
                self.places.insert(member.name, members.len());
                members.push(member);
            }
        }
    }
}
