//! A Rust module in the making: its text, and what it has to import.
//!
//! Lines are broken here as rustfmt would break them, so that the output needs no formatter.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::ir::{Deprecation, Documentation, Service, Type};
use crate::lower::wrap;

/// rustfmt's default.
pub(super) const WIDTH: usize = 100;

/// rustfmt breaks a chain of calls that is wider than this.
pub(super) const CHAIN_WIDTH: usize = 60;

/// rustfmt puts the types of a wider tuple on lines of their own.
const TUPLE_WIDTH: usize = 60;

/// Text and imports.
pub(super) struct Module<'a> {
    service: &'a Service,
    /// How this module calls the root of the generated code: `crate`, or `super` in a file to include.
    pub(super) root: &'static str,
    pub(super) text: String,
    imports: BTreeSet<&'static str>,
    /// The service's types that the code or its documentation names.
    types: BTreeSet<String>,
    /// Those that it defines itself.
    defined: BTreeSet<String>,
}

/// The type of a function's argument.
pub(super) enum Argument {
    Type(String),
    /// Anything to iterate over: the trait's name, and the item's type or the two of a pair.
    Items(String, Vec<String>),
}

/// How a module gets at the service's types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Types {
    /// It names none.
    None,
    /// One by one: a glob of thousands of names in each of hundreds of files costs rustc seconds.
    Named,
    /// All at once, in the few files that name most of them.
    Glob,
}

/// Where a name comes from.
fn home(name: &str) -> &'static str {
    match name {
        "BTreeMap" => "std::collections",
        "Option" => "std::option",
        "String" => "std::string",
        "Vec" => "std::vec",
        "Box" => "std::boxed",
        "Into" => "std::convert",
        "IntoIterator" => "std::iter",
        _ => "shapesmith_runtime",
    }
}

impl<'a> Module<'a> {
    pub(super) fn new(service: &'a Service, root: &'static str) -> Self {
        Self {
            service,
            root,
            text: String::new(),
            imports: BTreeSet::new(),
            types: BTreeSet::new(),
            defined: BTreeSet::new(),
        }
    }

    /// Leaves the next item out where a crate has its types alone. A file to include has no features of its own.
    pub(super) fn only_with_client(&mut self) {
        if self.root == "crate" {
            self.line(0, "#[cfg(feature = \"client\")]");
        }
    }

    /// A name of std or the runtime: imported, or with its path where a type of the service hides it.
    pub(super) fn name(&mut self, name: &'static str) -> String {
        if self.service.hidden.contains(name) {
            return format!("::{}::{name}", home(name));
        }
        if !home(name).starts_with("std") || name == "BTreeMap" {
            self.imports.insert(name);
        }
        name.to_owned()
    }

    /// Imports a macro of the runtime.
    pub(super) fn uses(&mut self, name: &'static str) {
        self.imports.insert(name);
    }

