//! The service's error enum, and what it is asked.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::items::{attributes, docs};
use super::markdown;
use super::scope::Scope;
use super::tables::by_index;
use crate::ir::{ErrorVariant, Exception, Service};

pub(super) fn errors(scope: &Scope<'_>, service: &Service) -> TokenStream {
    let definition = definition(scope, service);
    let [modelled, known, wire] = [scope.name("Modelled"), scope.name("Known"), scope.wire()];
    let rows = service
        .exceptions
        .iter()
        .map(|exception| row(scope, &exception.variant));
    let variants = by_index(
        service
            .exceptions
            .iter()
            .map(|exception| &exception.variant.name),
    );
    let questions = questions(scope);
    quote! {
        #definition

        #questions

        impl #modelled for Error {
            const KNOWN: &'static [#known] = &[#(#rows),*];
        }

        #wire! { error Error { #variants } }
    }
}

fn definition(scope: &Scope<'_>, service: &Service) -> TokenStream {
    let summary = format!(
        "Everything that a call of {} can fail with.",
        markdown::inline(&service.title)
    );
    let summary = attributes(&[summary]);
    let error = scope.name("ServiceError");
    let variants = service
        .exceptions
        .iter()
        .map(|exception| variant(scope, exception));
    let document = scope.name("Document");
    let [encode, decode, transport, credentials] = [
        "EncodeError",
        "DecodeError",
        "TransportError",
        "CredentialsError",
    ]
    .map(|name| scope.name(name));
    quote! {
        #summary
        #[non_exhaustive]
        pub enum Error {
            #(#variants,)*
            #[doc = " An error that the model doesn't know, with its document."]
            Unrecognized(#error<#document>),
            #[doc = " The request could not be written."]
            Encode(#encode),
            #[doc = " The response could not be read."]
            Decode(#decode),
            #[doc = " The request could not be sent, or no response came."]
            Transport(#transport),
            #[doc = " No response came in time."]
            Timeout(#transport),
            #[doc = " There was nothing to sign the request with."]
            Credentials(#credentials),
        }
    }
}

fn variant(scope: &Scope<'_>, exception: &Exception) -> TokenStream {
    let ErrorVariant {
        name,
        documentation,
        ..
    } = &exception.variant;
    let (docs, error) = (docs(scope, 1, documentation), scope.name("ServiceError"));
    let ty = scope.named(&exception.structure.name);
    quote!(#docs #name(#error<#ty>))
}

/// The error in wire terms, and what the model says of it.
fn row(scope: &Scope<'_>, variant: &ErrorVariant) -> TokenStream {
    let (known, name, code) = (scope.name("Known"), variant.name.plain(), &variant.code);
    let status = variant.status.map(|status| {
        let status = Literal::u16_unsuffixed(status);
        quote!(Status(#status))
    });
    let server = variant.server.then(|| quote!(Server));
    let retryable = variant.retryable.then(|| quote!(Retryable));
    let throttling = variant.throttling.then(|| quote!(Throttling));
    let said: Vec<TokenStream> = [status, server, retryable, throttling]
        .into_iter()
        .flatten()
        .map(|flag| {
            let flags = scope.name("Flag");
            quote!(#flags::#flag)
        })
        .collect();
    if said.is_empty() {
        return quote!(#known::new(#name, #code));
    }
    quote!(#known::new(#name, #code).with(&[#(#said),*]))
}

/// What every error is asked, without the trait in sight.
fn questions(scope: &Scope<'_>) -> TokenStream {
    let (option, error) = (scope.name("Option"), scope.name("CallError"));
    quote! {
        impl Error {
            #[doc = " The code that the service gave; `None` if the service didn't answer."]
            #[inline]
            pub fn code(&self) -> #option<&str> {
                #error::code(self)
            }

            #[doc = " The service's message."]
            #[inline]
            pub fn message(&self) -> #option<&str> {
                #error::message(self)
            }

            #[doc = " The identifier to give to AWS support."]
            #[inline]
            pub fn request_id(&self) -> #option<&str> {
                #error::request_id(self)
            }

            #[doc = " The HTTP status of the response, if there was one."]
            #[inline]
            pub fn status(&self) -> #option<u16> {
                #error::status(self)
            }

            #[doc = " Whether the same call may succeed when it is made again."]
            #[inline]
            pub fn is_retryable(&self) -> bool {
                #error::is_retryable(self)
            }

            #[doc = " How often the request was sent; 0 where it never was."]
            #[inline]
            pub fn attempts(&self) -> u32 {
                #error::attempts(self)
            }

            #[doc = " How long the call took with all its attempts."]
            #[inline]
            pub fn elapsed(&self) -> ::std::time::Duration {
                #error::elapsed(self)
            }
        }
    }
}
