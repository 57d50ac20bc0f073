//! Changes of the service as a whole, and of how its crate is packed.

use super::comparison::{Comparison, Of, Place};
use super::rules::Rule;
use crate::ir::{
    ApiKey, Feature, OLDEST_RUST, Package, Protocol, Rules, Service, Setting, SettingKind,
};

fn place(wire: &str, rust: &str) -> Place<'static> {
    Place {
        wire: wire.to_owned(),
        rust: rust.to_owned(),
        of: Of::Service,
    }
}

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    identity(comparison, old.service, new.service);
    wire(comparison, old.service, new.service);
    settings(comparison, &old.service.settings, &new.service.settings);
    package(comparison, old.package, new.package);
    let said = place(&new.service.id, "crate");
    let (was, is) = (&old.service.documentation, &new.service.documentation);
    if old.service.title == new.service.title {
        comparison.text(&said, was, is);
    } else {
        let (was, is) = (old.service.title.clone(), new.service.title.clone());
        comparison.changed(Rule::TextChanged, said, was, is);
    }
}

fn identity(comparison: &mut Comparison<'_>, old: &Service, new: &Service) {
    if old.id != new.id {
        let place = place("serviceId", "crate");
        comparison.changed(Rule::ServiceRenamed, place, &*old.id, &*new.id);
    }
    if old.protocol != new.protocol {
        let (old, new) = (protocol(old.protocol), protocol(new.protocol));
        comparison.changed(Rule::ProtocolChanged, place("protocol", "Client"), old, new);
    }
}

/// How requests of all operations are addressed and signed.
fn wire(comparison: &mut Comparison<'_>, old: &Service, new: &Service) {
    let facts = |service: &Service| {
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            ("endpointPrefix", service.endpoint_prefix.clone()),
            ("signingName", service.signing_name.clone()),
            ("auth", service.auth.join(", ")),
            ("signatureVersion", service.signature_version.clone()),
            ("targetPrefix", optional(&service.target_prefix)),
            ("xmlNamespace", optional(&service.xml_namespace)),
            ("endpointRuleSet", rules(&service.rules)),
            ("awsQueryCompatible", service.query_compatible.to_string()),
            (
                "httpApiKeyAuth",
                service.api_key.as_ref().map(api_key).unwrap_or_default(),
            ),
        ]
    };
    if old.api_version != new.api_version {
        // Only forms have it; elsewhere the `User-Agent` and texts name it.
        let is_sent =
            |service: &Service| matches!(service.protocol, Protocol::AwsQuery | Protocol::Ec2Query);
        let rule = if is_sent(old) || is_sent(new) {
            Rule::ServiceWireChanged
        } else {
            Rule::TextChanged
        };
        let (was, is) = (&*old.api_version, &*new.api_version);
        comparison.changed(rule, place("apiVersion", "Client"), was, is);
    }
    for ((key, was), (_, is)) in facts(old).into_iter().zip(facts(new)) {
        let same_words = key == "endpointRuleSet" && old.rules != new.rules;
        if was != is || same_words {
            comparison.changed(Rule::ServiceWireChanged, place(key, "Client"), was, is);
        }
    }
}

/// Where the rules of endpoints are: their content is too long to be told.
fn rules(rules: &Rules) -> String {
    match rules {
        Rules::Shared(name) => format!("the endpoint rules `{name}`, which many services have"),
        Rules::Own(rules) => format!("endpoint rules of its own, {} steps", rules.steps.len()),
    }
}

