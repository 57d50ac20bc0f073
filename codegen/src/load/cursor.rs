//! A place in a JSON file that knows its path, so that a wrong type is reported where it stands.
//!
//! It checks types and keys. It knows nothing of services, shapes or operations.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Number, Value};

use super::ignored;
use crate::diagnostics::{Diagnostics, did_you_mean};

/// Searching near names is quadratic; a file full of mistakes gets this many suggestions.
const MOST_SUGGESTIONS: u32 = 100;

/// The largest service has 5,000 shapes; among many times more nobody looks for a near name.
const MOST_CANDIDATES: usize = 20_000;

/// Nobody reads more mistakes of one file, and a file may have a million.
const MOST_ERRORS: usize = 1_000;

/// The file being read and the problems found in it.
pub(crate) struct Context {
    sink: RefCell<Diagnostics>,
    file: PathBuf,
    suggestions: Cell<u32>,
    errors: Cell<usize>,
}

impl Context {
    /// Runs `read`, whose problems go to `sink`.
    pub(crate) fn run<T>(file: &Path, sink: &mut Diagnostics, read: impl FnOnce(&Self) -> T) -> T {
        let context = Self {
            sink: RefCell::default(),
            file: file.to_owned(),
            suggestions: Cell::default(),
            errors: Cell::default(),
        };
        let result = read(&context);
        context.tell_of_more();
        sink.append(context.sink.into_inner());
        result
    }

    /// The same where paths are another model's: `path` says where in the file each is.
    pub(crate) fn run_elsewhere(
        file: &Path,
        sink: &mut Diagnostics,
        path: impl Fn(&str) -> String,
        check: impl FnOnce(&Self),
    ) {
        let mut found = Diagnostics::new();
        Self::run(file, &mut found, check);
        found.move_paths(path);
        sink.append(found);
    }

    /// Whether there are so many errors that one more wouldn't be shown.
    pub(crate) fn is_full(&self) -> bool {
        self.errors.get() >= MOST_ERRORS
    }

    fn tell_of_more(&self) {
        let more = self.errors.get().saturating_sub(MOST_ERRORS);
        if more > 0 {
            let message = format!("there are {more} more errors in this file");
            self.sink
                .borrow_mut()
                .error("more-errors", &self.file, "", message)
                .with_hint("mend those above first");
        }
    }

    /// The file being read.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Reports an error at a path of this file, with what to do about it.
    pub(crate) fn error(
        &self,
        code: &'static str,
        path: String,
        message: String,
        hint: impl Into<String>,
    ) {
        let is_full = self.is_full();
        self.errors.set(self.errors.get() + 1);
        if !is_full {
            self.sink
                .borrow_mut()
                .error(code, &self.file, path, message)
                .with_hint(hint);
        }
    }

    /// Says something that is worth knowing, and that nothing has to be done about.
    pub(crate) fn note(&self, code: &'static str, path: String, message: String) {
        self.sink.borrow_mut().note(code, &self.file, path, message);
    }

    /// Reports a name that isn't there, with the near one that is.
    pub(crate) fn unknown<'n>(
        &self,
        code: &'static str,
        path: String,
        message: String,
        name: &str,
        candidates: impl IntoIterator<Item = &'n str>,
    ) {
        if self.is_full() {
            self.errors.set(self.errors.get() + 1);
            return;
        }
        let used = self.suggestions.get();
        let known: Vec<&str> = candidates.into_iter().take(MOST_CANDIDATES).collect();
        let near = if used < MOST_SUGGESTIONS && known.len() < MOST_CANDIDATES {
            self.suggestions.set(used + 1);
            did_you_mean(name, known.iter().copied())
        } else {
            None
        };
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if code == "unknown-key" => {
                "take it out; if AWS has added it, a newer shapesmith may know it".to_owned()
            }
            None if (1..=MOST_NAMED).contains(&known.len()) => {
                format!("known are `{}`", known.join("`, `"))
            }
            None => "add it, or take out what names it".to_owned(),
        };
        self.error(code, path, message, hint);
    }
}

/// A longer list of what is known helps nobody.
const MOST_NAMED: usize = 12;

