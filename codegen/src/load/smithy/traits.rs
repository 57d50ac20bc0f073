//! Every trait that is known, and what becomes of it. One that isn't here is told in a note, as anybody may define
//! traits.

/// What is done about a trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// It is read.
    Read,
    /// It is read over, and why nothing is lost.
    Ignored(&'static str),
    /// A shape that has it can't be spoken of over the wire, and why.
    Refused(&'static str),
}

use Treatment::{Ignored, Read, Refused};

const TOOLS: &str = "a remark for tools that look at models";
const VALIDATION: &str = "services check it; inputs aren't checked here";
const RESOURCES: &str = "it says which resource is meant, and nothing about the wire";
const NAMES: &str = "it marks what `input` and `output` of an operation say already";
const TESTS: &str = "it holds tests";
const CLOUD: &str = "it is for other tools of AWS";
const DEFINES: &str = "it defines a trait";
const SERVER: &str = "it is for servers";
const FORMATS: &str = "a text has another form on the wire";

/// A trait's id, or the start of one with `*` at its end; the first that fits counts.
const TRAITS: &[(&str, Treatment)] = &[
    ("aws.api#service", Read),
    ("aws.api#clientEndpointDiscovery", Read),
    ("aws.api#clientDiscoveredEndpoint", Read),
    (
        "aws.api#clientDiscoveredEndpointId",
        Refused("endpoints are asked for without identifiers"),
    ),
    ("aws.api#*", Ignored(CLOUD)),
    ("aws.auth#sigv4", Read),
    ("aws.auth#sigv4a", Read),
    ("aws.auth#unsignedPayload", Read),
    (
        "aws.auth#cognitoUserPools",
        Ignored("the user brings a token of one's own"),
    ),
    ("aws.cloudformation#*", Ignored(CLOUD)),
    (
        "aws.customizations#s3UnwrappedXmlOutput",
        Ignored("a reader takes the one element that there is"),
    ),
    ("aws.customizations#*", Ignored(CLOUD)),
    ("aws.endpoints#*", Ignored("the rules for endpoints say it")),
    ("aws.iam#*", Ignored(CLOUD)),
    ("aws.protocols#awsJson1_0", Read),
    ("aws.protocols#awsJson1_1", Read),
    ("aws.protocols#awsQuery", Read),
    ("aws.protocols#awsQueryCompatible", Read),
    ("aws.protocols#awsQueryError", Read),
    ("aws.protocols#ec2Query", Read),
    ("aws.protocols#ec2QueryName", Read),
    ("aws.protocols#httpChecksum", Read),
    ("aws.protocols#restJson1", Read),
    ("aws.protocols#restXml", Read),
    (
        "alloy#discriminated",
        Refused("it changes how a union is written"),
    ),
    (
        "alloy#untagged",
        Refused("it changes how a union is written"),
    ),
    ("alloy#nullable", Refused("it gives `null` a meaning")),
    (
        "alloy#jsonUnknown",
        Refused("it puts unknown members into one"),
    ),
    ("alloy#uuidFormat", Refused(FORMATS)),
    ("alloy#dateFormat", Refused(FORMATS)),
    ("alloy#durationSecondsFormat", Refused(FORMATS)),
    ("alloy#localTimeFormat", Refused(FORMATS)),
    ("alloy#localDateTimeFormat", Refused(FORMATS)),
    ("alloy#offsetDateTimeFormat", Refused(FORMATS)),
    ("alloy#offsetTimeFormat", Refused(FORMATS)),
    ("alloy#yearFormat", Refused(FORMATS)),
    ("alloy#yearMonthFormat", Refused(FORMATS)),
    ("alloy#monthDayFormat", Refused(FORMATS)),
    ("alloy#zoneIdFormat", Refused(FORMATS)),
    ("alloy#zoneOffsetFormat", Refused(FORMATS)),
    ("alloy#zonedDateTimeFormat", Refused(FORMATS)),
    ("alloy#dayOfWeekFormat", Refused(FORMATS)),
    ("alloy#monthFormat", Refused(FORMATS)),
    ("alloy#structurePattern", Refused(FORMATS)),
    ("alloy#simpleRestJson", Refused("its protocol isn't spoken")),
    ("alloy.proto#*", Refused("protocol buffers aren't spoken")),
    (
        "alloy#openEnum",
        Ignored("every enum takes values that nobody knew"),
    ),
    (
        "alloy#preserveKeyOrder",
        Ignored("maps keep the order of their keys, sorted ones too"),
    ),
    ("alloy#*", Ignored("a remark for another generator")),
    (
        "smithy.api#addedDefault",
        Ignored("a member without a value is absent, whenever it got its default"),
    ),
    ("smithy.api#auth", Read),
    ("smithy.api#authDefinition", Ignored(DEFINES)),
    (
        "smithy.api#box",
        Ignored("every optional member can be absent"),
    ),
    ("smithy.api#clientOptional", Read),
    ("smithy.api#cors", Ignored(SERVER)),
    (
        "smithy.api#default",
        Ignored("a member without a value is absent, and the service knows its default"),
    ),
    ("smithy.api#deprecated", Read),
    ("smithy.api#documentation", Read),
    ("smithy.api#endpoint", Read),
    ("smithy.api#enum", Read),
    ("smithy.api#enumValue", Read),
    ("smithy.api#error", Read),
    ("smithy.api#eventHeader", Read),
    ("smithy.api#eventPayload", Read),
    ("smithy.api#examples", Read),
    ("smithy.api#externalDocumentation", Ignored(TOOLS)),
    ("smithy.api#hostLabel", Read),
    ("smithy.api#http", Read),
    ("smithy.api#httpApiKeyAuth", Read),
    ("smithy.api#httpBasicAuth", Read),
    ("smithy.api#httpBearerAuth", Read),
    ("smithy.api#httpChecksumRequired", Read),
    ("smithy.api#httpDigestAuth", Refused("it isn't spoken")),
    ("smithy.api#httpError", Read),
    ("smithy.api#httpHeader", Read),
    ("smithy.api#httpLabel", Read),
    ("smithy.api#httpPayload", Read),
    ("smithy.api#httpPrefixHeaders", Read),
    ("smithy.api#httpQuery", Read),
    ("smithy.api#httpQueryParams", Read),
    ("smithy.api#httpResponseCode", Read),
    ("smithy.api#idRef", Ignored(TOOLS)),
    ("smithy.api#idempotencyToken", Read),
    ("smithy.api#idempotent", Read),
    ("smithy.api#input", Ignored(NAMES)),
    ("smithy.api#internal", Ignored(TOOLS)),
    ("smithy.api#jsonName", Read),
    ("smithy.api#length", Read),
    ("smithy.api#mediaType", Read),
    (
        "smithy.api#mixin",
        Ignored("what it is mixed into has its members"),
    ),
    ("smithy.api#nestedProperties", Ignored(RESOURCES)),
    ("smithy.api#noReplace", Ignored(RESOURCES)),
    ("smithy.api#notProperty", Ignored(RESOURCES)),
    ("smithy.api#optionalAuth", Read),
    ("smithy.api#output", Ignored(NAMES)),
    ("smithy.api#paginated", Read),
    ("smithy.api#pattern", Read),
    ("smithy.api#private", Ignored(TOOLS)),
    ("smithy.api#property", Ignored(RESOURCES)),
    ("smithy.api#protocolDefinition", Ignored(DEFINES)),
    ("smithy.api#range", Read),
    ("smithy.api#readonly", Read),
    ("smithy.api#recommended", Ignored(TOOLS)),
    ("smithy.api#references", Ignored(RESOURCES)),
    ("smithy.api#requestCompression", Read),
    ("smithy.api#required", Read),
    ("smithy.api#requiresLength", Read),
    ("smithy.api#resourceIdentifier", Ignored(RESOURCES)),
    ("smithy.api#retryable", Read),
    ("smithy.api#sensitive", Read),
    ("smithy.api#since", Ignored(TOOLS)),
    ("smithy.api#sparse", Read),
    ("smithy.api#streaming", Read),
    ("smithy.api#suppress", Ignored(TOOLS)),
    ("smithy.api#tags", Ignored(TOOLS)),
    ("smithy.api#timestampFormat", Read),
    ("smithy.api#title", Read),
    ("smithy.api#trait", Ignored(DEFINES)),
    ("smithy.api#traitValidators", Ignored(DEFINES)),
    ("smithy.api#uniqueItems", Ignored(VALIDATION)),
    ("smithy.api#unitType", Ignored(TOOLS)),
    ("smithy.api#unstable", Ignored(TOOLS)),
    ("smithy.api#xmlAttribute", Read),
    ("smithy.api#xmlFlattened", Read),
    ("smithy.api#xmlName", Read),
    ("smithy.api#xmlNamespace", Read),
    ("smithy.framework#*", Ignored(SERVER)),
    ("smithy.openapi#*", Ignored(TOOLS)),
    ("smithy.mqtt#*", Refused("MQTT isn't spoken")),
    ("smithy.protocols#rpcv2Cbor", Read),
    (
        "smithy.protocols#rpcv2Json",
        Refused("its protocol isn't spoken"),
    ),
    ("smithy.rules#clientContextParams", Read),
    ("smithy.rules#contextParam", Read),
    (
        "smithy.rules#endpointBdd",
        Ignored("the rule set beside it says the same"),
    ),
    ("smithy.rules#endpointRuleSet", Read),
    ("smithy.rules#endpointTests", Ignored(TESTS)),
    ("smithy.rules#operationContextParams", Read),
    ("smithy.rules#staticContextParams", Read),
    ("smithy.test#*", Ignored(TESTS)),
    ("smithy.waiters#waitable", Read),
];

/// What is done about the trait of this id, if it is known.
pub(super) fn treatment(id: &str) -> Option<Treatment> {
    let fits = |known: &str| match known.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => known == id,
    };
    let found = TRAITS.iter().find(|(known, _)| fits(known));
    found.map(|(_, treatment)| *treatment)
}

