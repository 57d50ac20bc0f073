//! The version of a crate in shapesmith.toml, which is the user's own file: everything else in it stays as it is.

use semver::Version;
use toml_edit::{DocumentMut, Item, Table, TableLike, value};

/// The configuration with the version of the crate at this place.
///
/// # Errors
/// The file is no configuration, or has no such crate any more.
pub(super) fn with_version(text: &str, index: usize, version: &Version) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error| format!("{error}"))?;
    let crates = document.get_mut("crate");
    let entry: Option<&mut dyn TableLike> = match crates {
        Some(Item::ArrayOfTables(tables)) => tables
            .get_mut(index)
            .map(|table| table as &mut dyn TableLike),
        Some(Item::Value(crates)) => crates
            .as_array_mut()
            .and_then(|crates| crates.get_mut(index))
            .and_then(|entry| entry.as_inline_table_mut())
            .map(|table| table as &mut dyn TableLike),
        _ => None,
    };
    let entry = entry.ok_or("the crate isn't there any more")?;
    let package = entry
        .entry("package")
        .or_insert_with(|| Item::Table(Table::new()));
    let package = package.as_table_like_mut().ok_or("`package` is no table")?;
    let item = package.entry("version").or_insert(Item::None);
    let decoration = item.as_value().map(|value| value.decor().clone());
    *item = value(version.to_string());
    if let (Some(decoration), Some(value)) = (decoration, item.as_value_mut()) {
        *value.decor_mut() = decoration;
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::with_version;

    #[test]
    fn only_the_version_changes() {
        let text = "# Mine.\n[[crate]]\nmodel = \"a\"\nout = \"b\"\n\n[crate.package]\nversion = \"0.1.0\" # so far\nlicense = \"MIT\"\n\n[[crate]]\nmodel = \"c\" # no package\nout = \"d\"\n";
        let first = with_version(text, 0, &Version::new(0, 2, 0)).unwrap();
        assert_eq!(first, text.replace("0.1.0", "0.2.0"));
        let second = with_version(text, 1, &Version::new(1, 0, 0)).unwrap();
        let added = "\n[crate.package]\nversion = \"1.0.0\"\n";
        assert_eq!(second, format!("{text}{added}"));
        assert!(with_version(text, 2, &Version::new(1, 0, 0)).is_err());
    }

    #[test]
    fn crates_in_one_line_have_versions_too() {
        let text = "crate = [{ model = \"a\", out = \"b\", package = { version = \"0.1.0\" } }]\n";
        let changed = with_version(text, 0, &Version::new(0, 1, 1)).unwrap();
        assert_eq!(changed, text.replace("0.1.0", "0.1.1"));
    }
}
