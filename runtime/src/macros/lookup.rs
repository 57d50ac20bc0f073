//! How an enum finds a value among those that the model knows.

/// Goes through the values in the model's order.
pub fn scanned<'a, T>(table: &'a [(&'static str, T)], value: &str) -> Option<&'a T> {
    table
        .iter()
        .find(|(wire, _)| *wire == value)
        .map(|(_, known)| known)
}

/// Searches values that are in order.
pub fn sorted<'a, T>(table: &'a [(&'static str, T)], value: &str) -> Option<&'a T> {
    let found = table
        .binary_search_by(|(wire, _)| (*wire).cmp(value))
        .ok()?;
    table.get(found).map(|(_, known)| known)
}
