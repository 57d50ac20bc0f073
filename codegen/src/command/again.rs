//! The command that makes the same files again: in the header of each file, and in what `check` says.

use std::path::Path;

use super::arguments::Generate;

/// In a project with a configuration.
pub(super) const OF_CONFIGURATION: &str = "shapesmith generate";

/// For the header of a crate's files. It leaves out what only concerns this run, and has words in capitals for the folders,
/// so that the same model gives the same bytes wherever it lies, alone or among others.
pub(super) fn in_header(
    options: &Generate,
    crate_name: Option<&str>,
    runtime_path: Option<&str>,
) -> String {
    let mut command = format!("{OF_CONFIGURATION} --model MODEL --out CRATE");
    for (name, value) in choices(options, crate_name, runtime_path) {
        command.push_str(&format!(" --{name} {}", for_any_shell(&value)));
    }
    for (name, is_set) in flags(options) {
        if is_set {
            command.push_str(&format!(" --{name}"));
        }
    }
    command
}

/// For this run: mends what `check` found.
pub(super) fn mending(options: &Generate) -> String {
    let mut command = OF_CONFIGURATION.to_owned();
    let places = [
        ("config", &options.config),
        ("model", &options.model),
        ("out", &options.out),
    ];
    let text = |place: &Path| place.display().to_string();
    let places = places
        .into_iter()
        .filter_map(|(name, place)| Some((name, text(place.as_deref()?))));
    let (crate_name, runtime_path) = (&options.crate_name, &options.runtime_path);
    let choices = choices(options, crate_name.as_deref(), runtime_path.as_deref());
    for (name, value) in places.chain(choices) {
        // A value that begins like an option is taken for one when it stands alone.
        let between = if value.starts_with('-') { '=' } else { ' ' };
        command.push_str(&format!(" --{name}{between}{}", quoted(&value)));
    }
    let all = [("all-versions", options.all_versions)];
    for (name, is_set) in flags(options).into_iter().chain(all) {
        if is_set {
            command.push_str(&format!(" --{name}"));
        }
    }
    command
}

/// What was chosen for the crate by a word alone.
fn flags(options: &Generate) -> [(&'static str, bool); 2] {
    [
        ("client-optional", options.smithy.client_optional),
        ("types-only", options.types_only),
    ]
}

/// What was chosen for the crate, with its value.
fn choices(
    options: &Generate,
    crate_name: Option<&str>,
    runtime_path: Option<&str>,
) -> impl Iterator<Item = (&'static str, String)> {
    let list = |names: &[String]| names.join(",");
    let priority = &options.protocol_priority;
    let choices = [
        ("operations", options.operations.as_deref().map(list)),
        ("crate-name", crate_name.map(str::to_owned)),
        (
            "protocol-priority",
            (!priority.is_empty()).then(|| list(priority)),
        ),
        ("service", options.smithy.service.clone()),
        ("runtime-path", runtime_path.map(str::to_owned)),
        ("runtime", options.runtime.clone()),
    ];
    choices
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
}

/// A word as the shell of this system takes it whole.
fn quoted(word: &str) -> String {
    if cfg!(windows) {
        for_windows(word)
    } else {
        for_posix(word)
    }
}

/// A header is the same on every system. Double quotes are common to all shells, where nothing in them has a meaning.
fn for_any_shell(word: &str) -> String {
    if word.contains(['"', '$', '`', '\\', '!', '%']) {
        for_posix(word)
    } else if is_plain(word) {
        word.to_owned()
    } else {
        format!("\"{word}\"")
    }
}

fn for_posix(word: &str) -> String {
    if is_plain(word) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// For `cmd` and PowerShell. What both take for a variable of theirs has a meaning in double quotes only, which `cmd` alone
/// demands; PowerShell is what a terminal opens.
fn for_windows(word: &str) -> String {
    if is_plain(&word.replace('\\', "/")) && !word.starts_with('@') {
        word.to_owned()
    } else if word.contains(['$', '`']) {
        format!("'{}'", word.replace('\'', "''"))
    } else {
        let ends = word.len() - word.trim_end_matches('\\').len();
        // The program would take the last one for a part of the quote.
        format!("\"{word}{}\"", "\\".repeat(ends))
    }
}

/// Whether every shell takes the word as it is.
fn is_plain(word: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "_-./:,=+@".contains(c);
    !word.is_empty() && word.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::{for_any_shell, for_posix, for_windows};

    #[test]
    fn a_word_stays_one_in_a_shell() {
        for (word, posix, windows) in [
            ("a/b-c_1.d", "a/b-c_1.d", "a/b-c_1.d"),
            ("", "''", "\"\""),
            ("my models", "'my models'", "\"my models\""),
            ("it's", r"'it'\''s'", "\"it's\""),
            ("$HOME", "'$HOME'", "'$HOME'"),
            (r"C:\new", r"'C:\new'", r"C:\new"),
            (r"C:\my models\", r"'C:\my models\'", r#""C:\my models\\""#),
            ("a;b", "'a;b'", "\"a;b\""),
            ("~", "'~'", "\"~\""),
        ] {
            assert_eq!(for_posix(word), posix);
            assert_eq!(for_windows(word), windows);
        }
    }

    #[test]
    fn a_header_has_the_quotes_that_all_shells_know() {
        assert_eq!(for_any_shell("../runtime"), "../runtime");
        assert_eq!(for_any_shell("../my runtime"), "\"../my runtime\"");
        assert_eq!(for_any_shell("a$b"), "'a$b'");
    }
}
