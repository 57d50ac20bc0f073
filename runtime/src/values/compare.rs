//! Equality through the tables, so that no type pays for comparing its fields one by one.
//!
//! Both sides are of the same Rust type; nothing here looks at a protocol.

use crate::values::members::members;
use crate::values::{List, Map, Ref, Structure, Union, Value as _};

/// Whether two structures of the same type hold the same.
pub fn equal<T: Structure>(one: &T, other: &T) -> bool {
    same(&one.read(), &other.read())
}

fn same_structure(one: &dyn Structure, other: &dyn Structure) -> bool {
    let (one, other) = (members(one), members(other));
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| same(one, other))
}

fn same(one: &Ref<'_>, other: &Ref<'_>) -> bool {
    match (one, other) {
        (Ref::Absent, Ref::Absent) => true,
        (Ref::Boolean(one), Ref::Boolean(other)) => one == other,
        (Ref::Integer(one), Ref::Integer(other)) => one == other,
        #[allow(clippy::float_cmp, reason = "what `PartialEq` does for floats")]
        (Ref::Float(one), Ref::Float(other)) => one == other,
        #[allow(clippy::float_cmp, reason = "what `PartialEq` does for floats")]
        (Ref::Double(one), Ref::Double(other)) => one == other,
        (Ref::String(one), Ref::String(other))
        | (Ref::Enumeration(one), Ref::Enumeration(other)) => one == other,
        (Ref::Blob(one), Ref::Blob(other)) => one == other,
        (Ref::Stream(one), Ref::Stream(other)) => one == other,
        (Ref::Timestamp(one), Ref::Timestamp(other)) => one == other,
        (Ref::Document(one), Ref::Document(other)) => one == other,
        (Ref::Structure(one), Ref::Structure(other)) => same_structure(*one, *other),
        (Ref::Union(one), Ref::Union(other)) => same_union(*one, *other),
        (Ref::List(one), Ref::List(other)) => same_list(*one, *other),
        (Ref::Map(one), Ref::Map(other)) => same_map(*one, *other),
        _ => false,
    }
}

fn same_union(one: &dyn Union, other: &dyn Union) -> bool {
    match (one.active(), other.active()) {
        (Ok((one, value)), Ok((other, against))) => {
            one == other && same(&value.read(), &against.read())
        }
        (Err(one), Err(other)) => one == other,
        _ => false,
    }
}

fn same_list(one: &dyn List, other: &dyn List) -> bool {
    one.len() == other.len()
        && (0..one.len()).all(|index| match (one.get(index), other.get(index)) {
            (Some(one), Some(other)) => same(&one.read(), &other.read()),
            _ => false,
        })
}

fn same_map(one: &dyn Map, other: &dyn Map) -> bool {
    one.len() == other.len()
        && one
            .entries()
            .zip(other.entries())
            .all(|((key, value), (against, other))| {
                key == against && same(&value.read(), &other.read())
            })
}
