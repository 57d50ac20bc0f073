//! Second pass: the Rust name of every operation, type, member and enum value, fixed once.
//!
//! Clashes are errors with a way out (`overlay.toml`), except between enum values, which are numbered.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::select::Selection;
use super::types::is_document;
use super::words::{field_name, snake, type_name, variant_name};
use crate::load::model::{Kind, Structure};

/// Rust names by wire name.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Shape → type; only shapes that become a type of their own.
    pub(crate) types: BTreeMap<String, String>,
    /// (Shape, member) → field or variant.
    pub(crate) members: BTreeMap<(String, String), String>,
    /// (Shape, value) → variant.
    pub(crate) values: BTreeMap<(String, String), String>,
    /// Operation → method.
    pub(crate) operations: BTreeMap<String, String>,
    /// Names of std or the runtime that a type of this service hides.
    pub(crate) hidden: BTreeSet<String>,
}

/// The names that generated code uses without a path.
const USED: [&str; 11] = [
    "BTreeMap",
    "Box",
    "ByteStream",
    "Bytes",
    "Document",
    "Into",
    "IntoIterator",
    "Option",
    "String",
    "Timestamp",
    "Vec",
];

/// Functions that a client has already or would be mistaken for, and the one file beside those of the operations.
const TAKEN_OPERATIONS: [&str; 4] = ["builder", "clone", "mod", "new"];

/// Variants that every union and enum has already.
const TAKEN_VARIANTS: [&str; 1] = ["Unrecognized"];

/// The crate's name: what the user wants, else the folder's; an error when cargo would not take it.
pub(crate) fn crate_name(context: &mut Context<'_>) -> String {
    let (model, options) = (context.model, context.options);
    let folder = model.source.split('/').next().unwrap_or_default();
    let name = options
        .crate_name
        .clone()
        .unwrap_or_else(|| snake(folder).replace('_', "-"));
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !starts || !name.chars().all(goes_on) {
        let message = format!("`{name}` can't be the name of a crate");
        let hint = "give one of letters, digits, `-` and `_` that starts with a letter: \
            `--crate-name`, `name` in shapesmith.toml, or the folder's own";
        context.error("bad-name", "", message, Some(hint.to_owned()));
    }
    name
}

/// Names everything that the selection holds.
pub(crate) fn assign(context: &mut Context<'_>, selection: &Selection<'_>) -> Names {
    let mut names = Names::default();
    name_operations(context, selection, &mut names);
    name_types(context, selection, &mut names);
    for &shape in &selection.shapes {
        let Some(found) = context.shape(shape) else {
            continue;
        };
        match &found.kind {
            Kind::Structure(structure) => name_members(context, shape, structure, &mut names),
            Kind::String(values) => name_values(context, shape, values, &mut names),
            _ => {}
        }
    }
    let used = USED
        .iter()
        .filter(|used| names.types.values().any(|name| name == *used));
    names.hidden = used.map(|used| (*used).to_owned()).collect();
    names
}

fn name_operations(context: &mut Context<'_>, selection: &Selection<'_>, names: &mut Names) {
    let mut taken = BTreeMap::new();
    for (wire, _) in &selection.operations {
        let name = method_name(wire);
        if let Some(other) = taken.insert(name.clone(), wire) {
            let message = format!("operations `{other}` and `{wire}` are both `{name}` in Rust");
            let hint = "select one of them with `--operations`";
            context.error(
                "name-clash",
                &format!("$.operations.{wire}"),
                message,
                Some(hint.to_owned()),
            );
        }
        names.operations.insert(wire.clone(), name);
    }
}

fn method_name(wire: &str) -> String {
    let name = field_name(wire);
    let plain = name.trim_start_matches("r#");
    if TAKEN_OPERATIONS.contains(&plain) {
        format!("{plain}_")
    } else {
        name
    }
}

fn name_types(context: &mut Context<'_>, selection: &Selection<'_>, names: &mut Names) {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for &shape in &selection.shapes {
        if !is_type(context, selection, shape) {
            continue;
        }
        let renamed = context.model.overlay.shape_renames.get(shape);
        let name = renamed.cloned().unwrap_or_else(|| type_name(shape));
        if let Some(other) = taken.insert(name.clone(), shape) {
            let message = format!("shapes `{other}` and `{shape}` are both `{name}` in Rust");
            let hint = format!("rename one in overlay.toml: [shapes.{shape}] rename = \"…\"");
            context.error(
                "name-clash",
                &format!("$.shapes.{shape}"),
                message,
                Some(hint),
            );
        }
        names.types.insert(shape.to_owned(), name);
    }
}

/// Structures, unions and enums are types; a document is one only as a whole request or response.
pub(crate) fn is_type(context: &Context<'_>, selection: &Selection<'_>, shape: &str) -> bool {
    match context.shape(shape).map(|found| &found.kind) {
        Some(Kind::Structure(structure)) => {
            !is_document(structure) || selection.payloads.contains_key(shape)
        }
        Some(Kind::String(values)) => !values.is_empty(),
        _ => false,
    }
}

fn name_members(context: &mut Context<'_>, shape: &str, structure: &Structure, names: &mut Names) {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for (member, _) in &structure.members {
        let key = (shape.to_owned(), member.clone());
        let name = match context.model.overlay.renames.get(&key) {
            Some(renamed) => renamed.clone(),
            None if structure.union => free(variant_name(member)),
            None => field_name(member),
        };
        if let Some(other) = taken.insert(name.clone(), member) {
            let message = format!("members `{other}` and `{member}` are both `{name}` in Rust");
            let hint = format!(
                "rename one in overlay.toml: [shapes.{shape}.members] {member} = {{ rename = \"…\" }}"
            );
            context.error(
                "name-clash",
                &format!("$.shapes.{shape}.members.{member}"),
                message,
                Some(hint),
            );
        }
        names.members.insert(key, name);
    }
}

fn free(name: String) -> String {
    if TAKEN_VARIANTS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

fn name_values(context: &mut Context<'_>, shape: &str, values: &[String], names: &mut Names) {
    let mut taken = BTreeSet::new();
    for (index, value) in values.iter().enumerate() {
        let wanted = free(variant_name(value));
        let mut name = wanted.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{}{number}", wanted.trim_end_matches('_'));
            number += 1;
        }
        if name != wanted {
            let message =
                format!("the value `{value}` is `{name}`, as another value already is `{wanted}`");
            context.note(
                "numbered-variant",
                &format!("$.shapes.{shape}.enum[{index}]"),
                message,
            );
        }
        names.values.insert((shape.to_owned(), value.clone()), name);
    }
}
