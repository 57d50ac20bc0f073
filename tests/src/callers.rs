//! Programs that use all that a generated service offers, made from its text: every constructor, field, variant and method,
//! each with its type. Compiled against a later version they tell whether that breaks anyone.
//!
//! A struct literal that names every field isn't among them, as fields come in minor versions.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use quote::quote;
use syn::{
    FnArg, GenericArgument, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl, ItemStruct,
    PathArguments, ReturnType, Type, TypeParamBound, Visibility,
};

use crate::surface::items;

/// What generated types hold of the runtime.
const OF_RUNTIME: [&str; 9] = [
    "ByteStream",
    "Bytes",
    "CredentialsError",
    "DecodeError",
    "Document",
    "EncodeError",
    "ServiceError",
    "Timestamp",
    "TransportError",
];

/// Names that a caller takes for Rust's own.
const OF_RUST: [&str; 7] = ["Box", "None", "Option", "Self_", "Some", "String", "Vec"];

/// A module's text; the service is its sibling `service`. `None` where the service has two things of one name, or one of
/// Rust's own, as the caller couldn't say which is meant.
///
/// # Panics
/// The text is no Rust.
#[must_use]
pub fn caller(service: &str) -> Option<String> {
    let items = items(service);
    let all: Vec<String> = items.iter().filter_map(name).collect();
    let names: BTreeSet<String> = all.iter().cloned().collect();
    if names.len() < all.len() || OF_RUST.iter().any(|name| names.contains(*name)) {
        return None;
    }
    let mut out = String::from(
        "#![allow(deprecated, unused, clippy::all)]\nuse super::service::types::*;\nuse super::service::{Call, Client, ClientBuilder, Error, Pages, Wait};\n",
    );
    for name in OF_RUNTIME.iter().filter(|name| !names.contains(**name)) {
        let _ = writeln!(out, "use shapesmith_runtime::{name};");
    }
    if !names.contains("BTreeMap") {
        out.push_str("use std::collections::BTreeMap;\n");
    }
    out.push_str("fn any<T>() -> T {\n    unreachable!()\n}\n");
    for (index, item) in items.iter().enumerate() {
        let body = match item {
            Item::Struct(found) if is_public(&found.vis) => structure(found),
            Item::Enum(found) if is_public(&found.vis) => variants(found),
            Item::Impl(found) if found.trait_.is_none() => methods(found),
            _ => String::new(),
        };
        if !body.is_empty() {
            let _ = writeln!(out, "pub fn uses_{index}() {{\n{body}}}");
        }
    }
    Some(out)
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn name(item: &Item) -> Option<String> {
    match item {
        Item::Struct(found) => Some(found.ident.to_string()),
        Item::Enum(found) => Some(found.ident.to_string()),
        _ => None,
    }
}

/// A type as the caller writes it: what converts is what it converts into.
fn written(ty: &Type) -> String {
    match ty {
        Type::ImplTrait(found) => {
            let bound = found.bounds.iter().find_map(|bound| match bound {
                TypeParamBound::Trait(bound) => bound.path.segments.last(),
                _ => None,
            });
            let segment = bound.unwrap_or_else(|| unreachable!("an argument without a bound"));
            let inner = argument(&segment.arguments);
            if segment.ident == "IntoIterator" {
                format!("::std::vec::Vec<{inner}>")
            } else {
                inner
            }
        }
        Type::Tuple(found) => {
            let elements: Vec<String> = found.elems.iter().map(written).collect();
            format!("({})", elements.join(", "))
        }
        Type::Path(found) => {
            // Where a name comes from isn't what is compared.
            let segment = found.path.segments.last();
            let segment = segment.unwrap_or_else(|| unreachable!("an empty path"));
            let ident = &segment.ident;
            let is_of_std = found.path.leading_colon.is_some() && ident != "BTreeMap";
            let path = if is_of_std {
                let path = &found.path.segments;
                let path: Vec<String> = path.iter().map(|one| one.ident.to_string()).collect();
                format!("::{}", path.join("::"))
            } else {
                ident.to_string()
            };
            let inner = arguments(&segment.arguments);
            if inner.is_empty() {
                path
            } else {
                format!("{path}<{}>", inner.join(", "))
            }
        }
        other => quote!(#other).to_string(),
    }
}

fn arguments(found: &PathArguments) -> Vec<String> {
    let PathArguments::AngleBracketed(found) = found else {
        return Vec::new();
    };
    let types = found.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(written(ty)),
        GenericArgument::AssocType(found) => Some(written(&found.ty)),
        _ => None,
    });
    types.collect()
}

