//! What the environment says of a client, where the program is silent.
//!
//! Reads variables through a function, so that tests make them up.

use super::ConfigError;
use super::prepare::{Bodies, Checksums};
use super::retry::RetryConfig;
use crate::schema::Service;

/// The endpoint that the environment sets, for this service or for all.
pub(super) fn endpoint(
    service: &Service,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    if is_set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", variable) {
        return None;
    }
    let id = service.id.to_uppercase().replace([' ', '-'], "_");
    variable(&format!("AWS_ENDPOINT_URL_{id}")).or_else(|| variable("AWS_ENDPOINT_URL"))
}

/// How often calls are made again.
///
/// # Errors
/// A variable can't be understood.
pub(super) fn retry(variable: &dyn Fn(&str) -> Option<String>) -> Result<RetryConfig, ConfigError> {
    let mode = variable("AWS_RETRY_MODE").map(|mode| mode.trim().to_ascii_lowercase());
    let retry = match mode.as_deref() {
        // The old mode has no place here; its users get the one that replaced it.
        None | Some("standard" | "legacy") => RetryConfig::standard(),
        Some("adaptive") => RetryConfig::adaptive(),
        Some(other) => {
            return Err(ConfigError::new(format!(
                "AWS_RETRY_MODE is `{other}`, not `standard` or `adaptive`"
            )));
        }
    };
    match variable("AWS_MAX_ATTEMPTS") {
        None => Ok(retry),
        Some(text) => match text.parse() {
            Ok(attempts) if attempts > 0 => Ok(retry.max_attempts(attempts)),
            _ => Err(ConfigError::new(format!(
                "AWS_MAX_ATTEMPTS is `{text}`, not a number above 0"
            ))),
        },
    }
}

/// What a client does to bodies.
///
/// # Errors
/// A variable can't be understood.
pub(super) fn bodies(variable: &dyn Fn(&str) -> Option<String>) -> Result<Bodies, ConfigError> {
    let mut bodies = Bodies::default();
    if let Some(text) = variable("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES") {
        let bytes = text.parse().map_err(|_| {
            ConfigError::new(format!(
                "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES is `{text}`, not a number of bytes"
            ))
        })?;
        bodies.compressed_from = bytes;
    }
    if is_set("AWS_DISABLE_REQUEST_COMPRESSION", variable) {
        bodies.compressed_from = usize::MAX;
    }
    if let Some(checksums) = checksums("AWS_REQUEST_CHECKSUM_CALCULATION", variable)? {
        bodies.checksums = checksums;
    }
    if let Some(checksums) = checksums("AWS_RESPONSE_CHECKSUM_VALIDATION", variable)? {
        bodies.response_checksums = checksums;
    }
    Ok(bodies)
}

fn checksums(
    name: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<Checksums>, ConfigError> {
    let Some(text) = variable(name) else {
        return Ok(None);
    };
    match text.trim().to_ascii_lowercase().as_str() {
        "when_supported" => Ok(Some(Checksums::WhenSupported)),
        "when_required" => Ok(Some(Checksums::WhenRequired)),
        _ => Err(ConfigError::new(format!(
            "{name} is `{text}`, not `when_supported` or `when_required`"
        ))),
    }
}

/// Whether a variable says `true`, in whatever case.
pub(super) fn is_set(name: &str, variable: &dyn Fn(&str) -> Option<String>) -> bool {
    variable(name).is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
}
