//! The table of a service's endpoint rules, and the builder's methods for its own parameters.

use std::fmt::Debug;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::items;
use super::scope::Scope;
use crate::ir::{
    Attribute, Constant, Properties, RuleParameter, RuleSet, RuleStep, Scheme, Setting,
    SettingKind, Term,
};

/// How what a table is made of is called.
pub(super) trait Names {
    /// A name of the tables.
    fn name(&self, name: &'static str) -> TokenStream;
}

impl Names for Scope<'_> {
    fn name(&self, name: &'static str) -> TokenStream {
        Scope::name(self, name)
    }
}

/// The names as they are: where all of them are in sight.
pub(super) struct Plain;

impl Names for Plain {
    fn name(&self, name: &'static str) -> TokenStream {
        let name = Ident::new(name, Span::call_site());
        quote!(#name)
    }
}

/// A variant that is called as it is here.
fn variant(found: &impl Debug) -> Ident {
    Ident::new(&format!("{found:?}"), Span::call_site())
}

/// The table as a value.
pub(super) fn table(names: &impl Names, rules: &RuleSet) -> TokenStream {
    let [set, term, step] = ["RuleSet", "Term", "RuleStep"].map(|name| names.name(name));
    let parameters = rules.parameters.iter().map(|found| parameter(names, found));
    let (texts, parts) = (&rules.texts, list(&rules.parts));
    let terms = rules.terms.iter().map(|found| {
        let value = term_value(names, *found);
        quote!(#term::#value)
    });
    let properties = rules.properties.iter().map(|found| property(names, found));
    let steps = rules.steps.iter().map(|found| {
        let value = step_value(*found);
        quote!(#step::#value)
    });
    quote! {
        #set {
            parameters: &[#(#parameters),*],
            texts: &[#(#texts),*],
            parts: #parts,
            terms: &[#(#terms),*],
            properties: &[#(#properties),*],
            steps: &[#(#steps),*],
        }
    }
}

fn number(number: u16) -> Literal {
    Literal::u16_unsuffixed(number)
}

fn small(number: u8) -> Literal {
    Literal::u8_unsuffixed(number)
}

fn list(terms: &[u16]) -> TokenStream {
    let terms = terms.iter().copied().map(number);
    quote!(&[#(#terms),*])
}

fn parameter(names: &impl Names, found: &RuleParameter) -> TokenStream {
    let (parameter, name) = (names.name("Parameter"), &found.name);
    let of = found.built_in.map(|built_in| {
        let (kind, name) = (names.name("BuiltIn"), variant(&built_in));
        quote!(.of(#kind::#name))
    });
    let or = found.default.as_ref().map(|default| {
        let default = constant(names, default);
        quote!(.or(#default))
    });
    let required = found.required.then(|| quote!(.required()));
    quote!(#parameter::new(#name) #of #or #required)
}

/// A constant of a table.
pub(super) fn constant(names: &impl Names, found: &Constant) -> TokenStream {
    let kind = names.name("Constant");
    match found {
        Constant::Boolean(boolean) => quote!(#kind::Boolean(#boolean)),
        Constant::Text(text) => quote!(#kind::Text(#text)),
        Constant::Texts(texts) => quote!(#kind::Texts(&[#(#texts),*])),
    }
}

fn term_value(names: &impl Names, found: Term) -> TokenStream {
    let one = |name: &str, of: u16| {
        let (name, of) = (format_ident!("{name}"), number(of));
        quote!(#name(#of))
    };
    match found {
        Term::Parameter(place) => one("Parameter", place),
        Term::Prefix => quote!(Prefix),
        Term::Text(place) => one("Text", place),
        Term::Boolean(boolean) => quote!(Boolean(#boolean)),
        Term::Join(start, count) => {
            let (start, count) = (number(start), number(count));
            quote!(Join(#start, #count))
        }
        Term::IsSet(of) => one("IsSet", of),
        Term::Not(of) => one("Not", of),
        Term::Equal(left, right) => {
            let (left, right) = (number(left), number(right));
            quote!(Equal(#left, #right))
        }
        Term::Attribute(of, attribute) => {
            let (of, attribute) = (number(of), attribute_value(names, attribute));
            quote!(Attribute(#of, #attribute))
        }
        Term::Partition(of) => one("Partition", of),
        Term::Url(of) => one("Url", of),
        Term::Arn(of) => one("Arn", of),
        Term::UriEncoded(of) => one("UriEncoded", of),
        Term::Part(of, start, stop, reverse) => {
            let (of, start, stop) = (number(of), small(start), small(stop));
            quote!(Part(#of, #start, #stop, #reverse))
        }
        Term::HostLabel(of, dots) => {
            let of = number(of);
            quote!(HostLabel(#of, #dots))
        }
        Term::Bucket(of, dots) => {
            let of = number(of);
            quote!(Bucket(#of, #dots))
        }
    }
}

fn attribute_value(names: &impl Names, found: Attribute) -> TokenStream {
    let kind = names.name("Attribute");
    match found {
        Attribute::ArnResourceId(index) => {
            let index = small(index);
            quote!(#kind::ArnResourceId(#index))
        }
        Attribute::Element(index) => {
            let index = small(index);
            quote!(#kind::Element(#index))
        }
        plain => {
            let name = variant(&plain);
            quote!(#kind::#name)
        }
    }
}

fn property(names: &impl Names, found: &Properties) -> TokenStream {
    let kind = names.name("Properties");
    let mut fields = Vec::new();
    if !found.schemes.is_empty() {
        let schemes = found.schemes.iter().map(|found| scheme(names, found));
        fields.push(quote!(schemes: &[#(#schemes),*]));
    }
    if !found.headers.is_empty() {
        let headers = found.headers.iter().map(|(name, values)| {
            let values = list(values);
            quote!((#name, #values))
        });
        fields.push(quote!(headers: &[#(#headers),*]));
    }
    if let Some(backend) = &found.backend {
        let option = names.name("Option");
        fields.push(quote!(backend: #option::Some(#backend)));
    }
    if !found.metrics.is_empty() {
        let metrics = &found.metrics;
        fields.push(quote!(metrics: &[#(#metrics),*]));
    }
    if fields.is_empty() {
        return quote!(#kind::NONE);
    }
    quote!(#kind { #(#fields,)* ..#kind::NONE })
}

fn scheme(names: &impl Names, found: &Scheme) -> TokenStream {
    let [kind, schemes, option] = ["SchemeKind", "Scheme", "Option"].map(|name| names.name(name));
    let name = variant(&found.kind);
    let mut fields = Vec::new();
    if let Some(term) = found.signing_name.map(number) {
        fields.push(quote!(signing_name: #option::Some(#term)));
    }
    if let Some(term) = found.signing_region.map(number) {
        fields.push(quote!(signing_region: #option::Some(#term)));
    }
    if !found.region_set.is_empty() {
        let regions = list(&found.region_set);
        fields.push(quote!(region_set: #regions));
    }
    if found.raw_path {
        fields.push(quote!(raw_path: true));
    }
    if fields.is_empty() {
        return quote!(#schemes::new(#kind::#name));
    }
    quote!(#schemes { #(#fields,)* ..#schemes::new(#kind::#name) })
}

fn step_value(found: RuleStep) -> TokenStream {
    match found {
        RuleStep::Unless(term, otherwise) => {
            let (term, otherwise) = (number(term), number(otherwise));
            quote!(unless(#term, #otherwise))
        }
        RuleStep::Endpoint(url, properties) => {
            let (url, properties) = (number(url), number(properties));
            quote!(endpoint(#url, #properties))
        }
        RuleStep::Error(why) => {
            let why = number(why);
            quote!(error(#why))
        }
    }
}

/// The builder's methods for the service's own parameters: a trait, as the builder is the runtime's.
pub(super) fn settings(scope: &Scope<'_>, settings: &[Setting]) -> TokenStream {
    if settings.is_empty() {
        return TokenStream::new();
    }
    let methods = settings.iter().map(|found| {
        let docs = items::docs(scope, 1, &found.documentation);
        let (name, ty) = (&found.name, kind(scope, found.kind));
        quote!(#docs fn #name(self, value: #ty) -> Self;)
    });
    let bodies = settings.iter().map(|found| {
        let (name, wire, ty) = (&found.name, &found.wire, kind(scope, found.kind));
        quote! {
            fn #name(self, value: #ty) -> Self {
                self.endpoint_parameter(#wire, value)
            }
        }
    });
    let sized = quote!(::core::marker::Sized);
    quote! {
        #[doc = " What the builder of this service's client can be told beside what every builder can: bring it into scope."]
        pub trait ClientSettings: #sized {
            #(#methods)*
        }

        impl ClientSettings for ClientBuilder {
            #(#bodies)*
        }
    }
}

fn kind(scope: &Scope<'_>, kind: SettingKind) -> TokenStream {
    match kind {
        SettingKind::Boolean => quote!(bool),
        SettingKind::Text => scope.name("String"),
        SettingKind::Texts => {
            let [list, text] = ["Vec", "String"].map(|name| scope.name(name));
            quote!(#list<#text>)
        }
    }
}