fn argument(found: &PathArguments) -> String {
    arguments(found).into_iter().next().unwrap_or_default()
}

fn structure(found: &ItemStruct) -> String {
    let name = &found.ident;
    let mut out = String::new();
    for field in found.fields.iter().filter(|field| is_public(&field.vis)) {
        let Some(ident) = &field.ident else { continue };
        let ty = written(&field.ty);
        let _ = writeln!(out, "    let _: &{ty} = &any::<{name}>().{ident};");
        let _ = writeln!(out, "    any::<{name}>().{ident} = any::<{ty}>();");
    }
    let derives = found
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"));
    let derives: String = derives
        .map(|attribute| quote!(#attribute).to_string())
        .collect();
    if derives.contains("Default") {
        let _ = writeln!(
            out,
            "    let _: {name} = ::std::default::Default::default();"
        );
    }
    out
}

fn variants(found: &ItemEnum) -> String {
    let name = &found.ident;
    let mut out = String::new();
    for variant in &found.variants {
        let ident = &variant.ident;
        let held: Vec<String> = variant
            .fields
            .iter()
            .map(|field| written(&field.ty))
            .collect();
        let anything = held.iter().map(|ty| format!("any::<{ty}>()"));
        let made = anything.collect::<Vec<_>>().join(", ");
        let (made, matched) = if held.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("({made})"), "(..)".to_owned())
        };
        let _ = writeln!(out, "    let _ = {name}::{ident}{made};");
        let _ = writeln!(
            out,
            "    let _ = matches!(any::<{name}>(), {name}::{ident}{matched});"
        );
    }
    out
}

fn methods(found: &ItemImpl) -> String {
    let ty = written(&found.self_ty);
    let public = found.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if is_public(&method.vis) => Some(method),
        _ => None,
    });
    // One with a bound can't be called yet.
    let callable = public.filter(|method| method.sig.generics.where_clause.is_none());
    callable.map(|method| called(&ty, method)).collect()
}

fn called(ty: &str, method: &ImplItemFn) -> String {
    let name = &method.sig.ident;
    let mut takes_self = false;
    let mut given = Vec::new();
    for input in &method.sig.inputs {
        match input {
            FnArg::Receiver(_) => takes_self = true,
            FnArg::Typed(found) => given.push(format!("any::<{}>()", written(&found.ty))),
        }
    }
    let given = given.join(", ");
    let returned = match &method.sig.output {
        ReturnType::Type(_, found) if !matches!(**found, Type::Reference(_)) => {
            format!(": {}", written(found).replace("Self", ty))
        }
        // What is borrowed of something that is gone.
        _ => return String::new(),
    };
    if takes_self {
        format!("    let it = any::<{ty}>();\n    let _{returned} = it.{name}({given});\n")
    } else {
        format!("    let _{returned} = {ty}::{name}({given});\n")
    }
}

#[cfg(test)]
mod tests {
    use super::caller;

    #[test]
    fn a_caller_names_everything_with_its_type() {
        let text = caller(
            "pub mod types { mod a { #[derive(Clone, Default)] pub struct A { pub r#type: Option<Box<super::B>>, hidden: i32 } \
             impl A { pub fn new(b: impl Into<String>, c: impl IntoIterator<Item = (impl Into<K>, impl Into<V>)>) -> Self {} \
             pub fn d(mut self, value: Vec<C>) -> Self {} } pub enum E { One, Two(::std::vec::Vec<A>) } } }",
        )
        .unwrap();
        for line in [
            "let _: &Option<Box<B>> = &any::<A>().r#type;",
            "any::<A>().r#type = any::<Option<Box<B>>>();",
            "let _: A = ::std::default::Default::default();",
            "let _: A = A::new(any::<String>(), any::<::std::vec::Vec<(K, V)>>());",
            "let it = any::<A>();\n    let _: A = it.d(any::<Vec<C>>());",
            "let _ = E::One;",
            "let _ = E::Two(any::<::std::vec::Vec<A>>());",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(!text.contains("hidden"), "{text}");
    }
}
