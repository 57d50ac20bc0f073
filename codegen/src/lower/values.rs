//! What the values of one enum are called.
//!
//! A value's name may depend on nothing that an update of the model can change without the compiler's notice: where
//! several want one name, none of them gets it, and each is called by its own content, spelled out.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::names::{Names, free};
use super::renames::{Place, given};
use super::words::variant_name;
use crate::ir::Name;

/// What stands between the words of values, and what it is called.
const SIGNS: [(char, &str); 26] = [
    ('!', "Exclamation"),
    ('"', "Quote"),
    ('#', "Hash"),
    ('$', "Dollar"),
    ('%', "Percent"),
    ('&', "Ampersand"),
    ('\'', "Apostrophe"),
    ('(', "Opening"),
    (')', "Closing"),
    ('*', "Asterisk"),
    ('+', "Plus"),
    (',', "Comma"),
    ('-', "Hyphen"),
    ('.', "Dot"),
    ('/', "Slash"),
    (':', "Colon"),
    (';', "Semicolon"),
    ('<', "Less"),
    ('=', "Equal"),
    ('>', "Greater"),
    ('?', "Question"),
    ('@', "At"),
    ('_', "Underscore"),
    ('|', "Pipe"),
    ('~', "Tilde"),
    (' ', "Space"),
];

/// Names the values of an enum.
pub(super) fn name(context: &mut Context<'_>, shape: &str, values: &[String], names: &mut Names) {
    let values: BTreeSet<&String> = values.iter().collect();
    let mut settled: BTreeMap<Name, Vec<&String>> = BTreeMap::new();
    let mut wanted: BTreeMap<Name, Vec<&String>> = BTreeMap::new();
    for value in values {
        match renamed(context, shape, value) {
            Some(name) => settled.entry(name).or_default().push(value),
            None => wanted
                .entry(free(variant_name(modelled(context, shape, value))))
                .or_default()
                .push(value),
        }
    }
    for (name, values) in wanted {
        if values.len() > 1 {
            tell_of_clash(context, shape, &name, &values);
            for value in values {
                settled.entry(spelled(value)).or_default().push(value);
            }
        } else {
            settled.entry(name).or_default().extend(values);
        }
    }
    let mut by_wire = BTreeMap::new();
    for (name, values) in settled {
        if let [one, other, ..] = values.as_slice() {
            refuse(context, shape, &name, (one, other));
        }
        for value in values {
            by_wire.insert(value.clone(), name.clone());
        }
    }
    names.values.insert(shape.to_owned(), by_wire);
}

/// What the value is called in the model; mostly by nothing but itself.
fn modelled<'v>(context: &Context<'v>, shape: &str, value: &'v str) -> &'v str {
    let key = (shape.to_owned(), value.to_owned());
    let name = context.model.value_names.get(&key);
    name.map_or(value, String::as_str)
}

/// The overlay's name for a value.
fn renamed(context: &mut Context<'_>, shape: &str, value: &str) -> Option<Name> {
    let key = (shape.to_owned(), value.to_owned());
    let name = context.model.overlay.value_renames.get(&key)?;
    let path = format!("$.shapes.{shape}.values[{value:?}].rename");
    Some(given(context, &path, name, Place::Variant))
}

fn tell_of_clash(context: &mut Context<'_>, shape: &str, name: &Name, values: &[&String]) {
    let said: Vec<String> = values
        .iter()
        .map(|value| format!("`{value}` is `{}`", spelled(value).plain()))
        .collect();
    let message = format!(
        "values of `{shape}` would all be `{}` in Rust, so none is: {}",
        name.plain(),
        said.join(", ")
    );
    let path = format!("$.shapes.{shape}.enum");
    let hint = way_out(shape, values.first().map_or("", |value| value.as_str()));
    context.warning("clashing-values", &path, message, Some(hint));
}

fn refuse(context: &mut Context<'_>, shape: &str, name: &Name, (one, other): (&str, &str)) {
    let message = format!(
        "values `{one}` and `{other}` of `{shape}` are both `{}` in Rust",
        name.plain()
    );
    let path = format!("$.shapes.{shape}.enum");
    context.error("name-clash", &path, message, Some(way_out(shape, other)));
}

fn way_out(shape: &str, value: &str) -> String {
    format!(
        "name them yourself in overlay.toml: [shapes.{shape}.values] {value:?} = {{ rename = \"…\" }}"
    )
}

/// A name of the value's content alone, another for every value: `read-only` becomes `ReadHyphenOnlyLower` and
/// `READ_ONLY` becomes `ReadUnderscoreOnlyUpper`.
fn spelled(value: &str) -> Name {
    let name = readable(value).unwrap_or_else(|| {
        let bytes = value.bytes().map(|byte| format!("{byte:02X}"));
        format!("Bytes{}", bytes.collect::<String>())
    });
    Name::new(&name)
}

/// The words with their signs in between and what the case was at the end; `None` where that could mean two values.
fn readable(value: &str) -> Option<String> {
    let (case, word) = case_of(value)?;
    let mut name = String::new();
    for part in value.split_inclusive(|character: char| !character.is_ascii_alphanumeric()) {
        let letters = part.trim_end_matches(|character: char| !character.is_ascii_alphanumeric());
        let letters_in_name = word(letters);
        if reads_like_a_sign(&letters_in_name) {
            return None;
        }
        name.push_str(&letters_in_name);
        if let Some(sign) = part.get(letters.len()..).and_then(|end| end.chars().next()) {
            name.push_str(SIGNS.iter().find(|(known, _)| *known == sign)?.1);
        }
    }
    Some(name + case)
}

