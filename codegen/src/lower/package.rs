//! Last pass: how the service is packed: names, what the runtime is called, and which of its features are needed.

use super::context::Context;
use super::options::{Options, Target};
use super::{names, several_regions};
use crate::characters::one_line;
use crate::ir::{Feature, Name, NeededFeature, OperationTrait, Package, Protocol, Service};

/// The runtime under its own name.
const RUNTIME: &str = "::shapesmith_runtime";

/// How many of the operations that need a feature are named.
const NAMED: usize = 3;

pub(crate) fn package(context: &mut Context<'_>, service: &Service) -> Package {
    let crate_name = names::crate_name(context);
    let runtime = runtime(context);
    let renamed = runtime.strip_prefix("::").filter(|_| runtime != RUNTIME);
    refuse_missing_features(context);
    let options = context.options;
    Package {
        crate_name,
        source: one_line(&context.model.source),
        command: one_line(&options.command),
        runtime_path: options.runtime_path.clone(),
        runtime_renamed: renamed.map(str::to_owned),
        runtime,
        manifest: options.manifest.clone(),
        publication: options.publication.clone(),
        default_features: default_features(options),
        types_only: options.types_only,
        needed_features: if options.types_only {
            Vec::new()
        } else {
            needed_features(service)
        },
        offers_sigv4a: !options.types_only && several_regions::may_be(service),
    }
}

/// What the feature `default` turns on: the usual transport, where there are calls and nothing else is chosen.
fn default_features(options: &Options) -> Vec<Feature> {
    match &options.publication.default_features {
        Some(chosen) => chosen.clone(),
        None if options.types_only => Vec::new(),
        None => vec![Feature::Hyper],
    }
}

/// A crate without a client can't turn it on.
fn refuse_missing_features(context: &mut Context<'_>) {
    let options = context.options;
    let chosen = options.publication.default_features.iter().flatten();
    let missing = chosen
        .copied()
        .find(|feature| options.types_only && *feature != Feature::Serde);
    if let Some(feature) = missing {
        let message = format!(
            "a crate of types alone has no feature `{}`, which is to be on by default",
            feature.name()
        );
        let hint = "take it out of `default-features`, or `types-only`";
        context.error("no-such-feature", "", message, Some(hint.to_owned()));
    }
}

/// The features of the runtime that the service's calls need, and what needs each.
fn needed_features(service: &Service) -> Vec<NeededFeature> {
    let of_protocol = match service.protocol {
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => "xml",
        Protocol::RpcV2Cbor => "cbor",
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 | Protocol::RestJson1 => "client",
    };
    let mut needed = vec![NeededFeature {
        feature: of_protocol,
        needed_by: format!("every call of {}", one_line(&service.id)),
    }];
    let sums_up = |found: &OperationTrait| {
        matches!(
            found,
            OperationTrait::Checksum(_)
                | OperationTrait::ChecksumRequired
                | OperationTrait::ResponseChecksums(_)
        )
    };
    let compresses = |found: &OperationTrait| matches!(found, OperationTrait::Compression(_));
    needed.extend(needed_where("checksum", service, sums_up));
    needed.extend(needed_where("compression", service, compresses));
    if several_regions::always(service) {
        needed.push(NeededFeature {
            feature: "sigv4a",
            needed_by: format!("every call of {}", one_line(&service.id)),
        });
    } else {
        let alone = |found: &OperationTrait| match found {
            OperationTrait::Auth(signers) => several_regions::only(signers),
            _ => false,
        };
        needed.extend(needed_where("sigv4a", service, alone));
    }
    needed
}

/// The feature with the operations that need it, if there are any.
fn needed_where(
    feature: &'static str,
    service: &Service,
    wanted: impl Fn(&OperationTrait) -> bool,
) -> Option<NeededFeature> {
    let mut operations: Vec<String> = service
        .operations
        .iter()
        .filter(|operation| operation.traits.iter().any(&wanted))
        .map(|operation| one_line(&operation.title))
        .collect();
    let more = operations.len().saturating_sub(NAMED);
    operations.truncate(NAMED);
    let named = operations.join(", ");
    let needed_by = match (more, named.as_str()) {
        (_, "") => return None,
        (0, named) => named.to_owned(),
        (more, named) => format!("{named} and {more} more"),
    };
    Some(NeededFeature { feature, needed_by })
}

/// How generated code calls the runtime; an error when the user's path can't stand in it.
fn runtime(context: &mut Context<'_>) -> String {
    let Some(path) = &context.options.runtime else {
        return RUNTIME.to_owned();
    };
    let is_file = context.options.target == Target::File;
    let (of_crates, of_own) = (path.strip_prefix("::"), path.strip_prefix("crate::"));
    let segments = of_crates.or(of_own.filter(|_| is_file));
    let fits = segments.is_some_and(|segments| {
        segments.split("::").all(is_identifier) && (is_file || !segments.contains("::"))
    });
    if !fits {
        let message = format!("generated code can't call the runtime `{path}`");
        let hint = if is_file {
            "write the path of a crate, as `::my_runtime`, or of a module, as `crate::vendored::runtime`"
        } else if of_own.is_some() {
            "a crate has no runtime of its own: name the dependency, as `::my_runtime`"
        } else {
            "name the dependency as Rust does, as `::my_runtime`"
        };
        context.error("bad-runtime", "", message, Some(hint.to_owned()));
    }
    path.clone()
}

/// Whether it can stand in a path as it is.
fn is_identifier(segment: &str) -> bool {
    segment.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && segment
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_')
        && segment != "_"
        && Name::new(segment).raw() == segment
}
