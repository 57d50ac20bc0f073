//! The text of a configuration file, read as botocore reads it: sections, keys, values over several lines, and blocks of
//! keys below a key. Knows no profile.
//!
//! A mistake has the number of its line; no value is ever said.

use std::collections::BTreeMap;

/// The sections of a file by their names.
pub(crate) type Sections = BTreeMap<String, Section>;

/// The keys of a section, in lower case.
pub(crate) type Section = BTreeMap<String, Entry>;

/// What stands behind a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) value: Value,
    /// Counted from 1.
    pub(crate) line: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    /// The block below a key that has nothing beside it.
    Block(BTreeMap<String, (String, usize)>),
}

/// The section that holds for all others.
const DEFAULTS: &str = "DEFAULT";

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) line: usize,
    pub(crate) why: String,
}

fn mistake<T>(line: usize, why: impl Into<String>) -> Result<T, Mistake> {
    let why = why.into();
    Err(Mistake { line, why })
}

/// A key whose value may go on below it.
struct Open {
    key: String,
    line: usize,
    indent: usize,
    /// The value's lines and their numbers, comments left out.
    lines: Vec<(String, usize)>,
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    sections: Sections,
    /// The section that keys go to.
    section: Option<String>,
    open: Option<Open>,
}

/// # Errors
/// A line is no section, key or value.
pub(crate) fn parse(text: &str) -> Result<Sections, Mistake> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::default();
    for (index, line) in text.lines().enumerate() {
        reader.take(line, index + 1)?;
    }
    reader.close()?;
    Ok(with_defaults(reader.sections))
}

impl Reader {
    fn take(&mut self, line: &str, number: usize) -> Result<(), Mistake> {
        let plain = line.trim();
        if plain.starts_with(['#', ';']) {
            return Ok(());
        }
        if plain.is_empty() {
            if let Some(open) = &mut self.open {
                open.lines.push((String::new(), number));
            }
            return Ok(());
        }
        let indent = line.len() - line.trim_start().len();
        if let Some(open) = self.open.as_mut().filter(|open| indent > open.indent) {
            open.lines.push((plain.to_owned(), number));
            return Ok(());
        }
        self.close()?;
        if let Some(rest) = plain.strip_prefix('[') {
            return self.begin(rest, number);
        }
        if self.section.is_none() {
            return mistake(
                number,
                "a key stands before the first section, as `[default]` is one",
            );
        }
        let Some(at) = plain.find(['=', ':']) else {
            return mistake(
                number,
                "it is neither `[section]` nor `key = value`, and no value goes on here",
            );
        };
        let key = plain[..at].trim().to_lowercase();
        if key.is_empty() {
            return mistake(number, "nothing stands before the `=`");
        }
        self.open = Some(Open {
            key,
            line: number,
            indent,
            lines: vec![(plain[at + 1..].trim().to_owned(), number)],
        });
        Ok(())
    }

    fn begin(&mut self, rest: &str, number: usize) -> Result<(), Mistake> {
        let Some((name, _)) = rest.rsplit_once(']').filter(|(name, _)| !name.is_empty()) else {
            return mistake(
                number,
                "a section's name stands between `[` and `]`, as in `[profile dev]`",
            );
        };
        if self.sections.contains_key(name) && name != DEFAULTS {
            return mistake(number, format!("the section `[{name}]` is there already"));
        }
        self.sections.entry(name.to_owned()).or_default();
        self.section = Some(name.to_owned());
        Ok(())
    }

    /// The key's value is whole.
    fn close(&mut self) -> Result<(), Mistake> {
        let (Some(open), Some(name)) = (self.open.take(), &self.section) else {
            return Ok(());
        };
        let value = value(&open)?;
        let section = self.sections.entry(name.clone()).or_default();
        let Open { key, line, .. } = open;
        if section.contains_key(&key) {
            return mistake(line, format!("`{key}` is there twice in `[{name}]`"));
        }
        section.insert(key, Entry { value, line });
        Ok(())
    }
}

