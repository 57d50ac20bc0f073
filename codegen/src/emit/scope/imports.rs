//! What a module has to import for the names that it uses.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Output, Scope};

/// What a module has to import, by where it comes from.
#[derive(Default)]
pub(super) struct Imports {
    /// Traits whose methods are called, with their module, where a type of the service puts them out of sight.
    pub(super) methods: BTreeSet<(&'static str, &'static str)>,
    pub(super) std: BTreeSet<&'static str>,
    pub(super) runtime: BTreeSet<&'static str>,
    pub(super) tables: BTreeSet<&'static str>,
    /// Of the runtime's private part, for calls alone.
    pub(super) tables_of_calls: BTreeSet<&'static str>,
}

impl Scope<'_> {
    /// The imports of all that was named; to be asked last.
    pub(in crate::emit) fn imports(&self) -> TokenStream {
        let imports = self.imports.borrow();
        let (of_std, of_tables) = (imports.of_std(self.outlook.output), imports.of_tables(self));
        let runtime = imports.runtime.iter().map(|name| ident(name));
        let runtime = import(&self.runtime(), runtime);
        let types = self.reach.imports(self);
        quote!(#of_std #runtime #of_tables #types)
    }
}

impl Imports {
    fn of_std(&self, output: Output) -> TokenStream {
        let include = output == Output::Include;
        // Whoever includes the file may have taken the prelude away.
        let prelude = include.then(|| {
            quote!(
                use ::std::prelude::v1::*;
            )
        });
        let methods = self.methods.iter().map(|(name, of)| {
            let (name, of) = (ident(name), ident(of));
            quote!(use ::std::#of::#name as _;)
        });
        let start = include.then(|| quote!(::));
        let std = self.std.iter().map(|name| {
            let name = ident(name);
            quote!(use #start std::collections::#name;)
        });
        // Before the glob, or rustc warns of methods that it would find in an ambiguous trait.
        quote!(#(#methods)* #prelude #(#std)*)
    }

    /// What only calls use is left out with them; a file to include has all in one.
    fn of_tables(&self, scope: &Scope<'_>) -> TokenStream {
        let (root, cfg) = (scope.root(), scope.only_with_client());
        let path = quote!(#root::tables);
        let only_calls = self.tables_of_calls.difference(&self.tables);
        if cfg.is_empty() {
            let all = self.tables.iter().chain(only_calls);
            return import(&path, all.map(|name| ident(name)));
        }
        let tables = import(&path, self.tables.iter().map(|name| ident(name)));
        let of_calls = import(&path, only_calls.map(|name| ident(name)));
        let of_calls = (!of_calls.is_empty()).then(|| quote!(#cfg #of_calls));
        quote!(#tables #of_calls)
    }
}

fn ident(name: &str) -> TokenStream {
    if name == "self" {
        return quote!(self);
    }
    let ident = Ident::new(name, Span::call_site());
    quote!(#ident)
}

/// `use path::{names};`, or nothing.
pub(super) fn import(path: &TokenStream, names: impl Iterator<Item = TokenStream>) -> TokenStream {
    let mut names: Vec<TokenStream> = names.collect();
    // `use path::{self}` is `use path`.
    if let [name] = names.as_slice() {
        if name.to_string() == "self" {
            return quote!(use #path;);
        }
        return quote!(use #path::#name;);
    }
    if names.is_empty() {
        return TokenStream::new();
    }
    names.sort_by_key(|name| (name.to_string() != "self", name.to_string()));
    quote!(use #path::{#(#names),*};)
}
