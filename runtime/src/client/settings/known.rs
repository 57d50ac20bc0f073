//! The settings of a client by their types: what is set, and what can't be understood.

use super::super::prepare::{Bodies, Checksums};
use super::super::retry::{RetryConfig, RetryMode};
use super::super::{AccountIdEndpointMode, ConfigError};
use super::table::{self, Setting};
use super::{Found, Place, Settings};
use crate::tables::Service;

/// Where a bucket's name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AddressingStyle {
    Auto,
    Virtual,
    Path,
}

/// Whether a service is asked for its endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EndpointDiscovery {
    /// Where it has to be.
    Auto,
    On,
    Off,
}

/// What is set outside of the program for a client of one service; `None` is said nowhere.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) region: Option<Found<String>>,
    pub(crate) endpoint_url: Option<Found<String>>,
    pub(crate) host_prefix_off: Option<Found<bool>>,
    pub(crate) retry_mode: Option<Found<RetryMode>>,
    pub(crate) max_attempts: Option<Found<u32>>,
    pub(crate) compressed_from: Option<Found<usize>>,
    pub(crate) compression_off: Option<Found<bool>>,
    pub(crate) checksums: Option<Found<Checksums>>,
    pub(crate) response_checksums: Option<Found<Checksums>>,
    pub(crate) app_name: Option<Found<String>>,
}

/// What is set for endpoints and signers. Apart, as a program whose client asks for none of it doesn't hold it.
#[derive(Debug)]
pub(crate) struct ForEndpoints {
    pub(crate) fips: Option<Found<bool>>,
    pub(crate) dual_stack: Option<Found<bool>>,
    pub(crate) account_id: Option<Found<String>>,
    pub(crate) account_id_mode: Option<Found<AccountIdEndpointMode>>,
    /// The signers in the order of preference, as `sigv4a`.
    pub(crate) auth_schemes: Option<Found<Vec<String>>>,
    /// The regions that a signature of version 4A holds for.
    pub(crate) region_set: Option<Found<Vec<String>>>,
    /// Whether STS has an endpoint in each region.
    pub(crate) sts_regional: Option<Found<bool>>,
    pub(crate) endpoint_discovery: Option<Found<EndpointDiscovery>>,
    pub(crate) s3: S3,
}

/// What is set for S3 alone.
#[derive(Debug)]
pub(crate) struct S3 {
    pub(crate) addressing_style: Option<Found<AddressingStyle>>,
    pub(crate) accelerate: Option<Found<bool>>,
    pub(crate) dual_stack: Option<Found<bool>>,
    pub(crate) payload_signing: Option<Found<bool>>,
    pub(crate) arn_region: Option<Found<bool>>,
    /// Whether us-east-1 has an endpoint of its own.
    pub(crate) us_east_1_regional: Option<Found<bool>>,
    pub(crate) no_multi_region: Option<Found<bool>>,
    pub(crate) no_express_sessions: Option<Found<bool>>,
}

impl Resolved {
    /// `asks_for_endpoint` is false where the program wants no endpoint from outside.
    ///
    /// # Errors
    /// A value can't be understood.
    pub(crate) fn of(
        settings: &Settings<'_>,
        service: &Service,
        asks_for_endpoint: bool,
    ) -> Result<Self, ConfigError> {
        let endpoint_url = if asks_for_endpoint {
            endpoint_url(settings, service)?
        } else {
            None
        };
        Ok(Self {
            region: settings.text(&table::REGION),
            endpoint_url,
            host_prefix_off: settings.switch(&table::HOST_PREFIX_OFF)?,
            retry_mode: retry_mode(settings)?,
            max_attempts: max_attempts(settings)?,
            compressed_from: settings.number(&table::COMPRESSED_FROM, "a number of bytes")?,
            compression_off: settings.switch(&table::COMPRESSION_OFF)?,
            checksums: checksums(settings, &table::CHECKSUMS)?,
            response_checksums: checksums(settings, &table::RESPONSE_CHECKSUMS)?,
            app_name: settings.text(&table::APP_NAME),
        })
    }

