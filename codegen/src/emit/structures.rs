//! A structure: the struct as one would write it by hand, its constructor and setters, and its table.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{left_out, taken};
use super::items::{deprecated, doc, docs};
use super::scope::Scope;
use super::tables::{Row, by_index, table};
use crate::ir::{Member, Presence, Structure};

pub(super) fn structure(scope: &Scope<'_>, structure: &Structure) -> TokenStream {
    let definition = definition(scope, structure);
    let methods = methods(scope, structure);
    let rows = structure.members.iter().map(|member| Row {
        key: &member.wire,
        traits: &member.traits,
    });
    let table = table(
        scope,
        &structure.name,
        &structure.shape,
        &structure.traits,
        rows,
    );
    let wire = wire(scope, structure);
    quote!(#definition #methods #table #wire)
}

fn definition(scope: &Scope<'_>, structure: &Structure) -> TokenStream {
    let (docs, name) = (docs(scope, 0, &structure.documentation), &structure.name);
    let deprecated = deprecated(structure.deprecated.as_ref());
    let derives = if structure.has_default() {
        quote!(Clone, Default)
    } else {
        quote!(Clone)
    };
    let fields = structure.members.iter().map(|member| field(scope, member));
    quote! {
        #docs
        #[derive(#derives)]
        #deprecated
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn field(scope: &Scope<'_>, member: &Member) -> TokenStream {
    let (docs, name) = (docs(scope, 1, &member.documentation), &member.name);
    let deprecated = deprecated(member.deprecated.as_ref());
    let ty = scope.ty(&member.ty);
    let ty = match member.presence {
        Presence::Plain => ty,
        Presence::Optional => {
            let option = scope.name("Option");
            quote!(#option<#ty>)
        }
        Presence::Boxed => {
            let boxed = scope.name("Box");
            quote!(#boxed<#ty>)
        }
        Presence::OptionalBoxed => {
            let (option, boxed) = (scope.name("Option"), scope.name("Box"));
            quote!(#option<#boxed<#ty>>)
        }
    };
    quote!(#docs #deprecated pub #name: #ty)
}

/// `new` and the setters: whatever a user builds has them.
fn methods(scope: &Scope<'_>, structure: &Structure) -> TokenStream {
    let name = &structure.name;
    let new = match (structure.has_default(), structure.sent) {
        (true, false) => return TokenStream::new(),
        (true, true) => nothing_set(scope, structure),
        (false, _) => constructor(scope, structure),
    };
    let members = structure.members.iter().filter(|member| member.setter);
    let setters = members.map(|member| setter(scope, member));
    quote! {
        impl #name {
            #new
            #(#setters)*
        }
    }
}

fn nothing_set(scope: &Scope<'_>, structure: &Structure) -> TokenStream {
    scope.calls_methods_of("Default");
    let mut setters = structure.members.iter().filter(|member| member.setter);
    let default = if setters.any(|member| member.name.plain() == "default") {
        scope.name("Default")
    } else {
        quote!(Self)
    };
    let docs = doc(scope, "Nothing is set yet.");
    quote! {
        #docs
        #[inline]
        pub fn new() -> Self {
            #default::default()
        }
    }
}

/// `new`, with everything that is required.
fn constructor(scope: &Scope<'_>, structure: &Structure) -> TokenStream {
    let arguments = structure.constructor.iter().filter_map(|index| {
        let member = structure.members.get(*index)?;
        let name = &member.name;
        let ty = taken(scope, member, &quote!(#name)).ty;
        Some(quote!(#name: #ty))
    });
    let fields = structure.members.iter().map(|member| {
        let name = &member.name;
        if !member.required {
            let value = left_out(scope, member);
            return quote!(#name: #value);
        }
        let taken = taken(scope, member, &quote!(#name));
        if taken.as_it_is {
            return quote!(#name);
        }
        let value = taken.value;
        quote!(#name: #value)
    });
    let docs = doc(
        scope,
        "Takes what the service requires; everything else is left out until it is set.",
    );
    quote! {
        #docs
        #[inline]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields),* }
        }
    }
}

fn setter(scope: &Scope<'_>, member: &Member) -> TokenStream {
    let name = &member.name;
    let docs = doc(
        scope,
        &format!("Sets [`{0}`](field@Self::{0}).", name.plain()),
    );
    let deprecated = deprecated(member.deprecated.as_ref());
    let taken = taken(scope, member, &quote!(value));
    // A function that isn't generic would be compiled whether or not it is called.
    let inline = (!taken.generic).then(|| quote!(#[inline]));
    let (ty, value) = (taken.ty, taken.value);
    quote! {
        #docs
        #deprecated
        #inline
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// Shows each member to the codecs by its index in the table.
fn wire(scope: &Scope<'_>, structure: &Structure) -> TokenStream {
    let (wire, name) = (scope.wire(), &structure.name);
    let members = by_index(structure.members.iter().map(|member| &member.name));
    let default = structure.has_default().then(|| quote!(impl Default));
    quote!(#wire! { struct #name #default { #members } })
}
