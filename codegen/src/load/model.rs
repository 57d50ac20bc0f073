//! A service as its files say it: names and keys of the JSON, checked for type and place, nothing decided.
//!
//! These structs never leave `load` and `lower`; nothing here may rename, drop or invent.

// The structs mirror the format: its flags are many, and its names are kept.
#![allow(clippy::struct_excessive_bools, clippy::struct_field_names)]
// A model has a few thousand shapes; boxes would cost more than they save.
#![allow(clippy::large_enum_variant)]
// The model is held whole, so that a key is refused or known; not every key is used yet.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

pub(crate) use super::entries::Entries;
use crate::ir::TimestampFormat;

/// Prose of an item, and the language it is written in.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Documentation {
    #[default]
    None,
    /// From the model.
    Html(String),
    /// From the overlay.
    Markdown(String),
}

/// What `overlay.toml` changes beyond prose, every name checked against the model.
#[derive(Debug, Default, Clone)]
pub(crate) struct Overlay {
    /// Where it is, for diagnostics.
    pub(crate) file: PathBuf,
    /// Shape → its Rust name.
    pub(crate) shape_renames: BTreeMap<String, String>,
    /// (Shape, member) → its Rust name.
    pub(crate) renames: BTreeMap<(String, String), String>,
    /// (Shape, enum value) → its Rust name.
    pub(crate) value_renames: BTreeMap<(String, String), String>,
    /// (Shape, member) of lists and maps whose absence and emptiness differ on the wire.
    pub(crate) keep_empty: BTreeSet<(String, String)>,
}

/// A service with all its sidecars.
#[derive(Debug, Default)]
pub(crate) struct Model {
    /// The service file, for diagnostics.
    pub(crate) file: PathBuf,
    /// `fsx/2018-03-01`: the last two folders, for headers of generated files.
    pub(crate) source: String,
    /// What a crate is called by default, where the folders don't say it.
    pub(crate) crate_name: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    pub(crate) operations: Entries<Operation>,
    pub(crate) shapes: Entries<Shape>,
    /// `clientContextParams`, kept for the endpoint rules.
    pub(crate) client_context_params: Entries<ClientParameter>,
    /// `pagination` of `paginators-1`, by operation.
    pub(crate) paginators: Entries<Paginator>,
    /// `waiters` of `waiters-2`, and of the overlay.
    pub(crate) waiters: Entries<Waiter>,
    /// `examples` of `examples-1`.
    pub(crate) examples: Entries<Vec<Example>>,
    pub(crate) endpoint_rule_set: Option<super::rule_set::RuleSet>,
    /// What is said of (shape, enum value).
    pub(crate) value_documentation: BTreeMap<(String, String), Documentation>,
    /// (Shape, enum value) → its name in the model, where values have names and variants are to be called by them.
    pub(crate) value_names: BTreeMap<(String, String), String>,
    pub(crate) overlay: Overlay,
    /// JSON path → the file that it is in, where that isn't the service's.
    pub(crate) origins: BTreeMap<String, PathBuf>,
    /// JSON path → where its item stands in the file, where the file has another form than the model.
    pub(crate) places: BTreeMap<String, String>,
}

impl Model {
    /// The file that a JSON path is in.
    pub(crate) fn file_of(&self, path: &str) -> &Path {
        let within = self
            .origins
            .iter()
            .filter(|(start, _)| path.starts_with(start.as_str()));
        let nearest = within.max_by_key(|(start, _)| start.len());
        nearest.map_or(&self.file, |(_, file)| file)
    }

    /// The path as it is in the file.
    pub(crate) fn path_of(&self, path: &str) -> String {
        if self.places.is_empty() {
            return path.to_owned();
        }
        let ends = path.char_indices().filter(|(_, sign)| ".[".contains(*sign));
        let mut ends: Vec<usize> = ends.map(|(at, _)| at).chain([path.len()]).collect();
        ends.reverse();
        let found = ends.into_iter().find_map(|end| {
            let (start, rest) = path.split_at_checked(end)?;
            Some(format!("{}{rest}", self.places.get(start)?))
        });
        found.unwrap_or_else(|| path.to_owned())
    }
}

