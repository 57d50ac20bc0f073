//! Reads a text with `{names}` in it.

use super::function::{attribute, reference};
use super::{Constant, Expression, Names, Type};
use crate::load::cursor::Cursor;

/// A text, or a text that is put together.
pub(super) fn read(at: &Cursor<'_>, text: &str, names: &Names) -> Option<Expression> {
    if !text.contains(['{', '}']) {
        return Some(Expression::Constant(Constant::Text(text.to_owned())));
    }
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at_sign) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(at_sign);
        plain.push_str(before);
        // Two of a kind stand for one.
        if let Some(after) = after
            .strip_prefix("{{")
            .or_else(|| after.strip_prefix("}}"))
        {
            plain.extend(rest.get(at_sign..=at_sign));
            rest = after;
            continue;
        }
        let within = after
            .strip_prefix('{')
            .and_then(|after| after.split_once('}'));
        let Some((name, after)) = within else {
            let message = format!("a brace isn't closed, or not opened, in {text:?}");
            at.error("bad-template", message, "names stand between `{` and `}`");
            return None;
        };
        if !plain.is_empty() {
            let text = std::mem::take(&mut plain);
            parts.push(Expression::Constant(Constant::Text(text)));
        }
        parts.push(named(at, name, names)?);
        rest = after;
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(Expression::Constant(Constant::Text(plain)));
    }
    Some(if parts.len() == 1 {
        parts.pop()?
    } else {
        Expression::Template(parts)
    })
}

/// `name`, or `name#attribute`; a text in any case.
fn named(at: &Cursor<'_>, name: &str, names: &Names) -> Option<Expression> {
    let (name, path) = match name.split_once('#') {
        Some((name, path)) => (name, Some(path)),
        None => (name, None),
    };
    let (mut value, mut ty) = reference(at, name, names)?;
    if let Some(path) = path {
        let found = attribute(at, ty, path)?;
        value = Expression::Attribute(Box::new(value), found.0);
        ty = found.1;
    }
    if ty != Type::Text {
        let message = format!("`{name}` is no text, which alone can stand in a text");
        at.error("wrong-type", message, "name a part of it, as `{name#part}`");
        return None;
    }
    Some(value)
}
