//! The files that hold others together: the crate's root, the roots of types and operations, and what is re-exported.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::items::{attributes, inner_docs};
use super::scope::{Outlook, Output, Reach, Scope};
use crate::ir::{Name, Operation};

/// What users of the types need of the runtime.
const OF_TYPES: [&str; 5] = [
    "ByteStream",
    "Bytes",
    "Document",
    "StreamReader",
    "Timestamp",
];

/// What signatures of calls mention beside that.
const OF_CALLS: [&str; 26] = [
    "AccountIdEndpointMode",
    "BearerToken",
    "CallError",
    "Checksums",
    "ConfigError",
    "Credentials",
    "CredentialsError",
    "DecodeError",
    "Details",
    "EncodeError",
    "Explanation",
    "ProvideCredentials",
    "ProvideToken",
    "ProvidedCredentials",
    "ProvidedToken",
    "RetryConfig",
    "RetryMode",
    "ServiceClient",
    "ServiceError",
    "SigningScope",
    "TransportError",
    "WaitError",
    "http",
    "metrics",
    "presign",
    "transport",
];

/// What the generated code itself defines for calls.
const OWN: [&str; 5] = ["Call", "Client", "ClientBuilder", "Pages", "Wait"];
/// The same, where the service has settings of its own.
const OWN_WITH_SETTINGS: [&str; 6] = [
    "Call",
    "Client",
    "ClientBuilder",
    "ClientSettings",
    "Pages",
    "Wait",
];

fn own(outlook: Outlook<'_>) -> Vec<Ident> {
    if outlook.service.settings.is_empty() {
        idents(&OWN)
    } else {
        idents(&OWN_WITH_SETTINGS)
    }
}

