//! How a module gets at the service's types.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::Scope;
use super::imports::import;
use crate::ir::Name;

/// How a module gets at the service's types.
pub(in crate::emit) enum Reach<'a> {
    /// One by one: a glob of thousands of names in each of hundreds of files costs rustc seconds.
    Named {
        defined: BTreeSet<&'a Name>,
        used: BTreeSet<&'a Name>,
        used_in_calls: BTreeSet<&'a Name>,
    },
    /// All at once, in the few files that name most of them.
    Glob,
}

impl Reach<'_> {
    /// A module that names no type of the service.
    pub(in crate::emit) fn nothing() -> Self {
        Self::Named {
            defined: BTreeSet::new(),
            used: BTreeSet::new(),
            used_in_calls: BTreeSet::new(),
        }
    }

    /// Whether the module has the type in sight by its name.
    pub(super) fn has(&self, name: &Name) -> bool {
        match self {
            Self::Glob => true,
            Self::Named {
                defined,
                used,
                used_in_calls,
            } => [defined, used, used_in_calls]
                .iter()
                .any(|set| set.contains(name)),
        }
    }

    /// The imports of types.
    pub(super) fn imports(&self, scope: &Scope<'_>) -> TokenStream {
        let root = scope.root();
        let Self::Named {
            defined,
            used,
            used_in_calls,
        } = self
        else {
            return quote!(use #root::types::*;);
        };
        let in_sight = |name: &&&Name| scope.is_in_sight(name) && !defined.contains(*name);
        let path = quote!(#root::types);
        let plain = used.iter().filter(in_sight);
        let plain = import(&path, plain.map(|name| quote!(#name)));
        let of_calls = used_in_calls.iter().filter(|name| !used.contains(*name));
        let of_calls = import(&path, of_calls.filter(in_sight).map(|name| quote!(#name)));
        let cfg = scope.only_with_client();
        let of_calls = (!of_calls.is_empty()).then(|| quote!(#cfg #of_calls));
        quote!(#plain #of_calls)
    }
}
