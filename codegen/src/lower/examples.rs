//! The model's examples as trees of what a user writes: the request, built with constructors and setters.
//!
//! A value that doesn't fit its type drops the example with a note; nothing is bent to fit.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::arguments::converts;
use super::context::Context;
use crate::ir::{
    Argument, Documentation, Enumeration, Example, Member, Operation, Service, Structure, Type,
    Union, Value,
};
use crate::load::model;

/// Gives the operations their examples.
pub(crate) fn fill(context: &mut Context<'_>, service: &mut Service) {
    let types = Types::new(service);
    let found: Vec<Vec<Example>> = service
        .operations
        .iter()
        .map(|operation| of_operation(context, &types, operation))
        .collect();
    for (operation, examples) in service.operations.iter_mut().zip(found) {
        operation.examples = examples;
    }
}

fn of_operation(
    context: &mut Context<'_>,
    types: &Types<'_>,
    operation: &Operation,
) -> Vec<Example> {
    let mut lowered = Vec::new();
    let mut listed = context.model.examples.iter();
    let Some((_, examples)) = listed.find(|(name, _)| *name == operation.title) else {
        return lowered;
    };
    for (index, example) in examples.iter().enumerate() {
        if let Ok(input) = input(types, operation, example) {
            let title = title(&example.title);
            lowered.push(Example { title, input });
        } else {
            let path = format!("$.examples.{}[{index}].input", operation.title);
            let message = format!(
                "example {index} of {} is left out: a value doesn't fit its type",
                operation.title
            );
            context.note("unusable-example", &path, message);
        }
    }
    lowered
}

/// A value that isn't what its type says.
struct Unfit;

/// The request, for an operation that has one.
fn input(
    types: &Types<'_>,
    operation: &Operation,
    example: &model::Example,
) -> Result<Option<Value>, Unfit> {
    let Some(payload) = &operation.input else {
        return Ok(None);
    };
    let nothing = Json::Object(Map::new());
    let given = example.input.as_ref().unwrap_or(&nothing);
    types
        .named(payload.name.plain(), given)
        .map(Some)
        .ok_or(Unfit)
}

fn title(html: &str) -> Documentation {
    super::prose::from_html(html, &mut |_| None).documentation
}

/// Types by Rust name.
struct Types<'a> {
    structures: BTreeMap<&'a str, &'a Structure>,
    unions: BTreeMap<&'a str, &'a Union>,
    enumerations: BTreeMap<&'a str, &'a Enumeration>,
}

impl<'a> Types<'a> {
    fn new(service: &'a Service) -> Self {
        let structures = service
            .structures
            .iter()
            .map(|item| (item.name.plain(), item));
        let unions = service.unions.iter().map(|item| (item.name.plain(), item));
        let enumerations = service
            .enumerations
            .iter()
            .map(|item| (item.name.plain(), item));
        Self {
            structures: structures.collect(),
            unions: unions.collect(),
            enumerations: enumerations.collect(),
        }
    }

    /// What stands where a member is set; `None`, here and below, for a value that doesn't fit.
    fn argument(&self, member: &Member, given: &Json) -> Option<Value> {
        let exact = match member.argument {
            Argument::Plain => true,
            Argument::Into | Argument::Elements { .. } | Argument::Entries => false,
        };
        self.value(&member.ty, given, exact)
    }

    /// An expression that is of the type when `exact`, or else converts into it.
    fn value(&self, ty: &Type, given: &Json, exact: bool) -> Option<Value> {
        Some(match ty {
            Type::Boolean => Value::Boolean(given.as_bool()?),
            Type::Integer => Value::Integer(i32::try_from(given.as_i64()?).ok()?),
            Type::Long => Value::Long(given.as_i64()?),
            Type::Float => Value::Float(single(given)?),
            Type::Double => Value::Double(given.as_f64()?),
            Type::String => text(given, exact)?,
            Type::Stream if !exact => stream(given)?,
            // Examples give bytes as the text that they are, which turns into bytes but isn't of them.
            Type::Blob if !exact => text(given, exact).filter(|_| file(given).is_none())?,
            Type::Named(name) => self.named(name.plain(), given)?,
            Type::List {
                element,
                sparse: false,
            } => self.list(element, given, exact)?,
            Type::Map {
                key,
                value,
                sparse: false,
            } => self.map(key, value, given, exact)?,
            _ => return None,
        })
    }

