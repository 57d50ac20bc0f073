//! A structure: the struct as one would write it by hand, its constructor, and its table.

use super::module::{CHAIN_WIDTH, Module};
use super::traits::bracketed;
use crate::ir::{Member, Presence, Structure, Type};

/// rustfmt writes a struct literal on one line up to this width of its fields.
const LITERAL_WIDTH: usize = 18;

pub(super) fn structure(module: &mut Module<'_>, structure: &Structure) {
    definition(module, structure);
    if !structure.has_default() {
        constructor(module, structure);
    }
    table(module, structure);
}

fn definition(module: &mut Module<'_>, structure: &Structure) {
    module.docs(0, &structure.documentation);
    let derives = if structure.has_default() {
        "Clone, Default, PartialEq"
    } else {
        "Clone, PartialEq"
    };
    module.line(0, &format!("#[derive({derives})]"));
    module.deprecated(0, structure.deprecated.as_ref());
    if structure.members.is_empty() {
        module.line(0, &format!("pub struct {} {{}}", structure.name));
        return module.blank_line();
    }
    module.line(0, &format!("pub struct {} {{", structure.name));
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
        let name = &member.name;
        let (bound, value) = match &member.ty {
            Type::List { .. } => {
                let (iterator, element) = (module.name("IntoIterator"), module.element(&member.ty));
                let bound = format!("impl {iterator}<Item = impl Into<{element}>>");
                (
                    bound,
                    chain(name, &["into_iter()", "map(Into::into)", "collect()"]),
                )
            }
            Type::Map { key, value, .. } => {
                let (iterator, key, value) = (
                    module.name("IntoIterator"),
                    module.ty(key),
                    module.ty(value),
                );
                let bound =
                    format!("impl {iterator}<Item = (impl Into<{key}>, impl Into<{value}>)>");
                let entry = "map(|(key, value)| (key.into(), value.into()))";
                (bound, chain(name, &["into_iter()", entry, "collect()"]))
            }
            _ => {
                let ty = module.ty(&member.ty);
                let boxed = member.presence == Presence::Boxed;
                let value = if boxed {
                    format!("{}::new({name}.into())", module.name("Box"))
                } else {
                    format!("{name}.into()")
                };
                (format!("impl Into<{ty}>"), value)
            }
        };
        arguments.push(format!("{name}: {bound}"));
        fields.push(format!("{name}: {value}"));
    }
    module.line(0, &format!("impl {} {{", structure.name));
    module.line(
        4,
        "/// Takes what the service requires; everything else is left out until it is set.",
    );
    module.signature(4, "new", &arguments, "Self");
    let complete = structure.members.iter().all(|member| member.required);
    let flat = fields.join(", ");
    if complete && flat.len() <= LITERAL_WIDTH {
        module.line(8, &format!("Self {{ {flat} }}"));
    } else {
        module.line(8, "Self {");
        for field in fields {
            module.line(12, &format!("{field},"));
        }
        if !complete {
            module.line(12, "..shapesmith_runtime::value::Value::blank()");
        }
        module.line(8, "}");
    }
    module.line(4, "}");
    module.line(0, "}");
    module.blank_line();
}

/// Calls on a value, on lines of their own where rustfmt would break them.
fn chain(start: &str, calls: &[&str]) -> String {
    let flat = format!("{start}.{}", calls.join("."));
    if flat.len() <= CHAIN_WIDTH {
        return flat;
    }
    let broken: String = calls
        .iter()
        .map(|call| format!("\n                .{call}"))
        .collect();
    format!("{start}{broken}")
}

fn table(module: &mut Module<'_>, structure: &Structure) {
    module.uses("structure");
    let default = if structure.has_default() {
        ": Default"
    } else {
        ""
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

/// What a setter takes: `[Element]`, `{Key, Value}`, or the type.
fn setter_type(module: &mut Module<'_>, ty: &Type) -> String {
    match ty {
        Type::List { .. } => format!("[{}]", module.element(ty)),
        Type::Map { .. } => format!("{{{}}}", module.entry(ty)),
        _ => module.ty(ty),
    }
}
