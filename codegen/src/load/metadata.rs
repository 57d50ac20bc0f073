//! Reads `metadata` and the parts that every noun shares: documentation, deprecation, XML namespaces.
//!
//! Chooses nothing: which protocol or signer is used is decided later.

use serde_json::Value;

use super::cursor::{Cursor, Object};
use super::ignored::METADATA;
use super::model::{Deprecation, Documentation, Metadata, XmlNamespace};

pub(crate) fn read(cursor: &Cursor<'_>) -> Metadata {
    let Some(object) = cursor.object() else {
        return Metadata::default();
    };
    let legacy = object.text("protocol");
    let mut protocols = object.texts("protocols");
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
        api_version: object.need_text("apiVersion"),
        endpoint_prefix: object.need_text("endpointPrefix"),
        protocols,
        service_full_name: object.need_text("serviceFullName"),
        service_abbreviation: object.text("serviceAbbreviation"),
        service_id: object.need_text("serviceId"),
        signature_version: object.need_text("signatureVersion"),
        auth: object.texts("auth"),
        signing_name: object.text("signingName"),
        json_version: object.text("jsonVersion"),
        target_prefix: object.text("targetPrefix"),
        uid: object.text("uid"),
        xml_namespace: xml_namespace(&object),
        aws_query_compatible: object.get("awsQueryCompatible").is_some(),
        h2: object.get("protocolSettings").and_then(|settings| {
            let settings = settings.object()?;
            let h2 = settings.text("h2");
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
        return Some(XmlNamespace {
            uri: uri.clone(),
            prefix: None,
        });
    }
    let namespace = cursor.object()?;
    let read = XmlNamespace {
        uri: namespace.need_text("uri"),
        prefix: namespace.text("prefix"),
    };
    namespace.finish("`xmlNamespace`");
    Some(read)
}
