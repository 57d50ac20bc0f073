//! Credentials from wherever profile, environment and machine have them: each way to them is a file here.
//!
//! Which way is taken is decided once, when the client is made. Everything that comes over HTTP goes by the client's own
//! transport; files and processes are waited for beside the executor. No secret gets into what is said.

mod chain;
mod container;
mod fetch;
mod given;
mod metadata;
mod process;
mod role;
mod sso;
mod sts;

use jiff::Timestamp;

pub(super) use chain::{find, find_token};

use super::Driver;
use super::credentials::{Credentials, ProvidedCredentials};
use crate::error::CredentialsError;

/// One way to credentials.
pub(crate) struct Finder {
    way: Way,
    /// Where that is, for errors and for people.
    pub(crate) source: String,
    /// What was looked at before the last of all ways.
    before: Option<String>,
}

enum Way {
    Keys(Credentials),
    Process(process::Process),
    Container(container::Container),
    Metadata(metadata::Metadata),
    Role(role::Role),
    WebIdentity(role::WebIdentity),
    Sso(sso::Sso),
    /// To a token without a key.
    LeftToken(sso::LeftToken),
}

impl Finder {
    /// Asks; `date` is when.
    pub(crate) fn find(&self, driver: Driver, date: Timestamp) -> ProvidedCredentials<'_> {
        Box::pin(async move {
            let found = match &self.way {
                Way::Keys(credentials) => Ok(credentials.clone()),
                Way::Process(process) => process.find(driver).await,
                Way::Container(container) => container.find(driver).await,
                Way::Metadata(metadata) => metadata.find(driver, date).await,
                Way::Role(role) => role.find(driver).await,
                Way::WebIdentity(identity) => identity.find(driver).await,
                Way::Sso(sso) => sso.find(driver, date).await,
                Way::LeftToken(token) => token.find(driver, date).await,
            };
            let before = self.before.iter().map(|before| format!("{before}; "));
            let source = before.chain([self.source.clone()]).collect::<String>();
            let found = found.map_err(|why| CredentialsError::new(format!("{source}: {why}")))?;
            match found.expires_at.filter(|end| *end <= date) {
                Some(end) => Err(CredentialsError::new(format!(
                    "{source}: the credentials that it gave ended at {end}"
                ))),
                None => Ok(found),
            }
        })
    }
}

#[cfg(test)]
#[cfg(feature = "async")]
mod tests;