/// Whether a sign could be read out of the word: it stands there, and no small letter goes on with it.
fn reads_like_a_sign(word: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(|next: char| next.is_ascii_lowercase());
    SIGNS.iter().any(|(_, sign)| {
        word.match_indices(sign)
            .any(|(at, _)| !word.get(at + sign.len()..).is_some_and(goes_on))
    })
}

/// How a value's letters are written, and how a word of it stands in a name so that it can be told from the name.
type Case = (&'static str, fn(&str) -> String);

fn case_of(value: &str) -> Option<Case> {
    let letters = || value.chars().filter(char::is_ascii_alphabetic);
    let words = || value.split(|character: char| !character.is_ascii_alphanumeric());
    let start = |is: fn(&char) -> bool| {
        words()
            .filter_map(|word| word.chars().next())
            .all(|first| first.is_ascii_digit() || is(&first))
    };
    if value.is_empty() {
        None
    } else if letters().next().is_none() {
        Some(("Literal", str::to_owned))
    } else if letters().all(|letter| letter.is_ascii_lowercase()) {
        Some(("Lower", capitalized))
    } else if letters().all(|letter| letter.is_ascii_uppercase()) {
        Some(("Upper", |word| capitalized(&word.to_ascii_lowercase())))
    } else if start(char::is_ascii_uppercase) {
        Some(("Mixed", str::to_owned))
    } else if start(char::is_ascii_lowercase) {
        Some(("Camel", capitalized))
    } else {
        None
    }
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{SIGNS, spelled};
    use crate::lower::words::variant_name;

    #[test]
    fn a_name_is_spelled_as_a_reader_would() {
        for (value, name) in [
            ("read-only", "ReadHyphenOnlyLower"),
            ("READ_ONLY", "ReadUnderscoreOnlyUpper"),
            ("ReadOnly", "ReadOnlyMixed"),
            ("readOnly", "ReadOnlyCamel"),
            ("on", "OnLower"),
            ("ON", "OnUpper"),
            ("1.0", "_1Dot0Literal"),
            ("10", "_10Literal"),
            (">=", "GreaterEqualLiteral"),
            ("AZ1b", "AZ1bMixed"),
            // These could be mistaken for others, or have no words.
            ("READ-only", "Bytes524541442D6F6E6C79"),
            ("polka-dot", "Bytes706F6C6B612D646F74"),
            ("polka-dotted", "PolkaHyphenDottedLower"),
            ("é", "BytesC3A9"),
            ("", "Bytes"),
        ] {
            assert_eq!(spelled(value).plain(), name);
        }
    }

    #[test]
    fn no_sign_is_a_part_of_another() {
        for (at, (character, sign)) in SIGNS.iter().enumerate() {
            assert!(!character.is_ascii_alphanumeric());
            let capitals = sign.matches(|letter: char| letter.is_ascii_uppercase());
            assert!(sign.is_ascii() && capitals.count() == 1, "{sign}");
            for (_, other) in SIGNS.iter().skip(at + 1) {
                assert!(!sign.contains(other) && !other.contains(sign), "{sign}");
            }
        }
    }

    /// The value that a name was spelled from.
    fn read_back(name: &str) -> String {
        let hexadecimal = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        };
        if let Some(bytes) = name.strip_prefix("Bytes").filter(|rest| hexadecimal(rest)) {
            let bytes = bytes
                .as_bytes()
                .chunks(2)
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap());
            return String::from_utf8(bytes.collect()).unwrap();
        }
        let cases = ["Literal", "Lower", "Upper", "Mixed", "Camel"];
        let case = cases.into_iter().find(|case| name.ends_with(case)).unwrap();
        let mut rest = name.strip_suffix(case).unwrap().trim_start_matches('_');
        let (mut value, mut starts) = (String::new(), true);
        while let Some(first) = rest.chars().next() {
            let lower = |text: &str| text.starts_with(|next: char| next.is_ascii_lowercase());
            let sign = |(_, word): &&(char, &str)| {
                rest.strip_prefix(word).is_some_and(|after| !lower(after))
            };
            if let Some((sign, word)) = SIGNS.iter().find(sign) {
                value.push(*sign);
                rest = &rest[word.len()..];
                starts = true;
                continue;
            }
            value.push(match case {
                "Upper" => first.to_ascii_uppercase(),
                "Lower" => first.to_ascii_lowercase(),
                "Camel" if starts => first.to_ascii_lowercase(),
                _ => first,
            });
            starts = false;
            rest = &rest[1..];
        }
        value
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn every_value_has_a_name_of_its_own(
            value in "([a-cA-C0-2._ é-]|Dot|dot|DOT|dots|Dots|Lower|Bytes|Hyphen|on|ON|On){0,8}"
        ) {
            let name = spelled(&value);
            prop_assert_eq!(read_back(name.plain()), value.clone());
            prop_assert_ne!(name, variant_name(&value));
        }
    }
}
