//! Reads values and the functions that make them, and finds out their types.

use serde_json::Value;

use super::{Attribute, Constant, Expression, Function, Names, Type, template};
use crate::load::cursor::{Cursor, Object};

/// A value and its type.
pub(super) type Typed = (Expression, Type);

/// The functions by name.
#[derive(Debug, Clone, Copy)]
enum Known {
    IsSet,
    Not,
    BooleanEquals,
    StringEquals,
    GetAttribute,
    Partition,
    ParseUrl,
    ParseArn,
    UriEncode,
    Substring,
    HostLabel,
    Bucket,
}

const FUNCTIONS: [(&str, Known); 12] = [
    ("isSet", Known::IsSet),
    ("not", Known::Not),
    ("booleanEquals", Known::BooleanEquals),
    ("stringEquals", Known::StringEquals),
    ("getAttr", Known::GetAttribute),
    ("aws.partition", Known::Partition),
    ("parseURL", Known::ParseUrl),
    ("aws.parseArn", Known::ParseArn),
    ("uriEncode", Known::UriEncode),
    ("substring", Known::Substring),
    ("isValidHostLabel", Known::HostLabel),
    ("aws.isVirtualHostableS3Bucket", Known::Bucket),
];

/// A function and its arguments.
pub(super) fn call(at: &Cursor<'_>, names: &Names) -> Option<Typed> {
    let object = at.object()?;
    let known = object.need("fn")?.one_of(&FUNCTIONS)?;
    let list = object.need("argv")?;
    object.get("assign");
    object.finish("a condition of an endpoint rule");
    let arguments: Vec<Cursor<'_>> = list.elements().collect();
    let called = Called {
        at: &list,
        arguments: &arguments,
        names,
    };
    called.read(known)
}

/// The arguments of a function.
struct Called<'a, 'c> {
    at: &'a Cursor<'c>,
    arguments: &'a [Cursor<'c>],
    names: &'a Names,
}

impl Called<'_, '_> {
    fn read(&self, known: Known) -> Option<Typed> {
        let boolean =
            |function, arguments| Some((Expression::Call(function, arguments), Type::Boolean));
        match known {
            Known::IsSet => boolean(Function::IsSet, vec![self.any(0, 1)?.0]),
            Known::Not => boolean(Function::Not, vec![self.of(0, 1, Type::Boolean)?]),
            Known::BooleanEquals => self.equal(Type::Boolean),
            Known::StringEquals => self.equal(Type::Text),
            Known::GetAttribute => {
                let (value, ty) = self.any(0, 2)?;
                let path = self.argument(1, 2)?;
                let (found, ty) = attribute(path, ty, path.text()?)?;
                Some((Expression::Attribute(Box::new(value), found), ty))
            }
            Known::Partition => self.made(Function::Partition, Type::Partition),
            Known::ParseUrl => self.made(Function::Url, Type::Url),
            Known::ParseArn => self.made(Function::Arn, Type::Arn),
            Known::UriEncode => self.made(Function::UriEncode, Type::Text),
            Known::Substring => {
                let value = self.of(0, 4, Type::Text)?;
                let (start, stop) = (self.number(1, 4)?, self.number(2, 4)?);
                let reverse = self.argument(3, 4)?.flag()?;
                let part = Expression::Part(Box::new(value), start, stop, reverse);
                Some((part, Type::Text))
            }
            Known::HostLabel => {
                let value = self.of(0, 2, Type::Text)?;
                boolean(
                    Function::HostLabel(self.argument(1, 2)?.flag()?),
                    vec![value],
                )
            }
            Known::Bucket => {
                let value = self.of(0, 2, Type::Text)?;
                boolean(Function::Bucket(self.argument(1, 2)?.flag()?), vec![value])
            }
        }
    }

    /// One of so many arguments.
    fn argument(&self, index: usize, count: usize) -> Option<&Cursor<'_>> {
        if self.arguments.len() != count {
            let found = self.arguments.len();
            let message = format!("the function takes {count} arguments, not {found}");
            self.at
                .error("wrong-arguments", message, "see how other rules call it");
            return None;
        }
        self.arguments.get(index)
    }

    fn any(&self, index: usize, count: usize) -> Option<Typed> {
        value(self.argument(index, count)?, self.names)
    }

    fn of(&self, index: usize, count: usize, wanted: Type) -> Option<Expression> {
        typed(self.argument(index, count)?, self.names, wanted)
    }

    fn number(&self, index: usize, count: usize) -> Option<u8> {
        small_number(self.argument(index, count)?)
    }

    fn equal(&self, of: Type) -> Option<Typed> {
        let sides = vec![self.of(0, 2, of)?, self.of(1, 2, of)?];
        Some((Expression::Call(Function::Equal, sides), Type::Boolean))
    }

    fn made(&self, function: Function, ty: Type) -> Option<Typed> {
        let of = self.of(0, 1, Type::Text)?;
        Some((Expression::Call(function, vec![of]), ty))
    }
}

