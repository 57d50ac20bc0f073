//! What the user asked for.

use crate::ir::Publication;
use crate::load::Choices;

/// What the generated code becomes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A crate of its own.
    #[default]
    Crate,
    /// A file to be included in a module of the user's.
    File,
}

/// Choices that change what is written.
#[derive(Debug, Default, Clone)]
pub(crate) struct Options {
    pub(crate) target: Target,
    /// The operations to keep, all when `None`.
    pub(crate) operations: Option<Vec<String>>,
    /// The crate's name; the service's directory when `None`.
    pub(crate) crate_name: Option<String>,
    /// The protocols to prefer, by the model's names, before the usual order.
    pub(crate) protocol_priority: Vec<String>,
    /// The service, where a model has several.
    pub(crate) service: Option<String>,
    /// Members that a Smithy model calls required and leaves to the client are optional.
    pub(crate) client_optional: bool,
    /// Types without a client.
    pub(crate) types_only: bool,
    /// The command that makes the files again, for their headers.
    pub(crate) command: String,
    /// Where the runtime lies, seen from the crate; its published version when `None`.
    pub(crate) runtime_path: Option<String>,
    /// How generated code calls the runtime; `::shapesmith_runtime` when `None`.
    pub(crate) runtime: Option<String>,
    /// What the crate's manifest says of it.
    pub(crate) publication: Publication,
    /// Lines that go to the end of the crate's Cargo.toml.
    pub(crate) manifest: Option<String>,
}

impl Options {
    /// What concerns the reading of the model.
    pub(crate) fn choices(&self) -> Choices {
        Choices {
            service: self.service.clone(),
            client_optional: self.client_optional,
            protocols: self.protocol_priority.clone(),
        }
    }
}
