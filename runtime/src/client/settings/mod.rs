//! What is set outside of the program: environment before profile, each value with the place that it comes from.
//!
//! Reads variables and files through functions, so that tests make them up. What a value does is decided elsewhere.

mod explanation;
mod keys;
mod known;
#[cfg(feature = "profile")]
mod profile;
pub(super) mod table;

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

pub use explanation::Explanation;
pub(super) use keys::credentials;
#[cfg(not(feature = "profile"))]
pub(super) use keys::{elsewhere, none};
pub(crate) use known::{
    AddressingStyle, EndpointDiscovery, ForEndpoints, Resolved, S3, auth_schemes,
    endpoint_discovery, region_set,
};
#[cfg(feature = "profile")]
pub(crate) use profile::words::words;
#[cfg(feature = "profile")]
pub(crate) use profile::{Keys, Known, Profiles, called, expanded};
#[cfg(feature = "profile")]
use table::Key;
pub(crate) use table::Setting;
#[cfg(feature = "profile")]
pub(crate) use table::of_providers;

use super::ConfigError;
use crate::shown::Shown;

/// The environment.
pub(crate) type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

/// How a file is read.
pub(crate) type Read<'a> = &'a dyn Fn(&str) -> std::io::Result<Vec<u8>>;

/// A setting's value, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// This method of the builder.
    Code(&'static str),
    Variable(String),
    #[cfg(feature = "profile")]
    Profile(profile::Spot),
}

impl Display for Place {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(method) => write!(formatter, "the builder's `{method}`"),
            Self::Variable(name) => formatter.write_str(name),
            #[cfg(feature = "profile")]
            Self::Profile(spot) => Display::fmt(spot, formatter),
        }
    }
}

impl<T> Found<T> {
    /// What the program itself said.
    pub(crate) fn in_code(value: T, method: &'static str) -> Self {
        let place = Place::Code(method);
        Self { value, place }
    }

    fn of_variable(value: T, name: &str) -> Self {
        let place = Place::Variable(name.to_owned());
        Self { value, place }
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        Found {
            value: change(self.value),
            place: self.place,
        }
    }
}

/// All that is set outside of the program.
pub(crate) struct Settings<'a> {
    pub(crate) variable: Variable<'a>,
    #[cfg(feature = "profile")]
    pub(crate) profiles: Profiles,
}

impl Settings<'_> {
    /// What a setting is set to.
    pub(crate) fn text(&self, setting: &Setting) -> Option<Found<String>> {
        let mut names = setting.variables.iter();
        let found = names.find_map(|name| {
            let value = (self.variable)(name)?;
            Some(Found::of_variable(value, name))
        });
        #[cfg(feature = "profile")]
        let found = found.or_else(|| {
            let (value, spot) = setting.keys.iter().find_map(|key| match key {
                Key::Plain(key) => self.profiles.plain(key),
                Key::Within(block, key) => self.profiles.within(block, key),
            })?;
            let place = Place::Profile(spot);
            Some(Found { value, place })
        });
        found
    }

    /// What a setting is set to, as one of a few words in any case.
    ///
    /// # Errors
    /// It is none of them; `expected` says which there are.
    pub(crate) fn word<T: Clone>(
        &self,
        setting: &Setting,
        words: &[(&str, T)],
        expected: &str,
    ) -> Result<Option<Found<T>>, ConfigError> {
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let found = self.position(setting, &names, expected)?;
        Ok(found.and_then(|found| {
            let (_, value) = words.get(found.value)?;
            Some(found.map(|_| value.clone()))
        }))
    }

    /// Which of these words it is.
    fn position(
        &self,
        setting: &Setting,
        words: &[&str],
        expected: &str,
    ) -> Result<Option<Found<usize>>, ConfigError> {
        let Some(found) = self.text(setting) else {
            return Ok(None);
        };
        let said = found.value.trim();
        let is_said = |word: &&str| word.eq_ignore_ascii_case(said);
        match words.iter().position(is_said) {
            Some(position) => Ok(Some(found.map(|_| position))),
            None => Err(unfit(&found, expected)),
        }
    }

    /// Whether a setting is on.
    ///
    /// # Errors
    /// It says neither `true` nor `false`.
    pub(crate) fn switch(&self, setting: &Setting) -> Result<Option<Found<bool>>, ConfigError> {
        let words = [("true", true), ("false", false)];
        self.word(setting, &words, "`true` or `false`")
    }

    /// The number that a setting is set to.
    ///
    /// # Errors
    /// It is no number of this kind; `expected` says which.
    pub(crate) fn number<T: FromStr>(
        &self,
        setting: &Setting,
        expected: &str,
    ) -> Result<Option<Found<T>>, ConfigError> {
        let Some(found) = self.text(setting) else {
            return Ok(None);
        };
        match found.value.trim().parse() {
            Ok(number) => Ok(Some(found.map(|_| number))),
            Err(_) => Err(unfit(&found, expected)),
        }
    }

    /// The entries of a list with commas.
    pub(crate) fn list(&self, setting: &Setting) -> Option<Found<Vec<String>>> {
        let found = self.text(setting)?;
        let entries = found.value.split(',').map(str::trim);
        let entries = entries.filter(|entry| !entry.is_empty()).map(str::to_owned);
        let entries: Vec<String> = entries.collect();
        Some(found.map(|_| entries)).filter(|found| !found.value.is_empty())
    }
}

/// A made-up environment, without files.
#[cfg(test)]
#[cfg(feature = "async")]
pub(super) fn in_a_test(variable: Variable<'_>) -> Settings<'_> {
    Settings {
        variable,
        #[cfg(feature = "profile")]
        profiles: Profiles::load(
            variable,
            None,
            &|_| Err(std::io::ErrorKind::NotFound.into()),
        )
        .unwrap_or_else(|error| unreachable!("{error}")),
    }
}

fn unfit(found: &Found<String>, expected: &str) -> ConfigError {
    let Found { value, place } = found;
    let value = Shown(value);
    ConfigError::new(format!("{place} is `{value}`, not {expected}"))
}

#[cfg(test)]
#[cfg(feature = "profile")]
#[path = "settings_tests.rs"]
mod tests;