/// What a service's client alone can be told.
fn settings(comparison: &mut Comparison<'_>, old: &[Setting], new: &[Setting]) {
    let of = |setting: &Setting| {
        let rust = format!("ClientSettings::{}", setting.name.raw());
        place(&format!("clientContextParams.{}", setting.wire), &rust)
    };
    let find = |all: &'_ [Setting], wire: &str| {
        let mut found = all.iter().filter(|setting| setting.wire == wire);
        found.next().cloned()
    };
    for was in old {
        match find(new, &was.wire) {
            None => comparison.removed(Rule::SettingRemoved, of(was), method(was)),
            Some(is) if method(&is) != method(was) => {
                comparison.changed(Rule::SettingTypeChanged, of(&is), method(was), method(&is));
            }
            Some(_) => {}
        }
    }
    for is in new.iter().filter(|is| find(old, &is.wire).is_none()) {
        comparison.added(Rule::SettingAdded, of(is), method(is));
    }
}

/// The method as it is printed.
fn method(setting: &Setting) -> String {
    let kind = match setting.kind {
        SettingKind::Boolean => "bool",
        SettingKind::Text => "String",
        SettingKind::Texts => "Vec<String>",
    };
    format!("fn {}(self, value: {kind}) -> Self", setting.name.raw())
}

/// Where a key goes, as `header x-api-key`.
fn api_key(key: &ApiKey) -> String {
    let place = if key.in_query { "query" } else { "header" };
    match &key.scheme {
        Some(scheme) => format!("{place} {}: {scheme}", key.name),
        None => format!("{place} {}", key.name),
    }
}

fn package(comparison: &mut Comparison<'_>, old: &Package, new: &Package) {
    if old.crate_name != new.crate_name {
        let (was, is) = (&*old.crate_name, &*new.crate_name);
        comparison.changed(Rule::CrateRenamed, place("crate", "crate"), was, is);
    }
    match (old.types_only, new.types_only) {
        (false, true) => {
            comparison.removed(Rule::ClientRemoved, place("client", "Client"), "Client");
        }
        (true, false) => {
            comparison.added(Rule::ClientAdded, place("client", "Client"), "Client");
        }
        _ => features(comparison, old, new),
    }
    let rust = |package: &Package| {
        let usual = || format!("{}.{}", OLDEST_RUST.0, OLDEST_RUST.1);
        package
            .publication
            .rust_version
            .clone()
            .unwrap_or_else(usual)
    };
    let (was, is) = (rust(old), rust(new));
    if was != is {
        let place = place("rust-version", "rust-version");
        comparison.changed(Rule::RustVersionRaised, place, was, is);
    }
}

fn features(comparison: &mut Comparison<'_>, old: &Package, new: &Package) {
    let of = |feature: &str| place(feature, feature);
    let names = |features: &[Feature]| {
        let names = features.iter().map(|feature| feature.name());
        names.collect::<Vec<_>>()
    };
    let (was, is) = (names(&old.default_features), names(&new.default_features));
    for gone in was.iter().filter(|name| !is.contains(name)) {
        comparison.removed(Rule::DefaultFeatureRemoved, of(gone), *gone);
    }
    for added in is.iter().filter(|name| !was.contains(name)) {
        comparison.added(Rule::DefaultFeatureAdded, of(added), *added);
    }
    let needed = |package: &Package| {
        let needed = package.needed_features.iter().map(|found| found.feature);
        // Whoever calls anything has it.
        needed
            .filter(|feature| *feature != "client")
            .collect::<Vec<_>>()
    };
    let (was, is) = (needed(old), needed(new));
    for gone in was.iter().filter(|feature| !is.contains(feature)) {
        comparison.removed(Rule::FeatureNoLongerNeeded, of(gone), *gone);
    }
    for added in is.iter().filter(|feature| !was.contains(feature)) {
        comparison.added(Rule::FeatureNeeded, of(added), *added);
    }
}

/// As Smithy's traits are called.
fn protocol(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::AwsJson1_0 => "awsJson1_0",
        Protocol::AwsJson1_1 => "awsJson1_1",
        Protocol::RestJson1 => "restJson1",
        Protocol::RestXml => "restXml",
        Protocol::AwsQuery => "awsQuery",
        Protocol::Ec2Query => "ec2Query",
        Protocol::RpcV2Cbor => "rpcv2Cbor",
    }
}
