//! Everything in one file, to be included in a module of the user's.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::layout::{self, Docs, Unprintable};
use super::roots::{allowed_in_file, exports_of_file, module_docs, tables};
use super::scope::{Outlook, Output, Reach, Scope};
use super::{client, errors, notice, operations, types};
use crate::check::Checked;
use crate::ir::Package;

/// The text of the file.
///
/// # Errors
/// What was printed is no Rust: a mistake of ours.
pub(crate) fn single_file(service: &Checked, package: &Package) -> Result<String, Unprintable> {
    let names = service.type_names().collect();
    let docs = Docs::default();
    let outlook = Outlook {
        docs: &docs,
        service,
        package,
        output: Output::Include,
        types: &names,
    };
    let mut parts = vec![types(outlook)];
    if !package.types_only {
        parts.extend([client(outlook), errors(outlook), operations(outlook)]);
    }
    parts.extend([exports_of_file(outlook), tables(outlook)]);
    let text = layout::file(&docs, parts)?;
    Ok(format!("// {}\n\n{text}", notice(package)))
}

fn types(outlook: Outlook<'_>) -> TokenStream {
    let kinds = types::kinds(outlook.service, outlook.service.all_structures());
    let modules = kinds.iter().map(|kind| {
        let name = Ident::new(kind.name(), Span::call_site());
        let parts = kind.print(outlook, 2);
        quote!(mod #name { #(#parts)* })
    });
    let names = kinds
        .iter()
        .map(|kind| Ident::new(kind.name(), Span::call_site()));
    let (docs, allowed) = (module_docs("The types of the service."), allowed_in_file());
    quote! {
        #docs
        #allowed
        pub mod types {
            #(pub use #names::*;)*
            #(#modules)*
        }
    }
}

fn client(outlook: Outlook<'_>) -> TokenStream {
    let scope = Scope::new(outlook, 1, Reach::nothing());
    let client = client::client(&scope, outlook.service);
    module("client", &scope, &client)
}

fn errors(outlook: Outlook<'_>) -> TokenStream {
    let scope = Scope::new(outlook, 1, types::of_errors(outlook.service));
    let errors = errors::errors(&scope, outlook.service);
    module("error", &scope, &errors)
}

fn operations(outlook: Outlook<'_>) -> TokenStream {
    let scope = Scope::new(outlook, 1, Reach::Glob);
    let calls = outlook
        .service
        .operations
        .iter()
        .map(|operation| operations::calls(&scope, operation));
    let calls: Vec<TokenStream> = calls.collect();
    module("operation", &scope, &quote!(#(#calls)*))
}

fn module(name: &str, scope: &Scope<'_>, items: &TokenStream) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    let (allowed, imports) = (allowed_in_file(), scope.imports());
    quote! {
        #allowed
        mod #name {
            #imports
            #items
        }
    }
}
