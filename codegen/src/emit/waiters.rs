//! A waiter: its table, and the client's method.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::calls::Method;
use super::expressions::expression;
use super::items::constant;
use super::scope::Scope;
use crate::ir::{Acceptor, Matcher, Operation, State, Waiter};

pub(super) fn table(scope: &Scope<'_>, waiter: &Waiter) -> TokenStream {
    let (constant, tables) = (constant(&waiter.method, ""), scope.name("Waiter"));
    let name = &waiter.name;
    let [delay, attempts] = [waiter.delay, waiter.attempts].map(Literal::u32_unsuffixed);
    let acceptors = waiter.acceptors.iter().map(|Acceptor { state, matcher }| {
        let (state, matcher) = (of_state(scope, *state), of_matcher(scope, matcher));
        quote!((#state, #matcher))
    });
    let cfg = scope.only_with_client();
    quote! {
        #cfg
        static #constant: #tables = #tables {
            name: #name,
            delay: #delay,
            attempts: #attempts,
            acceptors: &[#(#acceptors),*],
        };
    }
}

pub(super) fn method(scope: &Scope<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    Method {
        documentation: &waiter.documentation,
        name: &waiter.method,
        returned: quote!(Wait),
        called: quote!(wait),
        table: Some(constant(&waiter.method, "")),
    }
    .print(scope, operation, &TokenStream::new())
}

fn of_state(scope: &Scope<'_>, found: State) -> TokenStream {
    let states = scope.name("State");
    match found {
        State::Success => quote!(#states::Success),
        State::Failure => quote!(#states::Failure),
        State::Retry => quote!(#states::Retry),
    }
}

fn of_matcher(scope: &Scope<'_>, found: &Matcher) -> TokenStream {
    let value = match found {
        Matcher::Is(path, expected) => {
            let path = expression(scope, path);
            quote!(Is(#path, #expected))
        }
        Matcher::All(path, expected) => {
            let path = expression(scope, path);
            quote!(All(#path, #expected))
        }
        Matcher::Any(path, expected) => {
            let path = expression(scope, path);
            quote!(Any(#path, #expected))
        }
        Matcher::Status(status) => {
            let status = Literal::u16_unsuffixed(*status);
            quote!(Status(#status))
        }
        Matcher::Error(code) => quote!(Error(#code)),
        Matcher::Failed(failed) => quote!(Failed(#failed)),
    };
    let matchers = scope.name("Matcher");
    quote!(#matchers::#value)
}
