//! From the JSON of an AST to shapes: what each `type` has, with the place that every part stands at.
//!
//! Looks at one shape at a time, and only at those that are asked for: what no operation reaches is nobody's business.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::cursor::{Context, Cursor, Object, path_of};

/// What messages call an entry of `shapes`.
const SHAPE: &str = "a shape";

/// Where an item stands: the key in `shapes`, and the keys within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) shape: &'a str,
    pub(super) part: Part<'a>,
}

/// A shape, or what of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Whole,
    /// One of `members`.
    Member(&'a str),
    /// `member`, `key` or `value`.
    Element(&'a str),
}

impl<'a> Place<'a> {
    pub(super) fn of(shape: &'a str) -> Self {
        let part = Part::Whole;
        Self { shape, part }
    }

    pub(super) fn keys(&self) -> Vec<&'a str> {
        let mut keys = vec!["shapes", self.shape];
        match self.part {
            Part::Whole => {}
            Part::Member(member) => keys.extend(["members", member]),
            Part::Element(element) => keys.push(element),
        }
        keys
    }

    /// The JSON path.
    pub(super) fn path(&self) -> String {
        path_of(&self.keys())
    }

    /// The path of what stands at these keys within.
    pub(super) fn path_to(&self, within: &[&str]) -> String {
        path_of(&[&self.keys()[..], within].concat())
    }
}

/// A trait's value, and the item that says it: another one's when it comes from a mixin or an `apply`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) value: &'a Value,
    pub(super) place: Place<'a>,
}

/// The traits of an item by their ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Traits<'a>(BTreeMap<&'a str, Said<'a>>);

impl<'a> Traits<'a> {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a str, Said<'a>)> {
        self.0.iter().map(|(id, said)| (*id, *said))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    pub(super) fn value(&self, id: &str) -> Option<&'a Value> {
        Some(self.0.get(id)?.value)
    }

    /// Adds what others say; of a trait that both have, theirs holds.
    pub(super) fn overlay(&mut self, others: &Self) {
        self.0.extend(others.iter());
    }

    pub(super) fn remove(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Reads the trait where it stands.
    pub(super) fn read<T>(
        &self,
        context: &Context,
        id: &str,
        read: impl FnOnce(&Cursor<'_>) -> Option<T>,
    ) -> Option<T> {
        let said = self.0.get(id)?;
        let keys = [&said.place.keys()[..], &["traits", id]].concat();
        read(&Cursor::at(context, &keys, said.value))
    }

    /// A trait that is a text.
    pub(super) fn text(&self, context: &Context, id: &str) -> Option<String> {
        self.read(context, id, |cursor| cursor.text().map(str::to_owned))
    }

    /// A trait that is an object; keys that nobody asks for are the trait's own affair.
    pub(super) fn object<T>(
        &self,
        context: &Context,
        id: &str,
        read: impl FnOnce(&Object<'_>) -> Option<T>,
    ) -> Option<T> {
        self.read(context, id, |cursor| read(&cursor.object()?))
    }
}

/// What a shape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Structure,
    Union,
    Enumeration,
    IntegerEnumeration,
    List,
    Map,
    Operation,
    Resource,
    Service,
    Blob,
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    String,
    Timestamp,
    Document,
}

const TYPES: [(&str, Type); 23] = [
    ("structure", Type::Structure),
    ("union", Type::Union),
    ("enum", Type::Enumeration),
    ("intEnum", Type::IntegerEnumeration),
    ("list", Type::List),
    // As version 1.0 has it.
    ("set", Type::List),
    ("map", Type::Map),
    ("operation", Type::Operation),
    ("resource", Type::Resource),
    ("service", Type::Service),
    ("blob", Type::Blob),
    ("boolean", Type::Boolean),
    ("byte", Type::Byte),
    ("short", Type::Short),
    ("integer", Type::Integer),
    ("long", Type::Long),
    ("float", Type::Float),
    ("double", Type::Double),
    ("bigInteger", Type::BigInteger),
    ("bigDecimal", Type::BigDecimal),
    ("string", Type::String),
    ("timestamp", Type::Timestamp),
    ("document", Type::Document),
];

/// A member, a list's element, or a map's key or value.
#[derive(Debug, Clone)]
pub(super) struct Member<'a> {
    pub(super) name: &'a str,
    pub(super) target: &'a str,
    pub(super) place: Place<'a>,
    pub(super) traits: Traits<'a>,
}

