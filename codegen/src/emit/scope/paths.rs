//! How a link in the docs of a module leads to an item.

use super::super::markdown::{ALSO_MACROS, Paths};
use super::{Output, Scope};
use crate::ir::{Item, Name};

impl Paths for Scope<'_> {
    fn path(&self, item: &Item) -> String {
        let root = root(self);
        let ty = |name: &Name| {
            if self.is_in_sight(name) {
                name.plain().to_owned()
            } else {
                format!("{root}::types::{}", name.plain())
            }
        };
        match item {
            Item::Type(name) if ALSO_MACROS.contains(&name.plain()) => format!("type@{}", ty(name)),
            Item::Type(name) => ty(name),
            Item::Field(of, name) => format!("field@{}::{}", ty(of), name.plain()),
            Item::Variant(of, name) => format!("{}::{}", ty(of), name.plain()),
            Item::Method(name) => format!("{root}::Client::{}", name.plain()),
        }
    }

    fn by_name(&self, item: &Item) -> bool {
        match item {
            Item::Type(name) => self.is_in_sight(name) && !ALSO_MACROS.contains(&name.plain()),
            _ => false,
        }
    }
}

/// The root of the generated code, as links call it.
fn root(scope: &Scope<'_>) -> String {
    match scope.outlook.output {
        Output::Crate => "crate".to_owned(),
        Output::Include => vec!["super"; scope.depth].join("::"),
    }
}
