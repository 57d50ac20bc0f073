//! Prose: the model's HTML or the overlay's Markdown, with mentions of generated items turned into links.
//!
//! The text is made once, where the item is declared; nothing is repeated at its uses.

use std::collections::BTreeMap;

use super::context::Context;
use super::markdown;
use super::names::Names;
use crate::ir;
use crate::load::model::{Deprecation, Documentation, Kind, Reference, Shape};

/// Macros of std that share a name with a type would make a bare link ambiguous.
const ALSO_MACROS: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// What a mention in prose may link to.
pub(crate) struct Links<'a> {
    names: &'a Names,
    with_client: bool,
}

/// The item that a text belongs to: its members and values are linked too.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place<'a> {
    /// The JSON path, for diagnostics.
    pub(crate) path: &'a str,
    /// The shape whose members and values are `Self::…` here.
    pub(crate) shape: &'a str,
}

impl<'a> Links<'a> {
    pub(crate) fn new(names: &'a Names, with_client: bool) -> Self {
        Self { names, with_client }
    }

    /// The Markdown of a type or operation; the place that describes it where the model doesn't.
    pub(crate) fn text_or_reference(
        &self,
        context: &mut Context<'_>,
        place: Place<'_>,
        prose: &Documentation,
        name: &str,
    ) -> ir::Documentation {
        let text = self.text(context, place, prose);
        if text.markdown.is_empty() {
            reference(context, name)
        } else {
            text
        }
    }

    /// The Markdown of an item.
    pub(crate) fn text(
        &self,
        context: &mut Context<'_>,
        place: Place<'_>,
        prose: &Documentation,
    ) -> ir::Documentation {
        let markdown = match prose {
            Documentation::None => String::new(),
            Documentation::Markdown(text) => self.link_code_spans(text.trim(), place.shape),
            Documentation::Html(html) => {
                let found =
                    markdown::from_html(html, &mut |mention| self.target(mention, place.shape));
                for tag in found.unknown_tags {
                    let message =
                        format!("the documentation has an unknown tag <{tag}>; its text is kept");
                    context.note("unknown-tag", place.path, message);
                }
                found.text
            }
        };
        ir::Documentation { markdown }
    }

    /// Links what the overlay's Markdown puts in single backticks.
    fn link_code_spans(&self, text: &str, shape: &str) -> String {
        let mut whole = String::new();
        for (index, part) in text.split('`').enumerate() {
            let is_code = index % 2 == 1;
            match self.target(part, shape).filter(|_| is_code) {
                Some(link) => whole.push_str(&link),
                None if is_code => whole.push_str(&format!("`{part}`")),
                None => whole.push_str(part),
            }
        }
        whole
    }

    /// The link for a mention, if something generated has that name.
    fn target(&self, mention: &str, shape: &str) -> Option<String> {
        let own = (shape.to_owned(), mention.to_owned());
        if let Some(member) = self.names.members.get(&own) {
            let shown = member.trim_start_matches("r#");
            return Some(format!("[`{shown}`](Self::{shown})"));
        }
        if let Some(variant) = self.names.values.get(&own) {
            return Some(format!("[`{mention}`](Self::{variant})"));
        }
        if let Some(name) = self.names.types.get(mention) {
            let kind = if ALSO_MACROS.contains(&name.as_str()) {
                "(type@"
            } else {
                ""
            };
            return Some(if kind.is_empty() {
                format!("[`{name}`]")
            } else {
                format!("[`{name}`]{kind}{name})")
            });
        }
        let method = self
            .names
            .operations
            .get(mention)
            .filter(|_| self.with_client)?;
        Some(format!("[`{mention}`](crate::Client::{method})"))
    }
}

