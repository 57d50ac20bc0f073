//! What to do about arguments that aren't right, where clap alone doesn't say it.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Error};

use super::arguments::Arguments;

/// The error with what to do about it.
pub(super) fn with_tip(mut error: Error) -> Error {
    if let Some(tip) = tip(&error)
        && error.get(ContextKind::Suggested).is_none()
    {
        let tip = StyledStr::from(tip);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
}

fn tip(error: &Error) -> Option<String> {
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = word(ContextKind::InvalidSubcommand)?;
            is_path(&word).then(|| of_path(&word))
        }
        ErrorKind::UnknownArgument => {
            let word = word(ContextKind::InvalidArg)?;
            let plain = word.split('=').next().unwrap_or(&word);
            if is_of_generate(plain) {
                Some(format!(
                    "it belongs to a command, as `shapesmith generate {plain} …`"
                ))
            } else {
                (!word.starts_with('-')).then(|| of_path(&word))
            }
        }
        ErrorKind::MissingRequiredArgument => missing(&word_list(error)),
        _ => None,
    }
}

fn word_list(error: &Error) -> Vec<String> {
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(words)) => words.clone(),
        _ => Vec::new(),
    }
}

/// A path that stands alone.
fn of_path(word: &str) -> String {
    format!(
        "`shapesmith generate --model {word} --out FOLDER` makes a crate of it, `shapesmith list {word}` shows its operations"
    )
}

fn is_path(word: &str) -> bool {
    word.contains(['/', '\\', '.']) || std::path::Path::new(word).exists()
}

fn is_of_generate(word: &str) -> bool {
    let arguments = Arguments::command();
    let generate = arguments.find_subcommand("generate");
    let mut known = generate.into_iter().flat_map(clap::Command::get_arguments);
    known.any(|argument| {
        argument
            .get_long()
            .is_some_and(|long| word.strip_prefix("--") == Some(long))
    })
}

fn missing(words: &[String]) -> Option<String> {
    let lacks = |name: &str| words.iter().any(|word| word.starts_with(name));
    if lacks("--model") && lacks("--out") {
        Some("with a shapesmith.toml, such choices stand there, a line each; `shapesmith init` writes one".to_owned())
    } else if lacks("--out") {
        Some("`--out` is the folder that gets the crate, as `--out generated/fsx`".to_owned())
    } else if lacks("--model") {
        Some("`--model` is what to generate from, as `--model models/fsx`".to_owned())
    } else if lacks("--source-version") {
        Some("it is noted where the model is from, as `--source-version 1.44.5` for that version of botocore".to_owned())
    } else {
        None
    }
}
