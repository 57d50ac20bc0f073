//! Endpoint discovery: a few services are asked where the calls of their operations go.
//!
//! A program holds this only for a service whose generated client hands its table over. What is kept is asked for by the rules
//! that credentials are, in `asked`.

mod answer;
#[cfg(test)]
#[cfg(feature = "async")]
mod tests;

use std::fmt::{self, Debug, Formatter};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::Uri;

use super::asked::{Answering, Asked, SELDOM, Source};
use super::settings::{EndpointDiscovery, Found};
use super::{Call, Config, Driver, endpoint};
use crate::clock::{Now, after};
use crate::error::{CredentialsError, EncodeError, Failure, TransportError};
use crate::tables::{Operation, OperationTrait};
use answer::{Error, Request, Response};

/// How long asking may take with all its attempts, so that whoever waits for it hears of it.
const ASKED_IN: Duration = Duration::from_secs(50);

/// How a service is asked for its endpoints; generated code has one where there is something to ask.
#[derive(Clone, Copy)]
pub struct Discovery {
    pub(super) operation: &'static Operation,
    /// Some operation goes nowhere without it.
    required: bool,
    /// What asks, so that a program has it for this table alone.
    start: fn(&'static Operation, Config, Found<EndpointDiscovery>) -> Arc<dyn Finder>,
}

impl Discovery {
    /// The endpoints that this operation tells; whether some other has to have them.
    pub const fn new(operation: &'static Operation, required: bool) -> Self {
        Self {
            operation,
            required,
            start,
        }
    }

    /// Whether anybody asks.
    pub(super) fn asks(&self, said: EndpointDiscovery) -> bool {
        match said {
            EndpointDiscovery::Auto => self.required,
            EndpointDiscovery::On => true,
            EndpointDiscovery::Off => false,
        }
    }

    /// What finds endpoints for the calls of a client that is like this.
    pub(super) fn start(&self, config: Config, said: Found<EndpointDiscovery>) -> Arc<dyn Finder> {
        (self.start)(self.operation, config, said)
    }
}

impl Debug for Discovery {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.operation.name)
    }
}

/// Where a call goes; `None` where its service's usual endpoint does.
pub(crate) type Place = Result<Option<Arc<Uri>>, Failure>;

/// The same, on its way.
pub(crate) type Finding<'a> = Pin<Box<dyn Future<Output = Place> + Send + 'a>>;

/// Finds the endpoints of a client's calls.
pub(crate) trait Finder: Debug + Send + Sync {
    /// Whether a call of this operation has to wait for it.
    fn is_for(&self, operation: &Operation) -> bool;

    /// Where a call of this operation goes.
    fn find<'a>(&'a self, operation: &'a Operation, now: Now, driver: Driver) -> Finding<'a>;

    /// The same where finding it takes too long.
    fn late(&self, operation: &Operation) -> Place;

    /// The service says that this isn't its endpoint any more.
    fn forget(&self, url: &Uri);
}

/// Not a closure in a constant: the pointer is what links it in.
fn start(
    operation: &'static Operation,
    config: Config,
    said: Found<EndpointDiscovery>,
) -> Arc<dyn Finder> {
    let config = Arc::new(config);
    let asked = Asked::new(Service { operation, config });
    Arc::new(Endpoints { asked, said })
}

/// The endpoints of a client, which are the same for all its calls.
struct Endpoints {
    asked: Asked<Service>,
    said: Found<EndpointDiscovery>,
}

/// Who is asked: the client's own service, by a client that is like it.
struct Service {
    operation: &'static Operation,
    config: Arc<Config>,
}

/// The endpoints that the service told last.
#[derive(Default)]
struct Told {
    endpoints: Vec<Endpoint>,
    /// After a failure nobody asks again before.
    pause: Option<Instant>,
}

struct Endpoint {
    url: Arc<Uri>,
    end: Instant,
}

/// Why nobody knows an endpoint.
#[derive(Clone)]
struct Unfound {
    kind: Kind,
    why: String,
}

#[derive(Clone, Copy)]
enum Kind {
    Transport,
    /// Another attempt would come to the same.
    Lasting,
    Timeout,
    Credentials,
    /// The service said no, or nothing that can be understood.
    Refused,
}

impl Told {
    /// The first that still holds.
    fn fresh(&self, now: Now) -> Option<Arc<Uri>> {
        let mut fresh = self.endpoints.iter().filter(|known| known.end > now.at);
        fresh.next().map(|found| Arc::clone(&found.url))
    }

    /// The first, whether it still holds or not.
    fn stale(&self) -> Option<Arc<Uri>> {
        let first = self.endpoints.first();
        first.map(|found| Arc::clone(&found.url))
    }

    fn pauses(&self, now: Now) -> bool {
        self.pause.is_some_and(|end| end > now.at)
    }
}

impl Source for Service {
    type Kept = Told;
    /// What came of it, and when.
    type Brought = (Result<Response, Error>, Now);
    type Value = Arc<Uri>;
    type Error = Unfound;

    fn known(&self, told: &Told, now: Now) -> Option<Arc<Uri>> {
        let fresh = told.fresh(now);
        fresh.or_else(|| told.stale().filter(|_| told.pauses(now)))
    }

