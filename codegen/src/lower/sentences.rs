//! Sentences of our own, where the model says nothing or only gives numbers.
//!
//! Names in them are code or links, whatever they hold.

use super::context::Context;
use crate::characters::short_line;
use crate::ir::{Address, Documentation, Item, Link, Name, Run};
use crate::load::model::{Kind, Shape};

/// Characters of a wire name that are shown.
const LONGEST_NAME: usize = 200;

/// The lengths and ranges that the model gives, in our words; empty when it gives none.
pub(super) fn bounds(shape: &Shape) -> Documentation {
    let what = match shape.kind {
        Kind::String(_) => ("Length", " characters"),
        Kind::Blob => ("Length", " bytes"),
        Kind::List(_) | Kind::Map(..) => ("Entries", ""),
        Kind::Integer | Kind::Long | Kind::Float | Kind::Double => ("Range", ""),
        _ => return Documentation::default(),
    };
    let (label, unit) = what;
    let range = match (&shape.min, &shape.max) {
        (Some(min), Some(max)) if min == max => format!("{min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => return Documentation::default(),
    };
    Documentation::from_text(&format!("{label}: {range}{unit}."))
}

/// Stands in for the text of a member, a value or an error: how it is called outside Rust.
pub(super) fn on_the_wire(name: &str) -> Documentation {
    let shown = short_line(name, LONGEST_NAME);
    if shown.is_empty() {
        return Documentation::from_text("A value without visible characters on the wire.");
    }
    Documentation::paragraph(vec![Run::code(&shown), Run::plain(" on the wire.")])
}

/// Stands in for the text of a parameter of the endpoint rules.
pub(super) fn setting(name: &str) -> Documentation {
    let shown = short_line(name, LONGEST_NAME);
    Documentation::paragraph(vec![
        Run::code(&shown),
        Run::plain(" of the rules that say where requests go."),
    ])
}

/// Stands in for a text that the model doesn't have: where the API reference describes the item.
pub(super) fn reference(context: &Context<'_>, name: &str) -> Documentation {
    let metadata = &context.model.metadata;
    if metadata.uid.is_none() && metadata.endpoint_prefix.is_empty() {
        // Only AWS's services have one.
        return on_the_wire(name);
    }
    let made_up = || format!("{}-{}", metadata.endpoint_prefix, metadata.api_version);
    let uid = metadata.uid.clone().unwrap_or_else(made_up);
    let mut runs = vec![
        Run::plain("See "),
        Run::code(name),
        Run::plain(" in the API reference"),
        Run::plain("."),
    ];
    let address = Address::of_reference(&uid, name);
    for run in runs.iter_mut().skip(1).take(2) {
        run.style.link = Some(Link::Address(address.clone()));
    }
    Documentation::paragraph(runs)
}

/// What a method says that asks for one page after the other.
pub(super) fn paginator(method: &Name) -> Documentation {
    Documentation::paragraph(vec![
        Run::plain("All pages of "),
        Run::item(Item::Method(method.clone())),
        Run::plain(", each asked for when it is wanted."),
    ])
}

/// What a method says that waits, with the operation's method.
pub(super) fn waiter(name: &str, method: &Name) -> Documentation {
    Documentation::paragraph(vec![
        Run::plain("Waits until "),
        Run::code(name),
        Run::plain(", asking with "),
        Run::item(Item::Method(method.clone())),
        Run::plain("."),
    ])
}
