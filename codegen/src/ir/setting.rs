//! A parameter of a service's client alone.

use super::{Documentation, Name};

/// What the builder of the service's client can be told.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// Its name in the endpoint rules.
    pub(crate) wire: String,
    /// The method's name.
    pub(crate) name: Name,
    pub(crate) kind: SettingKind,
    pub(crate) documentation: Documentation,
}

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SettingKind {
    Boolean,
    Text,
    Texts,
}
