//! Where a client's requests go: the program's settings, then the environment's, and what the service's rules make of them.
//!
//! Each setting is told with the place that it comes from.

use super::ConfigError;
use super::builder::AccountIdEndpointMode;
use super::endpoint::{self, Endpoints, Setting};
use super::settings::{AddressingStyle, ForEndpoints, Found, S3, Settings};
use crate::tables::{BuiltIn, RuleSet, Service};

/// The parameter of S3's rules that environment and profile may set, though it is none of those that the rules mark.
const NO_EXPRESS_SESSIONS: &str = "DisableS3ExpressSessionAuth";

/// What a program says of it, and region and endpoint from wherever they are.
pub(super) struct Said<'a> {
    pub(super) region: Option<Found<String>>,
    pub(super) url: Option<Found<String>>,
    pub(super) fips: Option<bool>,
    pub(super) dual_stack: Option<bool>,
    pub(super) account_mode: Option<AccountIdEndpointMode>,
    pub(super) parameters: &'a [(&'static str, Setting)],
    pub(super) anonymous: bool,
}

/// What counts in the end.
struct Decided {
    region: String,
    fips: bool,
    dual_stack: bool,
    account_mode: &'static str,
    /// All of it, for people.
    told: String,
}

impl Said<'_> {
    /// The region, and where requests go; `None` where there is no region.
    ///
    /// # Errors
    /// A setting can't be understood, or no request could go there.
    pub(super) fn place(
        &self,
        service: &'static Service,
        settings: &Settings<'_>,
    ) -> Result<Option<(String, Endpoints)>, ConfigError> {
        let Some(decided) = self.decided(settings)? else {
            return Ok(None);
        };
        let outside = outside(service.rules, settings)?;
        let built_in = |built_in| match built_in {
            BuiltIn::Region => Some(Setting::Text(decided.region.clone())),
            BuiltIn::Endpoint => self
                .url
                .as_ref()
                .map(|url| Setting::Text(url.value.clone())),
            BuiltIn::UseFips => Some(Setting::Boolean(decided.fips)),
            BuiltIn::UseDualStack => Some(Setting::Boolean(decided.dual_stack)),
            BuiltIn::AccountId => None,
            BuiltIn::AccountIdMode => Some(Setting::Text(decided.account_mode.to_owned())),
            other => {
                let found = outside.iter().find(|(known, _)| *known == other);
                found.map(|(_, value)| Setting::Boolean(*value))
            }
        };
        let own = self.own(service.rules, settings)?;
        let said = endpoint::Said {
            own: &own,
            is_given: self.url.is_some(),
            anonymous: self.anonymous || decided.account_mode == "disabled",
            told: decided.told.clone(),
        };
        let endpoints = Endpoints::new(service, said, built_in).map_err(ConfigError::new)?;
        Ok(Some((decided.region, endpoints)))
    }

    /// What the service's own rules are told: by the program before all others.
    fn own(
        &self,
        rules: &RuleSet,
        settings: &Settings<'_>,
    ) -> Result<Vec<(&'static str, Setting)>, ConfigError> {
        let mut own = Vec::new();
        let mut parameters = rules.parameters.iter();
        if parameters.any(|known| known.name == NO_EXPRESS_SESSIONS)
            && let Some(off) = S3::no_express_sessions(settings)?
        {
            own.push((NO_EXPRESS_SESSIONS, off.value.into()));
        }
        own.extend(self.parameters.iter().cloned());
        Ok(own)
    }

    fn decided(&self, settings: &Settings<'_>) -> Result<Option<Decided>, ConfigError> {
        if let Some(Found { value, place }) = &self.url {
            let read = endpoint::parse(value);
            read.map_err(|error| ConfigError::new(format!("{place}: {error}")))?;
        }
        let mut wants_fips = false;
        let (region, place) = match (&self.region, &self.url) {
            (Some(Found { value, place }), _) => {
                let plain = endpoint::without_fips(value);
                wants_fips = plain.is_some();
                let region = plain.unwrap_or(value);
                if let Some(why) = endpoint::unfit_region(region) {
                    return Err(ConfigError::new(format!("{place}: {why}")));
                }
                (region.to_owned(), place.to_string())
            }
            // An endpoint without a region is a test's; signatures need some name.
            (None, Some(_)) => ("us-east-1".to_owned(), "the usual one".to_owned()),
            (None, None) => return Ok(None),
        };
        // Whoever gives an endpoint means it, whatever is said of others outside of the program.
        let variant = |said: Option<bool>, outside: Option<Found<bool>>| {
            let outside = outside.is_some_and(|found| found.value);
            said.unwrap_or(outside && self.url.is_none())
        };
        let fips =
            variant(self.fips, ForEndpoints::fips(settings)?) || wants_fips && self.url.is_none();
        let dual_stack = variant(self.dual_stack, ForEndpoints::dual_stack(settings)?);
        let from = self.url.as_ref().map(|url| url.place.to_string());
        let mut told = told(&region, &place, fips, dual_stack, from.as_deref());
        let outside = ForEndpoints::account_id_mode(settings)?;
        let in_code = |mode| Found::in_code(mode, "account_id_endpoint_mode");
        let mode = self.account_mode.map(in_code).or(outside);
        let (mode, place) = mode.map_or_else(Default::default, |found| {
            (found.value, found.place.to_string())
        });
        if mode == AccountIdEndpointMode::Required {
            told.push_str("; the account is required by ");
            told.push_str(&place);
        }
        Ok(Some(Decided {
            told,
            region,
            fips,
            dual_stack,
            account_mode: mode.name(),
        }))
    }
}

