//! How an enum of many values finds one among those that the model knows.

/// Searches values that are in order.
pub fn sorted<'a, T>(table: &'a [(&'static str, T)], value: &str) -> Option<&'a T> {
    let found = table
        .binary_search_by(|(wire, _)| (*wire).cmp(value))
        .ok()?;
    table.get(found).map(|(_, known)| known)
}
