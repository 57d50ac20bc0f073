//! A method of the client that hands a request and tables to the runtime: of an operation, a paginator or a waiter.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::items::{constant, deprecated, docs};
use super::scope::Scope;
use crate::ir::{Documentation, Name, Operation};

/// What tells one such method from another.
pub(super) struct Method<'a> {
    pub(super) documentation: &'a Documentation,
    pub(super) name: &'a Name,
    /// The generated code's name of what comes back.
    pub(super) returned: TokenStream,
    /// The runtime's method.
    pub(super) called: TokenStream,
    /// The table beside the operation's.
    pub(super) table: Option<Ident>,
}

impl Method<'_> {
    /// Prints the method, with `more` docs after its own.
    pub(super) fn print(
        self,
        scope: &Scope<'_>,
        operation: &Operation,
        more: &TokenStream,
    ) -> TokenStream {
        let (docs, name, root) = (docs(scope, 1, self.documentation), self.name, scope.root());
        let deprecated = deprecated(operation.deprecated.as_ref());
        let (argument, request) = match &operation.input {
            Some(input) => {
                let ty = scope.named(&input.name);
                (quote!(, request: #ty), quote!(request))
            }
            None => (TokenStream::new(), quote!(())),
        };
        let output = operation.output.as_ref();
        let output = output.map_or_else(|| quote!(()), |output| scope.named(&output.name));
        let (returned, called) = (self.returned, self.called);
        let tables = [Some(constant(&operation.name, "")), self.table];
        let tables = tables.iter().flatten();
        // A bound that nothing meets: who calls it is told why, and everybody else has the operation's types.
        let uncallable = operation.streams_events().then(|| {
            let (events, supported) = (scope.name("EventStreams"), scope.name("Supported"));
            quote!(where for<'call> #events: #supported<'call>)
        });
        quote! {
            #docs
            #more
            #deprecated
            #[inline]
            pub fn #name(&self #argument) -> #root::#returned<#output> #uncallable {
                self.inner.#called(#(&#tables,)* #request)
            }
        }
    }
}
