//! What items of every kind have: their names, docs and deprecation.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::markdown;
use super::scope::Scope;
use crate::ir::{Deprecation, Documentation, Name};

/// How wide a line of a file may be, docs and their indentation included.
const LINE: usize = 100;

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ident = if self.is_raw() {
            Ident::new_raw(self.plain(), Span::call_site())
        } else {
            Ident::new(self.plain(), Span::call_site())
        };
        ident.to_tokens(tokens);
    }
}

/// The static that is named after an operation or a method.
pub(super) fn constant(name: &Name, ending: &str) -> Ident {
    Ident::new(&format!("{}{ending}", name.constant()), Span::call_site())
}

/// The docs of an item that is indented by so many levels.
pub(super) fn docs(scope: &Scope<'_>, level: usize, documentation: &Documentation) -> TokenStream {
    scope
        .outlook
        .docs
        .stand_in(markdown::lines(documentation, width(scope, level), scope))
}

/// The docs of a whole file.
pub(super) fn inner_docs(scope: &Scope<'_>, documentation: &Documentation) -> TokenStream {
    let lines = markdown::lines(documentation, width(scope, 0), scope);
    let lines = lines.iter().map(|line| behind_a_space(line));
    quote!(#(#![doc = #lines])*)
}

/// The columns that a doc comment of so many levels leaves.
pub(super) fn width(scope: &Scope<'_>, level: usize) -> usize {
    LINE - 4 * (scope.nesting() + level) - "/// ".len()
}

/// Lines of Markdown as doc comments.
pub(super) fn attributes<Line: AsRef<str>>(lines: &[Line]) -> TokenStream {
    let lines = lines.iter().map(|line| behind_a_space(line.as_ref()));
    quote!(#(#[doc = #lines])*)
}

/// One line of our own words.
pub(super) fn doc(scope: &Scope<'_>, line: &str) -> TokenStream {
    scope.outlook.docs.stand_in(vec![line.to_owned()])
}

fn behind_a_space(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

pub(super) fn deprecated(found: Option<&Deprecation>) -> TokenStream {
    match found.map(|found| &found.note) {
        None => TokenStream::new(),
        Some(None) => quote!(#[deprecated]),
        Some(Some(note)) => {
            // Rustdoc reads it as Markdown, rustc shows it as it is.
            let note = markdown::inline(note);
            quote!(#[deprecated = #note])
        }
    }
}
