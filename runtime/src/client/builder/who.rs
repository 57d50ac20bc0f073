//! Who calls, as the program, the environment and the profile say it: the signers in the order of preference, and the token
//! that goes instead of a signature.
//!
//! Which of them a call takes is decided in `signer`.

use super::super::endpoint::Endpoints;
#[cfg(feature = "profile")]
use super::super::identity::Tokens;
use super::super::identity::{BEARER, Identities};
#[cfg(feature = "profile")]
use super::super::keeper::Keeper;
use super::super::settings::{self, Explanation, Found, Settings, table};
use super::super::{ConfigError, signer};
use super::ClientBuilder;
use crate::shown::Secret;
use crate::tables::Operation;

impl<C> ClientBuilder<C> {
    /// Tells which signer is taken, and what decides it.
    ///
    /// # Errors
    /// There is a token that can't stand in a header.
    pub(super) fn explain_signer(
        &self,
        explanation: &mut Explanation,
        settings: &Settings<'_>,
        endpoints: &Endpoints,
    ) -> Result<(), ConfigError> {
        if let Some(found) = self.preferred(settings) {
            explanation.replaced(&table::AUTH_SCHEMES, &found);
        }
        if let Some(found) = self.region_set(settings) {
            explanation.replaced(&table::REGION_SET, &found);
        }
        let (identities, token) = self.identities(settings)?;
        let (signer, decided) = self.signer(settings, endpoints, &identities);
        let token = token.filter(|_| signer == "a bearer token");
        match token.or(decided) {
            Some(place) => explanation.said("signer", signer, &place),
            None => explanation.plain("signer", signer),
        }
        Ok(())
    }

    /// How most calls are signed, for people, and the setting that decides it.
    fn signer(
        &self,
        settings: &Settings<'_>,
        endpoints: &Endpoints,
        identities: &Identities,
    ) -> (String, Option<String>) {
        if self.anonymous {
            let place = settings::Place::Code("anonymous").to_string();
            return ("nothing".to_owned(), Some(place));
        }
        let operation = Operation::post(self.service);
        let preference = self.signers(settings);
        let schemes = endpoints.usual_schemes();
        let shown = |preference: &signer::Preference| {
            signer::shown(&operation, identities, preference, schemes)
        };
        let signer = shown(&preference);
        let usual = signer::Preference::default();
        let place = self.preferred(settings).filter(|_| signer != shown(&usual));
        (signer, place.map(|found| found.place.to_string()))
    }

    /// What is said of signers.
    pub(super) fn signers(&self, settings: &Settings<'_>) -> signer::Preference {
        let names = self.preferred(settings);
        signer::Preference {
            in_code: self.auth_schemes.is_some(),
            names: names.map(|found| found.value).unwrap_or_default(),
            #[cfg(feature = "sigv4a")]
            regions: self.region_set(settings).map(|found| found.value.join(",")),
        }
    }

    fn preferred(&self, settings: &Settings<'_>) -> Option<Found<Vec<String>>> {
        let given = self.auth_schemes.clone();
        let given = given.map(|names| Found::in_code(names, "auth_scheme_preference"));
        given.or_else(|| settings::auth_schemes(settings))
    }

    fn region_set(&self, settings: &Settings<'_>) -> Option<Found<Vec<String>>> {
        let given = self
            .region_set
            .clone()
            .filter(|regions| !regions.is_empty());
        let given = given.map(|regions| Found::in_code(regions, "sigv4a_signing_region_set"));
        given.or_else(|| settings::region_set(settings))
    }

    /// What says who calls beside a signature, with where a token outside of the program is.
    ///
    /// # Errors
    /// There is a token that can't stand in a header.
    pub(super) fn identities(
        &self,
        settings: &Settings<'_>,
    ) -> Result<(Identities, Option<String>), ConfigError> {
        let mut identities = self.identities.clone();
        if identities.is_given(BEARER) || !self.service.takes_token_of_aws() {
            return Ok((identities, None));
        }
        let name = self.service.signing_name.replace(['-', ' '], "_");
        let name = format!("AWS_BEARER_TOKEN_{}", name.to_uppercase());
        if let Some(token) = (settings.variable)(&name) {
            let token = token.trim();
            if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
                let why = "holds a space or another character that no token has";
                return Err(ConfigError::new(format!("{name} {why}")));
            }
            identities.bearer = Some(Secret::new(token)).filter(|_| !token.is_empty());
            return Ok((identities, Some(name)));
        }
        #[cfg(feature = "profile")]
        if identities.tokens.is_none() {
            if let Some(found) = super::super::providers::find_token(settings) {
                let source = found.as_ref().ok().map(|finder| finder.source.clone());
                let keeper = found.map_or_else(|why| Keeper::new(Err(why)), Keeper::finding);
                let is_given = false;
                identities.tokens = Some(Tokens { keeper, is_given });
                return Ok((identities, source));
            }
        }
        Ok((identities, None))
    }
}
