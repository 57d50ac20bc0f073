//! What constructors and setters take for a member, and how it gets into the field.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::ir::{Argument, Member, Presence, Type};

/// The type of a function's argument, and the field's value made of it.
pub(super) struct Taken {
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
    /// rustc compiles the function for each type that it is called with.
    pub(super) generic: bool,
    /// The value is the argument.
    pub(super) as_it_is: bool,
}

/// How the argument of this name is taken.
pub(super) fn taken(scope: &Scope<'_>, member: &Member, name: &TokenStream) -> Taken {
    let (ty, value) = match (&member.argument, &member.ty) {
        (Argument::Into, ty) => {
            scope.calls_methods_of("Into");
            let (into, ty) = (scope.name("Into"), scope.ty(ty));
            (quote!(impl #into<#ty>), quote!(#name.into()))
        }
        (Argument::Elements { into }, Type::List { element, sparse }) => {
            elements(scope, &scope.within(element, *sparse), *into, name)
        }
        (Argument::Entries, Type::Map { key, value, sparse }) => {
            entries(scope, &scope.ty(key), &scope.within(value, *sparse), name)
        }
        (_, ty) => (scope.ty(ty), name.clone()),
    };
    let generic = !matches!(member.argument, Argument::Plain);
    Taken {
        ty,
        value: kept(scope, member.presence, &value),
        generic,
        as_it_is: !generic && member.presence == Presence::Plain,
    }
}

fn elements(
    scope: &Scope<'_>,
    element: &TokenStream,
    converted: bool,
    name: &TokenStream,
) -> (TokenStream, TokenStream) {
    let (items, into) = (scope.name("IntoIterator"), scope.name("Into"));
    scope.calls_methods_of("IntoIterator");
    scope.calls_methods_of("Iterator");
    if converted {
        (
            quote!(impl #items<Item = impl #into<#element>>),
            quote!(#name.into_iter().map(#into::into).collect()),
        )
    } else {
        (
            quote!(impl #items<Item = #element>),
            quote!(#name.into_iter().collect()),
        )
    }
}

fn entries(
    scope: &Scope<'_>,
    key: &TokenStream,
    value: &TokenStream,
    name: &TokenStream,
) -> (TokenStream, TokenStream) {
    let (items, into) = (scope.name("IntoIterator"), scope.name("Into"));
    for name in ["Into", "IntoIterator", "Iterator"] {
        scope.calls_methods_of(name);
    }
    (
        quote!(impl #items<Item = (impl #into<#key>, impl #into<#value>)>),
        quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
    )
}

/// A value as its field keeps it.
fn kept(scope: &Scope<'_>, presence: Presence, value: &TokenStream) -> TokenStream {
    match presence {
        Presence::Plain => value.clone(),
        Presence::Optional => quote!(Some(#value)),
        Presence::Boxed => {
            let boxed = scope.name("Box");
            quote!(#boxed::new(#value))
        }
        Presence::OptionalBoxed => {
            let boxed = scope.name("Box");
            quote!(Some(#boxed::new(#value)))
        }
    }
}

/// The field of a member that `new` leaves out.
pub(super) fn left_out(scope: &Scope<'_>, member: &Member) -> TokenStream {
    match (member.presence, &member.ty) {
        (Presence::Optional | Presence::OptionalBoxed, _) => quote!(None),
        (_, ty) => {
            let ty = match ty {
                Type::List { .. } => scope.name("Vec"),
                Type::Map { .. } => scope.name("BTreeMap"),
                Type::Stream => return empty(scope, &scope.name("ByteStream")),
                ty => return empty(scope, &scope.ty(ty)),
            };
            quote!(#ty::new())
        }
    }
}

fn empty(scope: &Scope<'_>, ty: &TokenStream) -> TokenStream {
    scope.calls_methods_of("Default");
    quote!(<#ty>::default())
}
