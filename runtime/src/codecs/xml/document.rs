//! XML as a document, for errors that no table describes: read once, within the memory that a message may take.

use serde_json::{Map, Value as Document};

use super::tokens::{Content, Tokens};
use crate::codecs::budget::Budget;
use crate::codecs::fault::Read;

/// The root element begins within so many bytes.
const BEGINNING: usize = 1024;

/// The root element's name and content: an object of its elements, a list where one comes several times, or text.
///
/// `None` for what isn't XML, or would take too much memory.
pub(crate) fn document(text: &[u8]) -> Option<(String, Document)> {
    let text = std::str::from_utf8(text).ok()?;
    let mut tokens = Tokens::new(text);
    let root = tokens.root().ok()?.local_name().to_owned();
    let content = element(&mut tokens, &mut Budget::of(text.len())).ok()?;
    tokens.finish().ok()?;
    Some((root, content))
}

/// Whether a text begins as XML whose root element has this name. What comes then isn't looked at.
pub(crate) fn begins_with(text: &[u8], name: &str) -> bool {
    let beginning = text.get(..BEGINNING).unwrap_or(text);
    let beginning = String::from_utf8_lossy(beginning);
    let root = Tokens::new(&beginning).root();
    root.is_ok_and(|root| root.name == name)
}

fn element(tokens: &mut Tokens<'_>, budget: &mut Budget) -> Read<Document> {
    let mut members = Map::new();
    let mut text = String::new();
    loop {
        match tokens.content()? {
            Content::End => break,
            Content::Text(piece) if members.is_empty() => text.push_str(&piece),
            Content::Text(_) => {}
            Content::Child(child) => {
                if members.is_empty() {
                    budget.take_document(1, 0)?;
                    text = String::new();
                }
                let name = child.local_name().to_owned();
                let content = element(tokens, budget)?;
                add(&mut members, name, content, budget)?;
            }
        }
    }
    if members.is_empty() {
        return Ok(Document::String(text));
    }
    Ok(Document::Object(members))
}

/// An element that comes several times becomes a list.
fn add(
    members: &mut Map<String, Document>,
    name: String,
    content: Document,
    budget: &mut Budget,
) -> Read<()> {
    match members.get_mut(&name) {
        None => _ = members.insert(name, content),
        Some(Document::Array(several)) => several.push(content),
        Some(one) => {
            budget.take_document(0, 1)?;
            let first = one.take();
            *one = Document::Array(vec![first, content]);
        }
    }
    Ok(())
}
