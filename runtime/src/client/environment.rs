//! What the environment says of a client, where the program is silent.
//!
//! Reads variables through a function, so that tests make them up.

mod credentials;

use super::ConfigError;
use super::prepare::{Bodies, Checksums};
use super::retry::RetryConfig;
use crate::tables::Service;

pub(super) use credentials::{credentials, elsewhere};

/// A setting and the variable that says it.
pub(super) type Said = (String, String);

/// The region that the environment sets.
pub(super) fn region(variable: &dyn Fn(&str) -> Option<String>) -> Option<Said> {
    first(
        ["AWS_REGION", "AWS_DEFAULT_REGION"].map(str::to_owned),
        variable,
    )
}

/// The endpoint that the environment sets, for this service or for all.
///
/// # Errors
/// A variable can't be understood.
pub(super) fn endpoint(
    service: &Service,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<Said>, ConfigError> {
    if is_set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", variable)? {
        return Ok(None);
    }
    let id = service.id.to_uppercase().replace([' ', '-'], "_");
    let names = [
        format!("AWS_ENDPOINT_URL_{id}"),
        "AWS_ENDPOINT_URL".to_owned(),
    ];
    Ok(first(names, variable))
}

fn first(names: [String; 2], variable: &dyn Fn(&str) -> Option<String>) -> Option<Said> {
    let mut names = names.into_iter();
    names.find_map(|name| variable(&name).map(|value| (value, name)))
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
    if is_set("AWS_DISABLE_REQUEST_COMPRESSION", variable)? {
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
///
/// # Errors
/// It says neither `true` nor `false`.
pub(super) fn is_set(
    name: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<bool, ConfigError> {
    let Some(text) = variable(name) else {
        return Ok(false);
    };
    match text.trim().to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(ConfigError::new(format!(
            "{name} is `{text}`, not `true` or `false`"
        ))),
    }
}
