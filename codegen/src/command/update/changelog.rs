//! The crate's CHANGELOG.md: what an update changed, above what stood there.

use semver::Version;

use crate::diff::report::{Compared, sections};

/// What a changelog begins with.
const HEAD: &str = "# Changelog\n";

/// What is said of one version.
pub(super) fn section(compared: &Compared, version: &Version) -> String {
    format!("## {version}\n\n{}", sections(compared))
}

/// The file with a section more: before the newest, or at the end of what stands above the first.
pub(super) fn with_section(found: Option<&str>, section: &str) -> String {
    let text = found.unwrap_or(HEAD);
    let at = if text.starts_with("## ") {
        0
    } else {
        text.find("\n## ").map_or(text.len(), |at| at + 1)
    };
    let (before, after) = text.split_at(at);
    let before = before.trim_end();
    let space = if before.is_empty() { "" } else { "\n\n" };
    let between = if after.is_empty() { "" } else { "\n\n" };
    let section = section.trim_end();
    if after.is_empty() {
        format!("{before}{space}{section}\n")
    } else {
        format!("{before}{space}{section}{between}{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn the_newest_stands_first_and_the_rest_stays() {
        let first = with_section(None, "## 0.2.0\n\n- a\n\n");
        assert_eq!(first, "# Changelog\n\n## 0.2.0\n\n- a\n");
        let second = with_section(Some(&first), "## 0.2.1\n");
        assert_eq!(second, "# Changelog\n\n## 0.2.1\n\n## 0.2.0\n\n- a\n");
        let own = "# News\n\nOf ours.\n";
        assert_eq!(
            with_section(Some(own), "## 1.0.0\n"),
            format!("{own}\n## 1.0.0\n")
        );
        assert_eq!(
            with_section(Some("## 0.1.0\n"), "## 0.2.0\n"),
            "## 0.2.0\n\n## 0.1.0\n"
        );
    }
}