/// The lengths and ranges that the model gives, in our words; empty when it gives none.
pub(crate) fn constraints(shape: &Shape) -> String {
    let what = match shape.kind {
        Kind::String(_) => ("Length", " characters"),
        Kind::Blob => ("Length", " bytes"),
        Kind::List(_) | Kind::Map(..) => ("Entries", ""),
        Kind::Integer | Kind::Long | Kind::Float | Kind::Double => ("Range", ""),
        _ => return String::new(),
    };
    let (label, unit) = what;
    match (&shape.min, &shape.max) {
        (Some(min), Some(max)) if min == max => format!("{label}: {min}{unit}."),
        (Some(min), Some(max)) => format!("{label}: {min} to {max}{unit}."),
        (Some(min), None) => format!("{label}: at least {min}{unit}."),
        (None, Some(max)) => format!("{label}: at most {max}{unit}."),
        (None, None) => String::new(),
    }
}

/// A member's text: its own, else nothing; the bounds of its value follow.
pub(crate) fn of_member(
    links: &Links<'_>,
    context: &mut Context<'_>,
    place: Place<'_>,
    reference: &Reference,
) -> ir::Documentation {
    let mut text = links.text(context, place, &reference.documentation);
    let bounds = context
        .shape(&reference.shape)
        .map(constraints)
        .unwrap_or_default();
    if !bounds.is_empty() {
        if !text.markdown.is_empty() {
            text.markdown.push_str("\n\n");
        }
        text.markdown.push_str(&bounds);
    }
    text
}

/// The compiler's note for a deprecated item, on one line.
pub(crate) fn deprecation(found: Option<&Deprecation>) -> Option<ir::Deprecation> {
    let found = found?;
    let since = found.since.as_ref().map(|since| format!("since {since}"));
    let parts: Vec<&str> = found
        .message
        .as_deref()
        .into_iter()
        .chain(since.as_deref())
        .collect();
    let note = parts
        .join(", ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    Some(ir::Deprecation { note })
}

/// The texts that the overlay gives to enum values.
pub(crate) fn of_value(context: &Context<'_>, shape: &str, value: &str) -> String {
    let texts: &BTreeMap<(String, String), String> = &context.model.value_documentation;
    texts
        .get(&(shape.to_owned(), value.to_owned()))
        .cloned()
        .unwrap_or_default()
}

/// A whole crate can't be marked deprecated, so its documentation says it.
pub(crate) fn note_deprecation(text: &mut ir::Documentation, found: Option<&Deprecation>) {
    let Some(found) = deprecation(found) else {
        return;
    };
    text.markdown.push_str("\n\n**Deprecated.** ");
    text.markdown.push_str(&found.note);
}

/// The first sentence of a structure's text; empty where the text only refers to another place.
pub(crate) fn first_sentence(structure: &ir::Structure) -> ir::Documentation {
    // Elsewhere `Self` is another item.
    let own = format!("](crate::types::{}::", structure.name);
    let text = structure.documentation.markdown.replace("](Self::", &own);
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let ends = paragraph.match_indices(". ").map(|(end, _)| end + 1);
    // A full stop within code or a link doesn't end the sentence.
    let whole = |end: &usize| {
        let sentence = paragraph.get(..*end).unwrap_or_default();
        let count = |sign| sentence.matches(sign).count();
        count('`') % 2 == 0 && count('[') == count(']') && count('(') == count(')')
    };
    let end = ends
        .filter(|end| whole(end))
        .chain([paragraph.len()])
        .next();
    let sentence = end.and_then(|end| paragraph.get(..end)).unwrap_or_default();
    let refers = sentence.starts_with("See [`");
    ir::Documentation {
        markdown: if refers {
            String::new()
        } else {
            sentence.to_owned()
        },
    }
}

/// Stands in for a text that the model doesn't have: where the API reference describes the item.
pub(crate) fn reference(context: &Context<'_>, name: &str) -> ir::Documentation {
    let metadata = &context.model.metadata;
    let uid = metadata
        .uid
        .clone()
        .unwrap_or_else(|| format!("{}-{}", metadata.endpoint_prefix, metadata.api_version));
    let markdown = format!(
        "See [`{name}` in the API reference](https://docs.aws.amazon.com/goto/WebAPI/{uid}/{name})."
    );
    ir::Documentation { markdown }
}