/// One step of a path; the steps before it are borrowed, so a path costs nothing until it is shown.
#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    /// A place that is given by its keys.
    Place(&'a [&'a str]),
    Key(&'a Step<'a>, &'a str),
    Index(&'a Step<'a>, usize),
}

impl Step<'_> {
    fn write(&self, out: &mut String) {
        match self {
            Self::Root => out.push('$'),
            Self::Place(keys) => {
                out.push('$');
                keys.iter().for_each(|key| push_key(out, key));
            }
            Self::Key(before, key) => {
                before.write(out);
                push_key(out, key);
            }
            Self::Index(before, index) => {
                before.write(out);
                let _ = write!(out, "[{index}]");
            }
        }
    }
}

/// Adds `.key`, or `["key"]` when it isn't a plain word.
pub(crate) fn push_key(out: &mut String, key: &str) {
    let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(plain) {
        out.push('.');
        out.push_str(key);
    } else {
        let _ = write!(out, "[{key:?}]");
    }
}

/// A path from its keys: `["shapes", "A"]` is `$.shapes.A`.
pub(crate) fn path_of(keys: &[&str]) -> String {
    keys.iter().fold(String::from("$"), |mut path, key| {
        push_key(&mut path, key);
        path
    })
}

/// A value and its place.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub(crate) context: &'a Context,
    pub(crate) value: &'a Value,
    step: Step<'a>,
}

impl<'a> Cursor<'a> {
    pub(crate) fn root(context: &'a Context, value: &'a Value) -> Self {
        Self {
            context,
            value,
            step: Step::Root,
        }
    }

    /// A value that stands at these keys.
    pub(crate) fn at(context: &'a Context, keys: &'a [&'a str], value: &'a Value) -> Self {
        Self {
            context,
            value,
            step: Step::Place(keys),
        }
    }

    pub(crate) fn path(&self) -> String {
        let mut out = String::new();
        self.step.write(&mut out);
        out
    }

    /// Reports an error here, with what to do about it.
    pub(crate) fn error(&self, code: &'static str, message: String, hint: impl Into<String>) {
        self.context.error(code, self.path(), message, hint);
    }

    /// Reports that the value is not what is `wanted`, which is written as `example` shows.
    pub(crate) fn wrong_type(&self, wanted: &str, example: &str) {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        let message = format!("expected {wanted}, found {found}");
        self.error("wrong-type", message, format!("write it as `{example}`"));
    }

    pub(crate) fn object(&self) -> Option<Object<'a>> {
        let Value::Object(map) = self.value else {
            self.wrong_type("an object", "{…}");
            return None;
        };
        Some(Object {
            context: self.context,
            map,
            step: self.step,
            asked: RefCell::new(Vec::with_capacity(32)),
            found: Cell::new(0),
        })
    }

    pub(crate) fn text(&self) -> Option<&'a str> {
        let text = self.value.as_str();
        if text.is_none() {
            self.wrong_type("a string", "\"…\"");
        }
        text
    }

    /// One of these texts, as what it stands for.
    pub(crate) fn one_of<T: Copy>(&self, known: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = known.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let message = format!("expected one of {}, found `{text}`", names.join(", "));
            self.context
                .unknown("unknown-value", self.path(), message, text, names);
        }
        found.map(|(_, value)| *value)
    }

    /// An HTTP status.
    pub(crate) fn status(&self) -> Option<u16> {
        let status = self.value.as_u64().and_then(|n| u16::try_from(n).ok());
        let status = status.filter(|n| (100..1000).contains(n));
        if status.is_none() {
            self.wrong_type("an HTTP status (100 to 999)", "404");
        }
        status
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        let flag = self.value.as_bool();
        if flag.is_none() {
            self.wrong_type("true or false", "true");
        }
        flag
    }

    /// The elements of an array; none when it is something else, which is reported.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Cursor<'_>> {
        let array = self.value.as_array();
        if array.is_none() {
            self.wrong_type("an array", "[…]");
        }
        array
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, value)| {
                let step = Step::Index(&self.step, index);
                Cursor {
                    context: self.context,
                    value,
                    step,
                }
            })
    }

    /// The strings of an array.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.elements()
            .filter_map(|item| item.text().map(str::to_owned))
            .collect()
    }

    /// The named entries of an object; none when it is something else, which is reported.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, Cursor<'_>)> {
        let map = self.value.as_object();
        if map.is_none() {
            self.wrong_type("an object", "{…}");
        }
        map.into_iter().flatten().map(|(key, value)| {
            let step = Step::Key(&self.step, key);
            (
                key.as_str(),
                Cursor {
                    context: self.context,
                    value,
                    step,
                },
            )
        })
    }
}

