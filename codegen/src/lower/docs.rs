//! What is said of each item: the model's text or the overlay's, in which mentions of generated items are links.
//!
//! The text is made once, where the item is declared; nothing is repeated at its uses.

use std::collections::BTreeMap;

use super::context::Context;
use super::names::{Names, Parts};
use super::prose::{self, Mention, Prose};
use super::sentences;
use crate::characters::short_line;
use crate::ir::{self, Item, Name, Run};
use crate::load::model::{Deprecation, Documentation, Reference};

/// Characters of a title or a note that are shown.
const LONGEST_LINE: usize = 300;

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

    /// The text of a type or operation; the place that describes it where the model doesn't.
    pub(crate) fn text_or_reference(
        &self,
        context: &mut Context<'_>,
        place: Place<'_>,
        prose: &Documentation,
        name: &str,
    ) -> ir::Documentation {
        let text = self.text(context, place, prose);
        if text.is_empty() {
            sentences::reference(context, name)
        } else {
            text
        }
    }

    /// The text of an item; empty when nobody wrote one.
    pub(crate) fn text(
        &self,
        context: &mut Context<'_>,
        place: Place<'_>,
        prose: &Documentation,
    ) -> ir::Documentation {
        let find = &mut |mention: &str| self.find(context, mention, place.shape);
        let found = match prose {
            Documentation::None => return ir::Documentation::default(),
            Documentation::Markdown(text) => prose::from_markdown(text, find),
            Documentation::Html(html) => prose::from_html(html, find),
        };
        tell(context, place.path, &found);
        found.documentation
    }

    /// What a mention stands for, if something generated has that name. `Type$member` names a member of any type.
    fn find(&self, context: &Context<'_>, mention: &str, shape: &str) -> Option<Mention> {
        let names = self.names;
        if let Some((shape, member)) = mention.split_once('$') {
            return self.member(context, shape, member);
        }
        if let Some(member) = self.member(context, shape, mention) {
            return Some(member);
        }
        if let Some((owner, variant)) = self.part(&names.values, shape, mention) {
            return Some(Mention {
                text: mention.to_owned(),
                item: Item::Variant(owner, variant),
            });
        }
        if let Some(name) = names.types.get(mention) {
            return Some(as_generated(Item::Type(name.clone())));
        }
        let method = names.operations.get(mention);
        let method = method.filter(|_| self.with_client)?;
        Some(as_generated(Item::Method(method.clone())))
    }

    /// The type that a shape is, and its member or value of this name.
    fn part(&self, parts: &Parts, shape: &str, name: &str) -> Option<(Name, Name)> {
        let part = parts.get(shape)?.get(name)?;
        Some((self.names.types.get(shape)?.clone(), part.clone()))
    }

    /// A member of a structure or union that is a type.
    fn member(&self, context: &Context<'_>, shape: &str, member: &str) -> Option<Mention> {
        let (owner, name) = self.part(&self.names.members, shape, member)?;
        let is_union = context
            .structure(shape)
            .is_some_and(|structure| structure.union);
        Some(as_generated(if is_union {
            Item::Variant(owner, name)
        } else {
            Item::Field(owner, name)
        }))
    }
}

/// A mention that shows the name which the item has in Rust.
fn as_generated(item: Item) -> Mention {
    Mention {
        text: item.name().plain().to_owned(),
        item,
    }
}

/// Says what in a text was not understood.
fn tell(context: &mut Context<'_>, path: &str, found: &Prose) {
    for tag in &found.unknown_tags {
        let message = format!("the documentation has an unknown tag <{tag}>; its text is kept");
        context.note("unknown-tag", path, message);
    }
    for target in &found.broken_links {
        let message = format!("a link in the documentation leads nowhere: {target:?}");
        let hint = "give it a whole address, or name an item of the service in backticks";
        context.warning("broken-link", path, message, Some(hint.to_owned()));
    }
}

/// A member's text: its own, else its name on the wire; the bounds of its value follow.
pub(crate) fn of_member(
    links: &Links<'_>,
    context: &mut Context<'_>,
    place: Place<'_>,
    reference: &Reference,
    wire: &str,
) -> ir::Documentation {
    let mut text = links.text(context, place, &reference.documentation);
    if text.is_empty() {
        text = sentences::on_the_wire(wire);
    }
    let bounds = context.shape(&reference.shape).map(sentences::bounds);
    text.blocks.extend(bounds.unwrap_or_default().blocks);
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
    let note = short_line(&parts.join(", "), LONGEST_LINE);
    Some(ir::Deprecation {
        note: (!note.is_empty()).then_some(note),
    })
}

/// What is said of an enum's value, by the overlay in the last place.
pub(crate) fn of_value(context: &Context<'_>, shape: &str, value: &str) -> Documentation {
    let texts: &BTreeMap<(String, String), Documentation> = &context.model.value_documentation;
    let found = texts.get(&(shape.to_owned(), value.to_owned()));
    found.cloned().unwrap_or_default()
}

/// The text of the whole crate: the service's, or its title. A whole crate can't be marked deprecated, so it is said.
pub(crate) fn of_service(links: &Links<'_>, context: &mut Context<'_>) -> ir::Documentation {
    let model = context.model;
    let mut text = links.text(context, Place::default(), &model.documentation);
    if text.is_empty() {
        let (title, version) = (title(context), &model.metadata.api_version);
        let version = Some(version).filter(|version| !version.is_empty());
        let version = version.map(|version| format!(", API version {version}"));
        let version = version.unwrap_or_default();
        text = ir::Documentation::from_text(&format!("{title}{version}."));
    }
    if let Some(found) = deprecation(model.deprecated.as_ref()) {
        let mut deprecated = Run::plain("Deprecated.");
        deprecated.style.bold = true;
        let note = found.note.map(|note| Run::plain(&format!(" {note}")));
        text.add_paragraph([deprecated].into_iter().chain(note).collect());
    }
    text
}

/// The service's name for people, on one line.
pub(crate) fn title(context: &Context<'_>) -> String {
    short_line(&context.model.metadata.service_full_name, LONGEST_LINE)
}

/// What a waiter's method says: the model's description, or what it waits for and how it asks.
pub(crate) fn of_waiter(description: &str, name: &str, method: &Name) -> ir::Documentation {
    let described = prose::from_html(description, &mut |_| None).documentation;
    if described.is_empty() {
        sentences::waiter(name, method)
    } else {
        described
    }
}
