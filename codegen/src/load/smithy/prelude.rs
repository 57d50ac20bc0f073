//! The shapes that every Smithy model has without saying so.

use super::ast::{Shape, Type};

/// What stands for nothing: the input of an operation without one, an arm of a union without a value.
pub(super) const UNIT: &str = "smithy.api#Unit";

/// The shapes by their ids.
const SHAPES: [(&str, Type); 21] = [
    ("smithy.api#BigDecimal", Type::BigDecimal),
    ("smithy.api#BigInteger", Type::BigInteger),
    ("smithy.api#Blob", Type::Blob),
    ("smithy.api#Boolean", Type::Boolean),
    ("smithy.api#Byte", Type::Byte),
    ("smithy.api#Document", Type::Document),
    ("smithy.api#Double", Type::Double),
    ("smithy.api#Float", Type::Float),
    ("smithy.api#Integer", Type::Integer),
    ("smithy.api#Long", Type::Long),
    ("smithy.api#PrimitiveBoolean", Type::Boolean),
    ("smithy.api#PrimitiveByte", Type::Byte),
    ("smithy.api#PrimitiveDouble", Type::Double),
    ("smithy.api#PrimitiveFloat", Type::Float),
    ("smithy.api#PrimitiveInteger", Type::Integer),
    ("smithy.api#PrimitiveLong", Type::Long),
    ("smithy.api#PrimitiveShort", Type::Short),
    ("smithy.api#Short", Type::Short),
    ("smithy.api#String", Type::String),
    ("smithy.api#Timestamp", Type::Timestamp),
    (UNIT, Type::Structure),
];

/// The shape of this id.
pub(super) fn shape(id: &str) -> Option<Shape<'static>> {
    let (id, ty) = SHAPES.iter().find(|(known, _)| *known == id)?;
    Some(Shape::plain(id, *ty))
}
