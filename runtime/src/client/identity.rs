//! Who calls, as services beside AWS's want to be told: a token, a key, or a name and a password, each in a header or
//! in the query. Which of them a call sends is decided in `signer`.

use std::fmt::{self, Debug, Formatter};
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use http::uri::Uri;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::keeper::Keeper;
use crate::error::EncodeError;
use crate::shown::{Hidden, Secret};
use crate::stream::ByteStream;
use crate::tables::{ApiKey, KeyPlace, Service};

pub(super) const BEARER: &str = "smithy.api#httpBearerAuth";
pub(super) const BASIC: &str = "smithy.api#httpBasicAuth";
pub(super) const API_KEY: &str = "smithy.api#httpApiKeyAuth";

/// What the program gave its client.
#[derive(Clone, Default)]
pub(crate) struct Identities {
    pub(super) bearer: Option<Secret>,
    /// Who is asked for a token where none is given.
    pub(super) tokens: Option<Tokens>,
    pub(super) key: Option<Secret>,
    /// Name and password, with a colon between.
    pub(super) basic: Option<Secret>,
    /// How key or password get into a request: a program that gives its client none doesn't hold what writes them.
    pub(super) enter: Option<Enter>,
}

/// Who is asked for a bearer token.
#[derive(Clone)]
pub(crate) struct Tokens {
    /// What it gives are credentials of a token alone.
    pub(super) keeper: Keeper,
    /// The program named it for this service, so that it goes before a signature.
    pub(super) is_given: bool,
}

pub(super) type Enter = fn(&Identities, &str, &Service, &mut Request) -> Result<(), EncodeError>;
pub(super) type Request = http::Request<ByteStream>;

impl Debug for Identities {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let given = [&self.bearer, &self.key, &self.basic];
        let given = given.into_iter().flatten().map(|_| Hidden);
        formatter.debug_list().entries(given).finish()
    }
}

impl Identities {
    fn of(&self, scheme: &str) -> Option<&Secret> {
        match scheme {
            BEARER => self.bearer.as_ref(),
            BASIC => self.basic.as_ref(),
            API_KEY => self.key.as_ref(),
            _ => None,
        }
    }

    pub(super) fn give_bearer(&mut self, token: Secret) {
        self.bearer = Some(token);
    }

    pub(super) fn give_key(&mut self, key: Secret) {
        self.key = Some(key);
        self.enter = Some(Self::written);
    }

    pub(super) fn give_basic(&mut self, name_and_password: Secret) {
        self.basic = Some(name_and_password);
        self.enter = Some(Self::written);
    }

    /// Whether the program gave what this way of saying it needs.
    pub(super) fn is_given(&self, scheme: &str) -> bool {
        let asked = self.asked(scheme).is_some_and(|tokens| tokens.is_given);
        asked || self.of(scheme).is_some()
    }

    /// Whether there is what this way of saying it needs.
    pub(super) fn has(&self, scheme: &str) -> bool {
        self.of(scheme).is_some() || self.asked(scheme).is_some()
    }

    /// Who has to be asked for it.
    pub(super) fn asked(&self, scheme: &str) -> Option<&Tokens> {
        let is_open = scheme == BEARER && self.bearer.is_none();
        self.tokens.as_ref().filter(|_| is_open)
    }

    /// Puts it into the request; `asked` is what [`Self::asked`] gave.
    ///
    /// # Errors
    /// It can't stand in a header, or the service doesn't say where a key goes.
    pub(super) fn enter(
        &self,
        scheme: &str,
        asked: Option<&Secret>,
        service: &Service,
        request: &mut Request,
    ) -> Result<(), EncodeError> {
        if scheme == BEARER {
            let token = self.bearer.as_ref().or(asked);
            return token.map_or(Ok(()), |token| {
                let value = Secret::new(format!("Bearer {}", token.reveal()));
                header(request, &AUTHORIZATION, &value)
            });
        }
        self.enter
            .map_or(Ok(()), |enter| enter(self, scheme, service, request))
    }

    fn written(
        &self,
        scheme: &str,
        service: &Service,
        request: &mut Request,
    ) -> Result<(), EncodeError> {
        let Some(secret) = self.of(scheme) else {
            return Ok(());
        };
        let secret = secret.reveal();
        match (scheme, &service.api_key) {
            (BASIC, _) => {
                let encoded = Secret::new(STANDARD.encode(secret));
                let value = Secret::new(format!("Basic {}", encoded.reveal()));
                header(request, &AUTHORIZATION, &value)
            }
            (_, Some(key)) => enter_key(request, key, secret),
            (_, None) => Err(EncodeError::new(
                "the service doesn't say where an API key goes",
            )),
        }
    }
}

/// A token is sent as it is, so that nobody may listen. A service of one's own may be on this machine.
///
/// # Errors
/// Somebody may.
pub(super) fn refuse_listeners(uri: &Uri, service: &Service) -> Result<(), EncodeError> {
    let host = uri.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_here = host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    if uri.scheme_str() == Some("https") || (is_here && !service.is_of_aws()) {
        return Ok(());
    }
    let scheme = uri.scheme_str().unwrap_or_default();
    Err(EncodeError::new(format!(
        "a bearer token is sent over https alone, and the endpoint is `{scheme}://{host}`: anybody on the way could read it"
    )))
}

