//! The model's examples as doc tests: the request, built as a user would.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;
use std::collections::BTreeSet;

use super::items::attributes;
use super::layout;
use super::scope::Scope;
use super::settings::settings;
use crate::ir::{Example, Name, Operation, Value};

/// The examples of an operation, as sections of its page.
pub(super) fn examples(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    if operation.streams_events() {
        return TokenStream::new();
    }
    let examples = operation
        .examples
        .iter()
        .map(|example| section(scope, operation, example));
    quote!(#(#examples)*)
}

fn section(scope: &Scope<'_>, operation: &Operation, example: &Example) -> TokenStream {
    let mut lines = vec![String::new(), "# Example".to_owned()];
    let title = super::markdown::lines(&example.title, super::items::width(scope, 1), scope);
    if !title.is_empty() {
        lines.extend(title);
        lines.push(String::new());
    }
    lines.push("```no_run".to_owned());
    lines.extend(code(scope, operation, example));
    lines.push("```".to_owned());
    attributes(&lines)
}

/// The lines of the doc test, the function around them hidden.
fn code(scope: &Scope<'_>, operation: &Operation, example: &Example) -> Vec<String> {
    let name = scope.outlook.package.crate_name.replace('-', "_");
    let mut writing = Writing {
        root: Ident::new(&name, Span::call_site()),
        used: BTreeSet::new(),
    };
    let input = example.input.as_ref();
    let argument = input.map(|input| value(input, &mut writing));
    let Writing { root, used } = writing;
    let (method, settings) = (&operation.name, settings(scope.outlook.service));
    let imports = match used.iter().collect::<Vec<_>>().as_slice() {
        [] => TokenStream::new(),
        [name] => quote!(use #root::types::#name;),
        names => quote!(use #root::types::{#(#names),*};),
    };
    let function = quote! {
        async fn example() -> Result<(), Box<dyn std::error::Error>> {
            #imports
            let client = #root::Client::builder() #settings.build()?;
            let response = client.#method(#argument).await?;
            Ok(())
        }
    };
    let Ok(text) = layout::file(scope.outlook.docs, [function]) else {
        return Vec::new();
    };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in &mut lines {
        // What is in the function; a literal never spans lines.
        match line.strip_prefix("    ") {
            Some("Ok(())") => line.replace_range(.."    ".len(), "# "),
            Some(inner) => *line = inner.to_owned(),
            None => line.insert_str(0, "# "),
        }
    }
    if !used.is_empty() {
        let after_imports = lines.iter().position(|line| line.starts_with("let client"));
        lines.insert(after_imports.unwrap_or_default(), String::new());
    }
    lines
}

/// What the expressions of an example share.
struct Writing {
    /// The crate's name.
    root: Ident,
    /// The types to import.
    used: BTreeSet<Name>,
}

/// The expression that makes a value; notes the types to import.
fn value(found: &Value, writing: &mut Writing) -> TokenStream {
    match found {
        Value::Boolean(boolean) => quote!(#boolean),
        Value::Integer(number) => literal(Literal::i32_unsuffixed(*number)),
        Value::Long(number) => literal(Literal::i64_unsuffixed(*number)),
        Value::Float(number) => literal(Literal::f32_unsuffixed(*number)),
        Value::Double(number) => literal(Literal::f64_unsuffixed(*number)),
        Value::Text { text, exact: false } => quote!(#text),
        Value::Text { text, exact: true } => quote!(std::string::String::from(#text)),
        Value::File(path) => {
            let root = &writing.root;
            quote!(#root::ByteStream::from_path(#path)?)
        }
        Value::Variant { ty, variant } => {
            writing.used.insert(ty.clone());
            quote!(#ty::#variant)
        }
        Value::Other { ty, wire } => {
            writing.used.insert(ty.clone());
            quote!(#ty::from(#wire))
        }
        Value::List { elements, exact } => list(elements, *exact, writing),
        Value::Map { entries, exact } => map(entries, *exact, writing),
        Value::Union {
            ty,
            variant,
            boxed,
            value: inner,
        } => {
            writing.used.insert(ty.clone());
            let inner = value(inner, writing);
            let inner = if *boxed {
                quote!(std::boxed::Box::new(#inner))
            } else {
                inner
            };
            quote!(#ty::#variant(#inner))
        }
        Value::Structure {
            ty,
            arguments,
            setters,
        } => {
            writing.used.insert(ty.clone());
            let arguments = values(arguments, writing);
            let setters = setters.iter().map(|(name, set)| {
                let set = value(set, writing);
                quote!(.#name(#set))
            });
            quote!(#ty::new(#arguments) #(#setters)*)
        }
    }
}

fn literal(literal: Literal) -> TokenStream {
    TokenTree::from(literal).into()
}

/// Several values, with commas between them.
fn values(found: &[Value], writing: &mut Writing) -> TokenStream {
    let values = found.iter().map(|found| value(found, writing));
    quote!(#(#values),*)
}

fn list(elements: &[Value], exact: bool, writing: &mut Writing) -> TokenStream {
    let elements = values(elements, writing);
    if exact {
        quote!(std::vec::Vec::from([#elements]))
    } else {
        quote!([#elements])
    }
}

fn map(entries: &[(Value, Value)], exact: bool, writing: &mut Writing) -> TokenStream {
    let entries = entries.iter().map(|(key, entry)| {
        let (key, entry) = (value(key, writing), value(entry, writing));
        quote!((#key, #entry))
    });
    let entries = quote!([#(#entries),*]);
    if exact {
        quote!(std::collections::BTreeMap::from(#entries))
    } else {
        entries
    }
}
