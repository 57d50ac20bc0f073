//! What a build script gets when a service can't be generated.

use std::fmt::{self, Debug, Display, Formatter};

use crate::characters::printable;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Why nothing was written: all problems at once, each with its file, its place and what to do.
///
/// `Debug` shows the same text as `Display`, as that is what cargo prints when a build script fails.
pub struct Error {
    diagnostics: Vec<Diagnostic>,
    text: String,
}

impl Error {
    pub(crate) fn from_diagnostics(diagnostics: Diagnostics) -> Self {
        let text = diagnostics.render(false);
        Self {
            diagnostics: diagnostics.into_sorted(),
            text,
        }
    }

    pub(crate) fn from_text(text: &str) -> Self {
        Self {
            diagnostics: Vec::new(),
            text: printable(text),
        }
    }

    /// The problems one by one; empty when the disk or the environment is at fault.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl Display for Error {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text.trim_end())
    }
}

impl Debug for Error {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "the service could not be generated\n\n{self}")
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn an_error_of_main_reads_like_its_text() {
        let error = Error::from_text("OUT_DIR is not set");
        let shown = format!("{error:?}");
        assert_eq!(shown.lines().last(), Some("OUT_DIR is not set"));
        assert!(!shown.contains("Error {"), "{shown}");
    }
}
