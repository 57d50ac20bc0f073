//! Reads one entry of `pagination`.
//!
//! Whether its members and paths lead anywhere is found out when the types are known.

use super::cursor::{Cursor, Object};
use super::grammar::Grammar;
use super::model::Paginator;

pub(super) fn read(cursor: &Cursor<'_>) -> Option<Paginator> {
    let object = cursor.object()?;
    let paginator = Paginator {
        input_token: one_or_several(&object, "input_token", Some(Grammar::Member)),
        output_token: one_or_several(&object, "output_token", None),
        result_key: one_or_several(&object, "result_key", None),
        limit_key: object.formed("limit_key", Grammar::Member),
        more_results: object.text("more_results"),
        non_aggregate_keys: object.texts("non_aggregate_keys"),
    };
    object.finish("a paginator");
    Some(paginator)
}

/// A text, or an array of them.
fn one_or_several(object: &Object<'_>, key: &'static str, grammar: Option<Grammar>) -> Vec<String> {
    let Some(cursor) = object.get(key) else {
        return Vec::new();
    };
    let read = |at: &Cursor<'_>| {
        let text = at.text()?;
        if let Some(grammar) = grammar {
            grammar.check(at, text);
        }
        Some(text.to_owned())
    };
    if cursor.value.is_string() {
        return read(&cursor).into_iter().collect();
    }
    cursor.elements().filter_map(|item| read(&item)).collect()
}
