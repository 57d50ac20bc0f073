//! What the command prints: diagnostics and errors to stderr, answers to stdout.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};

use super::arguments::{Color, MessageFormat, Output};
use super::{DONE, FAILED};
use crate::characters::printable_lines;
use crate::diagnostics::Diagnostics;

pub(super) struct Show {
    format: MessageFormat,
    color: bool,
    /// Whether answers are coloured.
    answers_color: bool,
    /// Why answers can't be written any more.
    broken: RefCell<Option<io::Error>>,
}

impl Show {
    pub(super) fn new(output: &Output) -> Self {
        let is_wanted = std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
        let color = |is_terminal: bool| match output.color {
            Color::Auto => is_terminal && is_wanted,
            Color::Always => true,
            Color::Never => false,
        };
        Self {
            format: output.message_format,
            color: color(std::io::stderr().is_terminal()),
            answers_color: color(std::io::stdout().is_terminal()),
            broken: RefCell::default(),
        }
    }

    /// Whether messages are read by a program.
    pub(super) fn is_for_tools(&self) -> bool {
        self.format == MessageFormat::Json
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

    /// Help, or what is wrong with the arguments, and the exit code for it. `given` tells the format, as they could not be
    /// read whole.
    pub(super) fn arguments(error: &clap::Error, given: &[OsString]) -> u8 {
        let flag = |word: &OsString| word == "--message-format=json";
        let pair = |pair: &[OsString]| pair == ["--message-format", "json"];
        let json = given.iter().any(flag) || given.windows(2).any(pair);
        let show = Self {
            format: if json {
                MessageFormat::Json
            } else {
                MessageFormat::Human
            },
            color: false,
            answers_color: false,
            broken: RefCell::default(),
        };
        if !error.use_stderr() {
            // Help is an answer.
            show.keep(error.print());
            return show.finished(DONE);
        }
        if json {
            let text = error.render().to_string();
            let message = text.trim_start_matches("error: ").trim_end();
            show.failure(message);
        } else {
            // Nothing is left to be done if the terminal is gone.
            let _ = error.print();
        }
        FAILED
    }

    /// An answer.
    pub(super) fn answer(&self, line: &str) {
        if self.broken.borrow().is_none() {
            self.keep(writeln!(io::stdout(), "{}", printable_lines(line)));
        }
    }

    /// Whether a text that is answered as it is may have colours.
    pub(super) fn has_colors(&self) -> bool {
        self.answers_color
    }

    /// An answer that is a whole text, in which nothing is left to be escaped.
    pub(super) fn text(&self, text: &str) {
        if self.broken.borrow().is_none() {
            self.keep(io::stdout().write_all(text.as_bytes()));
        }
    }

    fn keep(&self, outcome: io::Result<()>) {
        if let Err(error) = outcome {
            self.broken.replace(Some(error));
        }
    }

    /// The exit code of a run that came to `code`: an answer that got lost is a failure, unless its reader, as `head`, has
    /// seen enough.
    pub(super) fn finished(&self, code: u8) -> u8 {
        self.keep(io::stdout().flush());
        match self.broken.take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.failure(&format!("the output can't be written: {error}"));
                FAILED
            }
            _ => code,
        }
    }
}
