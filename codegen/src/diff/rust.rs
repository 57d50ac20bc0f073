//! Items as users of the crate see them, on one line: for reports, not for compilers.

use super::Side;
use crate::ir::{Argument, Arm, Member, Name, Operation, Presence, Structure, Type};

/// A type, without how it says that it is absent.
pub(super) fn ty(found: &Type) -> String {
    match found {
        Type::Boolean => "bool".to_owned(),
        Type::Integer => "i32".to_owned(),
        Type::Long => "i64".to_owned(),
        Type::Float => "f32".to_owned(),
        Type::Double => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Blob => "Bytes".to_owned(),
        Type::Stream => "ByteStream".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Document => "Document".to_owned(),
        Type::Named(name) => name.raw().into_owned(),
        Type::List { element, sparse } => format!("Vec<{}>", within(element, *sparse)),
        Type::Map { key, value, sparse } => {
            format!("BTreeMap<{}, {}>", ty(key), within(value, *sparse))
        }
    }
}

fn within(found: &Type, sparse: bool) -> String {
    if sparse {
        format!("Option<{}>", ty(found))
    } else {
        ty(found)
    }
}

/// The field's type.
pub(super) fn field_type(member: &Member) -> String {
    let inner = ty(&member.ty);
    match member.presence {
        Presence::Plain => inner,
        Presence::Optional => format!("Option<{inner}>"),
        Presence::Boxed => format!("Box<{inner}>"),
        Presence::OptionalBoxed => format!("Option<Box<{inner}>>"),
    }
}

pub(super) fn field(member: &Member) -> String {
    format!("{}: {}", member.name.raw(), field_type(member))
}

/// What `new` and setters take.
pub(super) fn argument_type(member: &Member) -> String {
    match (member.argument, &member.ty) {
        (Argument::Into, found) => format!("impl Into<{}>", ty(found)),
        (Argument::Elements { into }, Type::List { element, sparse }) => {
            let element = within(element, *sparse);
            if into {
                format!("impl IntoIterator<Item = impl Into<{element}>>")
            } else {
                format!("impl IntoIterator<Item = {element}>")
            }
        }
        (Argument::Entries, Type::Map { key, value, sparse }) => format!(
            "impl IntoIterator<Item = (impl Into<{}>, impl Into<{}>)>",
            ty(key),
            within(value, *sparse)
        ),
        (_, found) => ty(found),
    }
}

/// `new` with its arguments; `None` where there is none.
pub(super) fn constructor(structure: &Structure) -> Option<String> {
    if structure.has_default() && !structure.sent {
        return None;
    }
    let arguments = structure.constructor.iter();
    let arguments = arguments.filter_map(|index| structure.members.get(*index));
    let arguments: Vec<String> = arguments
        .map(|member| format!("{}: {}", member.name.raw(), argument_type(member)))
        .collect();
    Some(format!(
        "{}::new({})",
        structure.name.raw(),
        arguments.join(", ")
    ))
}

pub(super) fn arm(arm: &Arm) -> String {
    let inner = ty(&arm.ty);
    let held = if arm.boxed {
        format!("Box<{inner}>")
    } else {
        inner
    };
    format!("{}({held})", arm.name.raw())
}

/// The method that calls an operation.
pub(super) fn method(operation: &Operation) -> String {
    called(operation, &operation.name, "Call")
}

/// A method of this name that takes the operation's request.
pub(super) fn called(operation: &Operation, name: &Name, returned: &str) -> String {
    let input = operation.input.as_ref();
    let takes = input.map_or_else(String::new, |input| input.name.raw().into_owned());
    let output = operation.output.as_ref();
    let gives = output.map_or_else(|| "()".to_owned(), |output| output.name.raw().into_owned());
    format!("client.{}({takes}) -> {returned}<{gives}>", name.raw())
}

/// Whether a value of the one type is, in Rust, one of the other, as far as the names of this service's types go.
pub(super) fn is_same(old: (&Side<'_>, &Type), new: (&Side<'_>, &Type)) -> bool {
    match (old.1, new.1) {
        (Type::Named(one), Type::Named(other)) => {
            one == other || old.0.shape_of(one) == new.0.shape_of(other)
        }
        (
            Type::List { element, sparse },
            Type::List {
                element: other,
                sparse: as_well,
            },
        ) => sparse == as_well && is_same((old.0, element), (new.0, other)),
        (
            Type::Map { key, value, sparse },
            Type::Map {
                key: other_key,
                value: other,
                sparse: as_well,
            },
        ) => {
            sparse == as_well
                && is_same((old.0, key), (new.0, other_key))
                && is_same((old.0, value), (new.0, other))
        }
        (one, other) => one == other,
    }
}