fn small_number(at: &Cursor<'_>) -> Option<u8> {
    let number = at
        .value
        .as_u64()
        .and_then(|number| u8::try_from(number).ok());
    if number.is_none() {
        at.wrong_type("a number from 0 to 255", "4");
    }
    number
}

/// A value of whatever type.
fn value(at: &Cursor<'_>, names: &Names) -> Option<Typed> {
    match at.value {
        Value::Bool(boolean) => {
            let constant = Constant::Boolean(*boolean);
            Some((Expression::Constant(constant), Type::Boolean))
        }
        Value::String(text) => Some((template::read(at, text, names)?, Type::Text)),
        Value::Object(map) if map.contains_key("ref") => {
            let object = at.object()?;
            let found = object.need("ref")?;
            let read = reference(&found, found.text()?, names);
            object.finish("a reference of an endpoint rule");
            read
        }
        _ => call(at, names),
    }
}

fn typed(at: &Cursor<'_>, names: &Names, wanted: Type) -> Option<Expression> {
    let (value, ty) = value(at, names)?;
    if ty != wanted {
        let message = format!("expected {}, found {}", wanted.shown(), ty.shown());
        at.error("wrong-type", message, "see what the function takes");
        return None;
    }
    Some(value)
}

/// A text.
pub(super) fn text(at: &Cursor<'_>, names: &Names) -> Option<Expression> {
    typed(at, names, Type::Text)
}

impl Type {
    fn shown(self) -> &'static str {
        match self {
            Self::Boolean => "true or false",
            Self::Text => "a text",
            Self::Texts => "a list of texts",
            Self::Partition => "a partition",
            Self::Url => "a URL in parts",
            Self::Arn => "an ARN in parts",
        }
    }
}

/// What a name stands for.
pub(super) fn reference(at: &Cursor<'_>, name: &str, names: &Names) -> Option<Typed> {
    let found = names.iter().rev().find(|(known, _)| known == name);
    let Some((_, ty)) = found else {
        let shown = name.escape_debug();
        let message = format!("there is no parameter or value `{shown}`");
        let known = names.iter().map(|(known, _)| known.as_str());
        at.context
            .unknown("unknown-reference", at.path(), message, name, known);
        return None;
    };
    Some((Expression::Reference(name.to_owned()), *ty))
}

const OF_PARTITION: [(&str, Attribute); 6] = [
    ("name", Attribute::Name),
    ("dnsSuffix", Attribute::DnsSuffix),
    ("dualStackDnsSuffix", Attribute::DualStackDnsSuffix),
    ("implicitGlobalRegion", Attribute::ImplicitGlobalRegion),
    ("supportsFIPS", Attribute::SupportsFips),
    ("supportsDualStack", Attribute::SupportsDualStack),
];

const OF_URL: [(&str, Attribute); 5] = [
    ("scheme", Attribute::Scheme),
    ("authority", Attribute::Authority),
    ("path", Attribute::Path),
    ("normalizedPath", Attribute::NormalizedPath),
    ("isIp", Attribute::IsIp),
];

const OF_ARN: [(&str, Attribute); 4] = [
    ("partition", Attribute::ArnPartition),
    ("service", Attribute::ArnService),
    ("region", Attribute::ArnRegion),
    ("accountId", Attribute::ArnAccountId),
];

/// A part of a value of this type.
pub(super) fn attribute(at: &Cursor<'_>, of: Type, path: &str) -> Option<(Attribute, Type)> {
    let known: &[(&str, Attribute)] = match of {
        Type::Partition => &OF_PARTITION,
        Type::Url => &OF_URL,
        Type::Arn => &OF_ARN,
        _ => &[],
    };
    let element = |name| {
        let number = path
            .strip_prefix(name)?
            .strip_prefix('[')?
            .strip_suffix(']')?;
        number.parse::<u8>().ok()
    };
    let found = match of {
        Type::Texts => element("").map(Attribute::Element),
        Type::Arn => element("resourceId").map(Attribute::ArnResourceId),
        _ => None,
    };
    let named = || {
        known
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, found)| *found)
    };
    let Some(found) = found.or_else(named) else {
        let shown = path.escape_debug();
        let message = format!("{} has no `{shown}`", of.shown());
        let candidates = known.iter().map(|(name, _)| *name);
        at.context
            .unknown("unknown-attribute", at.path(), message, path, candidates);
        return None;
    };
    let ty = match found {
        Attribute::SupportsFips | Attribute::SupportsDualStack | Attribute::IsIp => Type::Boolean,
        _ => Type::Text,
    };
    Some((found, ty))
}

/// A text of an object, if it is there.
pub(super) fn maybe_text(
    object: &Object<'_>,
    key: &'static str,
    names: &Names,
) -> Option<Expression> {
    text(&object.get(key)?, names)
}
