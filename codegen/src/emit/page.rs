//! An operation's page in the docs after the description: example, arguments, response, errors and trees.
//!
//! All but the example stand in a file of their own, which the docs include: the code is shorter to read for it.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::examples;
use super::items::{attributes, width};
use super::markdown;
use super::scope::Scope;
use super::trees::Trees;
use crate::ir::{Block, Documentation, Item, Member, Operation, Payload, Run, Structure};

/// The page's file, seen from the crate's root.
pub(super) fn file(operation: &Operation) -> String {
    format!("docs/{}.md", operation.module.plain())
}

/// What follows the description where the method stands.
pub(super) fn attached(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let examples = examples::examples(scope, operation);
    if is_empty(operation) {
        return examples;
    }
    let file = format!("../../{}", file(operation));
    quote!(#examples #[doc = include_str!(#file)])
}

/// Whether the file would hold nothing.
pub(super) fn is_empty(operation: &Operation) -> bool {
    operation.input.is_none() && operation.output.is_none() && operation.errors.is_empty()
}

/// What the file holds; links in it are seen from the operation's module.
pub(super) fn page(scope: &Scope<'_>, operation: &Operation, trees: &Trees<'_>) -> String {
    let sections = [
        members(trees, "Arguments", operation.input.as_ref()),
        members(trees, "Response", operation.output.as_ref()),
        errors(operation).map(|block| ("Errors", block)),
    ];
    let mut text = String::new();
    for (title, block) in sections.into_iter().flatten() {
        let lines = lines(scope, title, block).join("\n");
        let _ = writeln!(text, "{lines}");
    }
    text + &trees.page(operation)
}

/// The errors alone, for a method that has no page.
pub(super) fn listed_errors(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let lines = errors(operation).map(|block| lines(scope, "Errors", block));
    attributes(&lines.unwrap_or_default())
}

/// Each member with its first sentence, linked.
fn members<'t>(
    trees: &Trees<'_>,
    title: &'t str,
    payload: Option<&Payload>,
) -> Option<(&'t str, Block)> {
    let structure = trees.structure(&payload?.name)?;
    let items: Vec<_> = structure
        .members
        .iter()
        .map(|member| vec![Block::Paragraph(row(structure, member))])
        .collect();
    let list = Block::List {
        ordered: false,
        items,
    };
    (!structure.members.is_empty()).then_some((title, list))
}

fn row(structure: &Structure, member: &Member) -> Vec<Run> {
    let field = Item::Field(structure.name.clone(), member.name.clone());
    let mut runs = vec![Run::item(field)];
    if member.required {
        runs.push(Run::plain(" (required)"));
    }
    let sentence = member.documentation.first_sentence();
    if let Some(Block::Paragraph(said)) = sentence.blocks.into_iter().next() {
        runs.push(Run::plain(": "));
        runs.extend(said);
    }
    runs
}

/// The errors that the operation lists, each a link.
fn errors(operation: &Operation) -> Option<Block> {
    let mut runs: Vec<Run> = Vec::new();
    for error in &operation.errors {
        if !runs.is_empty() {
            runs.push(Run::plain(", "));
        }
        runs.push(Run::item(Item::Type(error.ty.clone())));
    }
    (!runs.is_empty()).then_some(Block::Paragraph(runs))
}

/// A heading and what stands below it.
fn lines(scope: &Scope<'_>, title: &str, block: Block) -> Vec<String> {
    let documentation = Documentation {
        blocks: vec![block],
    };
    let mut lines = vec![String::new(), format!("# {title}")];
    lines.extend(markdown::lines(&documentation, width(scope, 1), scope));
    lines
}
