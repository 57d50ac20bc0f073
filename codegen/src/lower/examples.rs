//! The model's examples as Rust that compiles: the request, built as a user would.
//!
//! A value that doesn't fit its type drops the example with a note; nothing is bent to fit.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::context::Context;
use crate::ir::{Enumeration, Member, Service, Structure, Type, Union};

/// The widest line of an example, without its comment marker.
const WIDTH: usize = 90;

/// Writes the examples of all operations.
pub(crate) fn fill(context: &mut Context<'_>, service: &mut Service) {
    let mut found: Vec<Vec<(String, Vec<String>)>> = Vec::new();
    for operation in &service.operations {
        let mut written = Vec::new();
        let listed = context
            .model
            .examples
            .iter()
            .find(|(name, _)| *name == operation.title);
        for (index, example) in listed
            .map(|(_, examples)| examples.as_slice())
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            let mut builder = Builder {
                types: Types::new(service),
                used: BTreeSet::new(),
            };
            let empty = Value::Object(serde_json::Map::new());
            let input = example.input.as_ref().unwrap_or(&empty);
            let argument = match &operation.input {
                None => Some(None),
                Some(payload) => builder.named(&payload.name, input).map(Some),
            };
            if let Some(argument) = argument {
                let lines = lines(service, &operation.name, argument, &builder.used);
                written.push((title(&example.title), lines));
            } else {
                let path = format!("$.examples.{}[{index}].input", operation.title);
                let message = format!(
                    "example {index} of {} is left out: a value doesn't fit its type",
                    operation.title
                );
                context.note("unusable-example", &path, message);
            }
        }
        found.push(written);
    }
    for (operation, examples) in service.operations.iter_mut().zip(found) {
        operation.examples = examples;
    }
}

/// The title as plain text on one line.
fn title(html: &str) -> String {
    let plain = super::markdown::from_html(html, &mut |_| None).text;
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(
    service: &Service,
    method: &str,
    argument: Option<Expression>,
    used: &BTreeSet<String>,
) -> Vec<String> {
    let crate_name = service.crate_name.replace('-', "_");
    let mut lines = Vec::new();
    let names: Vec<&str> = used.iter().map(String::as_str).collect();
    let import = format!("use {crate_name}::types::{{{}}};", names.join(", "));
    match names.as_slice() {
        [] => {}
        [name] => lines.push(format!("use {crate_name}::types::{name};")),
        _ if import.len() <= WIDTH => lines.push(import),
        _ => {
            lines.push(format!("use {crate_name}::types::{{"));
            lines.extend(names.iter().map(|name| format!("    {name},")));
            lines.push("};".to_owned());
        }
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(format!(
        "let client = {crate_name}::Client::builder().region(\"us-east-1\").build()?;"
    ));
    let call = Expression::Call(
        format!("let response = client.{method}"),
        argument.into_iter().collect(),
    );
    let text = call.print(0, AWAITED.len()) + AWAITED;
    lines.extend(text.lines().map(str::to_owned));
    lines.insert(0, OPENING.to_owned());
    lines.extend(["# Ok(())", "# }"].map(str::to_owned));
    lines
}

/// Sends a call and takes its output.
const AWAITED: &str = ".await?;";
/// The hidden function around an example.
const OPENING: &str = "# async fn example() -> Result<(), Box<dyn std::error::Error>> {";

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
            .map(|item| (item.name.as_str(), item));
        let unions = service.unions.iter().map(|item| (item.name.as_str(), item));
        let enumerations = service
            .enumerations
            .iter()
            .map(|item| (item.name.as_str(), item));
        Self {
            structures: structures.collect(),
            unions: unions.collect(),
            enumerations: enumerations.collect(),
        }
    }
}

/// Makes expressions; `None` means that the value doesn't fit.
struct Builder<'a> {
    types: Types<'a>,
    /// The types to import.
    used: BTreeSet<String>,
}

