//! XML as a document, for errors that no table describes.

use serde_json::{Map, Value as Document};

use super::tokens::{Fault, Tokens};

/// The root element's content: an object of its elements, a list where one comes several times, or text.
///
/// `None` for what isn't XML.
pub(crate) fn document(text: &[u8]) -> Option<(String, Document)> {
    let mut tokens = Tokens::new(std::str::from_utf8(text).ok()?);
    let root = tokens.root().ok()?.local_name().as_ref().to_owned();
    let content = element(&mut tokens).ok()?;
    Some((root, content))
}

fn element(tokens: &mut Tokens<'_>) -> Result<Document, Fault> {
    let start = tokens.bookmark();
    let mut members = Map::new();
    while let Some(child) = tokens.child()? {
        let name = child.local_name().as_ref().to_owned();
        let content = element(tokens)?;
        match members.get_mut(&name) {
            None => _ = members.insert(name, content),
            Some(Document::Array(several)) => several.push(content),
            Some(one) => {
                let first = one.take();
                *one = Document::Array(vec![first, content]);
            }
        }
    }
    if members.is_empty() {
        let mut again = start;
        return Ok(Document::String(again.text()?.into_owned()));
    }
    Ok(Document::Object(members))
}