    /// How often calls are made again.
    pub(crate) fn retry(&self) -> RetryConfig {
        let mode = self.retry_mode.as_ref().map(|found| found.value);
        let retry = match mode {
            Some(RetryMode::Adaptive) => RetryConfig::adaptive(),
            _ => RetryConfig::standard(),
        };
        match &self.max_attempts {
            Some(found) => retry.max_attempts(found.value),
            None => retry,
        }
    }

    /// What a client does to bodies.
    pub(crate) fn bodies(&self) -> Bodies {
        let mut bodies = Bodies::default();
        if let Some(found) = &self.compressed_from {
            bodies.compressed_from = found.value;
        }
        if is_on(self.compression_off.as_ref()) {
            bodies.compressed_from = usize::MAX;
        }
        if let Some(found) = &self.checksums {
            bodies.checksums = found.value;
        }
        if let Some(found) = &self.response_checksums {
            bodies.response_checksums = found.value;
        }
        bodies
    }

    /// Whether operations put something before the endpoint's host.
    pub(crate) fn host_prefix(&self) -> bool {
        !is_on(self.host_prefix_off.as_ref())
    }
}

/// Each for whoever asks for one alone.
macro_rules! switches {
    ($($name:ident: $setting:ident;)*) => {$(
        /// # Errors
        /// It says neither `true` nor `false`.
        pub(crate) fn $name(settings: &Settings<'_>) -> Result<Option<Found<bool>>, ConfigError> {
            settings.switch(&table::$setting)
        }
    )*};
}

impl ForEndpoints {
    switches! {
        fips: FIPS;
        dual_stack: DUAL_STACK;
    }

    /// # Errors
    /// A value can't be understood.
    pub(crate) fn of(settings: &Settings<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            fips: Self::fips(settings)?,
            dual_stack: Self::dual_stack(settings)?,
            account_id: settings.text(&table::ACCOUNT_ID),
            account_id_mode: Self::account_id_mode(settings)?,
            auth_schemes: auth_schemes(settings),
            region_set: region_set(settings),
            sts_regional: Self::sts_regional(settings)?,
            endpoint_discovery: endpoint_discovery(settings)?,
            s3: S3::of(settings)?,
        })
    }

    /// # Errors
    /// It is none of the modes.
    pub(crate) fn account_id_mode(
        settings: &Settings<'_>,
    ) -> Result<Option<Found<AccountIdEndpointMode>>, ConfigError> {
        let modes = [
            ("preferred", AccountIdEndpointMode::Preferred),
            ("required", AccountIdEndpointMode::Required),
            ("disabled", AccountIdEndpointMode::Disabled),
        ];
        let expected = "`preferred`, `required` or `disabled`";
        settings.word(&table::ACCOUNT_ID_MODE, &modes, expected)
    }

    /// # Errors
    /// It says neither `regional` nor `legacy`.
    pub(crate) fn sts_regional(
        settings: &Settings<'_>,
    ) -> Result<Option<Found<bool>>, ConfigError> {
        regional(settings, &table::STS_ENDPOINTS)
    }
}

impl S3 {
    switches! {
        accelerate: S3_ACCELERATE;
        arn_region: S3_ARN_REGION;
        no_multi_region: S3_NO_MULTI_REGION;
        no_express_sessions: S3_NO_EXPRESS_SESSIONS;
    }

    fn of(settings: &Settings<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            addressing_style: Self::addressing_style(settings)?,
            accelerate: Self::accelerate(settings)?,
            dual_stack: settings.switch(&table::S3_DUAL_STACK)?,
            payload_signing: settings.switch(&table::S3_PAYLOAD_SIGNING)?,
            arn_region: Self::arn_region(settings)?,
            us_east_1_regional: Self::us_east_1_regional(settings)?,
            no_multi_region: Self::no_multi_region(settings)?,
            no_express_sessions: Self::no_express_sessions(settings)?,
        })
    }

    /// # Errors
    /// It is none of the styles.
    pub(crate) fn addressing_style(
        settings: &Settings<'_>,
    ) -> Result<Option<Found<AddressingStyle>>, ConfigError> {
        let styles = [
            ("auto", AddressingStyle::Auto),
            ("virtual", AddressingStyle::Virtual),
            ("path", AddressingStyle::Path),
        ];
        let expected = "`auto`, `virtual` or `path`";
        settings.word(&table::S3_ADDRESSING_STYLE, &styles, expected)
    }

    /// # Errors
    /// It says neither `regional` nor `legacy`.
    pub(crate) fn us_east_1_regional(
        settings: &Settings<'_>,
    ) -> Result<Option<Found<bool>>, ConfigError> {
        regional(settings, &table::S3_US_EAST_1)
    }
}

