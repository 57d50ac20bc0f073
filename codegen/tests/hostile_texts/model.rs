//! A model's files as trees, with strings put into them.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// Files by their names in the model's folder.
#[derive(Clone)]
pub struct Model {
    files: Vec<(String, Value)>,
    /// The folder within that one which names the model.
    version: String,
}

const OVERLAY: &str = "overlay.toml";

/// Keys whose strings are sentences that only people read.
const SENTENCES: [&str; 7] = [
    "comments",
    "deprecatedMessage",
    "deprecatedSince",
    "description",
    "documentation",
    "serviceFullName",
    "title",
];

impl Model {
    pub fn read(root: &Path, version: &str) -> Self {
        let mut files = Vec::new();
        for folder in ["", version] {
            let mut paths: Vec<PathBuf> = fs::read_dir(root.join(folder))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            paths.sort();
            for path in paths {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let name = Path::new(folder).join(name.trim_end_matches(".gz"));
                files.extend(tree(&path).map(|tree| (name.display().to_string(), tree)));
            }
            if version.is_empty() {
                break;
            }
        }
        Self {
            files,
            version: version.to_owned(),
        }
    }

    /// Writes the files anew, and gives the path of the model.
    pub fn write(&self, folder: &Path) -> PathBuf {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder.join(&self.version)).unwrap();
        for (name, tree) in &self.files {
            let text = match tree {
                Value::Object(tables) if name.ends_with(OVERLAY) => tables
                    .iter()
                    .map(|(key, value)| format!("{} = {}\n", quoted(key), inline(value)))
                    .collect(),
                _ => tree.to_string(),
            };
            fs::write(folder.join(name), text).unwrap();
        }
        folder.join(&self.version)
    }

    /// The model with other sentences, each made from how many came before it.
    pub fn with_sentences(&self, mut text: impl FnMut(usize) -> String) -> Self {
        let mut changed = self.clone();
        let mut index = 0;
        for (name, tree) in &mut changed.files {
            let overlay = name.ends_with(OVERLAY);
            sentences(tree, overlay, &mut |sentence| {
                *sentence = text(index);
                index += 1;
            });
        }
        changed
    }

    /// How many strings there are, keys included.
    pub fn strings(&self) -> usize {
        self.files.iter().map(|(_, tree)| strings(tree)).sum()
    }

    /// The model with another string in one place, and what was there.
    pub fn with_string(&self, index: usize, text: &str) -> (Self, String) {
        let mut changed = self.clone();
        let mut left = index;
        for (name, tree) in &mut changed.files {
            if let Some(old) = replace(tree, &mut left, text) {
                let place = format!("{text:.40?} instead of {old:.60?} in {name}");
                return (changed, place);
            }
        }
        unreachable!("fewer strings than were counted")
    }
}

/// The content of a file of a model; the others are no part of it.
fn tree(path: &Path) -> Option<Value> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let bytes = fs::read(path).ok()?;
    if name == OVERLAY {
        return toml::from_slice(&bytes).ok();
    }
    let mut text = String::new();
    if name.ends_with(".json.gz") {
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_string(&mut text)
            .unwrap();
    } else if path.extension()? == "json" {
        text = String::from_utf8(bytes).unwrap();
    } else {
        return None;
    }
    Some(serde_json::from_str(&text).unwrap())
}

fn sentences(tree: &mut Value, overlay: bool, change: &mut impl FnMut(&mut String)) {
    match tree {
        Value::Array(elements) => {
            for element in elements {
                sentences(element, overlay, change);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                let texts_by_name = overlay && ["members", "values"].contains(&key.as_str());
                match value {
                    Value::String(text) if SENTENCES.contains(&key.as_str()) => change(text),
                    Value::Object(texts) if texts_by_name => {
                        for text in texts.values_mut() {
                            match text {
                                Value::String(text) => change(text),
                                other => sentences(other, overlay, change),
                            }
                        }
                    }
                    // A request may have a member of such a name.
                    _ if key == "input" || key == "output" => {}
                    other => sentences(other, overlay, change),
                }
            }
        }
        _ => {}
    }
}

fn strings(tree: &Value) -> usize {
    match tree {
        Value::String(_) => 1,
        Value::Array(elements) => elements.iter().map(strings).sum(),
        Value::Object(entries) => entries.values().map(|entry| 1 + strings(entry)).sum(),
        _ => 0,
    }
}

/// Replaces the string with this number, and gives it back.
fn replace(tree: &mut Value, left: &mut usize, text: &str) -> Option<String> {
    match tree {
        Value::String(old) => {
            if *left == 0 {
                return Some(std::mem::replace(old, text.to_owned()));
            }
            *left -= 1;
            None
        }
        Value::Array(elements) => elements
            .iter_mut()
            .find_map(|element| replace(element, left, text)),
        Value::Object(entries) => {
            let mut found = None;
            let mut changed = Map::new();
            for (key, mut value) in std::mem::take(entries) {
                if found.is_some() {
                    changed.insert(key, value);
                } else if *left == 0 {
                    changed.insert(text.to_owned(), value);
                    found = Some(key);
                } else {
                    *left -= 1;
                    found = replace(&mut value, left, text);
                    changed.insert(key, value);
                }
            }
            *entries = changed;
            found
        }
        _ => None,
    }
}

/// A TOML string. JSON's escapes are TOML's, but for DEL.
fn quoted(text: &str) -> String {
    let text = Value::from(text).to_string();
    text.replace('\u{7f}', "\\u007f")
}

/// A TOML value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries = entries.iter();
            let entries =
                entries.map(|(key, value)| format!("{} = {}", quoted(key), inline(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(inline).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}
