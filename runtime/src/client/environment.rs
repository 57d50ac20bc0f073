//! What the environment says of a client, where the program is silent.
//!
//! Reads variables through a function, so that tests make them up.

mod credentials;

use super::ConfigError;
use super::prepare::{Bodies, Checksums};
use super::retry::RetryConfig;
use crate::tables::{BuiltIn, Service};

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
    Ok(is_on(name, variable)?.unwrap_or(false))
}

/// What a variable says, `true` or `false`, if anything.
fn is_on(
    name: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<bool>, ConfigError> {
    let Some(text) = variable(name) else {
        return Ok(None);
    };
    match text.trim().to_ascii_lowercase().as_str() {
        "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        _ => Err(ConfigError::new(format!(
            "{name} is `{text}`, not `true` or `false`"
        ))),
    }
}

/// Whether the account becomes a part of the address.
///
/// # Errors
/// The variable can't be understood.
pub(super) fn account_mode(
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<&'static str, ConfigError> {
    const NAME: &str = "AWS_ACCOUNT_ID_ENDPOINT_MODE";
    let known = ["preferred", "required", "disabled"];
    let Some(text) = variable(NAME) else {
        return Ok("preferred");
    };
    let said = text.trim().to_ascii_lowercase();
    let found = known.into_iter().find(|known| *known == said);
    found.ok_or_else(|| {
        ConfigError::new(format!(
            "{NAME} is `{text}`, not `preferred`, `required` or `disabled`"
        ))
    })
}

/// What the environment says of the settings that the rules of a few services read.
///
/// # Errors
/// A variable can't be understood.
pub(super) fn switches(
    service: &Service,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<(BuiltIn, bool)>, ConfigError> {
    let read = |built_in: &BuiltIn| {
        let on = match built_in {
            BuiltIn::UseArnRegion | BuiltIn::ControlUseArnRegion => {
                is_on("AWS_S3_USE_ARN_REGION", variable)?
            }
            BuiltIn::DisableMultiRegionAccessPoints => {
                is_on("AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", variable)?
            }
            BuiltIn::S3UseGlobalEndpoint => {
                is_legacy("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", variable)?
            }
            BuiltIn::StsUseGlobalEndpoint => is_legacy("AWS_STS_REGIONAL_ENDPOINTS", variable)?,
            _ => None,
        };
        Ok(on.map(|on| (*built_in, on)))
    };
    let parameters = service.rules.parameters.iter();
    let read = parameters.filter_map(|parameter| parameter.built_in.as_ref().map(read));
    let found: Result<Vec<_>, _> = read.collect();
    found.map(|found| found.into_iter().flatten().collect())
}

/// Whether a variable says `legacy`, and not `regional`, if anything.
fn is_legacy(
    name: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<bool>, ConfigError> {
    let said = variable(name).map(|text| text.trim().to_ascii_lowercase());
    match said.as_deref() {
        None => Ok(None),
        Some("regional") => Ok(Some(false)),
        Some("legacy") => Ok(Some(true)),
        Some(other) => Err(ConfigError::new(format!(
            "{name} is `{other}`, not `regional` or `legacy`"
        ))),
    }
}
