//! The table of a structure or union, in wire terms, and the macro call that lets the codecs see its members.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::traits::with;
use crate::ir::{Name, Trait};

/// A row of the table: the key on the wire and what sets it apart.
pub(super) struct Row<'a> {
    pub(super) key: &'a str,
    pub(super) traits: &'a [Trait],
}

/// The table itself.
pub(super) fn table<'a>(
    scope: &Scope<'_>,
    name: &Name,
    shape: &str,
    traits: &[Trait],
    rows: impl Iterator<Item = Row<'a>>,
) -> TokenStream {
    let [described, schema] = ["Described", "Schema"].map(|name| scope.name(name));
    let rows = rows.map(|Row { key, traits }| {
        let (member, with) = (scope.name("Member"), with(scope, traits));
        quote!(#member::new(#key) #with)
    });
    let with = with(scope, traits);
    quote! {
        impl #described for #name {
            const SCHEMA: &'static #schema = &#schema::new(#shape, &[#(#rows),*]) #with;
        }
    }
}

/// `0 => first, 1 => second, …`
pub(super) fn by_index<'a>(names: impl Iterator<Item = &'a Name>) -> TokenStream {
    let entries = names.enumerate().map(|(index, name)| {
        let index = Literal::usize_unsuffixed(index);
        quote!(#index => #name)
    });
    quote!(#(#entries),*)
}
