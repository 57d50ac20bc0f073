//! Where a client's requests go: the program's settings, then the environment's, and what the service's rules make of them.
//!
//! Each setting is told with the place that it comes from.

use super::ConfigError;
use super::builder::AccountIdEndpointMode;
use super::endpoint::{self, Endpoints, Setting};
use super::settings::{AddressingStyle, ForEndpoints, Found, Settings};
use crate::tables::{BuiltIn, Service};

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
        let others = ForEndpoints::of(settings)?;
        let Some(decided) = self.decided(&others)? else {
            return Ok(None);
        };
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
            other => of_few(&others, other).map(Setting::Boolean),
        };
        let said = endpoint::Said {
            own: self.parameters,
            is_given: self.url.is_some(),
            anonymous: self.anonymous || decided.account_mode == "disabled",
            told: decided.told.clone(),
        };
        let endpoints = Endpoints::new(service, said, built_in).map_err(ConfigError::new)?;
        Ok(Some((decided.region, endpoints)))
    }

    fn decided(&self, others: &ForEndpoints) -> Result<Option<Decided>, ConfigError> {
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
        let variant = |said: Option<bool>, outside: &Option<Found<bool>>| {
            let outside = outside.as_ref().is_some_and(|found| found.value);
            said.unwrap_or(outside && self.url.is_none())
        };
        let fips = wants_fips && self.url.is_none() || variant(self.fips, &others.fips);
        let dual_stack = variant(self.dual_stack, &others.dual_stack);
        let from = self.url.as_ref().map(|url| url.place.to_string());
        let outside = others.account_id_mode.as_ref().map(|found| found.value);
        Ok(Some(Decided {
            told: told(&region, &place, fips, dual_stack, from.as_deref()),
            region,
            fips,
            dual_stack,
            account_mode: self.account_mode.or(outside).unwrap_or_default().name(),
        }))
    }
}

/// What is set outside of the program that the rules of a few services read.
fn of_few(others: &ForEndpoints, built_in: BuiltIn) -> Option<bool> {
    let value = |found: &Option<Found<bool>>| found.as_ref().map(|found| found.value);
    let s3 = &others.s3;
    match built_in {
        BuiltIn::UseArnRegion | BuiltIn::ControlUseArnRegion => value(&s3.arn_region),
        BuiltIn::DisableMultiRegionAccessPoints => value(&s3.no_multi_region),
        BuiltIn::S3UseGlobalEndpoint => value(&s3.us_east_1_regional).map(|own| !own),
        BuiltIn::StsUseGlobalEndpoint => value(&others.sts_regional).map(|own| !own),
        BuiltIn::Accelerate => value(&s3.accelerate),
        BuiltIn::ForcePathStyle => {
            let style = s3.addressing_style.as_ref().map(|found| found.value);
            (style == Some(AddressingStyle::Path)).then_some(true)
        }
        _ => None,
    }
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