    fn ask(&self, driver: Driver, _now: Now) -> Answering<Self::Brought> {
        let request = Box::new(Request::default());
        let call: Call<Response, Error> =
            Call::new(Arc::clone(&self.config), self.operation, request);
        let limit = self.config.timeouts.operation.unwrap_or(ASKED_IN);
        let call = call.operation_timeout(limit.min(ASKED_IN));
        Box::pin(async move {
            // Without a driver nobody sends it.
            let _ = &call;
            match driver {
                #[cfg(feature = "async")]
                Driver::Async => (call.send().await, super::send::now(driver)),
                #[cfg(feature = "blocking")]
                Driver::Blocking => (call.send_blocking(), super::send::now(driver)),
            }
        })
    }

    fn take_in(
        &self,
        told: &mut Told,
        (answer, came): Self::Brought,
        now: Now,
    ) -> Result<Arc<Uri>, Unfound> {
        let read = answer
            .map_err(|error| Unfound::of(&error))
            .and_then(|answer| {
                let read = answer.endpoints.iter().map(|found| {
                    let lasts = found.cache_period_in_minutes.try_into().unwrap_or(0);
                    Ok(Endpoint {
                        url: Arc::new(read(&found.address)?),
                        end: after(now.at, Duration::from_secs(60).saturating_mul(lasts)),
                    })
                });
                read.collect::<Result<Vec<_>, Unfound>>()
            });
        let found = read.and_then(|endpoints| {
            let none = || Unfound::refused("the answer names none".to_owned());
            let first = endpoints.first().ok_or_else(none)?;
            let url = Arc::clone(&first.url);
            *told = Told {
                endpoints,
                pause: None,
            };
            Ok(url)
        });
        found.or_else(|unfound| {
            told.pause = Some(after(came.at, SELDOM));
            told.stale().ok_or(unfound)
        })
    }

    fn reentered(&self) -> Unfound {
        let why = "the provider of credentials calls the client that asks it".to_owned();
        Unfound::refused(why)
    }

    fn again(error: &Unfound) -> Unfound {
        error.clone()
    }
}

impl Endpoints {
    /// What becomes of a call where nothing is known.
    fn without(&self, operation: &Operation, unfound: Unfound) -> Place {
        if is_required(operation) {
            Err(unfound.failure(self.asked.source.operation.name))
        } else {
            Ok(None)
        }
    }

    /// Nobody asks, though this operation has to have its endpoint.
    fn off(&self) -> Failure {
        let (asking, place) = (self.asked.source.operation.name, &self.said.place);
        Failure::Encode(EncodeError::new(format!(
            "{asking} has to be asked where it goes, which is turned off by {place}"
        )))
    }
}

impl Finder for Endpoints {
    fn is_for(&self, operation: &Operation) -> bool {
        let traits = operation.traits.iter();
        let mut wishes = traits.filter_map(|found| match found {
            OperationTrait::EndpointDiscovery(required) => Some(*required),
            _ => None,
        });
        let is_on = self.said.value == EndpointDiscovery::On;
        wishes.next().is_some_and(|required| required || is_on)
    }

    fn find<'a>(&'a self, operation: &'a Operation, now: Now, driver: Driver) -> Finding<'a> {
        if self.said.value == EndpointDiscovery::Off {
            return Box::pin(std::future::ready(Err(self.off())));
        }
        let paused = |told: &mut Told| told.pauses(now) && told.endpoints.is_empty();
        if !is_required(operation) && self.asked.kept(paused) {
            return Box::pin(std::future::ready(Ok(None)));
        }
        Box::pin(async move {
            match self.asked.get(now, driver).await {
                Ok(url) => Ok(Some(url)),
                Err(unfound) => self.without(operation, unfound),
            }
        })
    }

    fn late(&self, operation: &Operation) -> Place {
        if let Some(url) = self.asked.kept(|told| told.stale()) {
            return Ok(Some(url));
        }
        let unfound = Unfound {
            kind: Kind::Timeout,
            why: "it took too long".to_owned(),
        };
        self.without(operation, unfound)
    }

    fn forget(&self, url: &Uri) {
        self.asked.kept(|told| {
            if told.endpoints.iter().any(|known| *known.url == *url) {
                told.endpoints.clear();
            }
        });
    }
}

impl Debug for Endpoints {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.asked.source.operation.name)
    }
}

impl Unfound {
    fn refused(why: String) -> Self {
        let kind = Kind::Refused;
        Self { kind, why }
    }

    fn of(error: &Error) -> Self {
        let kind = match error {
            Error::Transport(error) if error.is_lasting() => Kind::Lasting,
            Error::Transport(_) => Kind::Transport,
            Error::Timeout(_) => Kind::Timeout,
            Error::Credentials(_) => Kind::Credentials,
            _ => Kind::Refused,
        };
        let why = error.to_string();
        Self { kind, why }
    }

    fn failure(self, asking: &str) -> Failure {
        let why = format!("{asking} doesn't say where it goes: {}", self.why);
        match self.kind {
            Kind::Transport => Failure::Transport(TransportError::new(why)),
            Kind::Lasting => Failure::Transport(TransportError::lasting(why)),
            Kind::Timeout => Failure::Timeout(TransportError::timed_out(why)),
            Kind::Credentials => Failure::Credentials(CredentialsError::new(why)),
            Kind::Refused => Failure::Encode(EncodeError::new(why)),
        }
    }
}

/// Whether a call of this operation goes nowhere without it.
pub(super) fn is_required(operation: &Operation) -> bool {
    let required = OperationTrait::EndpointDiscovery(true);
    operation.traits.contains(&required)
}

/// An address as services give them, mostly a host alone.
fn read(address: &str) -> Result<Uri, Unfound> {
    let url = if address.contains("://") {
        endpoint::parse(address)
    } else {
        endpoint::parse(&format!("https://{address}"))
    };
    url.map_err(Unfound::refused)
}