/// `metadata`.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) api_version: String,
    pub(crate) endpoint_prefix: String,
    /// `protocols`, or the legacy `protocol` alone.
    pub(crate) protocols: Vec<String>,
    pub(crate) service_full_name: String,
    pub(crate) service_abbreviation: Option<String>,
    pub(crate) service_id: String,
    pub(crate) signature_version: String,
    pub(crate) auth: Vec<String>,
    pub(crate) signing_name: Option<String>,
    /// Where a key goes that says who calls.
    pub(crate) api_key: Option<ApiKey>,
    pub(crate) json_version: Option<JsonVersion>,
    pub(crate) target_prefix: Option<String>,
    pub(crate) uid: Option<String>,
    pub(crate) xml_namespace: Option<XmlNamespace>,
    pub(crate) aws_query_compatible: bool,
    /// `protocolSettings.h2`.
    pub(crate) h2: Option<&'static str>,
}

/// `smithy.api#httpApiKeyAuth`.
#[derive(Debug, Clone)]
pub(crate) struct ApiKey {
    /// The header, or the parameter of the query.
    pub(crate) name: String,
    pub(crate) place: KeyPlace,
    /// A word before the key.
    pub(crate) scheme: Option<String>,
}

/// `in` of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyPlace {
    Header,
    Query,
}

/// `jsonVersion`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonVersion {
    /// `1.0`
    One,
    /// `1.1`
    OneOne,
}

/// `deprecated`, `deprecatedMessage`, `deprecatedSince`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Deprecation {
    pub(crate) message: Option<String>,
    pub(crate) since: Option<String>,
}

/// `xmlNamespace`, a string or an object.
#[derive(Debug, Default, Clone)]
pub(crate) struct XmlNamespace {
    pub(crate) uri: String,
    pub(crate) prefix: Option<String>,
}

/// One entry of `operations`.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    /// `name`, which goes on the wire; the map's key names the operation.
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) request_uri: String,
    pub(crate) response_code: Option<u16>,
    pub(crate) documentation: Documentation,
    pub(crate) input: Option<Reference>,
    pub(crate) output: Option<Reference>,
    pub(crate) errors: Vec<Reference>,
    pub(crate) deprecated: Option<Deprecation>,
    /// `authtype`, or the first of `auth`.
    pub(crate) auth: Vec<String>,
    pub(crate) authtype: Option<&'static str>,
    /// Calls are taken from anybody, and may say who makes them.
    pub(crate) optional_auth: bool,
    pub(crate) unsigned_payload: bool,
    pub(crate) idempotent: bool,
    pub(crate) readonly: bool,
    pub(crate) host_prefix: Option<String>,
    pub(crate) endpoint_discovery: Option<bool>,
    pub(crate) endpoint_operation: bool,
    pub(crate) http_checksum: Option<Checksum>,
    pub(crate) http_checksum_required: bool,
    pub(crate) request_compression: Vec<String>,
    /// Constants for the endpoint rules, each as JSON.
    pub(crate) static_context_params: Entries<String>,
    /// JMESPaths into the input, whose results go to the endpoint rules.
    pub(crate) operation_context_params: Entries<String>,
}

/// `httpChecksum`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Checksum {
    pub(crate) request_algorithm_member: Option<String>,
    pub(crate) request_checksum_required: bool,
    pub(crate) request_validation_mode_member: Option<String>,
    pub(crate) response_algorithms: Vec<String>,
}

/// One entry of `clientContextParams`.
#[derive(Debug, Clone)]
pub(crate) struct ClientParameter {
    pub(crate) kind: ParameterKind,
    pub(crate) documentation: Option<String>,
}

/// `type` of a client context parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    Boolean,
    String,
    StringArray,
}

/// A use of a shape: a member, a list's element, a map's key or value, an input, output or error.
#[derive(Debug, Default, Clone)]
pub(crate) struct Reference {
    pub(crate) shape: String,
    pub(crate) documentation: Documentation,
    pub(crate) location: Option<String>,
    pub(crate) location_name: Option<String>,
    pub(crate) query_name: Option<String>,
    pub(crate) result_wrapper: Option<String>,
    pub(crate) xml_namespace: Option<XmlNamespace>,
    pub(crate) xml_attribute: bool,
    pub(crate) flattened: bool,
    pub(crate) streaming: bool,
    pub(crate) json_value: bool,
    pub(crate) idempotency_token: bool,
    pub(crate) host_label: bool,
    pub(crate) event_payload: bool,
    pub(crate) event_header: bool,
    pub(crate) timestamp_format: Option<TimestampFormat>,
    /// `contextParam.name`.
    pub(crate) context_param: Option<String>,
    pub(crate) deprecated: Option<Deprecation>,
}

