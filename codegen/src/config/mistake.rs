//! What is wrong with a configuration that can't be read, in words of its own: serde's speak of types of Rust.

use std::path::Path;

use crate::diagnostics::{Diagnostics, did_you_mean};

/// Keys as arguments and other files call them, and as they are called here.
const ELSEWHERE: [(&str, &str); 4] = [
    ("crate-name", "name"),
    ("path", "model"),
    ("output", "out"),
    ("crates", "crate"),
];

/// Reports the mistake at its line.
pub(super) fn tell(
    path: &Path,
    text: &str,
    error: &toml::de::Error,
    diagnostics: &mut Diagnostics,
) {
    let (message, hint) = in_words(error.message());
    let place = place(text, error.span().map_or(0, |span| span.start));
    diagnostics
        .error("bad-configuration", path, "", format!("{message}: {place}"))
        .with_hint(hint);
}

/// What messages of our own begin with; what to do stands behind a semicolon.
pub(super) const OURS: &str = "in this place ";

fn place(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("line {line}, column {column}")
}

/// The message, and what to do.
fn in_words(message: &str) -> (String, String) {
    if let Some((message, hint)) = message
        .strip_prefix(OURS)
        .and_then(|ours| ours.rsplit_once("; "))
    {
        return (message.to_owned(), hint.to_owned());
    }
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.split_first() {
        Some((key, known)) if message.starts_with("unknown field") => unknown(key, known),
        Some((key, _)) if message.starts_with("missing field") => {
            let message = format!("the key `{key}` is missing");
            (message, format!("add a line `{key} = …` below `[[crate]]`"))
        }
        Some((key, _)) if message.starts_with("duplicate key") => (
            format!("`{key}` is there twice"),
            "keep one of the two".to_owned(),
        ),
        _ => match message
            .strip_prefix("invalid type: ")
            .and_then(|said| said.split_once(", expected "))
        {
            Some((found, wanted)) => of_another_kind(found, wanted),
            None => (
                format!("the TOML is broken: {message}"),
                "look there for a bracket or a quote too few".to_owned(),
            ),
        },
    }
}

fn unknown(key: &str, known: &[&str]) -> (String, String) {
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| *other == key);
    let meant = elsewhere.map(|(_, known)| (*known).to_owned());
    let hint = match meant.or_else(|| did_you_mean(key, known.iter().copied())) {
        Some(meant) if meant == "crate" => "did you mean `[[crate]]`?".to_owned(),
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known are `{}`", known.join("`, `")),
    };
    (format!("`{key}` is no key that is known here"), hint)
}

/// A value of another type than the key has.
fn of_another_kind(found: &str, wanted: &str) -> (String, String) {
    let (wanted, example) = match (found, wanted) {
        ("map", "a sequence") => ("two brackets around the name of this part", "[[crate]]"),
        (_, "a sequence") => ("a list", "[\"…\", \"…\"]"),
        (_, "a boolean") => ("true or false", "true"),
        (_, "a string" | "path string") => ("a text", "\"…\""),
        (_, other) => (other, "…"),
    };
    let found = match found {
        "map" => "one",
        "sequence" => "a list",
        other => other.trim_start_matches("string "),
    };
    (
        format!("expected {wanted}, found {found}"),
        format!("write it as `{example}`"),
    )
}
