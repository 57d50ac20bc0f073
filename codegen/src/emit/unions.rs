//! A union: an enum with a variant per member and one for members that the model doesn't know, and its table.

use proc_macro2::TokenStream;
use quote::quote;

use super::items::{deprecated, docs};
use super::scope::Scope;
use super::tables::{Row, by_index, table};
use crate::ir::{Arm, Union};

pub(super) fn union(scope: &Scope<'_>, union: &Union) -> TokenStream {
    let (docs, name) = (docs(scope, 0, &union.documentation), &union.name);
    let deprecated = deprecated(union.deprecated.as_ref());
    let arms = union.arms.iter().map(|arm| variant(scope, arm));
    let string = scope.name("String");
    let rows = union.arms.iter().map(|arm| Row {
        key: &arm.wire,
        traits: &arm.traits,
    });
    let table = table(scope, name, &union.shape, &union.traits, rows);
    let (wire, members) = (
        scope.wire(),
        by_index(union.arms.iter().map(|arm| &arm.name)),
    );
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        #deprecated
        #[non_exhaustive]
        pub enum #name {
            #(#arms,)*
            #[doc = " A member that the model doesn't know, by its name; it can't be sent."]
            Unrecognized(#string),
        }

        #table

        #wire! { union #name { #members } }
    }
}

fn variant(scope: &Scope<'_>, arm: &Arm) -> TokenStream {
    let (docs, name, ty) = (
        docs(scope, 1, &arm.documentation),
        &arm.name,
        scope.ty(&arm.ty),
    );
    let deprecated = deprecated(arm.deprecated.as_ref());
    let ty = if arm.boxed {
        let boxed = scope.name("Box");
        quote!(#boxed<#ty>)
    } else {
        ty
    };
    quote!(#docs #deprecated #name(#ty))
}