/// One entry of `shapes`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Shape {
    pub(crate) kind: Kind,
    pub(crate) documentation: Documentation,
    pub(crate) location_name: Option<String>,
    pub(crate) xml_namespace: Option<XmlNamespace>,
    pub(crate) sensitive: bool,
    pub(crate) streaming: bool,
    pub(crate) requires_length: bool,
    pub(crate) flattened: bool,
    pub(crate) sparse: bool,
    pub(crate) timestamp_format: Option<TimestampFormat>,
    /// What a body of it is, where only Smithy's models say it.
    pub(crate) media_type: Option<String>,
    pub(crate) pattern: Option<String>,
    /// `min` and `max` as written: integers or floats.
    pub(crate) min: Option<serde_json::Number>,
    pub(crate) max: Option<serde_json::Number>,
    pub(crate) deprecated: Option<Deprecation>,
}

/// What a shape's `type` says, with the keys that belong to it.
#[derive(Debug, Default, Clone)]
pub(crate) enum Kind {
    Structure(Structure),
    List(Reference),
    Map(Reference, Reference),
    /// A string with the values of `enum`, empty for a plain string.
    String(Vec<String>),
    #[default]
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    Blob,
    Timestamp,
}

/// The keys of a structure.
#[derive(Debug, Default, Clone)]
pub(crate) struct Structure {
    pub(crate) members: Entries<Reference>,
    pub(crate) required: Vec<String>,
    pub(crate) payload: Option<String>,
    pub(crate) union: bool,
    pub(crate) document: bool,
    pub(crate) event_stream: bool,
    pub(crate) event: bool,
    /// `exception`.
    pub(crate) exception: Option<Exception>,
}

/// `exception`, `error`, `fault`, `retryable`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Exception {
    pub(crate) code: Option<String>,
    pub(crate) http_status_code: Option<u16>,
    pub(crate) sender_fault: Option<bool>,
    pub(crate) fault: bool,
    /// `retryable`: `Some(true)` for throttling.
    pub(crate) retryable: Option<bool>,
}

/// One entry of `pagination`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Paginator {
    /// Members of the input.
    pub(crate) input_token: Vec<String>,
    /// JMESPaths into the output, one for each member of the input.
    pub(crate) output_token: Vec<String>,
    /// A JMESPath into the output that is true when there is another page.
    pub(crate) more_results: Option<String>,
    pub(crate) result_key: Vec<String>,
    pub(crate) limit_key: Option<String>,
    pub(crate) non_aggregate_keys: Vec<String>,
}

/// One entry of `waiters`.
#[derive(Debug, Clone)]
pub(crate) struct Waiter {
    pub(crate) operation: String,
    /// Seconds between two attempts.
    pub(crate) delay: u32,
    pub(crate) max_attempts: u32,
    pub(crate) description: Option<String>,
    pub(crate) acceptors: Vec<Acceptor>,
}

/// One of a waiter's `acceptors`.
#[derive(Debug, Clone)]
pub(crate) struct Acceptor {
    pub(crate) state: State,
    pub(crate) matcher: Matcher,
}

/// `state`: what an acceptor makes of a waiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Success,
    Failure,
    Retry,
}

/// `matcher`, with the `argument` and `expected` that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Matcher {
    /// A JMESPath into the output, and what its result must be.
    Path(String, Expected),
    /// All of what the JMESPath finds must be so.
    PathAll(String, Expected),
    /// Some of what the JMESPath finds must be so.
    PathAny(String, Expected),
    Status(u16),
    /// The code of an error.
    Error(String),
    /// Whether there must be an error of any kind, or none.
    Failed(bool),
}

/// `expected` of a path's result.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expected {
    Text(String),
    Boolean(bool),
    Number(serde_json::Number),
}

/// One example of an operation.
#[derive(Debug, Default, Clone)]
pub(crate) struct Example {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) input: Option<Value>,
    pub(crate) output: Option<Value>,
}
