//! Where requests go and how they are signed there: found once while a client is built, or for each call.
//!
//! Rules say it; what they say is looked over here before it is used.

use std::sync::Arc;

use http::header::{HeaderName, HeaderValue};
use http::uri::Uri;

use super::super::host;
use super::parameters::{self, Setting};
use super::{is_address, unfit_region};
use crate::endpoint::{self, Found, FoundScheme, Given};
use crate::error::EncodeError;
use crate::tables::{BuiltIn, Operation, RuleSet, Service};
use crate::values::Value;

/// What a client knows of where its requests go.
#[derive(Debug, Clone)]
pub(crate) struct Endpoints {
    /// What it says of each of the rules' parameters.
    values: Vec<Option<Setting>>,
    /// The one place where all of them go, if calls have no say.
    settled: Option<Arc<Destination>>,
    /// The program gave an endpoint, whose names may be of its own network.
    is_given: bool,
    /// The rules read the account of the credentials.
    pub(crate) wants_account: bool,
    /// The settings that count, for people.
    told: String,
}

/// Where requests go, and how they are signed there.
#[derive(Debug, Clone)]
pub(crate) struct Destination {
    pub(super) url: Uri,
    /// Where they go instead, as the service said: signed as for its usual endpoint.
    pub(super) found: Option<Arc<Uri>>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Empty where the model says it.
    pub(crate) schemes: Vec<FoundScheme>,
}

impl Destination {
    /// The same, but for where requests go.
    pub(crate) fn at(&self, found: Option<Arc<Uri>>) -> Self {
        Self {
            found,
            ..self.clone()
        }
    }

    /// Where requests go.
    pub(crate) fn url(&self) -> &Uri {
        self.found.as_deref().unwrap_or(&self.url)
    }
}

/// What a builder says.
pub(crate) struct Said<'a> {
    pub(crate) own: &'a [(&'static str, Setting)],
    pub(crate) is_given: bool,
    /// Nothing is signed, so that nobody has an account.
    pub(crate) anonymous: bool,
    pub(crate) told: String,
}

impl Endpoints {
    /// Finds out what can be known before the first call.
    ///
    /// # Errors
    /// Why the settings lead nowhere.
    pub(crate) fn new(
        service: &Service,
        said: Said<'_>,
        built_in: impl Fn(BuiltIn) -> Option<Setting>,
    ) -> Result<Self, String> {
        let rules = service.rules;
        let values = parameters::of_client(rules, said.own, built_in);
        let unasked = |built_in| {
            let mut both = rules.parameters.iter().zip(&values);
            let found = both.find(|(parameter, _)| parameter.built_in == Some(built_in));
            found.is_some_and(|(_, value)| value.is_none())
        };
        let mut endpoints = Self {
            wants_account: !said.anonymous && unasked(BuiltIn::AccountId),
            settled: None,
            is_given: said.is_given,
            told: said.told,
            values,
        };
        if !service.rules_per_call {
            let given = parameters::given(&endpoints.values);
            endpoints.settled = Some(Arc::new(endpoints.resolve(service, &given)?));
        }
        Ok(endpoints)
    }

    /// Where requests go, for people.
    pub(crate) fn shown(&self) -> String {
        let settled = self.settled.as_ref();
        settled.map_or_else(
            || "where each call leads".to_owned(),
            |found| found.url.to_string(),
        )
    }

    /// Where a call goes.
    ///
    /// # Errors
    /// Why it can go nowhere.
    pub(crate) fn of_call(
        &self,
        operation: &Operation,
        input: &(dyn Value + Send + Sync),
        account: Option<&str>,
    ) -> Result<Arc<Destination>, EncodeError> {
        if let Some(settled) = &self.settled {
            return Ok(Arc::clone(settled));
        }
        let service = operation.service;
        let found = parameters::found(service.rules, operation, input);
        let mut given = parameters::given(&self.values);
        if let Some(account) = account {
            put_account(service.rules, &mut given, account);
        }
        parameters::override_with(&mut given, service.rules, operation, &input.read(), &found);
        let resolved = self.resolve(service, &given).map(Arc::new);
        resolved.map_err(EncodeError::new)
    }

    /// Where the same calls go in another region.
    ///
    /// # Errors
    /// Why they can go nowhere.
    pub(crate) fn of_region(
        &self,
        service: &Service,
        region: &str,
    ) -> Result<Destination, EncodeError> {
        if let Some(why) = unfit_region(region) {
            return Err(EncodeError::new(why));
        }
        let mut given = parameters::given(&self.values);
        for (parameter, value) in service.rules.parameters.iter().zip(&mut given) {
            if parameter.built_in == Some(BuiltIn::Region) {
                *value = Some(Given::Text(region));
            }
        }
        let resolved = self.resolve(service, &given);
        resolved.map_err(EncodeError::new)
    }

    /// How requests are signed at the one place where all of them go; empty where there is none, or the model says it.
    pub(crate) fn usual_schemes(&self) -> &[FoundScheme] {
        let settled = self.settled.as_ref();
        settled.map_or(&[], |found| &found.schemes)
    }

    #[cfg(test)]
    pub(crate) fn settled(&self) -> Uri {
        let settled = self.settled.as_ref();
        settled.map(|found| found.url.clone()).unwrap_or_default()
    }

    fn resolve(
        &self,
        service: &Service,
        given: &[Option<Given<'_>>],
    ) -> Result<Destination, String> {
        let parameters = service.rules.parameters.iter().zip(given);
        let mut missing = parameters.filter(|(known, value)| known.required && value.is_none());
        let found = match missing.next() {
            Some((known, _)) => Err(format!(
                "its rules need `{}`, which nothing gives",
                known.name
            )),
            None => endpoint::resolve(service.rules, service.endpoint_prefix, given),
        };
        let found = found.and_then(|found| self.looked_over(found));
        found.map_err(|why| format!("{} has no endpoint here: {why} ({})", service.id, self.told))
    }

    /// A place that a request can go to.
    fn looked_over(&self, found: Found) -> Result<Destination, String> {
        let shown = found.url.escape_debug();
        let url: Uri = found
            .url
            .parse()
            .map_err(|_| format!("`{shown}` is no address"))?;
        let host = url.host().unwrap_or_default();
        let unfit = if self.is_given {
            host::unfit_given(host)
        } else {
            host::unfit(host)
        };
        if let Some(why) = unfit.filter(|_| !is_address(&url)) {
            return Err(format!(
                "no request can go to `{}`: {why}",
                host.escape_debug()
            ));
        }
        let mut headers = Vec::new();
        for (name, values) in found.headers {
            for value in values {
                let header = HeaderName::try_from(name)
                    .ok()
                    .zip(HeaderValue::try_from(value).ok());
                headers.push(header.ok_or_else(|| format!("the header {name} can't be written"))?);
            }
        }
        Ok(Destination {
            url,
            found: None,
            headers,
            schemes: found.schemes,
        })
    }
}

fn put_account<'a>(rules: &RuleSet, given: &mut [Option<Given<'a>>], account: &'a str) {
    for (parameter, value) in rules.parameters.iter().zip(given) {
        if parameter.built_in == Some(BuiltIn::AccountId) && value.is_none() {
            *value = Some(Given::Text(account));
        }
    }
}

/// A region that says that FIPS is wanted, as `fips-us-east-1`: the region itself.
pub(crate) fn without_fips(region: &str) -> Option<&str> {
    let region = region
        .strip_prefix("fips-")
        .or_else(|| region.strip_suffix("-fips"))?;
    unfit_region(region).is_none().then_some(region)
}
