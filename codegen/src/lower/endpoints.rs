//! Where requests go: the service's rules, and what the client and each call tell them.
//!
//! Runs once inputs have their types, as paths lead through them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::docs::{Links, Place};
use super::jmespath::{self, Shapes};
use super::rule_set;
use super::words::field_name;
use crate::ir::{self, Constant, Name, OperationTrait, Service, Setting, SettingKind};
use crate::load::model::{Operation, ParameterKind};
use crate::load::rule_set::{BuiltIn, RuleSet, Type};

/// What builders have already: a method of a trait with such a name would never be called.
const TAKEN: [&str; 38] = [
    "account_id_endpoint_mode",
    "anonymous",
    "api_key",
    "app_name",
    "attempt_timeout",
    "auth_scheme_preference",
    "basic_auth",
    "bearer_token",
    "bearer_token_provider",
    "blocking_transport",
    "build",
    "checksums",
    "compress_from",
    "connect_timeout",
    "credentials",
    "credentials_provider",
    "discovering",
    "endpoint_discovery",
    "endpoint_parameter",
    "endpoint_url",
    "explain",
    "host_prefix",
    "ignore_configured_endpoint_urls",
    "max_response_size",
    "meter",
    "new",
    "operation_timeout",
    "profile",
    "proxy",
    "region",
    "response_checksums",
    "retry",
    "sdk_config",
    "service",
    "sigv4a_signing_region_set",
    "transport",
    "use_dual_stack",
    "use_fips",
];

/// Decides where the service's requests go.
pub(crate) fn fill(context: &mut Context<'_>, links: &Links<'_>, service: &mut Service) {
    let Some(rules) = &context.model.endpoint_rule_set else {
        return;
    };
    match rule_set::lower(rules, &service.endpoint_prefix) {
        Ok(lowered) => service.rules = lowered,
        Err(why) => {
            let hint = "no service of AWS comes near to that".to_owned();
            context.error("too-many-rules", "$.endpoint-rule-set", why, Some(hint));
        }
    }
    service.settings = settings(context, links);
    let shapes = Shapes::new(service);
    let told: Vec<Told> = service
        .operations
        .iter()
        .map(|operation| told(context, rules, &shapes, operation))
        .collect();
    let account = Some(BuiltIn::AccountId);
    let mut parameters = rules.parameters.iter();
    service.rules_per_call = parameters.any(|(_, found)| found.built_in == account)
        || told
            .iter()
            .any(|told| told.by_members || !told.traits.is_empty());
    for (operation, told) in service.operations.iter_mut().zip(told) {
        if told.in_prefix {
            let traits = &mut operation.traits;
            traits.retain(|found| !matches!(found, OperationTrait::HostPrefix(_)));
        }
        operation.traits.extend(told.traits);
    }
}

/// What an operation tells the rules.
#[derive(Default)]
struct Told {
    traits: Vec<OperationTrait>,
    /// Members of its input are parameters.
    by_members: bool,
    /// The rules write what the operation has before the host's name.
    in_prefix: bool,
}

fn told(
    context: &mut Context<'_>,
    rules: &RuleSet,
    shapes: &Shapes<'_>,
    operation: &ir::Operation,
) -> Told {
    let mut listed = context.model.operations.iter();
    let Some((_, modelled)) = listed.find(|(name, _)| *name == operation.title) else {
        return Told::default();
    };
    let mut traits = constants(context, rules, &operation.title, modelled);
    traits.extend(paths(context, rules, shapes, operation, modelled));
    let members = members(context, rules, modelled);
    let begins_with = |text: &str, before: &str| {
        let label = text
            .strip_prefix(before)
            .and_then(|rest| rest.strip_prefix('{'));
        let label = label.and_then(|rest| rest.split('}').next());
        label.is_some_and(|label| members.contains(label))
    };
    if begins_with(&operation.uri, "/") {
        traits.push(OperationTrait::PathInRules);
    }
    let prefix = modelled.host_prefix.as_deref();
    Told {
        in_prefix: prefix.is_some_and(|prefix| begins_with(prefix, "")),
        by_members: !members.is_empty(),
        traits,
    }
}

/// The type of a parameter, where the rules have it.
fn ty(rules: &RuleSet, name: &str) -> Option<Type> {
    let mut parameters = rules.parameters.iter();
    let found = parameters.find(|(known, _)| known == name);
    found.map(|(_, parameter)| parameter.ty)
}

