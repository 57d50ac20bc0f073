//! How constructors and setters take a value of a type.

use crate::ir::{Argument, Type};

/// What converts is taken in any form, also within a list; entries of a map always are.
pub(crate) fn argument(ty: &Type) -> Argument {
    match ty {
        Type::List { element, sparse } => Argument::Elements {
            into: !sparse && converts(element),
        },
        Type::Map { .. } => Argument::Entries,
        ty if converts(ty) => Argument::Into,
        _ => Argument::Plain,
    }
}

/// Whether the type comes in many forms, as text and bytes do.
pub(crate) fn converts(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Blob | Type::Stream | Type::Document
    )
}
