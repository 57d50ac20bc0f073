//! Names: wire names split into words and put together again as Rust identifiers.
//!
//! Works on one name at a time; who clashes with whom is decided in `names`.

use super::markdown::is_invisible;

/// Units that stay one word in member names, as in `storage_capacity_gib`.
const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];

/// Keywords that may be written as raw identifiers.
const RAW: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized",
    "use", "virtual", "where", "while", "yield",
];

/// Keywords that can't be raw identifiers.
const NEVER: [&str; 4] = ["self", "Self", "super", "crate"];

/// A type's name: `OpenZFSVolume` becomes `OpenZfsVolume`.
pub(crate) fn type_name(wire: &str) -> String {
    identifier(&pascal(wire))
}

/// A field's, method's or module's name: `DNSName` becomes `dns_name`, `Type` becomes `r#type`.
pub(crate) fn field_name(wire: &str) -> String {
    let name = snake(wire);
    if name.is_empty() {
        return "symbol".to_owned();
    }
    identifier(&name)
}

/// A method's or module's name without `r#`, fit for a file.
pub(crate) fn snake(wire: &str) -> String {
    let mut whole = String::new();
    for word in split(wire, true) {
        if !whole.is_empty() {
            whole.push('_');
        }
        whole.push_str(&word.to_lowercase());
    }
    whole
}

/// An enum variant's name: `SINGLE_AZ_1` becomes `SingleAz1`, `0.5` becomes `_05`.
pub(crate) fn variant_name(wire: &str) -> String {
    if wire.is_empty() {
        return "Empty".to_owned();
    }
    identifier(&pascal(wire))
}

fn pascal(wire: &str) -> String {
    let mut whole = String::new();
    for word in split(wire, false) {
        let mut characters = word.chars();
        whole.extend(characters.next().into_iter().flat_map(char::to_uppercase));
        whole.push_str(&characters.as_str().to_lowercase());
    }
    whole
}

/// Makes any text a valid identifier, whatever the model holds.
fn identifier(name: &str) -> String {
    if NEVER.contains(&name) {
        return format!("{name}_");
    }
    if RAW.contains(&name) {
        return format!("r#{name}");
    }
    match name.chars().next() {
        None => "Symbol".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        Some(_) => name.to_owned(),
    }
}

/// Splits at anything but ASCII letters and digits, before the last capital of a run, and after a lower-case letter
/// or digit that a capital follows.
fn split(wire: &str, units: bool) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in wire.split(|character: char| !character.is_ascii_alphanumeric()) {
        let mut rest = part;
        while !rest.is_empty() {
            let end = word_end(rest, units);
            let (word, tail) = rest.split_at(end);
            words.push(word.to_owned());
            rest = tail;
        }
    }
    words
}

/// Where the first word of `text` ends; `text` is ASCII and not empty.
fn word_end(text: &str, units: bool) -> usize {
    if units
        && let Some(unit) = UNITS.iter().find(|unit| text.starts_with(**unit))
        && !text
            .as_bytes()
            .get(unit.len())
            .is_some_and(u8::is_ascii_lowercase)
    {
        return unit.len();
    }
    let bytes = text.as_bytes();
    for end in 1..bytes.len() {
        let (before, here) = (bytes[end - 1], bytes[end]);
        let after_lower = !before.is_ascii_uppercase() && here.is_ascii_uppercase();
        let before_lower = before.is_ascii_uppercase()
            && here.is_ascii_uppercase()
            && bytes.get(end + 1).is_some_and(u8::is_ascii_lowercase);
        let before_unit = units && UNITS.iter().any(|unit| text[end..].starts_with(unit));
        if after_lower || before_lower || before_unit {
            return end;
        }
    }
    bytes.len()
}

/// A text on one line without invisible characters, so that it can't leave its comment or reorder it.
pub(crate) fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !is_invisible(*c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{field_name, one_line, type_name, variant_name};

    #[test]
    fn acronyms_are_words() {
        assert_eq!(
            type_name("OpenZFSVolumeConfiguration"),
            "OpenZfsVolumeConfiguration"
        );
        assert_eq!(field_name("DNSName"), "dns_name");
        assert_eq!(field_name("HAPairs"), "ha_pairs");
        assert_eq!(field_name("UUID"), "uuid");
        assert_eq!(field_name("S3BucketARN"), "s3_bucket_arn");
    }

    #[test]
    fn units_stay_whole_in_fields_alone() {
        assert_eq!(
            field_name("StorageCapacityReservationGiB"),
            "storage_capacity_reservation_gib"
        );
        assert_eq!(field_name("RecordSizeKiB"), "record_size_kib");
        assert_eq!(
            type_name("AcceleratorTotalMemoryMiB"),
            "AcceleratorTotalMemoryMiB"
        );
    }

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(field_name("Type"), "r#type");
        assert_eq!(field_name("Self"), "self_");
        assert_eq!(variant_name("SELF"), "Self_");
    }

    #[test]
    fn any_value_makes_a_variant() {
        assert_eq!(variant_name("SINGLE_AZ_1"), "SingleAz1");
        assert_eq!(variant_name("m5.large"), "M5Large");
        assert_eq!(variant_name("AWS::S3::Bucket"), "AwsS3Bucket");
        assert_eq!(variant_name("0.5"), "_05");
        assert_eq!(variant_name(""), "Empty");
        assert_eq!(variant_name("*"), "Symbol");
    }

    #[test]
    fn a_name_without_letters_has_the_case_of_its_place() {
        assert_eq!(field_name("_"), "symbol");
        assert_eq!(type_name("_"), "Symbol");
    }

    #[test]
    fn a_title_has_one_line_and_nothing_hidden() {
        assert_eq!(one_line(" A\u{202e}W\0S\u{200b}\n  FSx "), "AWS FSx");
    }
}
