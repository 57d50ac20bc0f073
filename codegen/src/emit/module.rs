//! A Rust module in the making: its text, and what it has to import.
//!
//! Lines are broken here as rustfmt would break them, so that the output needs no formatter.

use std::collections::BTreeSet;

use crate::ir::{Deprecation, Documentation, Service, Type};
use crate::lower::wrap;

/// rustfmt's default.
const WIDTH: usize = 100;

/// rustfmt breaks a chain of calls that is wider than this.
pub(super) const CHAIN_WIDTH: usize = 60;

/// Text and imports.
pub(super) struct Module<'a> {
    service: &'a Service,
    /// How this module calls the root of the generated code: `crate`, or `super` in a file to include.
    pub(super) root: &'static str,
    pub(super) text: String,
    imports: BTreeSet<&'static str>,
}

/// Where a name comes from.
fn home(name: &str) -> &'static str {
    match name {
        "BTreeMap" => "std::collections",
        "Option" => "std::option",
        "String" => "std::string",
        "Vec" => "std::vec",
        "Box" => "std::boxed",
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
            Type::Timestamp => self.name("Timestamp"),
            Type::Document => self.name("Document"),
            Type::Named(name) => name.clone(),
            Type::List { .. } => format!("{}<{}>", self.name("Vec"), self.element(ty)),
            Type::Map { .. } => format!("{}<{}>", self.name("BTreeMap"), self.entry(ty)),
        }
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

    /// `name: Type,`, its type on a line of its own where it is too long.
    pub(super) fn field(&mut self, indent: usize, name: &str, ty: &str) {
        let line = format!("{name}: {ty},");
        if indent + line.len() <= WIDTH {
            return self.line(indent, &line);
        }
        self.line(indent, &format!("{name}:"));
        self.line(indent + 4, &format!("{ty},"));
    }

    /// The opening line of a function, one argument per line where it is too long.
    pub(super) fn signature(
        &mut self,
        indent: usize,
        name: &str,
        arguments: &[String],
        result: &str,
    ) {
        let line = format!("pub fn {name}({}) -> {result} {{", arguments.join(", "));
        if indent + line.len() <= WIDTH {
            return self.line(indent, &line);
        }
        self.line(indent, &format!("pub fn {name}("));
        for argument in arguments {
            self.line(indent + 4, &format!("{argument},"));
        }
        self.line(indent, &format!(") -> {result} {{"));
    }

    /// Words between commas, as many to a line as fit.
    pub(super) fn packed(&mut self, indent: usize, words: &[String]) {
        let mut line = String::new();
        for word in words {
            if !line.is_empty() && indent + line.len() + word.len() + 2 > WIDTH {
                self.line(indent, &line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            line.push(',');
        }
        if !line.is_empty() {
            self.line(indent, &line);
        }
    }

    /// The imports, then the text; `with_types` adds every type of the service.
    pub(super) fn finish(self, with_types: bool) -> String {
        let mut whole = String::new();
        if self.imports.contains("BTreeMap") {
            whole.push_str("use std::collections::BTreeMap;\n\n");
        }
        let of_runtime: Vec<&str> = self
            .imports
            .iter()
            .copied()
            .filter(|name| *name != "BTreeMap")
            .collect();
        match of_runtime.as_slice() {
            [] => {}
            [name] => whole.push_str(&format!("use shapesmith_runtime::{name};\n\n")),
            names => whole.push_str(&format!(
                "use shapesmith_runtime::{{{}}};\n\n",
                names.join(", ")
            )),
        }
        if with_types {
            whole.push_str(&format!("use {}::types::*;\n\n", self.root));
        }
        whole.push_str(&self.text);
        whole
    }
}
