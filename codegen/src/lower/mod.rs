//! From a model to the service as it will be written: every decision is made here, one pass per file.
//!
//! The passes run in the order below; each reads what those before it decided. Nothing here prints.

mod arguments;
mod context;
mod customizations;
mod cycles;
mod discovery;
mod docs;
mod endpoints;
mod examples;
mod jmespath;
mod names;
mod operations;
mod options;
mod package;
mod paging;
mod prose;
mod protocol;
mod renames;
pub(crate) mod rule_set;
mod select;
mod sentences;
pub(crate) mod several_regions;
mod shapes;
#[cfg(test)]
mod tests;
mod traits;
mod types;
mod values;
mod waiting;
mod words;

pub(crate) use names::usual_crate_name;
pub(crate) use options::{Options, Target};
pub(crate) use select::closure;

use context::Context;
use customizations::Customizations;
use docs::Links;
use types::Types;

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::load::model::Model;

/// Decides everything about the service and how it is packed; `None` when a diagnostic says why it can't be written.
pub(crate) fn lower(
    model: &Model,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<(ir::Service, ir::Package)> {
    let mut context = Context::new(model, options, diagnostics);
    let customizations = Customizations::of(&mut context);
    let unions = customizations.unions(&context);
    context.replace(&unions);
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
        customizations,
    };

    let mut service = outline(&context, protocol, auth);
    service.documentation = docs::of_service(&passes.links, &mut context);
    passes.fill(&mut context, &mut service);
    operations::fill(&passes, &mut context, &mut service);
    if !options.types_only {
        endpoints::fill(&mut context, &passes.links, &mut service);
        discovery::fill(&passes, &mut context, &mut service);
        examples::fill(&mut context, &mut service);
        paging::fill(&mut context, &mut service);
        waiting::fill(&mut context, &mut service);
    }
    if !options.types_only {
        operations::hand_over_structures(&selection, &mut service);
    }
    let package = package::package(&mut context, &service);
    (!context.diagnostics.has_errors()).then_some((service, package))
}

/// What the model's names are in Rust: `Backup.Tags` is `tags`.
pub(crate) fn names(model: &Model, diagnostics: &mut Diagnostics) -> Vec<(String, ir::Name)> {
    let options = Options::default();
    let mut context = Context::new(model, &options, diagnostics);
    let unions = Customizations::of(&mut context).unions(&context);
    context.replace(&unions);
    let selection = select::select(&mut context);
    let names = names::assign(&mut context, &selection);
    let parts = names.members.into_iter().chain(names.values);
    let parts = parts.flat_map(|(shape, parts)| {
        let whole = move |(part, name)| (format!("{shape}.{part}"), name);
        parts.into_iter().map(whole)
    });
    let whole = names.operations.into_iter().chain(names.types);
    whole.chain(parts).collect()
}

/// The operations that the options name, in the order of their names; those that the model lacks are reported. Nothing
/// else is looked at.
pub(crate) fn selected<'a>(
    model: &'a Model,
    options: &'a Options,
    diagnostics: &'a mut Diagnostics,
) -> Vec<&'a str> {
    let kept = select::operations(&mut Context::new(model, options, diagnostics)).into_iter();
    kept.map(|(name, _)| name.as_str()).collect()
}

/// The service without its items.
fn outline(context: &Context<'_>, protocol: ir::Protocol, auth: Vec<String>) -> ir::Service {
    let metadata = &context.model.metadata;
    ir::Service {
        title: docs::title(context),
        id: metadata.service_id.clone(),
        api_version: metadata.api_version.clone(),
        endpoint_prefix: metadata.endpoint_prefix.clone(),
        signing_name: metadata
            .signing_name
            .clone()
            .unwrap_or_else(|| metadata.endpoint_prefix.clone()),
        auth,
        signature_version: metadata.signature_version.clone(),
        api_key: protocol::api_key(metadata),
        target_prefix: metadata.target_prefix.clone(),
        protocol,
        xml_namespace: metadata
            .xml_namespace
            .as_ref()
            .map(|namespace| namespace.uri.clone()),
        query_compatible: metadata.aws_query_compatible,
        rules: ir::Rules::Shared("REGIONAL"),
        rules_per_call: false,
        settings: Vec::new(),
        discovery: None,
        documentation: ir::Documentation::default(),
        structures: Vec::new(),
        unions: Vec::new(),
        enumerations: Vec::new(),
        exceptions: Vec::new(),
        operations: Vec::new(),
    }
}
