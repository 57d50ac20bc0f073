//! The Rust type of a reference, and whether it can be absent.
//!
//! Looks up names, gives none.

use super::context::Context;
use super::cycles::Cycles;
use super::names::Names;
use super::select::Selection;
use crate::ir::{Presence, Type};
use crate::load::model::{Kind, Reference, Shape, Structure};

/// The most lists and maps within each other; a type of more could not be read.
const DEEPEST: usize = 16;

/// What decides types: names, cycles, and which shapes are sent.
pub(crate) struct Types<'a> {
    pub(crate) names: &'a Names,
    pub(crate) cycles: &'a Cycles<'a>,
    pub(crate) selection: &'a Selection<'a>,
}

impl Types<'_> {
    /// The type of what `reference` refers to.
    pub(crate) fn of(&self, context: &mut Context<'_>, reference: &Reference) -> Type {
        if reference.json_value {
            return Type::Document;
        }
        if is_stream(context, reference) {
            return Type::Stream;
        }
        self.of_shape(context, &reference.shape, DEEPEST)
    }

    fn of_shape(&self, context: &mut Context<'_>, name: &str, depth: usize) -> Type {
        let Some(shape) = context.shape(name) else {
            return Type::Document;
        };
        if depth == 0 {
            let message = format!("`{name}` lies within more than {DEEPEST} lists and maps");
            context.error(
                "deep-list",
                &format!("$.shapes.{name}"),
                message,
                Some("put a structure in between".to_owned()),
            );
            return Type::Document;
        }
        match &shape.kind {
            Kind::Structure(structure) if is_document(structure) => Type::Document,
            Kind::Structure(_) => self.named(name),
            Kind::String(values) if !values.is_empty() => self.named(name),
            Kind::String(_) => Type::String,
            Kind::List(element) => {
                let element = Box::new(self.of_shape(context, &element.shape, depth - 1));
                Type::List {
                    element,
                    sparse: shape.sparse,
                }
            }
            Kind::Map(key, value) => Type::Map {
                key: Box::new(self.of_shape(context, &key.shape, depth - 1)),
                value: Box::new(self.of_shape(context, &value.shape, depth - 1)),
                sparse: shape.sparse,
            },
            Kind::Boolean => Type::Boolean,
            Kind::Integer => Type::Integer,
            Kind::Long => Type::Long,
            Kind::Float => Type::Float,
            Kind::Double => Type::Double,
            Kind::Blob => Type::Blob,
            Kind::Timestamp => Type::Timestamp,
        }
    }

    fn named(&self, shape: &str) -> Type {
        Type::Named(self.names.of_type(shape))
    }

    /// Whether the caller has to give the member. A token that is filled in need not be given, and what only a value
    /// without end could fill can't be.
    pub(crate) fn required(
        &self,
        shape: &str,
        structure: &Structure,
        member: &str,
        reference: &Reference,
    ) -> bool {
        structure.required.iter().any(|required| required == member)
            && !self.is_filled_in(shape, reference)
            && !self.cycles.endless.contains(&(shape, member))
    }

    /// Whether the runtime fills the member in: it does so in inputs, not in what they hold.
    pub(crate) fn is_filled_in(&self, shape: &str, reference: &Reference) -> bool {
        reference.idempotency_token && self.selection.inputs.contains(shape)
    }

    /// How the member's field says that it is there.
    pub(crate) fn presence(
        &self,
        context: &Context<'_>,
        shape: &str,
        member: &str,
        reference: &Reference,
        required: bool,
    ) -> Presence {
        let boxed = self.cycles.boxed.contains(&(shape, member));
        match (required, boxed) {
            (true, false) => Presence::Plain,
            (true, true) => Presence::Boxed,
            (false, true) => Presence::OptionalBoxed,
            // A stream of nothing is as good as none.
            (false, false) if is_stream(context, reference) => Presence::Plain,
            // A list or map needs no `Option` unless somebody can tell absent from empty.
            (false, false)
                if container(context, reference).is_some()
                    && !self.keeps_empty(context, shape, member, reference) =>
            {
                Presence::Plain
            }
            (false, false) => Presence::Optional,
        }
    }

    /// Whether it is a list or map of which an empty one is a value like any other: in requests, unless the model says
    /// that it has elements, and where the overlay says so.
    pub(crate) fn keeps_empty(
        &self,
        context: &Context<'_>,
        shape: &str,
        member: &str,
        reference: &Reference,
    ) -> bool {
        let Some(target) = container(context, reference) else {
            return false;
        };
        let asked = &context.model.overlay.keep_empty;
        asked.contains(&(shape.to_owned(), member.to_owned()))
            || self.selection.sent.contains(shape) && !never_empty(target)
    }
}

/// Whether it is a document wherever it is a member or an element; an exception is a structure all the same.
pub(crate) fn is_document(structure: &Structure) -> bool {
    structure.document && structure.exception.is_none()
}

/// Whether it is a blob that is read while it is wanted.
pub(crate) fn is_stream(context: &Context<'_>, reference: &Reference) -> bool {
    context.shape(&reference.shape).is_some_and(|shape| {
        matches!(shape.kind, Kind::Blob) && (reference.streaming || shape.streaming)
    })
}

/// The list or map that a reference refers to.
fn container<'a>(context: &Context<'a>, reference: &Reference) -> Option<&'a Shape> {
    let target = context.shape(&reference.shape)?;
    let holds_many = matches!(target.kind, Kind::List(_) | Kind::Map(..));
    (holds_many && !reference.json_value).then_some(target)
}

fn never_empty(shape: &Shape) -> bool {
    shape
        .min
        .as_ref()
        .and_then(serde_json::Number::as_f64)
        .is_some_and(|min| min >= 1.0)
}
