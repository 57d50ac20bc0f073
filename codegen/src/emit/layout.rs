//! From tokens to text: syn parses them, prettyplease lays them out, and a blank line stands between two items.
//!
//! The only place that knows how Rust is laid out; nothing here knows what is printed.

use std::cell::RefCell;
use std::fmt::{self, Display, Formatter};

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

/// Tokens that aren't Rust: a mistake of an emitter, never the user's.
#[derive(Debug)]
pub(crate) struct Unprintable(String);

impl Display for Unprintable {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The doc comments of a file, which go round the parser: most of a file is docs, and each line of them would be an
/// attribute that is parsed and printed.
#[derive(Debug, Default)]
pub(super) struct Docs(RefCell<Vec<Vec<String>>>);

/// What a doc comment begins with that stands for others; every other one begins with a space or is empty.
const MARK: &str = "///@";

impl Docs {
    /// An attribute that stands for these lines.
    pub(super) fn stand_in(&self, lines: Vec<String>) -> TokenStream {
        if lines.is_empty() {
            return TokenStream::new();
        }
        let mut all = self.0.borrow_mut();
        let mark = format!("{}{}", &MARK["///".len()..], all.len());
        all.push(lines);
        quote!(#[doc = #mark])
    }

    /// Puts the lines where their attributes are.
    fn put_back(&self, text: &str) -> String {
        let all = self.0.borrow();
        let mut whole = String::with_capacity(2 * text.len());
        for line in text.split_inclusive('\n') {
            let code = line.trim_start_matches(' ');
            let meant = code
                .strip_prefix(MARK)
                .and_then(|index| index.trim_end().parse().ok());
            let Some(docs) = meant.and_then(|index: usize| all.get(index)) else {
                whole.push_str(line);
                continue;
            };
            let indent = &line[..line.len() - code.len()];
            for doc in docs {
                let space = if doc.is_empty() { "" } else { " " };
                for piece in [indent, "///", space, doc, "\n"] {
                    whole.push_str(piece);
                }
            }
        }
        whole
    }
}

/// Lays out a file that comes in parts, so that no more than one of them is held as a tree at a time.
pub(super) fn file(
    docs: &Docs,
    parts: impl IntoIterator<Item = TokenStream>,
) -> Result<String, Unprintable> {
    let mut text = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        let file = syn::parse2(part).map_err(|error| Unprintable(error.to_string()))?;
        text.push_str(&docs.put_back(&laid_out(file)));
    }
    Ok(text)
}

/// Lays out a parsed file: what a file of ours looks like when it is parsed and laid out again. Its docs, what holds for the
/// whole of it, and its items stand apart.
pub(super) fn laid_out(file: syn::File) -> String {
    let is_doc = |attribute: &syn::Attribute| attribute.path().is_ident("doc");
    let (docs, attributes) = file.attrs.into_iter().partition(is_doc);
    let blocks = [
        (docs, Vec::new()),
        (attributes, Vec::new()),
        (Vec::new(), spaced(file.items)),
    ];
    let texts = blocks.map(|(attrs, items)| {
        prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs,
            items,
        })
    });
    let texts = texts.iter().filter(|text| !text.is_empty());
    texts.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// Puts an empty item, which prints as a blank line, between items that belong apart.
fn spaced(items: Vec<Item>) -> Vec<Item> {
    let mut apart = Vec::with_capacity(2 * items.len());
    for mut item in items {
        if let Item::Mod(module) = &mut item
            && let Some((_, content)) = &mut module.content
        {
            *content = spaced(std::mem::take(content));
        }
        if apart
            .last()
            .is_some_and(|last| !are_neighbours(last, &item))
        {
            apart.push(Item::Verbatim(TokenStream::new()));
        }
        apart.push(item);
    }
    apart
}

/// Imports stand together, and so do modules of other files.
fn are_neighbours(one: &Item, other: &Item) -> bool {
    match (one, other) {
        (Item::Use(one), Item::Use(other)) => is_public(&one.vis) == is_public(&other.vis),
        (Item::Mod(one), Item::Mod(other)) => one.content.is_none() && other.content.is_none(),
        _ => false,
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    !matches!(visibility, syn::Visibility::Inherited)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Docs, file};

    #[test]
    fn docs_stand_where_their_item_does() {
        let docs = Docs::default();
        let outer = docs.stand_in(vec!["A.".to_owned(), String::new(), "@0".to_owned()]);
        let inner = docs.stand_in(vec!["B.".to_owned()]);
        let part = quote!(#outer struct A { #inner b: &'static str });
        let expected = "/// A.\n///\n/// @0\nstruct A {\n    /// B.\n    b: &'static str,\n}\n";
        assert_eq!(file(&docs, [part]).unwrap(), expected);
    }

    #[test]
    fn items_stand_apart_and_imports_together() {
        let part = quote!(
            use a::b;
            use a::c;
            pub use a::d;
            mod e {
                struct F;
                struct G;
            }
        );
        let expected =
            "use a::b;\nuse a::c;\n\npub use a::d;\n\nmod e {\n    struct F;\n\n    struct G;\n}\n";
        assert_eq!(file(&Docs::default(), [part]).unwrap(), expected);
    }

    #[test]
    fn what_is_no_rust_is_an_error() {
        let broken = file(&Docs::default(), [quote!(struct 5;)]);
        assert!(broken.unwrap_err().to_string().contains("identifier"));
    }
}