/// What is set outside of the program that these rules read: nothing else is asked for, nor can be wrong.
///
/// # Errors
/// A setting can't be understood.
fn outside(rules: &RuleSet, settings: &Settings<'_>) -> Result<Vec<(BuiltIn, bool)>, ConfigError> {
    let mut all = Vec::new();
    for parameter in rules.parameters {
        if let Some(built_in) = parameter.built_in
            && let Some(value) = of_few(settings, built_in)?
        {
            all.push((built_in, value));
        }
    }
    Ok(all)
}

/// What is set outside of the program that the rules of a few services read.
fn of_few(settings: &Settings<'_>, built_in: BuiltIn) -> Result<Option<bool>, ConfigError> {
    let found = match built_in {
        BuiltIn::UseArnRegion | BuiltIn::ControlUseArnRegion => S3::arn_region(settings)?,
        BuiltIn::DisableMultiRegionAccessPoints => S3::no_multi_region(settings)?,
        BuiltIn::S3UseGlobalEndpoint => {
            S3::us_east_1_regional(settings)?.map(|found| found.map(|own| !own))
        }
        BuiltIn::StsUseGlobalEndpoint => {
            ForEndpoints::sts_regional(settings)?.map(|found| found.map(|own| !own))
        }
        BuiltIn::Accelerate => S3::accelerate(settings)?,
        BuiltIn::ForcePathStyle => {
            let style = S3::addressing_style(settings)?;
            style
                .filter(|found| found.value == AddressingStyle::Path)
                .map(|found| found.map(|_| true))
        }
        _ => None,
    };
    Ok(found.map(|found| found.value))
}

impl AccountIdEndpointMode {
    /// Its name in the rules.
    fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Required => "required",
            Self::Disabled => "disabled",
        }
    }
}

/// The settings that count, for people.
fn told(region: &str, place: &str, fips: bool, dual_stack: bool, url: Option<&str>) -> String {
    let mut told = format!("the region is `{region}`, from {place}");
    for (on, what) in [(fips, "FIPS"), (dual_stack, "dual stack")] {
        if on {
            told.push_str("; ");
            told.push_str(what);
            told.push_str(" is on");
        }
    }
    if let Some(place) = url {
        told.push_str("; the endpoint is from ");
        told.push_str(place);
    }
    told
}