    /// A type as Rust writes it.
    pub(super) fn ty(&mut self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "bool".to_owned(),
            Type::Integer => "i32".to_owned(),
            Type::Long => "i64".to_owned(),
            Type::Float => "f32".to_owned(),
            Type::Double => "f64".to_owned(),
            Type::String => self.name("String"),
            Type::Blob => self.name("Bytes"),
            Type::Stream => self.name("ByteStream"),
            Type::Timestamp => self.name("Timestamp"),
            Type::Document => self.name("Document"),
            Type::Named(name) => self.named(name),
            Type::List { .. } => format!("{}<{}>", self.name("Vec"), self.element(ty)),
            Type::Map { .. } => format!("{}<{}>", self.name("BTreeMap"), self.entry(ty)),
        }
    }

    /// A type of the service.
    pub(super) fn named(&mut self, name: &str) -> String {
        self.types.insert(name.to_owned());
        name.to_owned()
    }

    /// Takes note of a type that this module defines itself.
    pub(super) fn defines(&mut self, name: &str) {
        self.defined.insert(name.to_owned());
    }

    /// A list's element.
    pub(super) fn element(&mut self, ty: &Type) -> String {
        let Type::List { element, sparse } = ty else {
            return String::new();
        };
        let element = self.ty(element);
        if *sparse {
            format!("{}<{element}>", self.name("Option"))
        } else {
            element
        }
    }

    /// A map's key and value.
    pub(super) fn entry(&mut self, ty: &Type) -> String {
        let Type::Map { key, value, sparse } = ty else {
            return String::new();
        };
        let (key, value) = (self.ty(key), self.ty(value));
        if *sparse {
            format!("{key}, {}<{value}>", self.name("Option"))
        } else {
            format!("{key}, {value}")
        }
    }

    pub(super) fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    pub(super) fn blank_line(&mut self) {
        self.text.push('\n');
    }

    /// A doc comment; nothing where there is nothing to say.
    pub(super) fn docs(&mut self, indent: usize, documentation: &Documentation) {
        self.comment(indent, "///", &documentation.markdown);
    }

    /// Markdown behind a comment marker, wrapped.
    pub(super) fn comment(&mut self, indent: usize, marker: &str, markdown: &str) {
        if markdown.is_empty() {
            return;
        }
        let markdown = markdown.replace("](crate::", &format!("]({}::", self.root));
        self.types.extend(mentions(&markdown).map(str::to_owned));
        for line in wrap(&markdown, WIDTH - indent - marker.len() - 1) {
            self.raw_comment(indent, marker, &line);
        }
    }

    /// One line of a comment as it is.
    pub(super) fn raw_comment(&mut self, indent: usize, marker: &str, line: &str) {
        if line.is_empty() {
            self.line(indent, marker);
        } else {
            self.line(indent, &format!("{marker} {line}"));
        }
    }

    pub(super) fn deprecated(&mut self, indent: usize, deprecated: Option<&Deprecation>) {
        match deprecated {
            None => {}
            Some(found) if found.note.is_empty() => self.line(indent, "#[deprecated]"),
            Some(found) => self.line(indent, &format!("#[deprecated = {:?}]", found.note)),
        }
    }

    /// `name: Type,`, its type on a line of its own where it is too long, and broken where even that is too long.
    pub(super) fn field(&mut self, indent: usize, name: &str, ty: &str) {
        let line = format!("{name}: {ty},");
        if indent + line.len() <= WIDTH {
            return self.line(indent, &line);
        }
        if indent + 4 + ty.len() < WIDTH || !ty.ends_with('>') {
            self.line(indent, &format!("{name}:"));
            return self.line(indent + 4, &format!("{ty},"));
        }
        self.generic(indent, &format!("{name}: "), ty);
    }

    /// A generic type with each of its arguments on a line of its own.
    fn generic(&mut self, indent: usize, before: &str, ty: &str) {
        let Some((outer, arguments)) = ty.strip_suffix('>').and_then(|ty| ty.split_once('<'))
        else {
            return self.line(indent, &format!("{before}{ty},"));
        };
        self.line(indent, &format!("{before}{outer}<"));
        for argument in top_level(arguments) {
            if indent + 4 + argument.len() < WIDTH {
                self.line(indent + 4, &format!("{argument},"));
            } else {
                self.generic(indent + 4, "", argument);
            }
        }
        self.line(indent, ">,");
    }

    /// `pub struct Name {`, the brace below where the name is too long.
    pub(super) fn opening(&mut self, line: &str) {
        if line.len() + 2 <= WIDTH {
            return self.line(0, &format!("{line} {{"));
        }
        self.line(0, line);
        self.line(0, "{");
    }

    /// The opening line of a function, one argument per line where it is too long.
    pub(super) fn signature(
        &mut self,
        indent: usize,
        name: &str,
        arguments: &[(String, Argument)],
        result: &str,
    ) {
        let flat: Vec<String> = arguments.iter().map(flat_argument).collect();
        let line = format!("pub fn {name}({}) -> {result} {{", flat.join(", "));
        if indent + line.len() <= WIDTH {
            return self.line(indent, &line);
        }
        self.line(indent, &format!("pub fn {name}("));
        for ((name, argument), flat) in arguments.iter().zip(flat) {
            match argument {
                // Here rustfmt doesn't count what the function itself is indented by.
                Argument::Items(iterator, types) if 4 + flat.len() > WIDTH => {
                    self.line(indent + 4, &format!("{name}: impl {iterator}<"));
                    self.item(indent + 8, types);
                    self.line(indent + 4, ">,");
                }
                _ => self.line(indent + 4, &format!("{flat},")),
            }
        }
        self.line(indent, &format!(") -> {result} {{"));
    }

    /// An item's type on a line of its own, a wide pair on several.
    fn item(&mut self, indent: usize, types: &[String]) {
        if types.len() == 1 || types.join(", ").len() <= TUPLE_WIDTH {
            return self.line(indent, &format!("Item = {},", item(types)));
        }
        self.line(indent, "Item = (");
        for ty in types {
            self.line(indent + 4, &format!("{ty},"));
        }
        self.line(indent, "),");
    }

    /// Words between commas, as many to a line as fit.
    pub(super) fn packed(&mut self, indent: usize, words: &[&str]) {
        for line in packed(indent, words) {
            self.line(indent, &line);
        }
    }

    /// The imports, then the text.
    pub(super) fn finish(mut self, types: Types) -> String {
        let mut whole = String::new();
        if self.imports.remove("BTreeMap") {
            whole.push_str("use std::collections::BTreeMap;\n\n");
        }
        let of_runtime: Vec<&str> = self.imports.iter().copied().collect();
        let mut add = |path: &str, names: &[&str]| {
            if !names.is_empty() {
                whole.push_str(&(import("use", path, names) + "\n"));
            }
        };
        add("shapesmith_runtime", &of_runtime);
        let root = format!("{}::types", self.root);
        match types {
            Types::None => {}
            Types::Glob => add(&root, &["*"]),
            Types::Named => {
                let names = self.types.difference(&self.defined);
                add(&root, &names.map(String::as_str).collect::<Vec<_>>());
            }
        }
        whole.push_str(&self.text);
        whole
    }
}

