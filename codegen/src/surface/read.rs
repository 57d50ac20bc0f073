//! From the text of items to a surface.

use syn::{
    FnArg, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl, ItemStruct, Pat, ReceiverKind,
    ReturnType, Visibility,
};

use super::words::words;
use super::{Call, Subject, Surface, Type};

/// The variant for what the model doesn't know; every enum has it.
const REST: &str = "Unrecognized";

impl Surface {
    /// Adds what stands in the text of some items; `of_errors` says that they are of the file with the crate's error.
    pub(super) fn read(&mut self, text: &str, of_errors: bool) {
        let Ok(file) = syn::parse_str::<syn::File>(text) else {
            self.unreadable = true;
            return;
        };
        for item in file.items {
            match item {
                Item::Struct(found) if is_public(&found.vis) => self.structure(&found),
                Item::Enum(found) if is_public(&found.vis) && of_errors => self.errors(&found),
                Item::Enum(found) if is_public(&found.vis) => self.variants(&found),
                Item::Impl(found) if found.trait_.is_none() && !of_errors => self.methods(&found),
                _ => {}
            }
        }
    }

    fn structure(&mut self, found: &ItemStruct) {
        let entry = self.types.entry(found.ident.to_string()).or_default();
        entry.kind = Some(Subject::Structure);
        let public = found.fields.iter().filter(|field| is_public(&field.vis));
        let named =
            public.filter_map(|field| Some((field.ident.as_ref()?.to_string(), words(&field.ty))));
        entry.parts.extend(named);
    }

    fn variants(&mut self, found: &ItemEnum) {
        let entry = self.types.entry(found.ident.to_string()).or_default();
        let known = found
            .variants
            .iter()
            .filter(|variant| variant.ident != REST);
        entry
            .parts
            .extend(known.map(|variant| (variant.ident.to_string(), held(variant))));
        let is_union = entry.parts.values().any(|held| !held.is_empty());
        entry.kind = Some(if is_union {
            Subject::Union
        } else {
            Subject::Enumeration
        });
    }

    fn errors(&mut self, found: &ItemEnum) {
        if found.ident == "Error" {
            let variants = found
                .variants
                .iter()
                .filter(|variant| variant.ident != REST);
            self.errors
                .extend(variants.map(|variant| (variant.ident.to_string(), held(variant))));
        }
    }

    fn methods(&mut self, found: &ItemImpl) {
        let syn::Type::Path(path) = &*found.self_ty else {
            return;
        };
        let public = found.items.iter().filter_map(|item| match item {
            ImplItem::Fn(method) if is_public(&method.vis) => Some(method),
            _ => None,
        });
        let Some(name) = path.path.get_ident() else {
            // `impl crate::Client`; a type of the service is implemented in its own file, by its name alone.
            self.calls.extend(public.filter_map(call));
            return;
        };
        let entry = self.types.entry(name.to_string()).or_default();
        public.for_each(|method| entry.method(method));
    }
}

impl Type {
    fn method(&mut self, method: &ImplItemFn) {
        let name = method.sig.ident.to_string();
        let arguments = arguments(method);
        match (method.sig.receiver(), name.as_str()) {
            (None, "new") => self.new = Some(arguments),
            (Some(receiver), _) if matches!(receiver.kind, ReceiverKind::Value) => {
                let takes = arguments
                    .into_iter()
                    .map(|(_, ty)| ty)
                    .collect::<Vec<_>>()
                    .join(", ");
                self.setters.insert(name, takes);
            }
            _ => {}
        }
    }
}

/// A method that calls the service, by what it returns.
fn call(method: &ImplItemFn) -> Option<(String, Call)> {
    let ReturnType::Type(_, returned) = &method.sig.output else {
        return None;
    };
    let returns = words(returned);
    let subject = match returns.split('<').next()? {
        "Call" => Subject::Operation,
        "Pages" => Subject::Pages,
        "Wait" => Subject::Waiter,
        _ => return None,
    };
    let takes: Vec<String> = arguments(method).into_iter().map(|(_, ty)| ty).collect();
    let call = Call {
        subject,
        takes: takes.join(", "),
        returns,
    };
    Some((method.sig.ident.to_string(), call))
}

/// The arguments but for `self`, each with its type.
fn arguments(method: &ImplItemFn) -> Vec<(String, String)> {
    let typed = method
        .sig
        .inputs
        .iter()
        .filter_map(|argument| match argument {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
    let named = typed.map(|typed| match &*typed.pat {
        Pat::Ident(name) => (name.ident.to_string(), words(&typed.ty)),
        other => (words(other), words(&typed.ty)),
    });
    named.collect()
}

/// What a variant holds; nothing, if it stands alone.
fn held(variant: &syn::Variant) -> String {
    let types: Vec<String> = variant
        .fields
        .iter()
        .map(|field| words(&field.ty))
        .collect();
    types.join(", ")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