/// Whether each region has an endpoint of its own.
fn regional(
    settings: &Settings<'_>,
    setting: &Setting,
) -> Result<Option<Found<bool>>, ConfigError> {
    let words = [("regional", true), ("legacy", false)];
    settings.word(setting, &words, "`regional` or `legacy`")
}

pub(crate) fn endpoint_discovery(
    settings: &Settings<'_>,
) -> Result<Option<Found<EndpointDiscovery>>, ConfigError> {
    let words = [
        ("auto", EndpointDiscovery::Auto),
        ("true", EndpointDiscovery::On),
        ("false", EndpointDiscovery::Off),
    ];
    let setting = &table::ENDPOINT_DISCOVERY;
    settings.word(setting, &words, "`auto`, `true` or `false`")
}

/// The signers in the order of preference.
pub(crate) fn auth_schemes(settings: &Settings<'_>) -> Option<Found<Vec<String>>> {
    settings.list(&table::AUTH_SCHEMES)
}

/// The regions that a signature of version 4A holds for.
pub(crate) fn region_set(settings: &Settings<'_>) -> Option<Found<Vec<String>>> {
    settings.list(&table::REGION_SET)
}

fn is_on(found: Option<&Found<bool>>) -> bool {
    found.is_some_and(|found| found.value)
}

/// The endpoint that is set for this service, or for all: what the environment says goes before what the profile says.
fn endpoint_url(
    settings: &Settings<'_>,
    service: &Service,
) -> Result<Option<Found<String>>, ConfigError> {
    if is_on(settings.switch(&table::IGNORE_ENDPOINT_URLS)?.as_ref()) {
        return Ok(None);
    }
    let id = service.id.replace([' ', '-'], "_");
    let name = format!("AWS_ENDPOINT_URL_{}", id.to_uppercase());
    let usual = table::ENDPOINT_URL.variables.iter().copied();
    let mut names = std::iter::once(name.as_str()).chain(usual);
    let of_environment = names.find_map(|name| {
        let value = (settings.variable)(name)?;
        let place = Place::Variable(name.to_owned());
        Some(Found { value, place })
    });
    #[cfg(feature = "profile")]
    if of_environment.is_none() {
        let id = id.to_lowercase();
        if let Some((value, spot)) = settings.profiles.of_service(&id, "endpoint_url")? {
            let place = Place::Profile(spot);
            return Ok(Some(Found { value, place }));
        }
    }
    Ok(of_environment.or_else(|| settings.text(&table::ENDPOINT_URL)))
}

fn retry_mode(settings: &Settings<'_>) -> Result<Option<Found<RetryMode>>, ConfigError> {
    // The old mode has no place here; its users get the one that replaced it.
    let modes = [
        ("standard", RetryMode::Standard),
        ("legacy", RetryMode::Standard),
        ("adaptive", RetryMode::Adaptive),
    ];
    settings.word(&table::RETRY_MODE, &modes, "`standard` or `adaptive`")
}

fn max_attempts(settings: &Settings<'_>) -> Result<Option<Found<u32>>, ConfigError> {
    let expected = "a number above 0";
    let found = settings.number::<std::num::NonZeroU32>(&table::MAX_ATTEMPTS, expected)?;
    Ok(found.map(|found| found.map(std::num::NonZeroU32::get)))
}

fn checksums(
    settings: &Settings<'_>,
    setting: &Setting,
) -> Result<Option<Found<Checksums>>, ConfigError> {
    let words = [
        ("when_supported", Checksums::WhenSupported),
        ("when_required", Checksums::WhenRequired),
    ];
    settings.word(setting, &words, "`when_supported` or `when_required`")
}
