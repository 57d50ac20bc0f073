//! The traits of a table.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions::expression;
use super::rule_set::constant;
use super::scope::Scope;
use crate::ir::{OperationTrait, TimestampFormat, Trait};

/// `.with(&[…])`, or nothing.
pub(super) fn with(scope: &Scope<'_>, traits: &[Trait]) -> TokenStream {
    if traits.is_empty() {
        return TokenStream::new();
    }
    let traits = list(scope, traits);
    quote!(.with(&#traits))
}

fn list(scope: &Scope<'_>, traits: &[Trait]) -> TokenStream {
    let traits = traits.iter().map(|found| {
        let (kind, value) = (scope.name("Trait"), value(scope, found));
        quote!(#kind::#value)
    });
    quote!([#(#traits),*])
}

fn value(scope: &Scope<'_>, found: &Trait) -> TokenStream {
    match found {
        Trait::Sensitive => quote!(Sensitive),
        Trait::KeepEmpty => quote!(KeepEmpty),
        Trait::IdempotencyToken => quote!(IdempotencyToken),
        Trait::Header(name) => quote!(Header(#name)),
        Trait::PrefixHeaders(prefix) => quote!(PrefixHeaders(#prefix)),
        Trait::Query(name) => quote!(Query(#name)),
        Trait::QueryParams => quote!(QueryParams),
        Trait::Label(name) => quote!(Label(#name)),
        Trait::StatusCode => quote!(StatusCode),
        Trait::Payload => quote!(Payload),
        Trait::SentEmpty => quote!(SentEmpty),
        Trait::MediaType(name) => quote!(MediaType(#name)),
        Trait::HostLabel => quote!(HostLabel),
        Trait::Timestamp(format) => timestamp(scope, *format),
        Trait::Flattened => quote!(Flattened),
        Trait::XmlAttribute => quote!(XmlAttribute),
        Trait::XmlNamespace { prefix, uri } => {
            let prefix = prefix.as_deref().unwrap_or_default();
            quote!(XmlNamespace(#prefix, #uri))
        }
        Trait::QueryName(name) => quote!(QueryName(#name)),
        Trait::Sparse => quote!(Sparse),
        Trait::JsonValue => quote!(JsonValue),
        Trait::Streaming => quote!(Streaming),
        Trait::RequiresLength => quote!(RequiresLength),
        Trait::EventStream => quote!(EventStream),
        Trait::Event => quote!(Event),
        Trait::EventPayload => quote!(EventPayload),
        Trait::ContextParam(name) => quote!(ContextParam(#name)),
        Trait::LastSegment => quote!(LastSegment),
        Trait::Element(traits) => nested(scope, &quote!(Element), traits),
        Trait::Key(traits) => nested(scope, &quote!(Key), traits),
        Trait::Entry(traits) => nested(scope, &quote!(Entry), traits),
        Trait::Name(name) => quote!(Name(#name)),
    }
}

fn nested(scope: &Scope<'_>, of: &TokenStream, traits: &[Trait]) -> TokenStream {
    let traits = list(scope, traits);
    quote!(#of(&#traits))
}

fn timestamp(scope: &Scope<'_>, format: TimestampFormat) -> TokenStream {
    let formats = scope.name("TimestampFormat");
    match format {
        TimestampFormat::EpochSeconds => quote!(Timestamp(#formats::EpochSeconds)),
        TimestampFormat::DateTime => quote!(Timestamp(#formats::DateTime)),
        TimestampFormat::HttpDate => quote!(Timestamp(#formats::HttpDate)),
    }
}

/// One trait of an operation.
pub(super) fn of_operation(scope: &Scope<'_>, found: &OperationTrait) -> TokenStream {
    let kind = scope.name("OperationTrait");
    let value = match found {
        OperationTrait::Unsigned => quote!(Unsigned),
        OperationTrait::Auth(schemes) => quote!(Auth(&[#(#schemes),*])),
        OperationTrait::OptionalAuth => quote!(OptionalAuth),
        OperationTrait::UnsignedPayload => quote!(UnsignedPayload),
        OperationTrait::StreamingOutput => quote!(StreamingOutput),
        OperationTrait::EventStream => quote!(EventStream),
        OperationTrait::Idempotent => quote!(Idempotent),
        OperationTrait::ReadOnly => quote!(ReadOnly),
        OperationTrait::HostPrefix(prefix) => quote!(HostPrefix(#prefix)),
        OperationTrait::ResultWrapper(name) => quote!(ResultWrapper(#name)),
        OperationTrait::InputRoot { name, namespace } => {
            let namespace = namespace.as_deref().unwrap_or_default();
            quote!(InputRoot(#name, #namespace))
        }
        OperationTrait::EndpointDiscovery(required) => quote!(EndpointDiscovery(#required)),
        OperationTrait::EndpointOperation => quote!(EndpointOperation),
        OperationTrait::Checksum(member) => quote!(Checksum(#member)),
        OperationTrait::ChecksumRequired => quote!(ChecksumRequired),
        OperationTrait::ChecksumMode(member) => quote!(ChecksumMode(#member)),
        OperationTrait::ResponseChecksums(names) => quote!(ResponseChecksums(&[#(#names),*])),
        OperationTrait::Compression(encodings) => quote!(Compression(&[#(#encodings),*])),
        OperationTrait::StaticContext(name, value) => {
            let value = constant(scope, value);
            quote!(StaticContext(#name, #value))
        }
        OperationTrait::OperationContext(name, path) => {
            let path = expression(scope, path);
            quote!(OperationContext(#name, &#path))
        }
        OperationTrait::PathInRules => quote!(PathInRules),
        OperationTrait::Header(name, value) => quote!(Header(#name, #value)),
        OperationTrait::PayloadHash => quote!(PayloadHash),
        OperationTrait::Announces => quote!(Announces),
        OperationTrait::Retries(attempts, milliseconds) => {
            let [attempts, milliseconds] =
                [*attempts, *milliseconds].map(proc_macro2::Literal::u32_unsuffixed);
            quote!(Retries(#attempts, #milliseconds))
        }
        OperationTrait::SourceUrl {
            parameter,
            tells_regions,
        } => {
            let of = scope.name("SourceUrl");
            quote!(SourceUrl(#of::new(#parameter, #tells_regions)))
        }
        OperationTrait::LongPoll => quote!(LongPoll),
    };
    quote!(#kind::#value)
}
