//! What the user chose, beside the service.

use super::{Feature, Publication};

/// How the generated code is packed and what it stands on.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    /// The crate's name, `my-service`.
    pub(crate) crate_name: String,
    /// The model that this was made from, `fsx/2018-03-01`.
    pub(crate) source: String,
    /// The command that makes it again, for headers.
    pub(crate) command: String,
    /// Where the runtime lies, seen from the crate; its published version when `None`.
    pub(crate) runtime_path: Option<String>,
    /// How generated code calls the runtime: `::shapesmith_runtime`, or a path of the user's.
    pub(crate) runtime: String,
    /// The name that the crate's manifest gives to the runtime, where that isn't its own.
    pub(crate) runtime_renamed: Option<String>,
    /// What the crate's manifest says of it.
    pub(crate) publication: Publication,
    /// What the feature `default` turns on.
    pub(crate) default_features: Vec<Feature>,
    /// Lines that go to the end of the crate's Cargo.toml.
    pub(crate) manifest: Option<String>,
    /// No client, no operations' calls.
    pub(crate) types_only: bool,
    /// Features of the runtime that the service's calls need, in order.
    pub(crate) needed_features: Vec<NeededFeature>,
    /// Some calls may be signed with Signature Version 4A.
    pub(crate) offers_sigv4a: bool,
}

/// A feature of the runtime without which some calls can't be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NeededFeature {
    pub(crate) feature: &'static str,
    /// What needs it, for people: `PutObject, UploadPart and 12 more`.
    pub(crate) needed_by: String,
}
