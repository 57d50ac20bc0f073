//! What the user asked for.

/// Choices that change what is written.
#[derive(Debug, Default, Clone)]
pub(crate) struct Options {
    /// The operations to keep, all when `None`.
    pub(crate) operations: Option<Vec<String>>,
    /// The crate's name; the service's directory when `None`.
    pub(crate) crate_name: Option<String>,
    /// The protocols to prefer, by the model's names, before the usual order.
    pub(crate) protocol_priority: Vec<String>,
    /// Types without a client.
    pub(crate) types_only: bool,
    /// The command that makes the files again, for their headers.
    pub(crate) command: String,
    /// Where the runtime lies, seen from the crate; its published version when `None`.
    pub(crate) runtime_path: Option<String>,
    /// Lines that go to the end of the crate's Cargo.toml.
    pub(crate) manifest: String,
}
