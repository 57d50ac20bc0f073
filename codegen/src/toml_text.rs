//! Texts as TOML writes them, for the manifests that are put together here.

/// A TOML string. JSON's escapes are TOML's, but for DEL, which JSON leaves alone.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn toml_reads_back_what_was_written() {
        let controls: String = (0..=0x9f).filter_map(char::from_u32).collect();
        for text in [
            "",
            "Amazon FSx",
            "a \"b\" \\c\\ 'd'",
            "é\u{202e}\u{10ffff}",
            &controls,
        ] {
            let line = format!("text = {}", quoted(text));
            assert!(!line.contains(['\n', '\r']), "{line:?}");
            let table: toml::Table = toml::from_str(&line).unwrap();
            assert_eq!(table["text"].as_str(), Some(text), "{line:?}");
        }
    }
}
