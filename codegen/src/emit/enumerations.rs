//! An enum of strings.

use super::module::Module;
use crate::ir::Enumeration;

pub(super) fn enumeration(module: &mut Module<'_>, enumeration: &Enumeration) {
    module.defines(&enumeration.name);
    module.uses("string_enum");
    module.line(0, "string_enum! {");
    module.docs(4, &enumeration.documentation);
    module.deprecated(4, enumeration.deprecated.as_ref());
    let sorted = if enumeration.sorted { "sorted " } else { "" };
    let order = if enumeration.key { ": Ord" } else { "" };
    module.line(4, &format!("{sorted}{}{order} {{", enumeration.name));
    for variant in &enumeration.variants {
        module.docs(8, &variant.documentation);
        module.line(8, &format!("{} = {:?},", variant.name, variant.wire));
    }
    module.line(4, "}");
    module.line(0, "}");
}
