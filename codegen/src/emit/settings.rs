//! What a client's builder is told in examples: what a service can't be called without.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Service;

/// The calls of the builder's methods.
pub(super) fn settings(service: &Service) -> TokenStream {
    if service.is_of_aws() {
        return quote!(.region("us-east-1"));
    }
    let identity = service.auth.first().map(String::as_str);
    let identity = match identity {
        Some("smithy.api#httpBearerAuth") => quote!(.bearer_token("token")),
        Some("smithy.api#httpApiKeyAuth") => quote!(.api_key("key")),
        Some("smithy.api#httpBasicAuth") => quote!(.basic_auth("name", "password")),
        _ => TokenStream::new(),
    };
    quote!(.endpoint_url("https://api.example.com") #identity)
}

/// The same as text.
pub(super) fn text(service: &Service) -> String {
    settings(service)
        .to_string()
        .replace(' ', "")
        .replace(",\"", ", \"")
}

/// What a builder that isn't told everything looks at.
pub(super) fn environment(service: &Service) -> &'static str {
    if service.is_of_aws() {
        "What the builder isn't told comes from the environment, such as `AWS_REGION` and `AWS_ACCESS_KEY_ID`.\n"
    } else {
        "The builder has to be told where the service is, and who calls it if the service wants to know.\n"
    }
}
