//! What a service wants and its model doesn't say: looked up in `customizations.toml` by the service's id.
//!
//! No other file knows a service by name.

use serde::Deserialize;

use super::context::Context;
use crate::ir::OperationTrait;

const TEXT: &str = include_str!("customizations.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct File {
    header: Vec<Header>,
    payload_hash: Vec<PayloadHash>,
    last_segment: Vec<LastSegment>,
}

/// Sent with every request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    service: String,
    name: String,
    value: String,
    #[serde(rename = "reason")]
    _reason: String,
}

/// The body's hash stands in a header.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PayloadHash {
    service: String,
    #[serde(rename = "reason")]
    _reason: String,
}

/// Of texts of these shapes in an input only what comes after the last slash is sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LastSegment {
    service: String,
    shapes: Vec<String>,
    #[serde(rename = "reason")]
    _reason: String,
}

/// What concerns one service.
#[derive(Debug, Default)]
pub(crate) struct Customizations {
    /// For each of its operations.
    pub(crate) operations: Vec<OperationTrait>,
    last_segments: Vec<String>,
}

impl Customizations {
    /// Looks the service up; warns of what its model no longer has.
    pub(crate) fn of(context: &mut Context<'_>) -> Self {
        let file: File = match toml::from_str(TEXT) {
            Ok(file) => file,
            Err(error) => {
                context.error("customizations", "$", error.to_string(), None);
                return Self::default();
            }
        };
        let found = Self::found(file, &context.model.metadata.service_id);
        for shape in &found.last_segments {
            if context.shape(shape).is_none() {
                let message =
                    format!("customizations.toml names the shape `{shape}`, which is gone");
                let hint =
                    "the service may have changed: see whether the entry still holds".to_owned();
                context.warning("stale-customization", "$.shapes", message, Some(hint));
            }
        }
        found
    }

    fn found(file: File, service: &str) -> Self {
        let headers = file
            .header
            .into_iter()
            .filter(|entry| entry.service == service);
        let headers = headers.map(|entry| OperationTrait::Header(entry.name, entry.value));
        let hashes = file
            .payload_hash
            .into_iter()
            .filter(|entry| entry.service == service);
        let hashes = hashes.map(|_| OperationTrait::PayloadHash);
        let segments = file
            .last_segment
            .into_iter()
            .filter(|entry| entry.service == service);
        Self {
            operations: headers.chain(hashes).collect(),
            last_segments: segments.flat_map(|entry| entry.shapes).collect(),
        }
    }

    /// Whether only what comes after the last slash of a text of this shape is sent.
    pub(crate) fn is_last_segment(&self, shape: &str) -> bool {
        self.last_segments.iter().any(|known| known == shape)
    }
}

#[cfg(test)]
mod tests {
    use super::{Customizations, File, TEXT};
    use crate::ir::OperationTrait;

    #[test]
    fn a_service_gets_what_is_its_own() {
        let of = |service| Customizations::found(toml::from_str::<File>(TEXT).unwrap(), service);
        let glacier = of("Glacier");
        assert!(glacier.operations.contains(&OperationTrait::PayloadHash));
        assert!(
            matches!(&glacier.operations[0], OperationTrait::Header(name, _) if name == "x-amz-glacier-version")
        );
        assert!(of("Route 53").is_last_segment("ResourceId"));
        assert!(of("FSx").operations.is_empty() && !of("FSx").is_last_segment("ResourceId"));
    }
}
