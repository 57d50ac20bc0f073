//! A structure: the struct as one would write it by hand, its constructor, and its table.

use super::module::{Argument, CHAIN_WIDTH, Module, WIDTH};
use super::traits::bracketed;
use crate::ir::{Member, Presence, Structure, Type};

/// rustfmt writes a struct literal on one line up to this width of its fields.
const LITERAL_WIDTH: usize = 18;

pub(super) fn structure(module: &mut Module<'_>, structure: &Structure) {
    module.defines(&structure.name);
    definition(module, structure);
    if !structure.has_default() {
        constructor(module, structure);
    }
    table(module, structure);
}

fn definition(module: &mut Module<'_>, structure: &Structure) {
    module.docs(0, &structure.documentation);
    let derives = if structure.has_default() {
        "Clone, Default"
    } else {
        "Clone"
    };
    module.line(0, &format!("#[derive({derives})]"));
    module.deprecated(0, structure.deprecated.as_ref());
    if structure.members.is_empty() {
        module.line(0, &format!("pub struct {} {{}}", structure.name));
        return module.blank_line();
    }
    module.opening(&format!("pub struct {}", structure.name));
    for member in &structure.members {
        module.docs(4, &member.documentation);
        module.deprecated(4, member.deprecated.as_ref());
        let ty = field_type(module, member);
        module.field(4, &format!("pub {}", member.name), &ty);
    }
    module.line(0, "}");
    module.blank_line();
}

fn field_type(module: &mut Module<'_>, member: &Member) -> String {
    let ty = module.ty(&member.ty);
    match member.presence {
        Presence::Plain => ty,
        Presence::Optional => format!("{}<{ty}>", module.name("Option")),
        Presence::Boxed => format!("{}<{ty}>", module.name("Box")),
        Presence::OptionalBoxed => {
            format!("{}<{}<{ty}>>", module.name("Option"), module.name("Box"))
        }
    }
}

/// `new`, with everything that is required.
fn constructor(module: &mut Module<'_>, structure: &Structure) {
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    for member in structure.members.iter().filter(|member| member.required) {
        arguments.push((member.name.clone(), argument_type(module, &member.ty)));
        fields.push((member.name.clone(), argument_value(module, member)));
    }
    module.line(0, &format!("impl {} {{", structure.name));
    module.line(
        4,
        "/// Takes what the service requires; everything else is left out until it is set.",
    );
    module.line(4, "#[inline]");
    module.signature(4, "new", &arguments, "Self");
    let complete = structure.members.iter().all(|member| member.required);
    literal(module, &fields, complete);
    module.line(4, "}");
    module.line(0, "}");
    module.blank_line();
}

/// What `new` takes for a required member.
fn argument_type(module: &mut Module<'_>, ty: &Type) -> Argument {
    let into = module.name("Into");
    let converted = |text: String, converts: bool| {
        if converts {
            format!("impl {into}<{text}>")
        } else {
            text
        }
    };
    match ty {
        Type::List { element, sparse } => {
            let item = module.element(ty);
            let item = converted(item, element.converts() && !sparse);
            Argument::Items(module.name("IntoIterator"), vec![item])
        }
        Type::Map { key, value, sparse } => {
            let (key, value) = (module.ty(key), module.ty(value));
            let value = if *sparse {
                format!("{}<{value}>", module.name("Option"))
            } else {
                value
            };
            let pair = [key, value].map(|ty| format!("impl {into}<{ty}>"));
            Argument::Items(module.name("IntoIterator"), pair.to_vec())
        }
        _ => Argument::Type(converted(module.ty(ty), ty.converts())),
    }
}

/// The expression that makes a required member of its argument.
fn argument_value(module: &mut Module<'_>, member: &Member) -> Value {
    let (name, boxed) = (&member.name, member.presence == Presence::Boxed);
    match &member.ty {
        Type::List { element, sparse } if element.converts() && !sparse => {
            let convert = if module.name("Into") == "Into" {
                "map(Into::into)"
            } else {
                "map(::std::convert::Into::into)"
            };
            Value::Chain(name.clone(), vec!["into_iter()", convert, "collect()"])
        }
        Type::List { .. } => Value::Chain(name.clone(), vec!["into_iter()", "collect()"]),
        Type::Map { .. } => Value::Chain(
            name.clone(),
            vec![
                "into_iter()",
                "map(|(key, value)| (key.into(), value.into()))",
                "collect()",
            ],
        ),
        _ if boxed => Value::Atom(format!("{}::new({name})", module.name("Box"))),
        ty if ty.converts() => Value::Chain(name.clone(), vec!["into()"]),
        _ => Value::Atom(name.clone()),
    }
}

