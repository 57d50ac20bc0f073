//! A Rust identifier, in each form that generated code needs.
//!
//! Whatever it is made of, it is one that rustc takes; no other file knows what a keyword is.

use std::borrow::Cow;

/// Keywords that may be written as raw identifiers, sorted.
const RAW: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized",
    "use", "virtual", "where", "while", "yield",
];

/// Keywords that can't be raw identifiers.
const NEVER: [&str; 4] = ["self", "Self", "super", "crate"];

/// A Rust identifier; keywords are escaped.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name {
    plain: String,
}

impl Name {
    /// From words that are put together already. What can't be in an identifier becomes `_`, and a text of nothing
    /// else becomes `symbol`.
    pub(crate) fn new(words: &str) -> Self {
        let allowed = |character: char| {
            if character.is_ascii_alphanumeric() {
                character
            } else {
                '_'
            }
        };
        let mut plain: String = words.chars().map(allowed).collect();
        if plain.chars().all(|character| character == '_') {
            "symbol".clone_into(&mut plain);
        }
        if plain.starts_with(|first: char| first.is_ascii_digit()) {
            plain.insert(0, '_');
        }
        if NEVER.contains(&plain.as_str()) {
            plain.push('_');
        }
        Self { plain }
    }

    /// `type`: for file names, documentation, and names that are made of it.
    pub(crate) fn plain(&self) -> &str {
        &self.plain
    }

    /// `r#type`: what stands in code.
    pub(crate) fn raw(&self) -> Cow<'_, str> {
        if self.is_raw() {
            Cow::Owned(format!("r#{}", self.plain))
        } else {
            Cow::Borrowed(&self.plain)
        }
    }

    /// Whether code has to write it as a raw identifier.
    pub(crate) fn is_raw(&self) -> bool {
        RAW.binary_search(&self.plain.as_str()).is_ok()
    }

    /// `TYPE`: the name of a static.
    pub(crate) fn constant(&self) -> String {
        self.plain.to_ascii_uppercase()
    }

    /// Whether Rust keeps the text for itself everywhere; `union` is a keyword only where one begins.
    pub(crate) fn is_keyword(text: &str) -> bool {
        NEVER.contains(&text) || text != "union" && RAW.binary_search(&text).is_ok()
    }

    /// Whether the text can't be an identifier at all, not even a raw one.
    pub(crate) fn is_impossible(text: &str) -> bool {
        let starts = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        let goes_on = |character: char| character.is_ascii_alphanumeric() || character == '_';
        !starts
            || !text.chars().all(goes_on)
            || text.chars().all(|character| character == '_')
            || NEVER.contains(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, RAW};

    #[test]
    fn a_keyword_is_raw_in_code_and_plain_elsewhere() {
        let name = Name::new("type");
        assert_eq!(
            (name.plain(), &*name.raw(), name.constant().as_str()),
            ("type", "r#type", "TYPE")
        );
        let name = Name::new("kind");
        assert_eq!(
            (name.plain(), &*name.raw(), name.is_raw()),
            ("kind", "kind", false)
        );
        assert!(RAW.is_sorted());
        assert!(
            ["fn", "self", "Self"]
                .iter()
                .all(|text| Name::is_keyword(text))
        );
        assert!(
            ["union", "kind", "Fn"]
                .iter()
                .all(|text| !Name::is_keyword(text))
        );
    }

    #[test]
    fn every_text_makes_an_identifier() {
        for text in [
            "", "_", "__", "1", "self", "Self", "super", "crate", "fn", "a-b", "é", "r#type", "\0",
        ]
        .iter()
        .chain(&RAW)
        {
            let raw = Name::new(text).raw().into_owned();
            assert!(syn::parse_str::<syn::Ident>(&raw).is_ok(), "{text}: {raw}");
        }
        assert_eq!(Name::new("Self").plain(), "Self_");
        assert_eq!(Name::new("05").plain(), "_05");
    }

    #[test]
    fn what_is_possible_is_taken_as_it_is() {
        for text in ["a", "_a", "A1", "type"] {
            assert!(!Name::is_impossible(text));
            assert_eq!(Name::new(text).plain(), text);
        }
        for text in ["", "_", "1a", "a b", "self", "Self", "super", "crate", "é"] {
            assert!(Name::is_impossible(text), "{text}");
        }
    }
}