/// An object with fixed keys. Each is asked for once; [`Object::finish`] reports the ones nobody asked for.
pub(crate) struct Object<'a> {
    pub(crate) context: &'a Context,
    pub(crate) map: &'a Map<String, Value>,
    step: Step<'a>,
    asked: RefCell<Vec<&'static str>>,
    found: Cell<usize>,
}

impl Object<'_> {
    pub(crate) fn path(&self) -> String {
        let mut out = String::new();
        self.step.write(&mut out);
        out
    }

    pub(crate) fn get(&self, key: &'static str) -> Option<Cursor<'_>> {
        self.asked.borrow_mut().push(key);
        let value = self.map.get(key)?;
        self.found.set(self.found.get() + 1);
        Some(Cursor {
            context: self.context,
            value,
            step: Step::Key(&self.step, key),
        })
    }

    /// A key that was asked for before, for a closer look.
    pub(crate) fn get_again(&self, key: &'static str) -> Option<Cursor<'_>> {
        let value = self.map.get(key)?;
        Some(Cursor {
            context: self.context,
            value,
            step: Step::Key(&self.step, key),
        })
    }

    /// A key that must be there.
    pub(crate) fn need(&self, key: &'static str) -> Option<Cursor<'_>> {
        let found = self.get(key);
        if found.is_none() {
            let message = format!("the key `{key}` is missing");
            self.context
                .error("missing-key", self.path(), message, format!("add `{key}`"));
        }
        found
    }

    pub(crate) fn text(&self, key: &'static str) -> Option<String> {
        self.get(key)?.text().map(str::to_owned)
    }

    /// A string that must be there; empty when it isn't, which is reported.
    pub(crate) fn need_text(&self, key: &'static str) -> String {
        self.need(key)
            .and_then(|c| c.text().map(str::to_owned))
            .unwrap_or_default()
    }

    /// `true`; absent is `false`.
    pub(crate) fn flag(&self, key: &'static str) -> bool {
        self.maybe_flag(key).unwrap_or_default()
    }

    pub(crate) fn maybe_flag(&self, key: &'static str) -> Option<bool> {
        self.get(key)?.flag()
    }

    pub(crate) fn number(&self, key: &'static str) -> Option<Number> {
        let cursor = self.get(key)?;
        if let Value::Number(number) = cursor.value {
            return Some(number.clone());
        }
        cursor.wrong_type("a number", "1");
        None
    }

    /// An HTTP status.
    pub(crate) fn status(&self, key: &'static str) -> Option<u16> {
        self.get(key)?.status()
    }

    pub(crate) fn texts(&self, key: &'static str) -> Vec<String> {
        self.get(key)
            .map(|cursor| cursor.texts())
            .unwrap_or_default()
    }

    /// A part kept as it is.
    pub(crate) fn raw_object(&self, key: &'static str) -> Option<Value> {
        let cursor = self.get(key)?;
        cursor.object().map(|_| cursor.value.clone())
    }

    /// Reports the keys nobody asked for, but for those that are ignored in a `place`.
    pub(crate) fn finish(&self, place: &'static str) {
        if self.found.get() == self.map.len() {
            return;
        }
        let asked = self.asked.borrow();
        for key in self.map.keys() {
            if asked.contains(&key.as_str()) || ignored::reason(place, key).is_some() {
                continue;
            }
            let mut path = self.path();
            push_key(&mut path, key);
            let message = format!("unknown key `{key}` in {place}");
            self.context
                .unknown("unknown-key", path, message, key, asked.iter().copied());
        }
    }
}