    fn list(&self, element: &Type, given: &Json, exact: bool) -> Option<Value> {
        let exact_elements = exact || !converts(element);
        let elements = given.as_array()?.iter();
        let elements = elements.map(|given| self.value(element, given, exact_elements));
        let elements: Vec<Value> = elements.collect::<Option<_>>()?;
        // Nothing would tell the type of an element that isn't there.
        (!elements.is_empty()).then_some(Value::List { elements, exact })
    }

    fn map(&self, key: &Type, value: &Type, given: &Json, exact: bool) -> Option<Value> {
        let entries = given.as_object()?.iter();
        let entries = entries.map(|(name, given)| {
            let name = Json::String(name.clone());
            let key = self.value(key, &name, exact || !converts(key))?;
            Some((key, self.value(value, given, exact || !converts(value))?))
        });
        let entries: Vec<(Value, Value)> = entries.collect::<Option<_>>()?;
        (!entries.is_empty()).then_some(Value::Map { entries, exact })
    }

    fn named(&self, name: &str, given: &Json) -> Option<Value> {
        if let Some(enumeration) = self.enumerations.get(name) {
            return given.as_str().map(|wire| variant(enumeration, wire));
        }
        let given = given.as_object()?;
        match self.unions.get(name) {
            Some(union) => self.union(union, given),
            None => self.structure(self.structures.get(name)?, given),
        }
    }

    fn union(&self, union: &Union, given: &Map<String, Json>) -> Option<Value> {
        let mut entries = given.iter();
        let (Some((member, given)), None) = (entries.next(), entries.next()) else {
            return None;
        };
        let arm = union.arms.iter().find(|arm| arm.modelled == *member)?;
        Some(Value::Union {
            ty: union.name.clone(),
            variant: arm.name.clone(),
            boxed: arm.boxed,
            value: Box::new(self.value(&arm.ty, given, true)?),
        })
    }

    fn structure(&self, structure: &Structure, given: &Map<String, Json>) -> Option<Value> {
        let members = structure.members.iter();
        let known = given
            .keys()
            .all(|key| members.clone().any(|member| member.modelled == *key));
        if !known {
            return None;
        }
        let required = structure.constructor.iter();
        let arguments = required.map(|index| {
            let member = structure.members.get(*index)?;
            self.argument(member, given.get(&member.modelled)?)
        });
        let arguments = arguments.collect::<Option<_>>()?;
        let optional = members.filter(|member| !member.required);
        let given = optional.filter_map(|member| Some((member, given.get(&member.modelled)?)));
        let setters = given.map(|(member, given)| {
            let value = self.argument(member, given)?;
            member.setter.then(|| (member.name.clone(), value))
        });
        let setters = setters.collect::<Option<_>>()?;
        Some(Value::Structure {
            ty: structure.name.clone(),
            arguments,
            setters,
        })
    }
}

fn text(given: &Json, exact: bool) -> Option<Value> {
    let text = given.as_str()?.to_owned();
    Some(Value::Text { text, exact })
}

/// A single word is how examples name the file that is sent; as text its name would be what is stored.
fn stream(given: &Json) -> Option<Value> {
    let word = given.as_str()?;
    let in_a_name = |c: char| c.is_alphanumeric() || "._-:/\\~".contains(c);
    if word.is_empty() || !word.chars().all(in_a_name) {
        return text(given, false);
    }
    Some(Value::File(file(given).unwrap_or(word).to_owned()))
}

/// The file that AWS's command line would read here.
fn file(given: &Json) -> Option<&str> {
    let word = given.as_str()?;
    word.strip_prefix("fileb://")
        .or(word.strip_prefix("file://"))
}

/// The nearest number of single precision, unless it is out of range.
fn single(given: &Json) -> Option<f32> {
    let number: f32 = given.as_number()?.to_string().parse().ok()?;
    number.is_finite().then_some(number)
}

fn variant(enumeration: &Enumeration, wire: &str) -> Value {
    let ty = enumeration.name.clone();
    let mut variants = enumeration.variants.iter();
    match variants.find(|variant| variant.wire == wire) {
        Some(known) => Value::Variant {
            ty,
            variant: known.name.clone(),
        },
        None => Value::Other {
            ty,
            wire: wire.to_owned(),
        },
    }
}
