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
    retries: Vec<Retries>,
    long_poll: Vec<LongPoll>,
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

/// How often a call is made, and the unit of the waits between.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Retries {
    service: String,
    attempts: u32,
    milliseconds: u32,
    #[serde(rename = "reason")]
    _reason: String,
}

/// Operations that wait at the service for something to come.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LongPoll {
    service: String,
    operations: Vec<String>,
    #[serde(rename = "reason")]
    _reason: String,
}

/// What concerns one service.
#[derive(Debug, Default)]
pub(crate) struct Customizations {
    /// For each of its operations.
    every_operation: Vec<OperationTrait>,
    long_polls: Vec<String>,
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
        found.tell_what_is_gone(context);
        found
    }

    fn tell_what_is_gone(&self, context: &mut Context<'_>) {
        let operations = &context.model.operations;
        let is_known = |name: &String| operations.iter().any(|(key, _)| key == name);
        let shapes = self.last_segments.iter();
        let gone: Vec<(&str, &String)> = shapes
            .filter(|name| context.shape(name).is_none())
            .map(|name| ("shape", name))
            .chain(
                self.long_polls
                    .iter()
                    .filter(|name| !is_known(name))
                    .map(|name| ("operation", name)),
            )
            .collect();
        for (kind, name) in gone {
            let message = format!("customizations.toml names the {kind} `{name}`, which is gone");
            let hint = "the service may have changed: see whether the entry still holds".to_owned();
            context.warning("stale-customization", "$", message, Some(hint));
        }
    }

    fn found(file: File, service: &str) -> Self {
        let headers = file.header.into_iter();
        let headers = headers
            .filter(|entry| entry.service == service)
            .map(|entry| OperationTrait::Header(entry.name, entry.value));
        let hashes = file.payload_hash.into_iter();
        let hashes = hashes
            .filter(|entry| entry.service == service)
            .map(|_| OperationTrait::PayloadHash);
        let retries = file.retries.into_iter();
        let retries = retries
            .filter(|entry| entry.service == service)
            .map(|entry| OperationTrait::Retries(entry.attempts, entry.milliseconds));
        let polls = file.long_poll.into_iter();
        let polls = polls.filter(|entry| entry.service == service);
        let segments = file.last_segment.into_iter();
        let segments = segments.filter(|entry| entry.service == service);
        Self {
            every_operation: headers.chain(hashes).chain(retries).collect(),
            long_polls: polls.flat_map(|entry| entry.operations).collect(),
            last_segments: segments.flat_map(|entry| entry.shapes).collect(),
        }
    }

    /// What the operation of this name has beside what its model says.
    pub(crate) fn of_operation(&self, name: &str) -> Vec<OperationTrait> {
        let polls = self.long_polls.iter().any(|known| known == name);
        let of_every = self.every_operation.iter().cloned();
        of_every
            .chain(polls.then_some(OperationTrait::LongPoll))
            .collect()
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
        let glacier = of("Glacier").of_operation("ListVaults");
        assert!(glacier.contains(&OperationTrait::PayloadHash));
        assert!(
            matches!(&glacier[0], OperationTrait::Header(name, _) if name == "x-amz-glacier-version")
        );
        assert_eq!(
            of("SQS").of_operation("ReceiveMessage"),
            [OperationTrait::LongPoll]
        );
        assert!(of("SQS").of_operation("SendMessage").is_empty());
        assert_eq!(
            of("DynamoDB").of_operation("GetItem"),
            [OperationTrait::Retries(4, 25)]
        );
        assert!(of("Route 53").is_last_segment("ResourceId"));
        assert!(!of("FSx").is_last_segment("ResourceId"));
        assert!(of("FSx").of_operation("CreateBackup").is_empty());
    }
}
