//! What people are told of where requests go and how they are signed: in the docs of a builder, and by `shapesmith list`.

use std::collections::BTreeSet;

use crate::ir::{BuiltIn, RuleSet, Rules, SchemeKind, Service, Term};
use crate::lower::several_regions;

/// Sentences, a line each.
pub(crate) fn told(service: &Service) -> Vec<String> {
    if !service.is_of_aws() {
        return vec!["Requests go to the address that is given with `endpoint_url`.".to_owned()];
    }
    let mut lines = vec![address(service), signers(service)];
    if service.rules_per_call {
        lines.push("What a call says may lead it to another address than the next one.".to_owned());
    }
    lines.extend(service.discovery.iter().map(|asked| {
        let name = &asked.wire;
        if asked.required {
            format!("The service itself is asked where its operations' calls go, by `{name}`.")
        } else {
            format!("With `endpoint_discovery` the service is asked where its operations' calls go, by `{name}`.")
        }
    }));
    if !service.settings.is_empty() {
        let names = service.settings.iter().map(|setting| setting.name.plain());
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        lines.push(format!(
            "Settings of this service alone, in the trait `ClientSettings`: {}.",
            names.join(", ")
        ));
    }
    lines
}

fn address(service: &Service) -> String {
    let usual = "Requests go to the service's address";
    let otherwise = "unless `endpoint_url` says otherwise.";
    match &service.rules {
        Rules::Shared("DUAL_STACK") => {
            format!("{usual} in the region, which IPv6 reaches too, {otherwise}")
        }
        Rules::Own(rules) if is_global(rules) => {
            format!("{usual}, one for all regions of a partition, {otherwise}")
        }
        _ => format!("{usual} in the region, {otherwise}"),
    }
}

/// Whether most URLs are without the region.
fn is_global(rules: &RuleSet) -> bool {
    let region = rules
        .parameters
        .iter()
        .position(|found| found.built_in == Some(BuiltIn::Region));
    let Some(region) = region.and_then(|place| u16::try_from(place).ok()) else {
        return true;
    };
    let (mut with, mut without) = (0, 0);
    for term in &rules.terms {
        if let Term::Join(start, count) = term {
            let (start, count) = (usize::from(*start), usize::from(*count));
            let parts = rules.parts.get(start..start + count).unwrap_or_default();
            let is_of_region =
                |part: &u16| rules.terms.get(usize::from(*part)) == Some(&Term::Parameter(region));
            *(if parts.iter().any(is_of_region) {
                &mut with
            } else {
                &mut without
            }) += 1;
        }
    }
    with == 0 && (without > 0 || rules.parts.is_empty())
}

fn signers(service: &Service) -> String {
    let mut names: Vec<&str> = service.auth.iter().map(|name| shown(name)).collect();
    if names.is_empty() {
        names.push(shown("aws.auth#sigv4"));
    }
    if several_regions::always(service) {
        names = vec![shown("aws.auth#sigv4a")];
    }
    let listed: BTreeSet<&str> = match &service.rules {
        Rules::Own(rules) => {
            let schemes = rules.properties.iter().flat_map(|found| &found.schemes);
            schemes.map(|scheme| of_rules(scheme.kind)).collect()
        }
        Rules::Shared(_) => BTreeSet::new(),
    };
    let further = listed.iter().filter(|name| !names.contains(name));
    let further: Vec<&str> = further.copied().collect();
    let needs = shown("aws.auth#sigv4a");
    let is_needed = names.contains(&needs) || listed.contains(needs);
    let mut text = format!("They are signed with {}", names.join(" or "));
    if !further.is_empty() {
        text.push_str(&format!(
            ", at some addresses with {}",
            further.join(" or ")
        ));
    }
    text.push('.');
    if is_needed {
        let by = if several_regions::always(service) {
            ", which `client` turns on"
        } else {
            ""
        };
        text.push_str(&format!(" {needs} needs the feature `sigv4a`{by}."));
    }
    text
}

fn of_rules(kind: SchemeKind) -> &'static str {
    match kind {
        SchemeKind::SigV4 => shown("aws.auth#sigv4"),
        SchemeKind::SigV4A => shown("aws.auth#sigv4a"),
        SchemeKind::SigV4S3Express => "the keys of a session of S3 Express",
    }
}

fn shown(name: &str) -> &str {
    match name {
        "aws.auth#sigv4" => "Signature Version 4",
        "aws.auth#sigv4a" => "Signature Version 4A",
        "smithy.api#httpBearerAuth" => "a bearer token",
        "smithy.api#noAuth" => "nothing",
        other => other,
    }
}
