//! Keeps credentials while they are good, and says when their provider is asked again.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::SignedDuration;

use super::Driver;
use super::asked::{Answering, Asked, SELDOM, Source};
use super::credentials::{Credentials, ProvideCredentials, ProvidedCredentials};
#[cfg(feature = "profile")]
use super::providers::Finder;
use crate::clock::{Now, after};
use crate::error::CredentialsError;

/// Fresh credentials are asked for this long before the old ones end.
const EARLY: SignedDuration = SignedDuration::from_mins(5);
/// Credentials that don't say when they end are asked for again after this.
const KEPT: Duration = Duration::from_secs(15 * 60);

/// How long credentials are waited for.
pub(crate) const PROVIDED_IN: Duration = Duration::from_secs(60);

/// A provider and the credentials that it gave last.
#[derive(Clone)]
pub(crate) struct Keeper {
    /// Or why there is none.
    provider: Result<Asked<Provider>, String>,
}

/// Who is asked.
#[derive(Clone)]
enum Provider {
    Given(Arc<dyn ProvideCredentials>),
    /// Who asks matters here: it fetches by the transport of whoever makes the call.
    #[cfg(feature = "profile")]
    Found(Arc<Finder>),
}

impl Provider {
    fn credentials(&self, driver: Driver, now: Now) -> ProvidedCredentials<'_> {
        let _ = (driver, now);
        match self {
            Self::Given(provider) => provider.credentials(),
            #[cfg(feature = "profile")]
            Self::Found(finder) => finder.find(driver, now.date),
        }
    }
}

/// What the provider gave last. One whose credentials end soon, or that fails while they are good, is asked seldom.
#[derive(Default)]
struct Last(Option<Kept>);

struct Kept {
    credentials: Arc<Credentials>,
    /// When the provider was asked last.
    since: Instant,
}

impl Source for Provider {
    type Kept = Last;
    type Brought = Result<Credentials, CredentialsError>;
    type Value = Arc<Credentials>;
    type Error = CredentialsError;

    fn known(&self, kept: &Last, now: Now) -> Option<Arc<Credentials>> {
        let kept = kept.0.as_ref().filter(|kept| kept.is_fresh(now))?;
        Some(Arc::clone(&kept.credentials))
    }

    fn ask(&self, driver: Driver, now: Now) -> Answering<Self::Brought> {
        let provider = self.clone();
        Box::pin(async move { provider.credentials(driver, now).await })
    }

    /// A failing provider doesn't matter while the kept credentials are good.
    fn take_in(
        &self,
        kept: &mut Last,
        given: Self::Brought,
        now: Now,
    ) -> Result<Arc<Credentials>, CredentialsError> {
        match given {
            Ok(fresh) => {
                let credentials = Arc::new(fresh);
                kept.0 = Some(Kept {
                    credentials: Arc::clone(&credentials),
                    since: now.at,
                });
                Ok(credentials)
            }
            Err(error) => kept.still_good(now).ok_or(error),
        }
    }

    fn reentered(&self) -> CredentialsError {
        CredentialsError::new(
            "the provider of credentials calls the client that it provides them for: give it a client of its own",
        )
    }

    fn again(error: &CredentialsError) -> CredentialsError {
        CredentialsError::new(error.why())
    }
}

impl Keeper {
    pub(crate) fn new(provider: Result<Arc<dyn ProvideCredentials>, String>) -> Self {
        Self::of(provider.map(Provider::Given))
    }

    #[cfg(feature = "profile")]
    pub(crate) fn finding(finder: Finder) -> Self {
        Self::of(Ok(Provider::Found(Arc::new(finder))))
    }

    fn of(provider: Result<Provider, String>) -> Self {
        Self {
            provider: provider.map(Asked::new),
        }
    }

    /// Whether it is ready when it was polled once, in a thread that may wait: it needs nobody's runtime.
    #[cfg(feature = "blocking")]
    pub(crate) fn needs_no_runtime(&self) -> bool {
        let provider = self.provider.as_ref().map(|asked| &asked.source);
        !matches!(provider, Ok(Provider::Given(_)))
    }

    /// Where the credentials come from, or why there are none.
    pub(crate) fn source(&self) -> String {
        match self.provider.as_ref().map(|asked| &asked.source) {
            Ok(Provider::Given(_)) => "a provider".to_owned(),
            #[cfg(feature = "profile")]
            Ok(Provider::Found(finder)) => finder.source.clone(),
            Err(why) => format!("none: {why}"),
        }
    }

    /// The kept credentials, or fresh ones; a failing provider doesn't matter while the kept ones are good.
    pub(crate) async fn get(
        &self,
        now: Now,
        driver: Driver,
    ) -> Result<Arc<Credentials>, CredentialsError> {
        match &self.provider {
            Ok(asked) => asked.get(now, driver).await,
            Err(why) => Err(CredentialsError::new(why.clone())),
        }
    }

    /// What the provider gave; where it took too long, the kept credentials if a request can still be signed with them.
    pub(crate) fn settled(
        &self,
        given: Option<Result<Arc<Credentials>, CredentialsError>>,
        now: Now,
    ) -> Result<Arc<Credentials>, CredentialsError> {
        let kept = || {
            let asked = self.provider.as_ref().ok()?;
            asked.kept(|last| last.still_good(now))
        };
        let late = || CredentialsError::new("the provider took too long");
        given.unwrap_or_else(|| kept().ok_or_else(late))
    }
}

impl Last {
    /// The kept credentials if they are still good; then the provider isn't asked again for a while.
    fn still_good(&mut self, now: Now) -> Option<Arc<Credentials>> {
        let kept = self.0.as_mut().filter(|kept| kept.is_good(now))?;
        kept.since = now.at;
        Some(Arc::clone(&kept.credentials))
    }
}

impl Kept {
    /// Whether the provider isn't asked yet.
    fn is_fresh(&self, now: Now) -> bool {
        match self.credentials.expires_at {
            Some(end) => {
                let early = end.checked_sub(EARLY).unwrap_or(end);
                let lately = after(self.since, SELDOM) > now.at;
                early > now.date || (lately && end > now.date)
            }
            None => after(self.since, KEPT) > now.at,
        }
    }

    /// Whether a request can be signed with them.
    fn is_good(&self, now: Now) -> bool {
        self.credentials.expires_at.is_none_or(|end| end > now.date)
    }
}

impl Debug for Keeper {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.provider.is_ok() {
            "provided"
        } else {
            "none"
        })
    }
}

#[cfg(test)]
#[cfg(feature = "async")]
#[path = "keeper_tests.rs"]
mod tests;
