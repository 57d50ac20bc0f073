//! How a file calls what stands elsewhere: the root of the generated code, std, the runtime, and the service's types.
//!
//! Says names and notes what has to be imported for them; prints no item.

mod home;
mod imports;
mod paths;
mod reach;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::layout::Docs;
use crate::ir::{Name, Package, Service, Type};
use home::{Home, PRELUDE, home};
use imports::Imports;
pub(super) use reach::Reach;

/// What the file is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum Output {
    /// A crate with features.
    Crate,
    /// A module of somebody else's crate, with whatever that crate does to its modules.
    Include,
}

/// What all files of an output share.
#[derive(Clone, Copy)]
pub(in crate::emit) struct Outlook<'a> {
    pub(in crate::emit) service: &'a Service,
    pub(in crate::emit) package: &'a Package,
    pub(in crate::emit) output: Output,
    pub(in crate::emit) docs: &'a Docs,
    /// Names of the service's types: what else has such a name is called by its path.
    pub(in crate::emit) types: &'a BTreeSet<&'a str>,
}

/// The names of one module.
pub(in crate::emit) struct Scope<'a> {
    pub(in crate::emit) outlook: Outlook<'a>,
    /// How many modules it lies below the root.
    depth: usize,
    reach: Reach<'a>,
    imports: RefCell<Imports>,
    /// What is printed now is left out where a crate has its types alone.
    in_call: Cell<bool>,
}

impl<'a> Scope<'a> {
    pub(in crate::emit) fn new(outlook: Outlook<'a>, depth: usize, reach: Reach<'a>) -> Self {
        Self {
            outlook,
            depth,
            reach,
            imports: RefCell::default(),
            in_call: Cell::new(false),
        }
    }

    /// The root of the generated code.
    pub(in crate::emit) fn root(&self) -> TokenStream {
        match self.outlook.output {
            Output::Crate => quote!(crate),
            Output::Include => {
                let up = std::iter::repeat_n(quote!(super), self.depth);
                quote!(#(#up)::*)
            }
        }
    }

    /// How many modules of the same file it lies in.
    pub(in crate::emit) fn nesting(&self) -> usize {
        match self.outlook.output {
            Output::Crate => 0,
            Output::Include => self.depth,
        }
    }

    /// The runtime.
    pub(in crate::emit) fn runtime(&self) -> TokenStream {
        self.outlook.runtime()
    }

    /// A name of std, the runtime or its tables, imported; by its path where a type of the service has the name.
    pub(in crate::emit) fn name(&self, name: &'static str) -> TokenStream {
        let ident = Ident::new(name, Span::call_site());
        let hidden = self.outlook.types.contains(name);
        let module = |module| Ident::new(module, Span::call_site());
        let mut imports = self.imports.borrow_mut();
        match home(name) {
            Home::Prelude(of) | Home::Std(of) if hidden => {
                let of = module(of);
                quote!(::std::#of::#ident)
            }
            Home::Runtime if hidden => {
                let runtime = self.runtime();
                quote!(#runtime::#ident)
            }
            Home::Tables if hidden => {
                self.note_tables(&mut imports, "self");
                quote!(tables::#ident)
            }
            Home::Prelude(_) => quote!(#ident),
            Home::Std(_) => {
                imports.std.insert(name);
                quote!(#ident)
            }
            Home::Runtime => {
                imports.runtime.insert(name);
                quote!(#ident)
            }
            Home::Tables => {
                self.note_tables(&mut imports, name);
                quote!(#ident)
            }
        }
    }

    /// Says that the methods of this trait of the prelude are called. Where the prelude is a glob among others, a type of
    /// that name puts the trait out of sight.
    pub(in crate::emit) fn calls_methods_of(&self, name: &'static str) {
        if let Home::Prelude(of) = home(name)
            && self.outlook.output == Output::Include
            && self.outlook.types.contains(name)
        {
            self.imports.borrow_mut().methods.insert((name, of));
        }
    }

    fn note_tables(&self, imports: &mut Imports, name: &'static str) {
        if self.in_call.get() {
            imports.tables_of_calls.insert(name);
        } else {
            imports.tables.insert(name);
        }
    }

    /// The macro that lets the codecs see a type; by its path, as a host may have one of that name.
    pub(in crate::emit) fn wire(&self) -> TokenStream {
        self.imports.borrow_mut().tables.insert("self");
        quote!(tables::wire)
    }

    /// A type of the service.
    pub(in crate::emit) fn named(&self, name: &Name) -> TokenStream {
        if self.is_in_sight(name) {
            return quote!(#name);
        }
        let root = self.root();
        quote!(#root::types::#name)
    }

    /// Whether the name alone is enough.
    fn is_in_sight(&self, name: &Name) -> bool {
        let ambiguous = self.outlook.output == Output::Include && PRELUDE.contains(&name.plain());
        !ambiguous && self.reach.has(name)
    }

    /// A type as Rust writes it.
    pub(in crate::emit) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Boolean => quote!(bool),
            Type::Integer => quote!(i32),
            Type::Long => quote!(i64),
            Type::Float => quote!(f32),
            Type::Double => quote!(f64),
            Type::String => self.name("String"),
            Type::Blob => self.name("Bytes"),
            Type::Stream => self.name("ByteStream"),
            Type::Timestamp => self.name("Timestamp"),
            Type::Document => self.name("Document"),
            Type::Named(name) => self.named(name),
            Type::List { element, sparse } => {
                let (list, element) = (self.name("Vec"), self.within(element, *sparse));
                quote!(#list<#element>)
            }
            Type::Map { key, value, sparse } => {
                let (map, key) = (self.name("BTreeMap"), self.ty(key));
                let value = self.within(value, *sparse);
                quote!(#map<#key, #value>)
            }
        }
    }

    /// An element's or entry's type.
    pub(in crate::emit) fn within(&self, ty: &Type, sparse: bool) -> TokenStream {
        let inner = self.ty(ty);
        if sparse {
            let option = self.name("Option");
            quote!(#option<#inner>)
        } else {
            inner
        }
    }

    /// Prints what only calls need: a crate leaves it out where it has its types alone.
    pub(in crate::emit) fn of_calls(
        &self,
        print: impl FnOnce(&Self) -> TokenStream,
    ) -> TokenStream {
        self.in_call.set(true);
        let printed = print(self);
        self.in_call.set(false);
        printed
    }

    /// Leaves the next item out where a crate has its types alone. A file to include has no features of its own.
    pub(in crate::emit) fn only_with_client(&self) -> TokenStream {
        self.outlook.only_with_client()
    }
}

impl Outlook<'_> {
    /// The runtime, as this output calls it.
    pub(in crate::emit) fn runtime(&self) -> TokenStream {
        let path = self.package.runtime.as_str();
        let path = match self.output {
            Output::Crate => path.trim_start_matches("::"),
            Output::Include => path,
        };
        // `lower` has seen that it is a path.
        path.parse().unwrap_or_default()
    }

    /// See [`Scope::only_with_client`].
    pub(in crate::emit) fn only_with_client(&self) -> TokenStream {
        match self.output {
            Output::Crate => quote!(#[cfg(feature = "client")]),
            Output::Include => TokenStream::new(),
        }
    }
}

#[cfg(test)]
mod tests;