fn value(open: &Open) -> Result<Value, Mistake> {
    let whole: Vec<&str> = open.lines.iter().map(|(text, _)| text.as_str()).collect();
    let whole = whole.join("\n");
    let whole = whole.trim_end();
    if !whole.starts_with('\n') {
        return Ok(Value::Text(whole.to_owned()));
    }
    let mut block = BTreeMap::new();
    for (text, line) in open.lines.iter().filter(|(text, _)| !text.is_empty()) {
        let Some((key, value)) = text.split_once('=') else {
            let why = format!("below `{}` every line is `key = value`", open.key);
            return mistake(*line, why);
        };
        block.insert(key.trim().to_owned(), (value.trim().to_owned(), *line));
    }
    Ok(Value::Block(block))
}

/// What stands in `[DEFAULT]` holds for every section that doesn't say otherwise, as Python's parser has it.
fn with_defaults(mut sections: Sections) -> Sections {
    if let Some(defaults) = sections.remove(DEFAULTS) {
        for section in sections.values_mut() {
            for (key, entry) in &defaults {
                section.entry(key.clone()).or_insert_with(|| entry.clone());
            }
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail so")]

    use super::{Value, parse};

    fn text(file: &str, section: &str, key: &str) -> Option<String> {
        match &parse(file).unwrap().get(section)?.get(key)?.value {
            Value::Text(text) => Some(text.clone()),
            Value::Block(block) => Some(format!("{:?}", block.keys().collect::<Vec<_>>())),
        }
    }

    #[test]
    fn comments_delimiters_and_case_are_as_in_botocore() {
        let file = "\u{feff}# a\r\n[profile A]\r\nREGION=eu-west-1\r\n ; not a value\r\n\
                    output : json # kept\nempty=\n[b] ; after\n  x = 1\n  y = a=b:c\n";
        let expected = [
            ("profile A", "region", "eu-west-1"),
            ("profile A", "output", "json # kept"),
            ("profile A", "empty", ""),
            ("b", "x", "1"),
            ("b", "y", "a=b:c"),
        ];
        for (section, key, value) in expected {
            assert_eq!(text(file, section, key).as_deref(), Some(value), "{key}");
        }
    }

    #[test]
    fn values_go_on_below_and_blocks_are_blocks() {
        let file = "[a]\nlong = one\n  two\n\n  three\n# no\ns3 =\n  Style = path\n\n  # no\n  max=2\nlast=1\n";
        assert_eq!(text(file, "a", "long").unwrap(), "one\ntwo\n\nthree");
        assert_eq!(text(file, "a", "s3").unwrap(), r#"["Style", "max"]"#);
        assert_eq!(text(file, "a", "last").unwrap(), "1");
    }

    #[test]
    fn what_the_default_section_says_holds_for_all() {
        let file = "[DEFAULT]\nregion=x\n[a]\n[b]\nregion=y\n";
        assert_eq!(text(file, "a", "region").unwrap(), "x");
        assert_eq!(text(file, "b", "region").unwrap(), "y");
        assert_eq!(text(file, "DEFAULT", "region"), None);
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_without_the_value() {
        for (file, line, why) in [
            ("secret=hush\n", 1, "before the first section"),
            ("[a]\nb=1\nhush\n", 3, "neither `[section]` nor"),
            ("[a]\n=hush\n", 2, "nothing stands before"),
            ("[a\nb=hush\n", 1, "between `[` and `]`"),
            ("[]\n", 1, "between `[` and `]`"),
            ("[a]\n[b]\n[a]\n", 3, "`[a]` is there already"),
            ("[a]\nb=hush\nB=hush\n", 3, "`b` is there twice in `[a]`"),
            ("[a]\ns3 =\n  hush\n", 3, "below `s3` every line is"),
        ] {
            let found = parse(file).unwrap_err();
            assert_eq!(found.line, line, "{file}");
            assert!(found.why.contains(why), "{}", found.why);
            assert!(!found.why.contains("hush"), "{}", found.why);
        }
    }
}
