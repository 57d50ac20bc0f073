//! In a formatter's place: a generated file looks the same when it is read and printed again.

use std::path::Path;

/// Looks at every Rust file in a folder, those of its folders among them, and says how many there are.
///
/// # Panics
/// One looks otherwise, or can't be read.
pub fn all_laid_out(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder)
        .unwrap_or_else(|error| unreachable!("{}: {error}", folder.display()));
    let looked_at = entries.flatten().map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return all_laid_out(&path);
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            return 0;
        }
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path);
        is_laid_out(
            &name,
            &text.unwrap_or_else(|error| unreachable!("{name}: {error}")),
        );
        1
    });
    looked_at.sum()
}

/// Looks at one file. Blank lines between items and the comment of the first line are not the printer's.
///
/// # Panics
/// It looks otherwise.
pub fn is_laid_out(name: &str, text: &str) {
    let file = syn::parse_file(text).unwrap_or_else(|error| unreachable!("{name}: {error}"));
    let again = prettyplease::unparse(&file);
    let one = text.lines().skip(1).filter(|line| !line.is_empty());
    let other = again.lines().filter(|line| !line.is_empty());
    let differs = one
        .clone()
        .zip(other.clone())
        .find(|(one, other)| one != other);
    assert!(one.eq(other), "{name}: {differs:?}");
}
