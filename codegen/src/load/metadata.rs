//! Reads `metadata` and the parts that every noun shares: documentation, deprecation, XML namespaces.
//!
//! Chooses nothing: which protocol or signer is used is decided later.

use serde_json::Value;

use super::cursor::{Cursor, Object};
use super::grammar::Grammar;
use super::ignored::METADATA;
use super::model::{Deprecation, Documentation, JsonVersion, Metadata, XmlNamespace};

const JSON_VERSIONS: [(&str, JsonVersion); 2] =
    [("1.0", JsonVersion::One), ("1.1", JsonVersion::OneOne)];

/// When HTTP/2 is wanted, as the model says it.
const H2: [(&str, &str); 2] = [("eventstream", "eventstream"), ("optional", "optional")];

pub(crate) fn read(cursor: &Cursor<'_>) -> Metadata {
    let Some(object) = cursor.object() else {
        return Metadata::default();
    };
    let legacy = object.formed("protocol", Grammar::Word);
    let mut protocols = object.all_formed("protocols", Grammar::Word);
    if protocols.is_empty() {
        protocols.extend(legacy);
    }
    if protocols.is_empty() {
        let message = String::from("the key `protocols` is missing");
        let hint = "add `protocols`, for example [\"json\"]";
        object
            .context
            .error("missing-key", object.path(), message, hint);
    }
    let metadata = Metadata {
        api_version: object.need_formed("apiVersion", Grammar::Word),
        endpoint_prefix: object.need_formed("endpointPrefix", Grammar::Host),
        protocols,
        service_full_name: object.need_text("serviceFullName"),
        service_abbreviation: object.text("serviceAbbreviation"),
        service_id: object.need_formed("serviceId", Grammar::ServiceId),
        signature_version: object.need_formed("signatureVersion", Grammar::Word),
        auth: object.all_formed("auth", Grammar::AuthScheme),
        signing_name: object.formed("signingName", Grammar::Word),
        api_key: None,
        json_version: object
            .get("jsonVersion")
            .and_then(|c| c.one_of(&JSON_VERSIONS)),
        target_prefix: object.formed("targetPrefix", Grammar::Word),
        uid: object.formed("uid", Grammar::Word),
        xml_namespace: xml_namespace(&object),
        aws_query_compatible: object.get("awsQueryCompatible").is_some(),
        h2: object.get("protocolSettings").and_then(|settings| {
            let settings = settings.object()?;
            let h2 = settings.get("h2").and_then(|c| c.one_of(&H2));
            settings.finish("`protocolSettings`");
            h2
        }),
    };
    object.finish(METADATA);
    metadata
}

/// `documentation`.
pub(crate) fn documentation(object: &Object<'_>) -> Documentation {
    object
        .text("documentation")
        .map_or(Documentation::None, Documentation::Html)
}

/// `deprecated` and what belongs to it.
pub(crate) fn deprecation(object: &Object<'_>) -> Option<Deprecation> {
    let deprecated = object.flag("deprecated");
    let message = object.text("deprecatedMessage");
    let since = object.text("deprecatedSince");
    deprecated.then_some(Deprecation { message, since })
}

/// `xmlNamespace`: `"uri"`, or `{"uri": …, "prefix": …}`.
pub(crate) fn xml_namespace(object: &Object<'_>) -> Option<XmlNamespace> {
    let cursor = object.get("xmlNamespace")?;
    if let Value::String(uri) = cursor.value {
        Grammar::Namespace.check(&cursor, uri);
        return Some(XmlNamespace {
            uri: uri.clone(),
            prefix: None,
        });
    }
    let namespace = cursor.object()?;
    let read = XmlNamespace {
        uri: namespace.need_formed("uri", Grammar::Namespace),
        prefix: namespace.formed("prefix", Grammar::XmlPrefix),
    };
    namespace.finish("`xmlNamespace`");
    Some(read)
}