/// What is named, and the keys that it is named at.
#[derive(Debug, Clone)]
pub(super) struct Target<'a> {
    pub(super) id: &'a str,
    /// The shape that says it, and the rest of the path.
    pub(super) place: (Place<'a>, String),
}

impl Target<'_> {
    /// The JSON path of the name.
    pub(super) fn path(&self) -> String {
        format!("{}{}", self.place.0.path(), self.place.1)
    }
}

/// One entry of `shapes`.
#[derive(Debug, Clone)]
pub(super) struct Shape<'a> {
    pub(super) id: &'a str,
    pub(super) ty: Type,
    pub(super) traits: Traits<'a>,
    pub(super) members: Vec<Member<'a>>,
    pub(super) mixins: Vec<Target<'a>>,
    pub(super) version: Option<&'a str>,
    /// `input`, `output`, and the lifecycle operations of a resource.
    pub(super) singles: BTreeMap<&'static str, Target<'a>>,
    /// `errors`, `operations`, `collectionOperations` and `resources`.
    pub(super) lists: BTreeMap<&'static str, Vec<Target<'a>>>,
    /// `rename` of a service.
    pub(super) rename: BTreeMap<&'a str, &'a str>,
}

impl<'a> Shape<'a> {
    /// A shape without anything.
    pub(super) fn plain(id: &'a str, ty: Type) -> Self {
        Self {
            id,
            ty,
            traits: Traits::default(),
            members: Vec::new(),
            mixins: Vec::new(),
            version: None,
            singles: BTreeMap::new(),
            lists: BTreeMap::new(),
            rename: BTreeMap::new(),
        }
    }

    pub(super) fn place(&self) -> Place<'a> {
        Place::of(self.id)
    }
}

/// The lifecycle operations of a resource.
pub(super) const LIFECYCLE: [&str; 6] = ["create", "put", "read", "update", "delete", "list"];

/// The type that an entry of `shapes` says it has, if it says so.
pub(super) fn type_of(value: &Value) -> Option<&str> {
    value.get("type")?.as_str()
}

/// Reads one entry of `shapes`; `None` when it is none, which is reported.
pub(super) fn shape<'a>(context: &Context, id: &'a str, value: &'a Value) -> Option<Shape<'a>> {
    let place = Place::of(id);
    let keys = place.keys();
    let cursor = Cursor::at(context, &keys, value);
    let object = cursor.object()?;
    let ty = object.need("type")?.one_of(&TYPES)?;
    let mut shape = Shape::plain(id, ty);
    shape.traits = traits(context, place, value);
    object.get("traits");
    shape.mixins = targets(&object, place, value, "mixins");
    match ty {
        Type::Structure | Type::Union | Type::Enumeration | Type::IntegerEnumeration => {
            shape.members = members(context, &object, id, value);
        }
        Type::List => shape
            .members
            .extend(element(context, &object, id, value, "member")),
        Type::Map => {
            let parts = ["key", "value"].into_iter();
            let read = parts.filter_map(|part| element(context, &object, id, value, part));
            shape.members = read.collect();
        }
        Type::Operation | Type::Resource | Type::Service => {
            aggregate(&object, &mut shape, value);
        }
        _ => {}
    }
    object.finish(SHAPE);
    Some(shape)
}

/// The parts of a service, a resource or an operation.
fn aggregate<'a>(object: &Object<'_>, shape: &mut Shape<'a>, value: &'a Value) {
    let place = shape.place();
    let (singles, lists): (&[&'static str], &[&'static str]) = match shape.ty {
        Type::Operation => (&["input", "output"], &["errors"]),
        Type::Resource => (
            &LIFECYCLE,
            &["operations", "collectionOperations", "resources"],
        ),
        _ => (&[], &["operations", "resources", "errors"]),
    };
    for key in singles {
        let found = object.get(key).and_then(|cursor| target(&cursor));
        let id = found.and_then(|()| value.get(key)?.get("target")?.as_str());
        if let Some(id) = id {
            let place = (place, format!(".{key}.target"));
            shape.singles.insert(key, Target { id, place });
        }
    }
    for key in lists {
        let found = targets(object, place, value, key);
        shape.lists.insert(key, found);
    }
    if shape.ty == Type::Resource {
        // Neither leads to a shape that goes over the wire.
        object.get("identifiers");
        object.get("properties");
    }
    if shape.ty == Type::Service {
        if let Some(version) = object.get("version") {
            version.text();
        }
        shape.version = value.get("version").and_then(Value::as_str);
        if let Some(rename) = object.get("rename") {
            rename.entries().for_each(|(_, name)| _ = name.text());
        }
        let renamed = value.get("rename").and_then(Value::as_object);
        let renamed = renamed.into_iter().flatten();
        shape.rename = renamed
            .filter_map(|(id, name)| Some((id.as_str(), name.as_str()?)))
            .collect();
    }
}

