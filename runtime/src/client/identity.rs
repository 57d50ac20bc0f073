//! Who calls, as services beside AWS's want to be told: a token, a key, or a name and a password, each in a header or
//! in the query. Which of them a call sends is decided in `signer`.

use std::fmt::{self, Debug, Formatter};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

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
    pub(super) key: Option<Secret>,
    /// Name and password, with a colon between.
    pub(super) basic: Option<Secret>,
    /// How it gets into a request: a program that gives its client nothing doesn't hold what writes it.
    pub(super) enter: Option<Enter>,
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
        self.enter = Some(Self::written);
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
    pub(super) fn has(&self, scheme: &str) -> bool {
        self.of(scheme).is_some()
    }

    /// Puts it into the request.
    ///
    /// # Errors
    /// It can't stand in a header, or the service doesn't say where a key goes.
    pub(super) fn enter(
        &self,
        scheme: &str,
        service: &Service,
        request: &mut Request,
    ) -> Result<(), EncodeError> {
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
            (BEARER, _) => header(
                request,
                &AUTHORIZATION,
                &Secret::new(format!("Bearer {secret}")),
            ),
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
            .enter(scheme, &service, &mut request)
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
