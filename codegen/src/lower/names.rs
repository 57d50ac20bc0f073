//! Second pass: the Rust name of every operation, type and member, fixed once; `values` names those of enums.
//!
//! Clashes are errors with a way out (`overlay.toml`), so that a name never changes what it stands for.

use std::collections::BTreeMap;

use super::context::Context;
use super::renames::{Place, given};
use super::select::Selection;
use super::types::is_document;
use super::values;
use super::words::{field_name, snake, type_name, variant_name};
use crate::file_names::is_device;
use crate::ir::Name;
use crate::load::model::{Kind, Structure};

/// Rust names by wire name.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Shape → type; only shapes that become a type of their own.
    pub(crate) types: BTreeMap<String, Name>,
    /// Shape → member → field or variant.
    pub(crate) members: Parts,
    /// Shape → value → variant.
    pub(crate) values: Parts,
    /// Operation → method.
    pub(crate) operations: BTreeMap<String, Name>,
}

/// The names of what shapes are made of.
pub(crate) type Parts = BTreeMap<String, BTreeMap<String, Name>>;

impl Names {
    /// The type that a shape is.
    pub(crate) fn of_type(&self, shape: &str) -> Name {
        let found = self.types.get(shape).cloned();
        found.unwrap_or_else(|| type_name(shape))
    }

    /// The field or variant that a member is.
    pub(crate) fn of_member(&self, shape: &str, member: &str) -> Name {
        let found = self.members.get(shape).and_then(|of| of.get(member));
        found.cloned().unwrap_or_else(|| field_name(member))
    }

    /// The variant that an enum's value is.
    pub(crate) fn of_value(&self, shape: &str, value: &str) -> Name {
        let found = self.values.get(shape).and_then(|of| of.get(value));
        found.cloned().unwrap_or_else(|| variant_name(value))
    }

    /// The method that an operation is.
    pub(crate) fn of_operation(&self, operation: &str) -> Name {
        let found = self.operations.get(operation).cloned();
        found.unwrap_or_else(|| method_name(operation))
    }
}

/// Functions that a client has already or would be mistaken for, and the one file beside those of the operations.
const TAKEN_OPERATIONS: [&str; 4] = ["builder", "clone", "mod", "new"];

/// The variant that every union and enum has already.
pub(super) const TAKEN_VARIANT: &str = "Unrecognized";

/// As crates.io has it; what cargo makes of a name is a file's too.
const LONGEST_CRATE: usize = 64;

/// Crates that are there already.
const TAKEN_CRATES: [&str; 6] = [
    "alloc",
    "core",
    "proc_macro",
    "shapesmith_runtime",
    "std",
    "test",
];

/// The crate's name: what the user wants, else the folder's; an error when cargo or rustc would not take it.
pub(crate) fn crate_name(context: &mut Context<'_>) -> String {
    let (model, options) = (context.model, context.options);
    let folder = model.source.split('/').next().unwrap_or_default();
    let name = options
        .crate_name
        .clone()
        .or_else(|| model.crate_name.as_deref().map(usual_crate_name))
        .unwrap_or_else(|| usual_crate_name(folder));
    if let Some(why) = unfit_for_a_crate(&name) {
        let message = format!("`{name}` can't be the name of a crate: {why}");
        let hint = "give another: `--crate-name`, `name` in shapesmith.toml, or the folder's own";
        context.error("bad-name", "", message, Some(hint.to_owned()));
    }
    name
}

/// What a crate is called when nobody says it, after its service's folder.
pub(crate) fn usual_crate_name(folder: &str) -> String {
    snake(folder).replace('_', "-")
}

/// Why a crate can't be called so.
fn unfit_for_a_crate(name: &str) -> Option<&'static str> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let in_code = name.replace('-', "_");
    if name.len() > LONGEST_CRATE {
        Some("it has 64 characters at the most")
    } else if !starts || !name.chars().all(goes_on) {
        Some("it has letters, digits, `-` and `_`, and starts with a letter")
    } else if Name::is_keyword(&in_code) {
        Some("it is a keyword of Rust")
    } else if Name::is_impossible(&in_code) {
        Some("it needs a letter or digit")
    } else if TAKEN_CRATES.contains(&in_code.as_str()) {
        Some("there is such a crate already, which code would mean")
    } else if is_device(name) {
        Some("Windows takes a file of this name for a device")
    } else {
        None
    }
}

/// The module of an operation, whose files are named after it.
pub(crate) fn module_name(method: &Name) -> Name {
    if is_device(method.plain()) {
        Name::new(&format!("{}_", method.plain()))
    } else {
        method.clone()
    }
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
            Kind::String(values) => values::name(context, shape, values, &mut names),
            _ => {}
        }
    }
    names
}

fn name_operations(context: &mut Context<'_>, selection: &Selection<'_>, names: &mut Names) {
    let mut taken = BTreeMap::new();
    for (wire, _) in &selection.operations {
        let name = method_name(wire);
        if let Some(other) = taken.insert(name.clone(), wire) {
            let message = format!(
                "operations `{other}` and `{wire}` are both `{}` in Rust",
                name.plain()
            );
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

fn method_name(wire: &str) -> Name {
    let name = field_name(wire);
    if TAKEN_OPERATIONS.contains(&name.plain()) {
        Name::new(&format!("{}_", name.plain()))
    } else {
        name
    }
}

fn name_types(context: &mut Context<'_>, selection: &Selection<'_>, names: &mut Names) {
    let mut taken: BTreeMap<Name, &str> = BTreeMap::new();
    for &shape in &selection.shapes {
        if !is_type(context, selection, shape) {
            continue;
        }
        let name = match context.model.overlay.shape_renames.get(shape) {
            Some(renamed) => {
                let path = format!("$.shapes.{shape}.rename");
                given(context, &path, renamed, Place::Type)
            }
            None => type_name(shape),
        };
        if let Some(other) = taken.insert(name.clone(), shape) {
            let message = format!(
                "shapes `{other}` and `{shape}` are both `{}` in Rust",
                name.plain()
            );
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
    let mut taken: BTreeMap<Name, &str> = BTreeMap::new();
    let mut by_wire = BTreeMap::new();
    for (member, _) in &structure.members {
        let key = (shape.to_owned(), member.clone());
        let name = match context.model.overlay.renames.get(&key) {
            Some(renamed) => {
                let place = if structure.union {
                    Place::Variant
                } else {
                    Place::Field
                };
                let path = format!("$.shapes.{shape}.members.{member}.rename");
                given(context, &path, renamed, place)
            }
            None if structure.union => free(variant_name(member)),
            None => field_name(member),
        };
        if let Some(other) = taken.insert(name.clone(), member) {
            let message = format!(
                "members `{other}` and `{member}` are both `{}` in Rust",
                name.plain()
            );
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
        by_wire.insert(member.clone(), name);
    }
    names.members.insert(shape.to_owned(), by_wire);
}

/// The name, or one beside it where a variant of every union and enum has it.
pub(super) fn free(name: Name) -> Name {
    if name.plain() == TAKEN_VARIANT {
        Name::new(&format!("{TAKEN_VARIANT}_"))
    } else {
        name
    }
}
