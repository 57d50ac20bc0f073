//! A paginator: its table, and the client's method.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::calls::Method;
use super::expressions::expression;
use super::items::constant;
use super::scope::Scope;
use crate::ir::{Operation, Paginator};

pub(super) fn table(
    scope: &Scope<'_>,
    operation: &Operation,
    paginator: &Paginator,
) -> TokenStream {
    let (constant, tables) = (constant(&operation.name, "_PAGES"), scope.name("Paginator"));
    let tokens = paginator.tokens.iter().map(|(index, found)| {
        let (index, found) = (Literal::usize_unsuffixed(*index), expression(scope, found));
        quote!((#index, #found))
    });
    let more = paginator.more.iter().map(|more| expression(scope, more));
    let cfg = scope.only_with_client();
    quote! {
        #cfg
        static #constant: #tables = #tables {
            tokens: &[#(#tokens),*],
            more: &[#(#more),*],
        };
    }
}

pub(super) fn method(
    scope: &Scope<'_>,
    operation: &Operation,
    paginator: &Paginator,
) -> TokenStream {
    Method {
        documentation: &paginator.documentation,
        name: &paginator.method,
        returned: quote!(Pages),
        called: quote!(pages),
        table: Some(constant(&operation.name, "_PAGES")),
    }
    .print(scope, operation, &TokenStream::new())
}