/// The root of a crate, in parts that stand apart.
pub(super) fn of_crate(outlook: Outlook<'_>) -> [TokenStream; 3] {
    let scope = Scope::new(outlook, 0, Reach::nothing());
    let docs = inner_docs(&scope, &outlook.service.documentation);
    let updates = inner(&UPDATES);
    let (allowed, tables) = (allowed_in_crate(outlook), tables(outlook));
    let (modules, exports) = (modules(outlook), exports(outlook));
    [
        quote!(#docs #updates),
        quote!(#![forbid(unsafe_code)] #allowed),
        quote!(#modules #exports #tables),
    ]
}

/// What a new version of the crate may change.
const UPDATES: [&str; 8] = [
    "",
    " # Updates",
    " A new version of the service's model adds members to structures, values to enums, and operations; that is a minor",
    " version of this crate. So end a struct literal with `..Default::default()`, or use `new` and the setters, and give a",
    " `match` over an enum, a union or an error an arm for the rest.",
    "",
    " `new` takes its arguments in the order of their names in the model, wherever they stand there, and two values that",
    " would have one name have neither, so that what was written means what it did, or stops compiling.",
];

fn inner(lines: &[&str]) -> TokenStream {
    quote!(#(#![doc = #lines])*)
}

fn allowed_in_crate(outlook: Outlook<'_>) -> TokenStream {
    // Without the client there is nothing that the types could point to.
    let links = (!outlook.package.types_only).then(
        || quote!(#![cfg_attr(not(feature = "client"), allow(rustdoc::broken_intra_doc_links))]),
    );
    quote! {
        #![allow(
            deprecated,
            clippy::all,
            clippy::pedantic,
            reason = "a deprecated item still belongs to the API, and names and sizes are the model's"
        )]
        #links
    }
}

/// The runtime's private part, in the version that the tables are made for.
pub(super) fn tables(outlook: Outlook<'_>) -> TokenStream {
    let runtime = outlook.runtime();
    let calls = outlook.output == Output::Include && !outlook.package.types_only;
    // In one import: where it fails, it fails once.
    let import = if calls {
        quote!(use #runtime::__private::v1::{self as tables, calls};)
    } else {
        quote!(use #runtime::__private::v1 as tables;)
    };
    let import = match (outlook.types.is_empty(), outlook.package.types_only) {
        (false, _) => import,
        (true, true) => TokenStream::new(),
        // Without a type the calls alone have tables.
        (true, false) => {
            let cfg = outlook.only_with_client();
            quote!(#cfg #import)
        }
    };
    let features = features(outlook);
    quote! {
        #runtime::requires_tables!(1);
        #features

        #import
    }
}

/// What the runtime has to have turned on, so that the build says what is missing, and not each line that uses it.
fn features(outlook: Outlook<'_>) -> TokenStream {
    let needed = &outlook.package.needed_features;
    if needed.is_empty() {
        return TokenStream::new();
    }
    let (cfg, runtime) = (outlook.only_with_client(), outlook.runtime());
    let rows = needed.iter().map(|needed| {
        let feature = Ident::new(needed.feature, Span::call_site());
        let needed_by = &needed.needed_by;
        quote!(#feature => #needed_by)
    });
    quote! {
        #cfg
        #runtime::requires_features! { #(#rows),* }
    }
}

fn modules(outlook: Outlook<'_>) -> TokenStream {
    if outlook.package.types_only {
        return quote!(
            pub mod types;
        );
    }
    let cfg = outlook.only_with_client();
    quote! {
        #cfg
        mod client;
        #cfg
        mod error;
        mod operation;
        pub mod types;
    }
}

/// What the root re-exports of a crate's own modules and of the runtime.
fn exports(outlook: Outlook<'_>) -> TokenStream {
    let runtime = outlook.runtime();
    let of_types = idents(&OF_TYPES);
    let of_types = quote!(pub use #runtime::{#(#of_types),*};);
    if outlook.package.types_only {
        return of_types;
    }
    let (cfg, own) = (outlook.only_with_client(), own(outlook));
    let of_calls = idents(&OF_CALLS);
    quote! {
        #cfg
        pub use client::{#(#own),*};
        #cfg
        pub use error::Error;
        #of_types
        #cfg
        pub use #runtime::{#(#of_calls),*};
        #[cfg(feature = "async")]
        pub use #runtime::Sending;
        #[cfg(feature = "blocking")]
        pub use #runtime::BlockingPages;
    }
}

/// What a file to include re-exports; the runtime knows which of its features are on.
pub(super) fn exports_of_file(outlook: Outlook<'_>) -> TokenStream {
    let runtime = outlook.runtime();
    let allowed = quote!(#[allow(unused_imports, unreachable_pub)]);
    let of_types = idents(&OF_TYPES);
    let of_types = quote!(#allowed pub use #runtime::{#(#of_types),*};);
    if outlook.package.types_only {
        return of_types;
    }
    let (own, of_calls) = (own(outlook), idents(&OF_CALLS));
    // Named one by one: without the runtime's client these names are known to be missing, and nothing else is told.
    quote! {
        #allowed
        pub use client::{#(#own),*};
        #allowed
        pub use error::Error;
        #of_types
        #allowed
        pub use calls::{#(#of_calls),*};
        #allowed
        pub use calls::*;
    }
}

fn idents(names: &[&str]) -> Vec<Ident> {
    let idents = names.iter().map(|name| Ident::new(name, Span::call_site()));
    idents.collect()
}

/// The root of the types: each kind has a file, and the operations have what is theirs alone.
pub(super) fn of_types(outlook: Outlook<'_>, kinds: &[&str]) -> [TokenStream; 2] {
    let docs = inner(&[
        " The types of the service.",
        "",
        " Below each type stands its table, in the terms of the wire; `wire!` hands its members to the codecs by their index.",
    ]);
    let owned = outlook
        .service
        .operations
        .iter()
        .any(|operation| !operation.structures.is_empty());
    let owned = (owned && !outlook.package.types_only).then(|| {
        quote!(
            pub use crate::operation::*;
        )
    });
    let kinds = idents(kinds);
    let items = quote! {
        #(mod #kinds;)*
        #owned
        #(pub use #kinds::*;)*
    };
    [docs, items]
}

/// The root of the operations. What they have is re-exported by name: a glob would make rustc go through the whole crate
/// again for every link of the chain.
pub(super) fn of_operations(operations: &[Operation]) -> [TokenStream; 2] {
    let docs = inner(&[
        " The operations, each with the request and response that no other has.",
        "",
        " Below each stand its tables, in the terms of the wire; `wire!` hands a structure's members to the codecs by their",
        " index.",
    ]);
    let modules: BTreeSet<&Name> = operations
        .iter()
        .map(|operation| &operation.module)
        .collect();
    let exports = operations
        .iter()
        .filter(|operation| !operation.structures.is_empty());
    let exports = exports.map(|operation| {
        let module = &operation.module;
        let names = operation.structures.iter().map(|structure| &structure.name);
        let mut names: Vec<&Name> = names.collect();
        names.sort();
        match names.as_slice() {
            [name] => quote!(pub use #module::#name;),
            names => quote!(pub use #module::{#(#names),*};),
        }
    });
    let modules = modules.iter();
    let items = quote! {
        #(mod #modules;)*
        #(#exports)*
    };
    [docs, items]
}

/// What a module of a file to include may do that its host would warn of.
pub(super) fn allowed_in_file() -> TokenStream {
    quote! {
        #[allow(
            dead_code,
            deprecated,
            unreachable_pub,
            unused_imports,
            clippy::all,
            clippy::pedantic,
            reason = "not every program uses all of the API, and names and sizes are the model's"
        )]
    }
}

/// The doc of a module of a file to include.
pub(super) fn module_docs(line: &str) -> TokenStream {
    attributes(&[line])
}
