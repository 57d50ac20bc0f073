//! What is said of the service as a whole.

use super::super::cursor::{Context, Object};
use super::super::grammar::Grammar;
use super::super::model::{ClientParameter, Entries, Metadata, ParameterKind};
use super::super::rule_set;
use super::ast::Shape;
use super::flatten::Shapes;
use super::protocol::Protocol;
use super::{auth, member};

/// What `aws.api#service` says, of a service of AWS.
struct OfAws {
    sdk_id: String,
    endpoint_prefix: Option<String>,
    arn_namespace: Option<String>,
    doc_id: Option<String>,
}

/// Whether the model is one of AWS's, whose texts are HTML.
pub(super) fn is_of_aws(service: &Shape<'_>) -> bool {
    service.traits.has("aws.api#service")
}

/// The model's `metadata`.
pub(super) fn metadata(shapes: &Shapes<'_>, service: &Shape<'_>, protocol: Protocol) -> Metadata {
    let context = shapes.context;
    let of_aws = of_aws(context, service);
    let name = service
        .id
        .split_once('#')
        .map_or(service.id, |(_, name)| name);
    let sdk_id = of_aws.as_ref().map(|of_aws| of_aws.sdk_id.clone());
    let service_id = sdk_id.unwrap_or_else(|| words(name));
    let signing_name = auth::signing_name(context, service);
    let api_version = version(context, service, protocol);
    let uid = of_aws.as_ref().map(|of_aws| {
        let made_up = || {
            format!(
                "{}-{api_version}",
                service_id.to_lowercase().replace(' ', "-")
            )
        };
        of_aws.doc_id.clone().unwrap_or_else(made_up)
    });
    let title = service.traits.text(context, "smithy.api#title");
    Metadata {
        api_version,
        endpoint_prefix: of_aws
            .and_then(|of_aws| of_aws.endpoint_prefix.or(of_aws.arn_namespace))
            .unwrap_or_default(),
        protocols: vec![protocol.name().to_owned()],
        service_full_name: title.unwrap_or_else(|| service_id.clone()),
        service_abbreviation: None,
        service_id,
        // Paths of S3, and of what signs in its name, are signed as they stand.
        signature_version: match signing_name.as_deref() {
            Some("s3") => "s3v4",
            Some(_) => "v4",
            None => "none",
        }
        .to_owned(),
        auth: auth::of_service(shapes, service),
        signing_name,
        api_key: auth::api_key(context, service),
        json_version: protocol.json_version(),
        target_prefix: protocol.names_service().then(|| name.to_owned()),
        uid,
        xml_namespace: member::xml_namespace(context, protocol, &service.traits),
        aws_query_compatible: service.traits.has("aws.protocols#awsQueryCompatible"),
        h2: h2(context, service, protocol),
    }
}

fn of_aws(context: &Context, service: &Shape<'_>) -> Option<OfAws> {
    service.traits.object(context, "aws.api#service", |object| {
        Some(OfAws {
            sdk_id: object.need_formed("sdkId", Grammar::ServiceId),
            endpoint_prefix: object.formed("endpointPrefix", Grammar::Host),
            arn_namespace: object.formed("arnNamespace", Grammar::Host),
            doc_id: object.formed("docId", Grammar::Word),
        })
    })
}

/// The name as words of letters and digits.
pub(super) fn words(name: &str) -> String {
    let words = name.split(|sign: char| !sign.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The version, which only forms have to name.
fn version(context: &Context, service: &Shape<'_>, protocol: Protocol) -> String {
    let version = service.version.unwrap_or_default();
    let place = || service.place().path();
    if version.is_empty() && protocol.sends_forms() {
        let message = "the service has no `version`, which its protocol sends with each request";
        let hint = "add it, as \"2018-03-01\"";
        context.error("missing-key", place(), message.to_owned(), hint);
    } else if !version.is_empty() && !Grammar::Word.fits(version) {
        let (message, hint) = Grammar::Word.refusal(version);
        let path = service.place().path_to(&["version"]);
        context.error("bad-text", path, message, hint);
    }
    version.to_owned()
}

/// When HTTP/2 is wanted.
fn h2(context: &Context, service: &Shape<'_>, protocol: Protocol) -> Option<&'static str> {
    let settings = |object: &Object<'_>| {
        let lists_h2 = |key| object.texts(key).iter().any(|version| version == "h2");
        Some((lists_h2("eventStreamHttp"), lists_h2("http")))
    };
    match service.traits.object(context, protocol.id(), settings)? {
        (_, true) => Some("optional"),
        (true, _) => Some("eventstream"),
        _ => None,
    }
}

const KINDS: [(&str, ParameterKind); 3] = [
    ("boolean", ParameterKind::Boolean),
    ("string", ParameterKind::String),
    ("stringArray", ParameterKind::StringArray),
];

/// What a client is told for the endpoint rules.
pub(super) fn client_parameters(
    context: &Context,
    service: &Shape<'_>,
) -> Entries<ClientParameter> {
    let id = "smithy.rules#clientContextParams";
    let read = service.traits.read(context, id, |cursor| {
        let read = |object: &Object<'_>| {
            Some(ClientParameter {
                kind: object.need("type")?.one_of(&KINDS)?,
                documentation: object.text("documentation"),
            })
        };
        let entries = cursor.entries().filter_map(|(name, entry)| {
            Grammar::Member.check(&entry, name);
            Some((name.to_owned(), read(&entry.object()?)?))
        });
        Some(entries.collect())
    });
    read.unwrap_or_default()
}

/// The rules for endpoints, as the sidecar has them.
pub(super) fn endpoint_rules(context: &Context, service: &Shape<'_>) -> Option<rule_set::RuleSet> {
    let id = "smithy.rules#endpointRuleSet";
    service.traits.read(context, id, rule_set::read)
}
