//! Which protocol and signers a service uses, and which of them the runtime can't speak yet.

use super::context::Context;
use crate::diagnostics::did_you_mean;
use crate::ir::{ApiKey, Protocol};
use crate::load::model::{JsonVersion, KeyPlace, Metadata};

/// The protocols by preference: a readable wire wins, as in botocore.
const PREFERENCE: [&str; 6] = [
    "json",
    "rest-json",
    "rest-xml",
    "smithy-rpc-v2-cbor",
    "query",
    "ec2",
];

/// Picks the protocol; a service that has none of the known ones is refused.
pub(crate) fn choose(context: &mut Context<'_>) -> Option<Protocol> {
    let metadata = &context.model.metadata;
    let preferred = &context.options.protocol_priority;
    if let Some(unknown) = preferred
        .iter()
        .find(|name| !PREFERENCE.contains(&name.as_str()))
    {
        let message = format!("there is no protocol `{unknown}` to prefer");
        let hint = known_protocols(unknown);
        context.error("unknown-protocol", "", message, Some(hint));
        return None;
    }
    let mut order = preferred.iter().map(String::as_str).chain(PREFERENCE);
    let listed = |wanted: &&str| metadata.protocols.iter().any(|listed| listed == *wanted);
    let Some(name) = order.find(listed) else {
        let message = format!("none of the protocols {:?} is known", metadata.protocols);
        let first = metadata.protocols.first();
        let hint = known_protocols(first.map(String::as_str).unwrap_or_default());
        context.error(
            "unknown-protocol",
            "$.metadata.protocols",
            message,
            Some(hint),
        );
        return None;
    };
    Some(match (name, metadata.json_version) {
        ("json", Some(JsonVersion::One)) => Protocol::AwsJson1_0,
        ("json", _) => Protocol::AwsJson1_1,
        ("rest-json", _) => Protocol::RestJson1,
        ("rest-xml", _) => Protocol::RestXml,
        ("query", _) => Protocol::AwsQuery,
        ("ec2", _) => Protocol::Ec2Query,
        _ => Protocol::RpcV2Cbor,
    })
}

/// The names of protocols elsewhere, in lower case, and what models call them.
const ELSEWHERE: [(&str, &str); 9] = [
    ("awsjson1_0", "json"),
    ("awsjson1_1", "json"),
    ("awsjson", "json"),
    ("restjson1", "rest-json"),
    ("restxml", "rest-xml"),
    ("rpcv2cbor", "smithy-rpc-v2-cbor"),
    ("cbor", "smithy-rpc-v2-cbor"),
    ("awsquery", "query"),
    ("ec2query", "ec2"),
];

/// The protocol that was meant, or all there are.
fn known_protocols(name: &str) -> String {
    let lower = name.to_lowercase();
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| *other == lower);
    let meant = elsewhere.map(|(_, known)| (*known).to_owned());
    match meant.or_else(|| did_you_mean(name, PREFERENCE)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known are `{}`", PREFERENCE.join("`, `")),
    }
}

/// The ways of saying who calls that the runtime has, and the one that says nothing.
const SPOKEN: [&str; 6] = [
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#noAuth",
];

/// Where a key goes that says who calls.
pub(crate) fn api_key(metadata: &Metadata) -> Option<ApiKey> {
    let key = metadata.api_key.as_ref()?;
    Some(ApiKey {
        name: key.name.clone(),
        in_query: key.place == KeyPlace::Query,
        scheme: key.scheme.clone(),
    })
}

/// The signers by preference; a warning says when the runtime has none of them.
pub(crate) fn signers(context: &mut Context<'_>) -> Vec<String> {
    let metadata = &context.model.metadata;
    let (signers, place) = if metadata.auth.is_empty() {
        (
            vec![signer(&metadata.signature_version)],
            "signatureVersion",
        )
    } else {
        (metadata.auth.clone(), "auth")
    };
    let spoken = |signer: &String| SPOKEN.contains(&signer.as_str());
    if !context.options.types_only && !signers.iter().any(spoken) {
        let message = format!(
            "signing with {} is not supported yet: sending a call returns an error",
            signers.join(", ")
        );
        let hint = "sign what `Call::http_request` gives in another way, and let `Call::read_response` read the answer";
        context.warning(
            "unsupported-signer",
            &format!("$.metadata.{place}"),
            message,
            Some(hint.to_owned()),
        );
    }
    signers
}

/// The signer behind an old name.
fn signer(version: &str) -> String {
    match version {
        "v4" | "s3" | "s3v4" => "aws.auth#sigv4",
        "bearer" => "smithy.api#httpBearerAuth",
        "none" => "smithy.api#noAuth",
        other => other,
    }
    .to_owned()
}