/// `staticContextParams`.
pub(super) fn constants(
    context: &mut Context<'_>,
    rules: &RuleSet,
    title: &str,
    modelled: &Operation,
) -> Vec<OperationTrait> {
    let mut found = Vec::new();
    for (name, json) in &modelled.static_context_params {
        let Some(ty) = ty(rules, name) else { continue };
        if let Some(value) = constant(json, ty) {
            found.push(OperationTrait::StaticContext(name.clone(), value));
            continue;
        }
        let path = format!("$.operations.{title}.staticContextParams.{name}.value");
        let message = format!("the endpoint rules take another type for `{name}`");
        let hint = "write it as the rules' `parameters` say".to_owned();
        context.error("wrong-type", &path, message, Some(hint));
    }
    found
}

fn constant(json: &str, ty: Type) -> Option<Constant> {
    match (serde_json::from_str(json).ok()?, ty) {
        (Value::Bool(boolean), Type::Boolean) => Some(Constant::Boolean(boolean)),
        (Value::String(text), Type::Text) => Some(Constant::Text(text)),
        (Value::Array(values), Type::Texts) => {
            let texts = values.into_iter().map(|value| match value {
                Value::String(text) => Some(text),
                _ => None,
            });
            texts.collect::<Option<_>>().map(Constant::Texts)
        }
        _ => None,
    }
}

/// `operationContextParams`. One that can't be followed is left out with a warning.
fn paths(
    context: &mut Context<'_>,
    rules: &RuleSet,
    shapes: &Shapes<'_>,
    operation: &ir::Operation,
    modelled: &Operation,
) -> Vec<OperationTrait> {
    let mut found = Vec::new();
    for (name, path) in &modelled.operation_context_params {
        if ty(rules, name).is_none() {
            continue;
        }
        let input = operation.input.as_ref();
        let input = input.ok_or_else(|| "there is no input".to_owned());
        match input.and_then(|input| jmespath::parse(path, shapes, input.name.plain())) {
            Ok(path) => found.push(OperationTrait::OperationContext(name.clone(), path)),
            Err(why) => {
                let path = format!(
                    "$.operations.{}.operationContextParams.{name}.path",
                    operation.title
                );
                let message = format!("endpoints don't get `{name}` of the input: {why}");
                let hint = "requests may need `endpoint_url`".to_owned();
                context.warning("unusable-parameter", &path, message, Some(hint));
            }
        }
    }
    found
}

/// The members of the input that are parameters, by whatever name a label may have for them.
fn members<'a>(context: &Context<'a>, rules: &RuleSet, modelled: &Operation) -> BTreeSet<&'a str> {
    let input = modelled.input.as_ref();
    let structure = input.and_then(|input| context.structure(&input.shape));
    let all = structure
        .into_iter()
        .flat_map(|structure| &structure.members);
    let parameters = all.filter(|(_, reference)| {
        let name = reference.context_param.as_deref();
        name.is_some_and(|name| ty(rules, name).is_some())
    });
    let names = parameters.flat_map(|(name, reference)| {
        let other = reference.location_name.as_deref();
        std::iter::once(name.as_str()).chain(other)
    });
    names.collect()
}

/// `clientContextParams`.
fn settings(context: &mut Context<'_>, links: &Links<'_>) -> Vec<Setting> {
    let model = context.model;
    let mut taken = BTreeSet::from(TAKEN.map(str::to_owned));
    let mut found = Vec::new();
    for (wire, parameter) in &model.client_context_params {
        let mut name = field_name(wire);
        if !taken.insert(name.plain().to_owned()) {
            name = Name::new(&format!("{}_setting", name.plain()));
            taken.insert(name.plain().to_owned());
        }
        let path = format!("$.clientContextParams.{wire}");
        let place = Place {
            path: &path,
            shape: "",
        };
        let html = parameter.documentation.clone();
        let html = html.map_or_else(Default::default, crate::load::model::Documentation::Html);
        let mut documentation = links.text(context, place, &html);
        if documentation.is_empty() {
            documentation = super::sentences::setting(wire);
        }
        found.push(Setting {
            wire: wire.clone(),
            name,
            kind: match parameter.kind {
                ParameterKind::Boolean => SettingKind::Boolean,
                ParameterKind::String => SettingKind::Text,
                ParameterKind::StringArray => SettingKind::Texts,
            },
            documentation,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::TAKEN;

    /// Those of the runtime's own source.
    #[test]
    fn no_setting_of_a_service_has_the_name_of_a_method_that_builders_have() {
        let source = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../runtime/src/client/builder.rs"
        );
        let source = std::fs::read_to_string(source).unwrap();
        let methods = source
            .lines()
            .filter_map(|line| line.strip_prefix("    pub fn ")?.split(['(', '<']).next());
        let mut methods: Vec<&str> = methods.collect();
        methods.sort_unstable();
        assert_eq!(methods, TAKEN);
    }
}