/// Checks `{"target": "ns#Name"}`.
fn target(cursor: &Cursor<'_>) -> Option<()> {
    let object = cursor.object()?;
    let found = object.need("target")?.text().map(|_| ());
    object.finish("a reference to a shape");
    found
}

fn targets<'a>(
    object: &Object<'_>,
    place: Place<'a>,
    value: &'a Value,
    key: &'static str,
) -> Vec<Target<'a>> {
    let Some(cursor) = object.get(key) else {
        return Vec::new();
    };
    let right: Vec<bool> = cursor
        .elements()
        .map(|item| target(&item).is_some())
        .collect();
    let items = value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let items = items
        .zip(right)
        .enumerate()
        .filter(|(_, (_, right))| *right);
    items
        .filter_map(|(index, (item, _))| {
            let id = item.get("target")?.as_str()?;
            let place = (place, format!(".{key}[{index}].target"));
            Some(Target { id, place })
        })
        .collect()
}

/// The traits of an item at a place.
fn traits<'a>(context: &Context, place: Place<'a>, item: &'a Value) -> Traits<'a> {
    let Some(value) = item.get("traits") else {
        return Traits::default();
    };
    let keys = [&place.keys()[..], &["traits"]].concat();
    Cursor::at(context, &keys, value).object();
    let found = value.as_object().into_iter().flatten();
    Traits(
        found
            .map(|(id, value)| (id.as_str(), Said { value, place }))
            .collect(),
    )
}

fn members<'a>(
    context: &Context,
    object: &Object<'_>,
    id: &'a str,
    value: &'a Value,
) -> Vec<Member<'a>> {
    // The key may be missing when there are none.
    let Some(cursor) = object.get("members") else {
        return Vec::new();
    };
    let right: Vec<bool> = cursor
        .entries()
        .map(|(_, item)| member_is_right(&item))
        .collect();
    let entries = value.get("members").and_then(Value::as_object);
    let entries = entries.into_iter().flatten().zip(right);
    entries
        .filter(|(_, right)| *right)
        .filter_map(|((name, item), _)| {
            let part = Part::Member(name);
            member(context, name, Place { shape: id, part }, item)
        })
        .collect()
}

fn element<'a>(
    context: &Context,
    object: &Object<'_>,
    id: &'a str,
    value: &'a Value,
    key: &'static str,
) -> Option<Member<'a>> {
    // What is mixed in may have it.
    let cursor = if value.get("mixins").is_some() {
        object.get(key)?
    } else {
        object.need(key)?
    };
    let part = Part::Element(key);
    let found = member_is_right(&cursor).then(|| value.get(key))??;
    member(context, key, Place { shape: id, part }, found)
}

fn member_is_right(cursor: &Cursor<'_>) -> bool {
    let Some(object) = cursor.object() else {
        return false;
    };
    object.get("traits");
    let right = object
        .need("target")
        .and_then(|target| target.text())
        .is_some();
    object.finish("a member");
    right
}

fn member<'a>(
    context: &Context,
    name: &'a str,
    place: Place<'a>,
    value: &'a Value,
) -> Option<Member<'a>> {
    Some(Member {
        name,
        target: value.get("target")?.as_str()?,
        place,
        traits: traits(context, place, value),
    })
}

/// The traits that an `apply` gives, whose key is the shape's or member's id.
pub(super) fn applied<'a>(context: &Context, key: &'a str, value: &'a Value) -> Traits<'a> {
    let place = Place::of(key);
    let keys = place.keys();
    if let Some(object) = Cursor::at(context, &keys, value).object() {
        object.get("type");
        object.get("traits");
        object.finish("an `apply`");
    }
    traits(context, place, value)
}