/// `name: Type`; a receiver has no name.
fn flat_argument((name, argument): &(String, Argument)) -> String {
    match argument {
        Argument::Type(ty) if name.is_empty() => ty.clone(),
        Argument::Type(ty) => format!("{name}: {ty}"),
        Argument::Items(iterator, types) => {
            format!("{name}: impl {iterator}<Item = {}>", item(types))
        }
    }
}

/// The arguments of a generic type, as far as they aren't arguments of another.
fn top_level(arguments: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (index, character) in arguments.char_indices() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.extend(arguments.get(start..index));
                start = index + 1;
            }
            _ => {}
        }
    }
    found.extend(arguments.get(start..));
    found.into_iter().map(str::trim).collect()
}

/// An item's type, or a pair.
fn item(types: &[String]) -> String {
    match types {
        [ty] => ty.clone(),
        _ => format!("({})", types.join(", ")),
    }
}

/// `use path::{names};`, in rustfmt's order and packed into lines as rustfmt does it.
pub(super) fn import(keyword: &str, path: &str, names: &[&str]) -> String {
    let mut names = names.to_vec();
    names.sort_by(|one, other| version_order(one, other));
    if let [name] = names.as_slice() {
        return format!("{keyword} {path}::{name};\n");
    }
    let one_line = format!("{keyword} {path}::{{{}}};\n", names.join(", "));
    if one_line.len() < WIDTH {
        return one_line;
    }
    let lines = packed(4, &names).join("\n    ");
    format!("{keyword} {path}::{{\n    {lines}\n}};\n")
}

/// Words between commas, as many to a line as fit; like rustfmt, which fills a line to the brim only when it is alone.
fn packed(indent: usize, words: &[&str]) -> Vec<String> {
    let alone = format!("{},", words.join(", "));
    if indent + alone.len() <= WIDTH {
        return vec![alone];
    }
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if indent + line.len() + word.len() + 2 < WIDTH => {
                line.push_str(&format!(" {word},"));
            }
            _ => lines.push(format!("{word},")),
        }
    }
    lines
}

/// The types that Markdown links to by their name alone. A bracket that is escaped or in code starts no link.
fn mentions(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.match_indices("[`").filter_map(|(start, opening)| {
        let (before, rest) = markdown.split_at(start);
        let (name, after) = rest.get(opening.len()..)?.split_once("`]")?;
        let is_link = !before.ends_with(['\\', '`'])
            && name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let by_name = !after.starts_with('(') || after.starts_with("(type@");
        (is_link && by_name).then_some(name)
    })
}

/// rustfmt's order of imports: by character, and runs of digits by their value.
pub(super) fn version_order(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let same = one
            .bytes()
            .zip(other.bytes())
            .take_while(|(left, right)| left == right && !left.is_ascii_digit())
            .count();
        one = one.get(same..).unwrap_or_default();
        other = other.get(same..).unwrap_or_default();
        let (left, right) = (leading_number(one), leading_number(other));
        let (Some((left, after_left)), Some((right, after_right))) = (left, right) else {
            return one.cmp(other);
        };
        if left != right {
            return left.cmp(&right);
        }
        (one, other) = (after_left, after_right);
    }
}

/// The number that a text begins with, and what follows it.
fn leading_number(text: &str) -> Option<(u64, &str)> {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((digits.parse().ok()?, rest))
}
