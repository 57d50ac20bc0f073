//! Problems found on the way from model to crate, kept until all are known, then shown at once.
//!
//! Nothing here prints, exits or decides what is a problem: the stages do.

use std::fmt;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::characters::printable;

/// How bad a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written while there is one.
    Error,
    /// The output is written, but something in it is not what the model asks for.
    Warning,
    /// Worth knowing, nothing to do.
    Note,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The colour rustc gives it.
    fn ansi(self) -> &'static str {
        match self {
            Self::Error => "\x1b[1;31m",
            Self::Warning => "\x1b[1;33m",
            Self::Note => "\x1b[1;32m",
        }
    }
}

/// One problem: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    severity: Severity,
    code: &'static str,
    file: PathBuf,
    path: String,
    message: String,
    hint: Option<String>,
}

impl Diagnostic {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// A stable name of the kind of problem, such as `unknown-key`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The file it is in.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The place in the file, such as `$.shapes.Backup.members.Tags.shape`; empty for the whole file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Adds what to do about it.
    pub(crate) fn with_hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }

    fn render(&self, colour: bool, out: &mut String) {
        let (severity, bold, blue, reset) = if colour {
            (self.severity.ansi(), "\x1b[1m", "\x1b[1;34m", "\x1b[0m")
        } else {
            ("", "", "", "")
        };
        let (name, code) = (self.severity.as_str(), self.code);
        let message = printable(&self.message);
        let _ = writeln!(
            out,
            "{severity}{name}[{code}]{reset}{bold}: {message}{reset}"
        );
        if !self.file.as_os_str().is_empty() {
            let file = self.file.display().to_string();
            let _ = writeln!(out, "  {blue}-->{reset} {}", printable(&file));
        }
        if !self.path.is_empty() {
            let _ = writeln!(out, "   {blue}|{reset}  {}", printable(&self.path));
        }
        if let Some(hint) = &self.hint {
            let _ = writeln!(
                out,
                "   {blue}={reset} {bold}help{reset}: {}",
                printable(hint)
            );
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.render(false, &mut text);
        f.write_str(text.trim_end())
    }
}

/// Collects [`Diagnostic`]s in the order they are found.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    items: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Diagnostics {
    /// An empty sink.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Reports an error.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        file: &Path,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Error, code, file, path.into(), message.into())
    }

    /// Reports a warning.
    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        file: &Path,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Warning, code, file, path.into(), message.into())
    }

    /// Reports a note.
    pub(crate) fn note(
        &mut self,
        code: &'static str,
        file: &Path,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Note, code, file, path.into(), message.into())
    }

    fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        file: &Path,
        path: String,
        message: String,
    ) -> &mut Diagnostic {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => {}
        }
        let at = self.items.len();
        self.items.push(Diagnostic {
            severity,
            code,
            file: file.to_owned(),
            path,
            message,
            hint: None,
        });
        &mut self.items[at]
    }

    /// Whether anything forbids writing.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether nothing was reported.
    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The number of errors, and of warnings.
    #[cfg(test)]
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.errors, self.warnings)
    }

    /// Takes over what another sink collected, after what is here.
    pub(crate) fn append(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.items.extend(other.items);
    }

    /// Says of each where it really is.
    pub(crate) fn move_paths(&mut self, path: impl Fn(&str) -> String) {
        for item in &mut self.items {
            item.path = path(&item.path);
        }
    }

    /// All of them by file, and within a file in the order they were found.
    pub(crate) fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.items.iter().collect();
        sorted.sort_by(|a, b| a.file.cmp(&b.file));
        sorted
    }

    /// All of them, sorted, for an error value.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.items.sort_by(|a, b| a.file.cmp(&b.file));
        self.items
    }

    /// Text like rustc's, an empty line after each.
    pub(crate) fn render(&self, colour: bool) -> String {
        let mut out = String::new();
        for diagnostic in self.sorted() {
            diagnostic.render(colour, &mut out);
            out.push('\n');
        }
        out
    }

    /// One JSON object a line, for tools.
    pub(crate) fn to_json_lines(&self) -> String {
        let mut out = String::new();
        for item in self.sorted() {
            let line = serde_json::json!({
                "severity": item.severity.as_str(),
                "code": item.code,
                "file": item.file.display().to_string(),
                "path": item.path,
                "message": item.message,
                "hint": item.hint,
            });
            let _ = writeln!(out, "{line}");
        }
        out
    }
}

/// The candidate a user most likely meant, if any is near enough. The first of equals wins.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    const LONGEST: usize = 128;
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let wanted = name.to_lowercase();
    let near = (wanted.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.len().abs_diff(name.len()) > near {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase());
        if distance <= near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
#[path = "diagnostics_tests.rs"]
mod tests;
