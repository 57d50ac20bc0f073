//! Reads one entry of `pagination`.
//!
//! Whether its members and paths lead anywhere is found out when the types are known.

use super::cursor::{Cursor, Object};
use super::model::Paginator;

pub(super) fn read(cursor: &Cursor<'_>) -> Option<Paginator> {
    let object = cursor.object()?;
    let paginator = Paginator {
        input_token: one_or_several(&object, "input_token"),
        output_token: one_or_several(&object, "output_token"),
        result_key: one_or_several(&object, "result_key"),
        limit_key: object.text("limit_key"),
        more_results: object.text("more_results"),
        non_aggregate_keys: object.texts("non_aggregate_keys"),
    };
    object.finish("a paginator");
    Some(paginator)
}

/// A text, or an array of them.
fn one_or_several(object: &Object<'_>, key: &'static str) -> Vec<String> {
    let Some(cursor) = object.get(key) else {
        return Vec::new();
    };
    match cursor.value.as_str() {
        Some(text) => vec![text.to_owned()],
        None => cursor.texts(),
    }
}
