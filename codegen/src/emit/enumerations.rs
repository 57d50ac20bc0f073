//! An enum of strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::items::{deprecated, doc, docs};
use super::scope::Scope;
use crate::ir::Enumeration;

pub(super) fn enumeration(scope: &Scope<'_>, enumeration: &Enumeration) -> TokenStream {
    let definition = definition(scope, enumeration);
    let (from, wire, name) = (from(scope, enumeration), scope.wire(), &enumeration.name);
    let values = enumeration.variants.iter().map(|variant| &variant.wire);
    let texts = enumeration.variants.iter().map(|variant| {
        let (name, wire) = (&variant.name, &variant.wire);
        quote!(Self::#name => #wire)
    });
    let docs_of_values = doc(
        scope,
        "The values that the model knows, in the order of their characters.",
    );
    let docs_of_text = doc(scope, "The value on the wire.");
    let order = enumeration.key.then(|| quote!(impl Ord));
    quote! {
        #definition

        impl #name {
            #docs_of_values
            pub const VALUES: &'static [&'static str] = &[#(#values),*];

            #docs_of_text
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#texts,)*
                    Self::Unrecognized(value) => value,
                }
            }
        }

        #from

        #wire! { enum #name #order }
    }
}

fn definition(scope: &Scope<'_>, enumeration: &Enumeration) -> TokenStream {
    let docs_of = |level, text| docs(scope, level, text);
    let (docs, name) = (docs_of(0, &enumeration.documentation), &enumeration.name);
    let deprecated = deprecated(enumeration.deprecated.as_ref());
    let variants = enumeration.variants.iter().map(|variant| {
        let (docs, name) = (docs_of(1, &variant.documentation), &variant.name);
        quote!(#docs #name)
    });
    let string = scope.name("String");
    let docs_of_rest = doc(
        scope,
        "A value that the model doesn't know; it is kept and sent as it is.",
    );
    quote! {
        #docs
        #[derive(Clone)]
        #deprecated
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #docs_of_rest
            Unrecognized(#string),
        }
    }
}

/// Few values are compared one by one; among many one is searched for.
fn from(scope: &Scope<'_>, enumeration: &Enumeration) -> TokenStream {
    scope.calls_methods_of("ToOwned");
    let (from, name) = (scope.name("From"), &enumeration.name);
    let known = enumeration.variants.iter().map(|variant| {
        let (name, wire) = (&variant.name, &variant.wire);
        if enumeration.sorted {
            quote!((#wire, Self::#name))
        } else {
            quote!(#wire => Self::#name)
        }
    });
    if !enumeration.sorted {
        return quote! {
            impl #from<&str> for #name {
                #[inline]
                fn from(value: &str) -> Self {
                    match value {
                        #(#known,)*
                        other => Self::Unrecognized(other.to_owned()),
                    }
                }
            }
        };
    }
    scope.calls_methods_of("Clone");
    let search = scope.name("sorted");
    quote! {
        impl #name {
            const KNOWN: &'static [(&'static str, Self)] = &[#(#known),*];
        }

        impl #from<&str> for #name {
            #[inline]
            fn from(value: &str) -> Self {
                match #search(Self::KNOWN, value) {
                    Some(known) => known.clone(),
                    None => Self::Unrecognized(value.to_owned()),
                }
            }
        }
    }
}
