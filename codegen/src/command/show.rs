//! What the command prints: diagnostics and errors to stderr, answers to stdout.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};

use super::arguments::{Color, MessageFormat, Output};
use crate::characters::printable_lines;
use crate::diagnostics::Diagnostics;

pub(super) struct Show {
    format: MessageFormat,
    color: bool,
}

impl Show {
    pub(super) fn new(output: &Output) -> Self {
        let by_terminal = std::io::stderr().is_terminal()
            && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
        let color = match output.color {
            Color::Auto => by_terminal,
            Color::Always => true,
            Color::Never => false,
        };
        Self {
            format: output.message_format,
            color,
        }
    }

    pub(super) fn diagnostics(&self, diagnostics: &Diagnostics) {
        let text = match self.format {
            MessageFormat::Human => diagnostics.render(self.color),
            MessageFormat::Json => diagnostics.to_json_lines(),
        };
        // Nothing is left to be done if the terminal is gone.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// A failure that has no place in a model.
    pub(super) fn failure(&self, message: &str) {
        let line = match self.format {
            // A path may have a line's end in its name: what comes behind it must not pass for a message of its own.
            MessageFormat::Human => {
                format!("error: {}", printable_lines(message).replace('\n', "\n  "))
            }
            MessageFormat::Json => serde_json::json!({
                "severity": "error",
                "code": "failed",
                "file": "",
                "path": "",
                "message": message,
                "hint": null,
            })
            .to_string(),
        };
        let _ = writeln!(std::io::stderr(), "{line}");
    }

    /// What is wrong with the arguments. `given` tells the format, as they could not be read whole.
    pub(super) fn arguments(error: &clap::Error, given: &[OsString]) {
        let flag = |word: &OsString| word == "--message-format=json";
        let pair = |pair: &[OsString]| pair == ["--message-format", "json"];
        let json = given.iter().any(flag) || given.windows(2).any(pair);
        if json && error.use_stderr() {
            let text = error.render().to_string();
            let message = text.trim_start_matches("error: ").trim_end();
            let show = Self {
                format: MessageFormat::Json,
                color: false,
            };
            show.failure(message);
        } else {
            // Nothing is left to be done if the terminal is gone.
            let _ = error.print();
        }
    }

    /// An answer.
    #[allow(clippy::unused_self, reason = "every output goes through here")]
    pub(super) fn answer(&self, line: &str) {
        let _ = writeln!(std::io::stdout(), "{}", printable_lines(line));
    }
}
