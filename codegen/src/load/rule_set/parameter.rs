//! Reads the parameters of a set of rules.

use serde_json::Value;

use super::{BuiltIn, Constant, Parameter, Type};
use crate::load::cursor::{Cursor, Object};
use crate::load::entries::Entries;
use crate::load::grammar::Grammar;

/// As the format writes them in one place and another.
const TYPES: [(&str, Type); 5] = [
    ("boolean", Type::Boolean),
    ("Boolean", Type::Boolean),
    ("string", Type::Text),
    ("String", Type::Text),
    ("stringArray", Type::Texts),
];

const BUILT_INS: [(&str, BuiltIn); 13] = [
    ("AWS::Region", BuiltIn::Region),
    ("AWS::UseFIPS", BuiltIn::UseFips),
    ("AWS::UseDualStack", BuiltIn::UseDualStack),
    ("SDK::Endpoint", BuiltIn::Endpoint),
    ("AWS::Auth::AccountId", BuiltIn::AccountId),
    ("AWS::Auth::AccountIdEndpointMode", BuiltIn::AccountIdMode),
    ("AWS::S3::ForcePathStyle", BuiltIn::ForcePathStyle),
    ("AWS::S3::Accelerate", BuiltIn::Accelerate),
    ("AWS::S3::UseGlobalEndpoint", BuiltIn::S3UseGlobalEndpoint),
    (
        "AWS::S3::DisableMultiRegionAccessPoints",
        BuiltIn::DisableMultiRegionAccessPoints,
    ),
    ("AWS::S3::UseArnRegion", BuiltIn::UseArnRegion),
    ("AWS::S3Control::UseArnRegion", BuiltIn::ControlUseArnRegion),
    ("AWS::STS::UseGlobalEndpoint", BuiltIn::StsUseGlobalEndpoint),
];

impl BuiltIn {
    /// The type of a setting's value.
    fn ty(self) -> Type {
        match self {
            Self::Region | Self::Endpoint | Self::AccountId | Self::AccountIdMode => Type::Text,
            _ => Type::Boolean,
        }
    }
}

/// `parameters`.
pub(super) fn read(at: &Cursor<'_>) -> Entries<Parameter> {
    let read = at.entries().filter_map(|(name, entry)| {
        Grammar::Member.check(&entry, name);
        let object = entry.object()?;
        let read = parameter(&object);
        object.finish("a parameter of endpoint rules");
        Some((name.to_owned(), read?))
    });
    read.collect()
}

fn parameter(object: &Object<'_>) -> Option<Parameter> {
    object.get("documentation");
    object.get("deprecated");
    let required = object.flag("required");
    let found = object.get("builtIn");
    let built_in = found.as_ref().and_then(|found| found.one_of(&BUILT_INS));
    let default = object.get("default");
    let ty = object.need("type")?.one_of(&TYPES)?;
    if let (Some(found), Some(built_in)) = (&found, built_in)
        && built_in.ty() != ty
    {
        let message = "this setting has another type than the parameter".to_owned();
        found.error("wrong-type", message, "write the type that the setting has");
    }
    let default = default.and_then(|found| constant(&found, ty));
    Some(Parameter {
        ty,
        built_in,
        default,
        required,
    })
}

fn constant(at: &Cursor<'_>, ty: Type) -> Option<Constant> {
    match (at.value, ty) {
        (Value::Bool(boolean), Type::Boolean) => Some(Constant::Boolean(*boolean)),
        (Value::String(text), Type::Text) => Some(Constant::Text(text.clone())),
        (Value::Array(_), Type::Texts) => Some(Constant::Texts(at.texts())),
        _ => {
            let example = match ty {
                Type::Boolean => "true",
                Type::Texts => "[\"…\"]",
                _ => "\"…\"",
            };
            at.wrong_type("a value of the parameter's type", example);
            None
        }
    }
}
