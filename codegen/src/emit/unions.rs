//! A union: an enum with a variant per member and one for members that the model doesn't know, and its table.

use super::module::{Module, WIDTH};
use super::traits::bracketed;
use crate::ir::Union;

pub(super) fn union(module: &mut Module<'_>, union: &Union) {
    module.defines(&union.name);
    module.docs(0, &union.documentation);
    module.line(0, "#[derive(Clone, PartialEq)]");
    module.line(0, "#[non_exhaustive]");
    module.deprecated(0, union.deprecated.as_ref());
    module.line(0, &format!("pub enum {} {{", union.name));
    for arm in &union.arms {
        module.docs(4, &arm.documentation);
        module.deprecated(4, arm.deprecated.as_ref());
        let ty = module.ty(&arm.ty);
        let ty = if arm.boxed {
            format!("{}<{ty}>", module.name("Box"))
        } else {
            ty
        };
        let line = format!("{}({ty}),", arm.name);
        if 4 + line.len() <= WIDTH {
            module.line(4, &line);
        } else {
            module.line(4, &format!("{}(", arm.name));
            module.line(8, &format!("{ty},"));
            module.line(4, "),");
        }
    }
    module.line(
        4,
        "/// A member that the model doesn't know, by its name; it can't be sent.",
    );
    let string = module.name("String");
    module.line(4, &format!("Unrecognized({string}),"));
    module.line(0, "}");
    module.blank_line();

    module.uses("tagged_union");
    module.line(
        0,
        &format!(
            "tagged_union! {{ {} = {:?}{} {{",
            union.name,
            union.shape,
            bracketed(&union.traits)
        ),
    );
    for (index, arm) in union.arms.iter().enumerate() {
        let traits = bracketed(&arm.traits);
        module.line(
            4,
            &format!("{index}: {} = {:?}{traits},", arm.name, arm.wire),
        );
    }
    module.line(0, "} }");
}
