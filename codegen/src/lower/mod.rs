//! From a model to the service as it will be written: every decision is made here, one pass per file.
//!
//! The passes run in the order below; each reads what those before it decided. Nothing here prints.

mod context;
mod customizations;
mod cycles;
mod docs;
mod examples;
mod jmespath;
mod markdown;
mod names;
mod operations;
mod options;
mod paging;
mod protocol;
mod select;
mod shapes;
#[cfg(test)]
mod tests;
mod traits;
mod tree;
mod types;
mod waiting;
mod words;

pub(crate) use markdown::wrap;
pub(crate) use options::Options;
pub(crate) use select::closure;

use context::Context;
use customizations::Customizations;
use docs::{Links, Place};
use types::Types;

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::load::model::Model;

/// Decides everything about the service; `None` when a diagnostic says why it can't be written.
pub(crate) fn lower(
    model: &Model,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Service> {
    let mut context = Context::new(model, options, diagnostics);
    let protocol = protocol::choose(&mut context)?;
    let auth = protocol::signers(&mut context);
    let selection = select::select(&mut context);
    let names = names::assign(&mut context, &selection);
    let cycles = cycles::find(&context, &selection);
    let types = Types {
        names: &names,
        cycles: &cycles,
        selection: &selection,
    };
    let links = Links::new(&names, !options.types_only);
    let passes = shapes::Shapes {
        types,
        links,
        customizations: Customizations::of(&mut context),
    };

    let crate_name = names::crate_name(&mut context);
    let mut service = outline(&context, crate_name, protocol, auth);
    service.hidden.clone_from(&names.hidden);
    service.documentation = passes
        .links
        .text(&mut context, Place::default(), &model.documentation);
    docs::note_deprecation(&mut service.documentation, model.deprecated.as_ref());
    passes.fill(&mut context, &mut service);
    operations::fill(&passes, &mut context, &mut service);
    if !options.types_only {
        tree::fill(&context, &mut service);
        examples::fill(&mut context, &mut service);
        paging::fill(&mut context, &mut service);
        waiting::fill(&mut context, &mut service);
    }
    operations::hand_over_structures(&selection, &mut service);
    (!context.diagnostics.has_errors()).then_some(service)
}

/// Reports the operations that the options name and the model lacks; nothing else is looked at.
pub(crate) fn selected(model: &Model, options: &Options, diagnostics: &mut Diagnostics) {
    select::operations(&mut Context::new(model, options, diagnostics));
}

/// The service without its items.
fn outline(
    context: &Context<'_>,
    crate_name: String,
    protocol: ir::Protocol,
    auth: Vec<String>,
) -> ir::Service {
    let (model, options) = (context.model, context.options);
    let metadata = &model.metadata;
    ir::Service {
        crate_name,
        title: words::one_line(&metadata.service_full_name),
        id: metadata.service_id.clone(),
        api_version: metadata.api_version.clone(),
        endpoint_prefix: metadata.endpoint_prefix.clone(),
        signing_name: metadata
            .signing_name
            .clone()
            .unwrap_or_else(|| metadata.endpoint_prefix.clone()),
        auth,
        signature_version: metadata.signature_version.clone(),
        target_prefix: metadata.target_prefix.clone().unwrap_or_default(),
        protocol,
        xml_namespace: metadata
            .xml_namespace
            .as_ref()
            .map(|namespace| namespace.uri.clone())
            .unwrap_or_default(),
        query_compatible: metadata.aws_query_compatible,
        documentation: ir::Documentation::default(),
        source: words::one_line(&model.source),
        command: words::one_line(&options.command),
        runtime_path: options.runtime_path.clone(),
        manifest: options.manifest.clone(),
        types_only: options.types_only,
        hidden: std::collections::BTreeSet::new(),
        structures: Vec::new(),
        unions: Vec::new(),
        enumerations: Vec::new(),
        exceptions: Vec::new(),
        operations: Vec::new(),
    }
}
