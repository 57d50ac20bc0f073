//! The passes one by one, each on a model just large enough for what it decides.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

mod cycles;
mod discovery;
mod docs;
mod examples;
mod names;
mod operations;
mod package;
mod paging;
mod protocol;
mod select;
mod shapes;
mod traits;
mod types;
mod updates;
mod waiting;

use serde_json::{Value, json};

use super::context::Context;
use super::options::Options;
use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::load::model::Model;
use crate::load::tests::tiny as service;

/// A service whose only operation takes a `Request` and answers it as given.
fn one_operation(shapes: &Value) -> Model {
    let request = json!({"name": "Call", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Request"}});
    service(shapes, &json!({ "Call": request }))
}

/// Runs a pass, and gives back what the diagnostics say.
fn with_context<T>(
    model: &Model,
    options: &Options,
    pass: impl FnOnce(&mut Context<'_>) -> T,
) -> (T, String) {
    let mut diagnostics = Diagnostics::new();
    let result = pass(&mut Context::new(model, options, &mut diagnostics));
    (result, diagnostics.render(false))
}

/// Runs all the passes.
fn lowered(model: &Model) -> (ir::Service, String) {
    let mut diagnostics = Diagnostics::new();
    let lowered = super::lower(model, &Options::default(), &mut diagnostics);
    let text = diagnostics.render(false);
    (lowered.expect(&text).0, text)
}

/// The member of this name, as the passes left it.
fn member<'a>(service: &'a ir::Service, structure: &str, wire: &str) -> &'a ir::Member {
    let structure = service
        .all_structures()
        .find(|found| found.shape == structure);
    let mut members = structure.unwrap().members.iter();
    members.find(|member| member.modelled == wire).unwrap()
}
