//! The client and the service's table.

use proc_macro2::TokenStream;
use quote::quote;

use super::items::attributes;
use super::markdown;
use super::scope::{Output, Scope};
use super::traits::of_operation;
use super::{addresses, rule_set};
use crate::ir::{Discovery, Protocol, Rules, Service};

pub(super) fn client(scope: &Scope<'_>, service: &Service) -> TokenStream {
    let (table, client, methods) = (
        table(scope, service),
        definition(scope, service),
        methods(scope, service),
    );
    let (root, runtime) = (scope.root(), calls(scope));
    let settings = rule_set::settings(scope, &service.settings);
    let discovery = service
        .discovery
        .iter()
        .map(|found| discovery(scope, found));
    quote! {
        #client

        #[doc = " Makes a [`Client`]."]
        pub type ClientBuilder = #runtime::ClientBuilder<Client>;

        #[doc = " A call of this service: await it, or turn it into a request yourself."]
        pub type Call<Output> = #runtime::Call<Output, #root::Error>;

        #[doc = " The pages of an operation of this service."]
        pub type Pages<Output> = #runtime::Pages<Output, #root::Error>;

        #[doc = " A wait for a state of this service's resources."]
        pub type Wait<Output> = #runtime::Wait<Output, #root::Error>;

        #methods

        #settings

        #table

        #(#discovery)*
    }
}

fn definition(scope: &Scope<'_>, service: &Service) -> TokenStream {
    let title = markdown::inline(&service.title);
    let docs = attributes(&[format!(
        "Calls {title}. Cheap to clone; clones share connections, credentials and the quota of retries."
    )]);
    let (runtime, visible) = (calls(scope), visible(scope));
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct Client {
            #visible inner: #runtime::Client,
        }
    }
}

/// Where the runtime's part of calls is. A file to include may stand in a program whose runtime has none: it goes through one
/// name, the only one that rustc then misses.
fn calls(scope: &Scope<'_>) -> TokenStream {
    match scope.outlook.output {
        Output::Crate => scope.runtime(),
        Output::Include => {
            let root = scope.root();
            quote!(#root::calls)
        }
    }
}

/// What the generated code's modules share.
fn visible(scope: &Scope<'_>) -> TokenStream {
    match scope.outlook.output {
        Output::Crate => quote!(pub(crate)),
        Output::Include => quote!(pub(super)),
    }
}

fn methods(scope: &Scope<'_>, service: &Service) -> TokenStream {
    let (runtime, from) = (calls(scope), scope.name("From"));
    let protocol = protocol(scope, service.protocol);
    let discovering = service.discovery.as_ref();
    let discovering = discovering.map(|_| quote!(.discovering(&DISCOVERY)));
    let addresses = addresses::told(service);
    let addresses = addresses.iter().map(|line| format!(" {line}"));
    quote! {
        impl Client {
            #[doc = " A builder; what it isn't told comes from the environment."]
            #[doc = ""]
            #(#[doc = #addresses])*
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(&SERVICE, &#protocol)#discovering
            }
        }

        #[doc(hidden)]
        impl #from<#runtime::Client> for Client {
            fn from(inner: #runtime::Client) -> Self {
                Self { inner }
            }
        }

        impl #runtime::ServiceClient for Client {
            fn builder() -> ClientBuilder {
                Self::builder()
            }
        }
    }
}

/// What is asked for the endpoints of operations.
fn discovery(scope: &Scope<'_>, discovery: &Discovery) -> TokenStream {
    let (table, operation) = (scope.name("Discovery"), scope.name("Operation"));
    let Discovery {
        wire,
        method,
        uri,
        traits,
        required,
    } = discovery;
    let method = (method != "POST").then(|| quote!(method: #method,));
    let uri = (uri != "/").then(|| quote!(uri: #uri,));
    let traits = traits.iter().map(|found| of_operation(scope, found));
    quote! {
        static ENDPOINTS: #operation = #operation {
            name: #wire,
            #method
            #uri
            traits: &[#(#traits),*],
            ..#operation::post(&SERVICE)
        };

        static DISCOVERY: #table = #table::new(&ENDPOINTS, #required);
    }
}

/// What the model says of the whole service.
fn table(scope: &Scope<'_>, service: &Service) -> TokenStream {
    let (visible, tables) = (visible(scope), scope.name("Service"));
    let Service {
        id,
        api_version,
        endpoint_prefix,
        signing_name,
        auth,
        signature_version,
        ..
    } = service;
    let target_prefix = service.target_prefix.iter();
    let xml_namespace = service.xml_namespace.iter();
    let query_compatible = service
        .query_compatible
        .then(|| quote!(query_compatible: true,));
    let (own, rules) = rules(scope, &service.rules);
    let per_call = service
        .rules_per_call
        .then(|| quote!(rules_per_call: true,));
    let api_key = service.api_key.iter().map(|key| {
        let (table, kind) = (scope.name("ApiKey"), scope.name("KeyPlace"));
        let (name, scheme) = (&key.name, key.scheme.as_deref().unwrap_or_default());
        let place = if key.in_query {
            quote!(Query)
        } else {
            quote!(Header)
        };
        quote!(api_key: Some(#table { name: #name, place: #kind::#place, scheme: #scheme }),)
    });
    let api_key: TokenStream = api_key.collect();
    quote! {
        #own

        #visible static SERVICE: #tables = #tables {
            id: #id,
            api_version: #api_version,
            endpoint_prefix: #endpoint_prefix,
            signing_name: #signing_name,
            #(target_prefix: #target_prefix,)*
            #(xml_namespace: #xml_namespace,)*
            auth: &[#(#auth),*],
            signature_version: #signature_version,
            #query_compatible
            #rules
            #per_call
            #api_key
            ..#tables::UNKNOWN
        };
    }
}

/// The table of the service's own rules, and the field that names those that it has; most have the usual ones.
fn rules(scope: &Scope<'_>, rules: &Rules) -> (TokenStream, TokenStream) {
    match rules {
        Rules::Shared("REGIONAL") => (TokenStream::new(), TokenStream::new()),
        Rules::Shared(name) => {
            let shared = scope.name(name);
            (TokenStream::new(), quote!(rules: &#shared,))
        }
        Rules::Own(rules) => {
            let (set, table) = (scope.name("RuleSet"), rule_set::table(scope, rules));
            let own = quote! {
                #[doc = " Which address a request goes to, and how it is signed for it."]
                static RULES: #set = #table;
            };
            (own, quote!(rules: &RULES,))
        }
    }
}

fn protocol(scope: &Scope<'_>, protocol: Protocol) -> TokenStream {
    scope.name(match protocol {
        Protocol::AwsJson1_0 => "AwsJson1_0",
        Protocol::AwsJson1_1 => "AwsJson1_1",
        Protocol::RestJson1 => "RestJson1",
        Protocol::RestXml => "RestXml",
        Protocol::AwsQuery => "AwsQuery",
        Protocol::Ec2Query => "Ec2Query",
        Protocol::RpcV2Cbor => "RpcV2Cbor",
    })
}
