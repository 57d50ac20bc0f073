//! What a JSON object is read as where the order of its keys counts.

/// Entries in the order of the file.
pub(crate) type Entries<T> = Vec<(String, T)>;
