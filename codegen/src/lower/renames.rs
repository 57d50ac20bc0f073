//! The names that the overlay gives, and why one of them can't be taken.
//!
//! `load` has seen that they are identifiers; what a member is in Rust is known here alone.

use super::context::Context;
use super::names::TAKEN_VARIANT;
use super::words::{field_name, type_name};
use crate::ir::Name;

/// What is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Type,
    Field,
    Variant,
}

/// The name that stands at this path of the overlay; an error when it isn't free, or when it is written as no such name
/// is: the compiler would warn whoever builds it, and a type in small letters could hide a module.
pub(super) fn given(context: &mut Context<'_>, path: &str, name: &str, place: Place) -> Name {
    if place == Place::Variant
        && let Some(message) = taken(name)
    {
        context.error_in_overlay("bad-name", path, message, "choose another name".to_owned());
    }
    let (what, fits, usual) = match place {
        Place::Type => ("type", Name::is_camel_case(name), type_name(name)),
        Place::Variant => ("variant", Name::is_camel_case(name), type_name(name)),
        Place::Field => ("field", Name::is_snake_case(name), field_name(name)),
    };
    if !fits {
        let message = format!("`{name}` is not written as a {what} is in Rust");
        let hint = format!("write it as `{}`", usual.plain());
        context.error_in_overlay("bad-name", path, message, hint);
    }
    Name::new(name)
}

/// Why a variant can't be called so.
fn taken(name: &str) -> Option<String> {
    match name {
        TAKEN_VARIANT => Some(format!("`{name}` is what the model doesn't know")),
        // A variant goes before a constant, so that no one could reach that.
        "KNOWN" | "VALUES" => Some(format!("`{name}` is a constant that an enum has")),
        _ => None,
    }
}
