//! Cuts files into their items, so that only those that differ are parsed: an update touches a few of thousands.

use std::collections::BTreeSet;

use super::Surface;

/// The file with the crate's error, seen from the crate.
const ERRORS: &str = "src/error.rs";

/// A file of a crate: its path, seen from the crate, and its text.
pub(crate) type File = (String, String);

/// The surfaces of two texts of a crate, as far as they differ.
pub(crate) fn differing(before: &[File], after: &[File]) -> (Surface, Surface) {
    let (old, new) = (pieces(before), pieces(after));
    (read(old.difference(&new)), read(new.difference(&old)))
}

fn read<'a>(pieces: impl Iterator<Item = &'a (bool, &'a str)>) -> Surface {
    let mut surface = Surface::default();
    for (of_errors, text) in pieces {
        surface.read(text, *of_errors);
    }
    surface
}

/// Every item, with whether it is of the file with the crate's error.
fn pieces(files: &[File]) -> BTreeSet<(bool, &str)> {
    let of_file = |(path, text)| {
        let of_errors = path == ERRORS;
        items(text).into_iter().map(move |item| (of_errors, item))
    };
    files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .flat_map(of_file)
        .collect()
}

/// The items of a file that was laid out as ours are: each starts after an empty line, without a space before it.
fn items(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|rest| rest.find("\n\n")) {
        let end = from + at + 2;
        let goes_on = rest
            .get(end..)
            .is_some_and(|next| next.starts_with([' ', '\n', '}', ')']));
        if goes_on {
            from = end - 1;
        } else {
            let (item, next) = rest.split_at(end);
            found.push(item);
            (rest, from) = (next, 0);
        }
    }
    found.push(rest);
    found
}
