//! What to say of a path where nothing is: the first step of it that isn't there, and its neighbours that are.
//!
//! Looks at names only; no file is opened here.

use std::path::{Component, Path, PathBuf};

use crate::diagnostics::did_you_mean;

/// A longer list of neighbours helps nobody.
const MOST_NAMED: usize = 8;

/// A path where nothing is.
pub(crate) struct Missing {
    pub(crate) message: String,
    pub(crate) hint: String,
}

/// What is wrong with a path where nothing is, and what was most likely meant.
pub(crate) fn missing(path: &Path) -> Missing {
    let written = path.to_string_lossy();
    if written
        .split_once(':')
        .is_some_and(|(scheme, _)| ADDRESSES.contains(&scheme))
    {
        return Missing {
            message: "this is an address, not a path".to_owned(),
            hint: "fetch the file first, and give the path where it lies".to_owned(),
        };
    }
    let mut found = PathBuf::new();
    let mut steps = path.components();
    let step = steps.find(|step| {
        let there = found.join(step);
        let is_there = there.exists() || *step == Component::CurDir;
        if is_there {
            found = there;
        }
        !is_there
    });
    let Some(step) = step else {
        return empty();
    };
    let name = step.as_os_str().to_string_lossy();
    if found.is_file() {
        return Missing {
            message: format!(
                "`{}` is a file, so there is no `{name}` in it",
                found.display()
            ),
            hint: format!("did you mean `{}`?", found.display()),
        };
    }
    let hint = match nearest(&found, &name) {
        Some(near) => format!(
            "did you mean `{}`?",
            onward(found.join(near), steps).display()
        ),
        None => has(&found),
    };
    Missing {
        message: format!("there is no `{name}` in {}", called(&found)),
        hint,
    }
}

/// What an address begins with.
const ADDRESSES: [&str; 4] = ["http", "https", "s3", "git"];

fn empty() -> Missing {
    Missing {
        message: "the path is empty".to_owned(),
        hint: "give a service file, a service folder or a folder of services".to_owned(),
    }
}

/// As far as the rest of the path leads from there, its own typos mended too.
fn onward<'a>(mut at: PathBuf, steps: impl Iterator<Item = Component<'a>>) -> PathBuf {
    for step in steps {
        let name = step.as_os_str().to_string_lossy();
        let next = at.join(step);
        if next.exists() {
            at = next;
        } else if let Some(near) = nearest(&at, &name) {
            at.push(near);
        } else {
            break;
        }
    }
    at
}

fn nearest(folder: &Path, name: &str) -> Option<String> {
    let names = names(folder);
    did_you_mean(name, names.iter().map(String::as_str))
}

/// What is in the folder, sorted, without what is hidden.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(here(folder))
        .into_iter()
        .flatten()
        .flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort_unstable();
    names
}

/// `` in it are `a`, `b` and 7 more ``
fn has(folder: &Path) -> String {
    let names = names(folder);
    if names.is_empty() {
        return format!("{} is empty; look at where you are", called(folder));
    }
    format!("in {} {}", called(folder), are(&names))
}

/// ``are `a`, `b` and 7 more``
pub(super) fn are(names: &[String]) -> String {
    let listed: Vec<String> = names
        .iter()
        .take(MOST_NAMED)
        .map(|name| format!("`{name}`"))
        .collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    match names.len() - listed.len() {
        0 => format!("{verb} {}", listed.join(", ")),
        more => format!("{verb} {} and {more} more", listed.join(", ")),
    }
}

fn called(folder: &Path) -> String {
    if folder.as_os_str().is_empty() || folder == Path::new(".") {
        "the current folder".to_owned()
    } else {
        format!("`{}`", folder.display())
    }
}

fn here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}