#[cfg(test)]
mod tests {
    use super::{Ignored, Read, Refused, TRAITS, treatment};

    /// All that reads a model.
    const READERS: [&str; 10] = [
        include_str!("closure.rs"),
        include_str!("flatten.rs"),
        include_str!("mod.rs"),
        include_str!("operation.rs"),
        include_str!("protocol.rs"),
        include_str!("auth.rs"),
        include_str!("service.rs"),
        include_str!("shape.rs"),
        include_str!("member.rs"),
        include_str!("waiter.rs"),
    ];

    #[test]
    fn a_trait_is_read_or_has_a_reason() {
        for (id, treatment) in TRAITS {
            let quoted = format!("\"{id}\"");
            let is_read = READERS.iter().any(|reader| reader.contains(&quoted));
            match treatment {
                Read => assert!(is_read, "nobody reads {id}"),
                Ignored(why) | Refused(why) => assert!(!why.is_empty(), "{id}"),
            }
        }
    }

    #[test]
    fn the_first_that_fits_counts() {
        assert_eq!(treatment("aws.api#service"), Some(Read));
        assert!(matches!(treatment("aws.api#arn"), Some(Ignored(_))));
        assert!(matches!(treatment("alloy#untagged"), Some(Refused(_))));
        assert_eq!(treatment("com.example#audited"), None);
    }
}