fn enter_key(request: &mut Request, key: &ApiKey, secret: &str) -> Result<(), EncodeError> {
    match key.place {
        KeyPlace::Query => query(request, key.name, secret),
        KeyPlace::Header => {
            let name = HeaderName::from_bytes(key.name.as_bytes());
            let name = name.map_err(|error| EncodeError::new(error.to_string()))?;
            let value = if key.scheme.is_empty() {
                Secret::new(secret)
            } else {
                Secret::new(format!("{} {secret}", key.scheme))
            };
            header(request, &name, &value)
        }
    }
}

/// Sets a header that no log shows.
fn header(request: &mut Request, name: &HeaderName, value: &Secret) -> Result<(), EncodeError> {
    let value = HeaderValue::from_str(value.reveal());
    let mut value = value.map_err(|_| {
        EncodeError::new("the token, key or password has characters that can't stand in a header")
    })?;
    value.set_sensitive(true);
    request.headers_mut().insert(name.clone(), value);
    Ok(())
}

fn query(request: &mut Request, name: &str, value: &str) -> Result<(), EncodeError> {
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let old = request.uri();
    let between = if old.query().is_some() { '&' } else { '?' };
    let path = old.path_and_query().map_or("/", |found| found.as_str());
    let path = format!("{path}{between}{}={}", encoded(name), encoded(value));
    let mut parts = old.clone().into_parts();
    parts.path_and_query = Some(path.parse().map_err(wrong)?);
    *request.uri_mut() = http::Uri::from_parts(parts).map_err(wrong)?;
    #[cfg(feature = "blocking")]
    request.extensions_mut().insert(crate::transport::SecretUri);
    Ok(())
}

/// What is wrong with an address is told without the address: the key stands in it.
fn wrong<E>(_: E) -> EncodeError {
    EncodeError::new("the address with the API key is none")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered(
        identities: &Identities,
        scheme: &str,
        api_key: Option<ApiKey>,
    ) -> Result<Request, EncodeError> {
        let service = Service {
            api_key,
            ..Service::UNKNOWN
        };
        let mut request = Request::new(ByteStream::default());
        *request.uri_mut() = "https://example.com/a?b=c".parse().unwrap();
        identities
            .enter(scheme, None, &service, &mut request)
            .map(|()| request)
    }

    fn given() -> Identities {
        let mut given = Identities::default();
        given.give_bearer(Secret::new("t0k"));
        given.give_key(Secret::new("k/y"));
        given.give_basic(Secret::new("Aladdin:open sesame"));
        given
    }

    const HEADER: ApiKey = ApiKey {
        name: "x-api-key",
        place: KeyPlace::Header,
        scheme: "",
    };

    #[test]
    fn each_stands_where_the_service_looks_for_it() {
        let of = |scheme, key| entered(&given(), scheme, key).unwrap();
        assert_eq!(of(BEARER, None).headers()[AUTHORIZATION], "Bearer t0k");
        let basic = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
        assert_eq!(of(BASIC, None).headers()[AUTHORIZATION], basic);
        assert_eq!(of(API_KEY, Some(HEADER)).headers()["x-api-key"], "k/y");
        let named = ApiKey {
            name: "Authorization",
            scheme: "Key",
            ..HEADER
        };
        assert_eq!(of(API_KEY, Some(named)).headers()[AUTHORIZATION], "Key k/y");
        let in_query = ApiKey {
            name: "key",
            place: KeyPlace::Query,
            ..HEADER
        };
        let request = of(API_KEY, Some(in_query));
        assert_eq!(request.uri(), "https://example.com/a?b=c&key=k%2Fy");
    }

    #[test]
    fn a_token_goes_where_nobody_listens() {
        let own = Service::UNKNOWN;
        let of_aws = Service {
            endpoint_prefix: "things",
            ..Service::UNKNOWN
        };
        assert!(of_aws.is_of_aws() && !own.is_of_aws());
        for (uri, is_own, is_ours) in [
            ("https://example.com/", true, true),
            ("http://127.0.0.1:80/", true, false),
            ("http://127.8.0.1/", true, false),
            ("http://[::1]:80/", true, false),
            ("http://LOCALHOST/", true, false),
            ("http://localhost.example.com/", false, false),
            ("http://10.0.0.1/", false, false),
            ("http://example.com/", false, false),
        ] {
            let uri: Uri = uri.parse().unwrap();
            assert_eq!(refuse_listeners(&uri, &own).is_ok(), is_own, "{uri}");
            assert_eq!(refuse_listeners(&uri, &of_aws).is_ok(), is_ours, "{uri}");
        }
    }

    #[test]
    fn nothing_shows_what_is_secret() {
        let request = entered(&given(), BEARER, None).unwrap();
        let shown = format!("{:?} {:?}", given(), request.headers());
        assert!(
            !shown.contains("t0k") && !shown.contains("sesame"),
            "{shown}"
        );
        let mut broken = Identities::default();
        broken.give_bearer(Secret::new("se\ncret"));
        let error = entered(&broken, BEARER, None).unwrap_err().to_string();
        assert!(
            error.contains("can't stand in a header") && !error.contains("cret"),
            "{error}"
        );
    }
}
