//! Where a client's requests go: the program's settings, then the environment's, and what the service's rules make of them.
//!
//! Each setting is told with the place that it comes from.

use super::builder::AccountIdEndpointMode;
use super::endpoint::{self, Endpoints, Setting};
use super::{ConfigError, environment};
use crate::tables::{BuiltIn, Service};

/// What a program says of it.
pub(super) struct Said<'a> {
    pub(super) region: Option<&'a str>,
    pub(super) endpoint_url: Option<&'a str>,
    /// Whether the environment is asked for an endpoint.
    pub(super) asks_for_endpoint: bool,
    pub(super) fips: Option<bool>,
    pub(super) dual_stack: Option<bool>,
    pub(super) account_mode: Option<AccountIdEndpointMode>,
    pub(super) parameters: &'a [(&'static str, Setting)],
    pub(super) anonymous: bool,
}

/// What counts in the end.
struct Settings {
    region: String,
    url: Option<String>,
    fips: bool,
    dual_stack: bool,
    account_mode: &'static str,
    /// All of it, for people.
    told: String,
}

type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Said<'_> {
    /// The region, and where requests go.
    ///
    /// # Errors
    /// A setting can't be understood, or no request could go there.
    pub(super) fn place(
        &self,
        service: &'static Service,
        variable: Variable<'_>,
    ) -> Result<(String, Endpoints), ConfigError> {
        let settings = self.settings(service, variable)?;
        let switches = environment::switches(service, variable)?;
        let built_in = |built_in| {
            let text = |text: &str| Some(Setting::Text(text.to_owned()));
            match built_in {
                BuiltIn::Region => text(&settings.region),
                BuiltIn::Endpoint => settings.url.clone().map(Setting::Text),
                BuiltIn::UseFips => Some(Setting::Boolean(settings.fips)),
                BuiltIn::UseDualStack => Some(Setting::Boolean(settings.dual_stack)),
                BuiltIn::AccountId => None,
                BuiltIn::AccountIdMode => text(settings.account_mode),
                other => {
                    let mut known = switches.iter().filter(|(known, _)| *known == other);
                    known.next().map(|(_, on)| Setting::Boolean(*on))
                }
            }
        };
        let said = endpoint::Said {
            own: self.parameters,
            is_given: settings.url.is_some(),
            anonymous: self.anonymous || settings.account_mode == "disabled",
            told: settings.told.clone(),
        };
        let endpoints = Endpoints::new(service, said, built_in).map_err(ConfigError::new)?;
        Ok((settings.region, endpoints))
    }

    fn settings(&self, service: &Service, variable: Variable<'_>) -> Result<Settings, ConfigError> {
        let given = |value: &str, name: &str| (value.to_owned(), format!("the builder's `{name}`"));
        let region = match self.region {
            Some(region) => Some(given(region, "region")),
            None => environment::region(variable),
        };
        let mut wants_fips = false;
        let region = region.map(|(region, place)| match endpoint::without_fips(&region) {
            Some(plain) => {
                wants_fips = true;
                (plain.to_owned(), place)
            }
            None => (region, place),
        });
        if let Some((region, place)) = &region {
            if let Some(why) = endpoint::unfit_region(region) {
                return Err(ConfigError::new(format!("{place}: {why}")));
            }
        }
        let url = match self.endpoint_url {
            Some(url) => Some(given(url, "endpoint_url")),
            None if self.asks_for_endpoint => environment::endpoint(service, variable)?,
            None => None,
        };
        if let Some((url, place)) = &url {
            let read = endpoint::parse(url);
            read.map_err(|error| ConfigError::new(format!("{place}: {error}")))?;
        }
        let (region, place) = match region {
            Some(region) => region,
            // An endpoint without a region is a test's; signatures need some name.
            None if url.is_some() => ("us-east-1".to_owned(), "the usual one".to_owned()),
            None => return Err(no_region(variable)),
        };
        let variant = |said: Option<bool>, name: &str| match said {
            Some(said) => Ok(said),
            // Whoever gives an endpoint means it, whatever the environment says of others.
            None => Ok(environment::is_set(name, variable)? && url.is_none()),
        };
        let fips = wants_fips || variant(self.fips, "AWS_USE_FIPS_ENDPOINT")?;
        let dual_stack = variant(self.dual_stack, "AWS_USE_DUALSTACK_ENDPOINT")?;
        let from = url.as_ref().map(|(_, place)| place.as_str());
        let told = told(&region, &place, fips, dual_stack, from);
        Ok(Settings {
            region,
            url: url.map(|(url, _)| url),
            fips,
            dual_stack,
            account_mode: match self.account_mode {
                Some(mode) => mode.name(),
                None => environment::account_mode(variable)?,
            },
            told,
        })
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

fn no_region(variable: Variable<'_>) -> ConfigError {
    let elsewhere = environment::elsewhere(variable);
    let elsewhere = elsewhere
        .map(|read| format!(" ({read})"))
        .unwrap_or_default();
    ConfigError::new(format!(
        "there is no region: the builder's `region` isn't called, and neither AWS_REGION nor AWS_DEFAULT_REGION is set{elsewhere}"
    ))
}