/// The value of a field in a struct literal.
enum Value {
    Atom(String),
    /// A start and the calls on it.
    Chain(String, Vec<&'static str>),
}

/// The struct literal that `new` ends with.
fn literal(module: &mut Module<'_>, fields: &[(String, Value)], complete: bool) {
    let flat: Vec<String> = fields
        .iter()
        .map(|(name, value)| flat(name, value))
        .collect();
    let one_line = flat.join(", ");
    if complete && one_line.len() <= LITERAL_WIDTH {
        return module.line(8, &format!("Self {{ {one_line} }}"));
    }
    module.line(8, "Self {");
    for ((name, value), flat) in fields.iter().zip(flat) {
        match value {
            Value::Chain(start, calls) if 12 + flat.len() >= WIDTH || wide(start, calls) => {
                chain(module, name, start, calls);
            }
            _ => module.line(12, &format!("{flat},")),
        }
    }
    if !complete {
        module.line(12, "..shapesmith_runtime::value::Value::blank()");
    }
    module.line(8, "}");
}

/// A chain that doesn't fit the line of its field.
fn chain(module: &mut Module<'_>, name: &str, start: &str, calls: &[&str]) {
    let head = format!("{name}: {start}");
    let indent = if 12 + head.len() < WIDTH {
        module.line(12, &head);
        16
    } else {
        module.line(12, &format!("{name}:"));
        if !wide(start, calls) {
            return module.line(16, &format!("{start}.{},", calls.join(".")));
        }
        module.line(16, start);
        20
    };
    for (index, call) in calls.iter().enumerate() {
        let comma = if index + 1 == calls.len() { "," } else { "" };
        module.line(indent, &format!(".{call}{comma}"));
    }
}

/// `name: value`, or `name` where both are the same.
fn flat(name: &str, value: &Value) -> String {
    match value {
        Value::Atom(text) if text == name => name.to_owned(),
        Value::Atom(text) => format!("{name}: {text}"),
        Value::Chain(start, calls) => format!("{name}: {start}.{}", calls.join(".")),
    }
}

/// Whether rustfmt breaks the chain: a single call stays with its start as long as the line holds it.
fn wide(start: &str, calls: &[&str]) -> bool {
    calls.len() > 1 && start.len() + 1 + calls.join(".").len() > CHAIN_WIDTH
}

fn table(module: &mut Module<'_>, structure: &Structure) {
    module.uses("structure");
    let default = match structure.has_default() {
        true if structure.sent => ": new",
        true => ": Default",
        false => "",
    };
    let head = format!(
        "structure! {{ {}{default} = {:?}{}",
        structure.name,
        structure.shape,
        bracketed(&structure.traits)
    );
    if structure.members.is_empty() {
        return module.line(0, &format!("{head} {{}} }}"));
    }
    module.line(0, &format!("{head} {{"));
    for (index, member) in structure.members.iter().enumerate() {
        let setter = if member.setter {
            format!(": {}", setter_type(module, &member.ty))
        } else {
            String::new()
        };
        let traits = bracketed(&member.traits);
        module.line(
            4,
            &format!(
                "{index}: {}{setter} = {:?}{traits},",
                member.name, member.wire
            ),
        );
    }
    module.line(0, "} }");
}

/// What a setter takes: `[Element]`, `{Key, Value}`, or the type; `~` before what other types turn into.
fn setter_type(module: &mut Module<'_>, ty: &Type) -> String {
    match ty {
        Type::List { element, sparse } => {
            let mark = if element.converts() && !sparse {
                "~"
            } else {
                ""
            };
            format!("[{mark}{}]", module.element(ty))
        }
        Type::Map { .. } => format!("{{{}}}", module.entry(ty)),
        _ => {
            let mark = if ty.converts() { "~" } else { "" };
            format!("{mark}{}", module.ty(ty))
        }
    }
}
