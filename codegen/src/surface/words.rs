//! A type or a path as people write it: tokens with the spaces that belong between them, and no more.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// `Option<Vec<String>>`, `impl Into<String>`. A path is its last step: where a name comes from depends on what else
/// the file has of that name, and says nothing about the type.
pub(super) fn words(item: &impl ToTokens) -> String {
    let mut out = String::new();
    push(item.to_token_stream(), &mut out);
    out
}

fn push(tokens: TokenStream, out: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                push(group.stream(), out);
                out.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => out.push_str(", "),
                '=' => out.push_str(" = "),
                '+' => out.push_str(" + "),
                // The second of the two: what stands before is where the name comes from.
                ':' if out.ends_with(':') => leave_out_the_last_step(out),
                mark => out.push(mark),
            },
            TokenTree::Ident(name) => push_word(&name.to_string(), out),
            TokenTree::Literal(literal) => push_word(&literal.to_string(), out),
        }
    }
}

fn push_word(word: &str, out: &mut String) {
    if out.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        out.push(' ');
    }
    out.push_str(word);
}

/// Takes `std:` off the end, or the `:` of a path that starts with `::`.
fn leave_out_the_last_step(out: &mut String) {
    out.pop();
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
    let kept = out.trim_end_matches(is_part).len();
    // A keyword before a path that starts with `::` is no step of it.
    if ["impl", "dyn", "mut"].contains(&&out[kept..]) {
        out.push(' ');
    } else {
        out.truncate(kept);
    }
}
