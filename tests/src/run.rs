//! What the environment says of a run: how much a test looks at, and which part of it.

/// A number that the environment may set.
#[must_use]
pub fn number(name: &str, usual: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Whether everything is to be looked at, and nothing to be skipped.
#[must_use]
pub fn in_ci() -> bool {
    std::env::var("CI").as_deref() == Ok("true")
}

/// What a sample is chosen by: another one every day.
///
/// # Panics
/// The clock stands before 1970.
#[must_use]
pub fn seed() -> u64 {
    let today = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let today = today.unwrap_or_else(|error| unreachable!("{error}"));
    number("SHAPESMITH_SEED", today.as_secs() / 86_400)
}