impl Builder<'_> {
    /// An expression that converts into the type, or, when `exact`, is of it.
    fn value(&mut self, ty: &Type, value: &Value, exact: bool) -> Option<Expression> {
        let atom = |text: String| Some(Expression::Atom(text));
        match ty {
            Type::Boolean => atom(value.as_bool()?.to_string()),
            Type::Integer => atom(i32::try_from(value.as_i64()?).ok()?.to_string()),
            Type::Long => atom(format!("{}_i64", value.as_i64()?)),
            Type::Float => atom(format!("{}_f32", value.as_f64()?)),
            Type::Double => atom(format!("{}_f64", value.as_f64()?)),
            Type::String if exact => atom(format!("String::from({:?})", value.as_str()?)),
            Type::String => atom(format!("{:?}", value.as_str()?)),
            // Examples give bytes as the text that they are; a setter takes it so.
            Type::Blob | Type::Stream if !exact => atom(format!("{:?}", value.as_str()?)),
            Type::Named(name) => self.named(name, value),
            Type::List {
                element,
                sparse: false,
            } => {
                let exact_elements = exact || !element.converts();
                let elements = value
                    .as_array()?
                    .iter()
                    .map(|value| self.value(element, value, exact_elements));
                let elements: Vec<Expression> = elements.collect::<Option<_>>()?;
                // Nothing would tell the element's type.
                if elements.is_empty() {
                    return None;
                }
                Some(Expression::List(
                    if exact { "vec![" } else { "[" },
                    elements,
                ))
            }
            Type::Map {
                key,
                value: entry,
                sparse: false,
            } => {
                let mut pairs = Vec::new();
                for (name, value) in value.as_object()? {
                    let key = self.value(key, &Value::String(name.clone()), exact)?;
                    pairs.push(Expression::List(
                        "(",
                        vec![key, self.value(entry, value, true)?],
                    ));
                }
                let entries = Expression::List("[", pairs);
                Some(if exact {
                    Expression::Call("std::collections::BTreeMap::from".to_owned(), vec![entries])
                } else {
                    entries
                })
                .filter(|_| value.as_object().is_some_and(|object| !object.is_empty()))
            }
            _ => None,
        }
    }

    fn named(&mut self, name: &str, value: &Value) -> Option<Expression> {
        self.used.insert(name.to_owned());
        if let Some(enumeration) = self.types.enumerations.get(name) {
            let wire = value.as_str()?;
            let known = enumeration
                .variants
                .iter()
                .find(|variant| variant.wire == wire);
            return Some(Expression::Atom(match known {
                Some(variant) => format!("{name}::{}", variant.name),
                None => format!("{name}::from({wire:?})"),
            }));
        }
        let given = value.as_object()?;
        if let Some(union) = self.types.unions.get(name).copied() {
            let (wire, value) = given.iter().next()?;
            let arm = union.arms.iter().find(|arm| arm.wire == *wire)?;
            let inner = self.value(&arm.ty, value, true)?;
            let inner = if arm.boxed {
                Expression::Call("Box::new".to_owned(), vec![inner])
            } else {
                inner
            };
            return Some(Expression::Call(
                format!("{name}::{}", arm.name),
                vec![inner],
            ));
        }
        let structure = self.types.structures.get(name).copied()?;
        let known = |key: &String| {
            structure
                .members
                .iter()
                .any(|member| member.modelled == *key)
        };
        if !given.keys().all(known) {
            return None;
        }
        let mut arguments = Vec::new();
        let mut setters = Vec::new();
        for member in &structure.members {
            let value = given.get(&member.modelled);
            match (member.required, value) {
                (true, value) => arguments.push(self.value(&member.ty, value?, false)?),
                (false, Some(value)) => {
                    setters.push((Self::setter(member)?, self.value(&member.ty, value, false)?));
                }
                (false, None) => {}
            }
        }
        Some(Expression::Chain(
            format!("{name}::new"),
            arguments,
            setters,
        ))
    }

    fn setter(member: &Member) -> Option<String> {
        member.setter.then(|| member.name.clone())
    }
}

/// A piece of Rust that knows how to break its lines.
#[derive(Clone)]
enum Expression {
    Atom(String),
    /// Elements between the opening text and its closing bracket.
    List(&'static str, Vec<Expression>),
    Call(String, Vec<Expression>),
    /// A constructor, its arguments, and setters.
    Chain(String, Vec<Expression>, Vec<(String, Expression)>),
}

impl Expression {
    /// Prints at an indentation; `after` characters must still fit on the last line.
    fn print(&self, indent: usize, after: usize) -> String {
        let flat = self.flat();
        if indent + flat.len() + after <= WIDTH && !self.wants_lines() {
            return flat;
        }
        let inner = indent + 4;
        let pad = " ".repeat(inner);
        match self {
            Self::Atom(text) => text.clone(),
            Self::List(open, elements) => {
                let lines: String = elements
                    .iter()
                    .map(|element| format!("{pad}{},\n", element.print(inner, 1)))
                    .collect();
                format!("{open}\n{lines}{}{}", " ".repeat(indent), close(open))
            }
            Self::Call(name, arguments) => {
                // A last list or call may hug the parentheses, as rustfmt does.
                if let [Self::List("[", elements)] = arguments.as_slice() {
                    let list = Self::List("[", elements.clone());
                    return format!("{name}({})", list.print(indent, after + 1));
                }
                let lines: String = arguments
                    .iter()
                    .map(|argument| format!("{pad}{},\n", argument.print(inner, 1)))
                    .collect();
                format!("{name}(\n{lines}{})", " ".repeat(indent))
            }
            Self::Chain(name, arguments, setters) => {
                let head = Self::Call(name.clone(), arguments.clone()).print(indent, 0);
                let mut whole = head;
                for (setter, value) in setters {
                    let call = Self::Call(format!(".{setter}"), vec![value.clone()]);
                    whole.push_str(&format!("\n{pad}{}", call.print(inner, 1)));
                }
                whole
            }
        }
    }

    /// Chains of several setters read better on lines of their own.
    fn wants_lines(&self) -> bool {
        match self {
            Self::Atom(_) => false,
            Self::List(_, parts) | Self::Call(_, parts) => parts.iter().any(Self::wants_lines),
            Self::Chain(_, arguments, setters) => {
                setters.len() > 1
                    || arguments.iter().any(Self::wants_lines)
                    || setters.iter().any(|(_, value)| value.wants_lines())
            }
        }
    }

    fn flat(&self) -> String {
        let join = |parts: &[Self]| parts.iter().map(Self::flat).collect::<Vec<_>>().join(", ");
        match self {
            Self::Atom(text) => text.clone(),
            Self::List(open, elements) => format!("{open}{}{}", join(elements), close(open)),
            Self::Call(name, arguments) => format!("{name}({})", join(arguments)),
            Self::Chain(name, arguments, setters) => {
                let calls: String = setters
                    .iter()
                    .map(|(setter, value)| format!(".{setter}({})", value.flat()))
                    .collect();
                format!("{name}({}){calls}", join(arguments))
            }
        }
    }
}

fn close(open: &str) -> &'static str {
    if open == "(" { ")" } else { "]" }
}
