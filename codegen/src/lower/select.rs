//! First pass: which operations are kept, and every shape that they reach.
//!
//! Decides nothing about names or types.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Context, Kept};
use crate::diagnostics::did_you_mean;
use crate::load::model::{Kind, Model, Operation, Shape};

/// What is kept of a model.
#[derive(Debug, Default)]
pub(crate) struct Selection<'a> {
    pub(crate) operations: Kept<'a>,
    /// Every shape that a kept operation reaches.
    pub(crate) shapes: BTreeSet<&'a str>,
    /// The shapes that a request can hold, where absent and empty are told apart.
    pub(crate) sent: BTreeSet<&'a str>,
    /// How often a shape is the input or output of a kept operation.
    pub(crate) payloads: BTreeMap<&'a str, usize>,
    /// The shapes that are the input of a kept operation.
    pub(crate) inputs: BTreeSet<&'a str>,
    /// The shapes that another shape refers to.
    pub(crate) nested: BTreeSet<&'a str>,
    /// The shapes that are a map's key.
    pub(crate) keys: BTreeSet<&'a str>,
}

/// Picks the operations that the options name, or all; an unknown name is an error.
pub(crate) fn select<'a>(context: &mut Context<'a>) -> Selection<'a> {
    let mut selection = Selection {
        operations: operations(context),
        ..Selection::default()
    };
    for (_, operation) in &selection.operations {
        let payloads = operation.input.iter().chain(&operation.output);
        for reference in payloads.map(|reference| reference.shape.as_str()) {
            *selection.payloads.entry(reference).or_default() += 1;
        }
    }
    let roots = selection
        .operations
        .iter()
        .flat_map(|(_, operation)| roots(operation));
    selection.shapes = reach(context, roots);
    let inputs = selection
        .operations
        .iter()
        .filter_map(|(_, operation)| operation.input.as_ref());
    selection.inputs = inputs.map(|reference| reference.shape.as_str()).collect();
    selection.sent = reach(context, selection.inputs.iter().copied());
    if context.options.operations.is_none() {
        keep_unlisted_exceptions(context, &mut selection);
    }
    selection.nested = selection
        .shapes
        .iter()
        .flat_map(|name| neighbours(context, name))
        .collect();
    selection.keys = selection
        .shapes
        .iter()
        .filter_map(|name| match &context.shape(name)?.kind {
            Kind::Map(key, _) => Some(key.shape.as_str()),
            _ => None,
        })
        .collect();
    selection
}

/// The shapes that one operation reaches, in the order of their names.
pub(crate) fn closure(model: &Model, operation: &str) -> Vec<String> {
    let options = super::Options::default();
    let mut diagnostics = crate::diagnostics::Diagnostics::default();
    let context = Context::new(model, &options, &mut diagnostics);
    let found = model
        .operations
        .iter()
        .filter(|(name, _)| name == operation);
    let reached = reach(&context, found.flat_map(|(_, operation)| roots(operation)));
    reached.into_iter().map(str::to_owned).collect()
}

/// The operations that the options name, or all; reports the names that the model lacks.
pub(super) fn operations<'a>(context: &mut Context<'a>) -> Kept<'a> {
    let model = context.model;
    let mut kept: Kept<'a> = match &context.options.operations {
        None => model.operations.iter().collect(),
        Some(wanted) => {
            if wanted.is_empty() {
                none_wanted(context);
            }
            for name in wanted {
                if !model.operations.iter().any(|(known, _)| known == name) {
                    unknown_operation(context, name);
                }
            }
            model
                .operations
                .iter()
                .filter(|(name, _)| wanted.contains(name))
                .collect()
        }
    };
    kept.sort_by_key(|(name, _)| name);
    kept
}

fn none_wanted(context: &mut Context<'_>) {
    let message = "the list of operations is empty, so there is nothing to generate";
    let hint = "name one at least, or take the list away for all of them";
    context.error(
        "no-operations",
        "",
        message.to_owned(),
        Some(hint.to_owned()),
    );
}

fn unknown_operation(context: &mut Context<'_>, name: &str) {
    let (message, hint) = if name.trim().is_empty() {
        (
            "an operation's name is empty".to_owned(),
            "look for a comma too many; without any name, all operations are taken".to_owned(),
        )
    } else {
        (
            format!("there is no operation `{name}`"),
            alike(context.model, name),
        )
    };
    context.error("unknown-operation", "$.operations", message, Some(hint));
}

/// The operations that were most likely meant.
fn alike(model: &Model, name: &str) -> String {
    let known = model.operations.iter().map(|(known, _)| known.as_str());
    if let Some(close) = did_you_mean(name, known.clone()) {
        return format!("did you mean `{close}`?");
    }
    let plain = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    let part = plain(name);
    let mut holding: Vec<&str> = known.filter(|known| plain(known).contains(&part)).collect();
    holding.sort_unstable();
    if (1..=MOST_NAMED).contains(&holding.len()) {
        return format!("did you mean `{}`?", holding.join("` or `"));
    }
    format!(
        "`shapesmith list {}` shows the service's operations",
        model.file.display()
    )
}

/// A longer list of names helps nobody.
const MOST_NAMED: usize = 8;

fn roots(operation: &Operation) -> impl Iterator<Item = &str> {
    let references = operation
        .input
        .iter()
        .chain(&operation.output)
        .chain(&operation.errors);
    references.map(|reference| reference.shape.as_str())
}

/// Everything reachable from `roots`, walked without recursion so that no model is too deep.
fn reach<'a>(context: &Context<'a>, roots: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = roots.collect();
    while let Some(name) = open.pop() {
        if context.shape(name).is_some() && seen.insert(name) {
            open.extend(neighbours(context, name));
        }
    }
    seen
}

fn neighbours<'a>(context: &Context<'a>, name: &str) -> Vec<&'a str> {
    let Some(shape) = context.shape(name) else {
        return Vec::new();
    };
    match &shape.kind {
        Kind::Structure(structure) => structure
            .members
            .iter()
            .map(|(_, reference)| reference.shape.as_str())
            .collect(),
        Kind::List(element) => vec![&element.shape],
        Kind::Map(key, value) => vec![&key.shape, &value.shape],
        _ => Vec::new(),
    }
}

/// A service may send an error that no operation lists; with the whole service in hand none is dropped.
fn keep_unlisted_exceptions<'a>(context: &Context<'a>, selection: &mut Selection<'a>) {
    let exceptions = context
        .model
        .shapes
        .iter()
        .filter(|(_, shape)| is_exception(shape));
    selection
        .shapes
        .extend(reach(context, exceptions.map(|(name, _)| name.as_str())));
}

/// Whether the shape is sent instead of an output.
pub(crate) fn is_exception(shape: &Shape) -> bool {
    matches!(&shape.kind, Kind::Structure(structure) if structure.exception.is_some())
}
