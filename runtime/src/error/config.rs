//! A setting that can't be used: said when a client is made, before anything is sent.

use std::fmt::{self, Debug, Display, Formatter};

use super::tell;

/// A setting of the client that can't be used.
///
/// Needs the feature `client`.
///
/// `Debug` shows the same text as `Display`, as that is what a program shows whose `main` returns it.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError(String);

impl ConfigError {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl Display for ConfigError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Debug for ConfigError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        tell(self, formatter)
    }
}

impl std::error::Error for ConfigError {}
