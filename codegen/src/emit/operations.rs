//! An operation: its request and response, its tables, and the client's methods.

use proc_macro2::TokenStream;
use quote::quote;

use super::calls::Method;
use super::items::constant;
use super::page;
use super::scope::{Output, Scope};
use super::structures::structure;
use super::traits::of_operation;
use super::{paginators, waiters};
use crate::ir::Operation;

/// The requests and responses that no other operation has.
pub(super) fn structures(scope: &Scope<'_>, operation: &Operation) -> Vec<TokenStream> {
    let structures = operation.structures.iter();
    structures.map(|owned| structure(scope, owned)).collect()
}

/// The tables and methods.
pub(super) fn calls(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    scope.of_calls(|scope| {
        let table = table(scope, operation);
        let pages = operation.paginator.iter();
        let pages_tables = pages
            .clone()
            .map(|found| paginators::table(scope, operation, found));
        let pages_methods = pages.map(|found| paginators::method(scope, operation, found));
        let waits = operation.waiters.iter();
        let waits_tables = waits.clone().map(|found| waiters::table(scope, found));
        let waits_methods = waits.map(|found| waiters::method(scope, operation, found));
        let (cfg, root, method) = (
            scope.only_with_client(),
            scope.root(),
            method(scope, operation),
        );
        quote! {
            #cfg
            impl #root::Client {
                #method
                #(#pages_methods)*
                #(#waits_methods)*
            }

            #table
            #(#pages_tables)*
            #(#waits_tables)*
        }
    })
}

fn method(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    // A file to include is read where it is used: no place for a manual page, nor for examples that rustdoc runs.
    let page = match scope.outlook.output {
        Output::Crate => page::attached(scope, operation),
        Output::Include => page::listed_errors(scope, operation),
    };
    Method {
        documentation: &operation.documentation,
        name: &operation.name,
        returned: quote!(Call),
        called: quote!(call),
        table: None,
    }
    .print(scope, operation, &page)
}

fn table(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let (constant, tables) = (constant(&operation.name, ""), scope.name("Operation"));
    let (cfg, root, name) = (scope.only_with_client(), scope.root(), &operation.wire);
    let method = (operation.method != "POST").then(|| {
        let method = &operation.method;
        quote!(method: #method,)
    });
    let uri = (operation.uri != "/").then(|| {
        let uri = &operation.uri;
        quote!(uri: #uri,)
    });
    let errors = operation.errors.iter().map(|error| error.variant.plain());
    let errors: Vec<&str> = errors.collect();
    let errors = (!errors.is_empty()).then(|| quote!(errors: &[#(#errors),*],));
    let traits = (!operation.traits.is_empty()).then(|| {
        let traits = operation
            .traits
            .iter()
            .map(|found| of_operation(scope, found));
        quote!(traits: &[#(#traits),*],)
    });
    quote! {
        #cfg
        static #constant: #tables = #tables {
            name: #name,
            #method
            #uri
            #errors
            #traits
            ..#tables::post(&#root::client::SERVICE)
        };
    }
}
