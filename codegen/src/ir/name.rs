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

    /// Whether rustc takes it for the name of a type or variant without a warning.
    pub(crate) fn is_camel_case(text: &str) -> bool {
        let text = text.trim_matches('_');
        let letters: Vec<char> = text.chars().collect();
        let torn = |pair: &[char]| match pair {
            ['_', other] | [other, '_'] => !other.is_ascii_digit(),
            _ => false,
        };
        !text.starts_with(|first: char| first.is_ascii_lowercase()) && !letters.windows(2).any(torn)
    }

    /// Whether rustc takes it for the name of a field without a warning.
    pub(crate) fn is_snake_case(text: &str) -> bool {
        let capital = text.contains(|letter: char| letter.is_ascii_uppercase());
        !capital && !text.trim_matches('_').contains("__")
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
    fn the_case_of_a_name_is_what_rustc_expects() {
        for text in ["A", "Az1", "_A", "A_", "IPv4", "_05", "V1_2"] {
            assert!(Name::is_camel_case(text), "{text}");
        }
        for text in ["a", "_a", "A_B", "A_1", "1_A", "A1__2", "r"] {
            assert!(!Name::is_camel_case(text), "{text}");
        }
        for text in ["a", "a_b", "_a", "a1_2", "__a__", "type"] {
            assert!(Name::is_snake_case(text), "{text}");
        }
        for text in ["A", "aB", "a__b"] {
            assert!(!Name::is_snake_case(text), "{text}");
        }
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
