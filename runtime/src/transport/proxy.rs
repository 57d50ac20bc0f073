//! Which proxy a request goes by, and what may be said of it. Both built-in transports ask here, so that they do alike.
//!
//! Opens no connection. A user and a password are never shown.

use std::fmt::{self, Debug, Display, Formatter};
use std::sync::Arc;

use http::uri::Scheme;
use http::{StatusCode, Uri};

use super::bypass::Bypass;
use crate::error::ConfigError;
use crate::shown::{HiddenUrl, Secret};

/// The proxies that requests go by, for the builder's [`proxy`](crate::ClientBuilder::proxy) and the built-in transports.
///
/// Needs the feature `client`.
///
/// It is there with a built-in transport alone, `hyper` or `blocking`.
///
/// Requests to `https` go through a tunnel, so that the proxy sees the host alone; those to `http` are handed to the
/// proxy. The proxy's own address may have a user and a password, percent-encoded, and may be `https`:
///
/// ```
/// use shapesmith_runtime::transport::Proxy;
///
/// let proxy = Proxy::new("http://name:hush@proxy.example:3128")?.except("internal.example, 10.0.0.0/8");
/// assert!(!format!("{proxy:?}").contains("hush"));
/// # Ok::<(), shapesmith_runtime::ConfigError>(())
/// ```
///
/// Where nothing is said of proxies the environment says it: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` for what these two
/// leave out, and `NO_PROXY`; each in lower case too, which goes first.
#[derive(Clone, Default)]
pub struct Proxy {
    https: Option<Arc<Server>>,
    http: Option<Arc<Server>>,
    bypass: Bypass,
}

impl Proxy {
    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self::default()
    }

    /// One proxy for all requests.
    ///
    /// # Errors
    /// That is no address of a proxy.
    pub fn new(url: &str) -> Result<Self, ConfigError> {
        Self::none().https(url)?.http(url)
    }

    /// The proxy for requests to `https`.
    ///
    /// # Errors
    /// That is no address of a proxy.
    pub fn https(self, url: &str) -> Result<Self, ConfigError> {
        let https = Some(Server::parse(url, CODE)?);
        Ok(Self { https, ..self })
    }

    /// The proxy for requests to `http`.
    ///
    /// # Errors
    /// That is no address of a proxy.
    pub fn http(self, url: &str) -> Result<Self, ConfigError> {
        let http = Some(Server::parse(url, CODE)?);
        Ok(Self { http, ..self })
    }

    /// Where no proxy goes between, as `NO_PROXY` says it: names, which stand for all below them too, addresses, networks
    /// (`10.0.0.0/8`), each with a port if need be, with commas between them; `*` for everything.
    pub fn except(self, hosts: &str) -> Self {
        Self {
            bypass: Bypass::parse(hosts),
            ..self
        }
    }

    /// What the environment says, in these variables.
    ///
    /// # Errors
    /// A variable holds no address of a proxy.
    pub(crate) fn of(variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let found = |name: &'static str, lower: &'static str| {
            let said = |name: &'static str| variable(name).map(|url| (url, name));
            said(lower).or_else(|| said(name))
        };
        let server = |found: Option<(String, &'static str)>| {
            found
                .map(|(url, name)| Server::parse(&url, name))
                .transpose()
        };
        let all = server(found("ALL_PROXY", "all_proxy"))?;
        let https = server(found("HTTPS_PROXY", "https_proxy"))?;
        // A CGI program gets a request's header `Proxy` as HTTP_PROXY.
        let is_cgi = variable("REQUEST_METHOD").is_some();
        let http = match found("HTTP_PROXY", "http_proxy") {
            Some((_, "HTTP_PROXY")) if is_cgi => None,
            other => server(other)?,
        };
        let bypass = found("NO_PROXY", "no_proxy");
        Ok(Self {
            https: https.or_else(|| all.clone()),
            http: http.or(all),
            bypass: bypass.map_or_else(Bypass::default, |(hosts, _)| Bypass::parse(&hosts)),
        })
    }

    /// What this process's environment says.
    pub(super) fn of_environment() -> Result<Self, ConfigError> {
        Self::of(&|name| {
            let value = std::env::var(name).ok();
            value.filter(|value| !value.is_empty())
        })
    }

    /// The proxy between here and there, if there is one. None is between here and a proxy.
    pub(super) fn between(&self, target: &Uri) -> Option<&Arc<Server>> {
        let (server, usual) = if target.scheme() == Some(&Scheme::HTTPS) {
            (self.https.as_ref()?, 443)
        } else {
            (self.http.as_ref()?, 80)
        };
        let port = target.port_u16().unwrap_or(usual);
        let host = target.host()?;
        let is_at = |server: &Arc<Server>| {
            server.address.host() == Some(host) && server.address.port_u16() == Some(port)
        };
        let mut servers = self.https.iter().chain(&self.http);
        let around = servers.any(is_at) || self.bypass.holds(host, port);
        (!around).then_some(server)
    }

    /// Whether no request goes by any.
    pub(super) fn is_none(&self) -> bool {
        self.https.is_none() && self.http.is_none()
    }
}

impl Debug for Proxy {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Proxy")
            .field("https", &self.https)
            .field("http", &self.http)
            .field("except", &self.bypass)
            .finish()
    }
}

/// What stands for a setting's place where the program itself set it.
const CODE: &str = "the program";

/// A proxy, and who named it.
pub(super) struct Server {
    /// Scheme, host and port alone.
    pub(super) address: Uri,
    pub(super) login: Option<Login>,
    /// What set it: a variable's name.
    place: &'static str,
}

/// Whom a proxy lets through.
pub(super) struct Login {
    pub(super) user: String,
    pub(super) password: Secret,
}

impl Server {
    /// # Errors
    /// That is no address of a proxy; a password in it isn't said.
    fn parse(url: &str, place: &'static str) -> Result<Arc<Self>, ConfigError> {
        let read = read(url.trim());
        let (address, login) = read.map_err(|why| {
            let shown = HiddenUrl(url);
            let from = if place == CODE {
                String::new()
            } else {
                format!("{place}: ")
            };
            ConfigError::new(format!("{from}`{shown}` is no address of a proxy: {why}"))
        })?;
        Ok(Arc::new(Self {
            address,
            login,
            place,
        }))
    }

    /// What a request or a tunnel has to have for the proxy to let it through.
    pub(super) fn authorization(&self) -> Option<http::HeaderValue> {
        self.login.as_ref().and_then(Login::header)
    }

    /// What a refusal of this status means; `None` where it has none that can be read.
    pub(super) fn barred(&self, status: Option<StatusCode>) -> Barred {
        let why = match status {
            Some(StatusCode::PROXY_AUTHENTICATION_REQUIRED) => self.wants_login().to_owned(),
            Some(status) => {
                format!("it refuses to connect to the service's host and port ({status})")
            }
            None => "it refuses to connect to the service's host and port".to_owned(),
        };
        let passes = |status| {
            matches!(
                status,
                StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
            )
        };
        let lasts = status.is_some_and(|status| status.is_client_error() && !passes(status));
        Barred { why, lasts }
    }

    /// Why the proxy refused, where it is a matter of who asks.
    fn wants_login(&self) -> &'static str {
        match self.login {
            Some(_) => {
                "it doesn't take the user and the password that it was given (407 Proxy Authentication Required)"
            }
            None => {
                "it wants a user and a password (407 Proxy Authentication Required): put them before its host, as \
                 `http://user:password@host:port`"
            }
        }
    }
}

/// Why a proxy lets a request not through.
#[derive(Debug)]
pub(super) struct Barred {
    why: String,
    /// It won't let the next one through either.
    pub(super) lasts: bool,
}

impl Display for Barred {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.why)
    }
}

impl std::error::Error for Barred {}

impl Login {
    /// The header's value; none where the login can't stand in one, which base64 always can.
    fn header(&self) -> Option<http::HeaderValue> {
        use base64::Engine as _;
        use base64::prelude::BASE64_STANDARD;

        let plain = format!("{}:{}", self.user, self.password.reveal());
        let plain = zeroize::Zeroizing::new(plain);
        let value = format!("Basic {}", BASE64_STANDARD.encode(plain.as_bytes()));
        let mut value = http::HeaderValue::try_from(value).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// The proxy as an error names it.
impl Display for Server {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let scheme = self.address.scheme_str().unwrap_or("http");
        let authority = self.address.authority().map_or("", |found| found.as_str());
        write!(
            formatter,
            "the proxy {scheme}://{authority} (set by {})",
            self.place
        )
    }
}

impl Debug for Server {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, formatter)
    }
}

/// # Errors
/// What is wrong with it.
fn read(url: &str) -> Result<(Uri, Option<Login>), String> {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("http".to_owned(), url),
    };
    if !matches!(scheme.as_str(), "http" | "https") {
        let scheme = crate::shown::Shown(&scheme);
        return Err(format!(
            "proxies of the kind `{scheme}` aren't supported, only `http` and `https`"
        ));
    }
    let rest = rest.trim_end_matches('/');
    let (login, host) = match rest.rsplit_once('@') {
        Some((login, host)) => (Some(login), host),
        None => (None, rest),
    };
    if host.is_empty() || host.contains(['/', '?', '#']) {
        return Err("it needs a host, and ends with its port".to_owned());
    }
    let usual = if scheme == "https" { 443 } else { 80 };
    let wrong = || "its host or port is none".to_owned();
    let plain: Uri = format!("{scheme}://{host}/").parse().map_err(|_| wrong())?;
    let name = plain
        .host()
        .filter(|name| !name.is_empty())
        .ok_or_else(wrong)?;
    let port = match host.strip_prefix(name) {
        Some("") => usual,
        Some(port) => port
            .strip_prefix(':')
            .and_then(|port| port.parse::<u16>().ok())
            .filter(|port| *port > 0)
            .ok_or_else(wrong)?,
        None => return Err(wrong()),
    };
    let address = format!("{scheme}://{name}:{port}/")
        .parse()
        .map_err(|_| wrong())?;
    Ok((address, login.map(read_login).transpose()?))
}

fn read_login(text: &str) -> Result<Login, String> {
    let (user, password) = text.split_once(':').unwrap_or((text, ""));
    let decoded = |text: &str| {
        let plain = percent_encoding::percent_decode_str(text).decode_utf8();
        plain
            .map(std::borrow::Cow::into_owned)
            .map_err(|_| "its user or password is no text in UTF-8".to_owned())
    };
    Ok(Login {
        user: decoded(user)?,
        password: Secret::new(decoded(password)?),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail so")]

    use super::Proxy;

    fn of(variables: &[(&str, &str)]) -> Result<Proxy, String> {
        let found = Proxy::of(&|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        });
        found.map_err(|error| error.to_string())
    }

    /// What a request would go by.
    fn by(proxy: &Proxy, url: &str) -> Option<String> {
        let server = proxy.between(&url.parse().unwrap())?;
        Some(server.to_string())
    }

    fn named(host: &str, place: &str) -> String {
        format!("the proxy http://{host} (set by {place})")
    }

    #[test]
    fn the_environment_names_a_proxy_for_each_scheme_or_for_all() {
        let both = of(&[("HTTPS_PROXY", "s:1"), ("HTTP_PROXY", "http://p:2/")]).unwrap();
        assert_eq!(by(&both, "https://a.b"), Some(named("s:1", "HTTPS_PROXY")));
        assert_eq!(by(&both, "http://a.b"), Some(named("p:2", "HTTP_PROXY")));
        let all = of(&[("ALL_PROXY", "http://a"), ("https_proxy", "l:1")]).unwrap();
        assert_eq!(by(&all, "http://a.b"), Some(named("a:80", "ALL_PROXY")));
        assert_eq!(by(&all, "https://a.b"), Some(named("l:1", "https_proxy")));
        let lower = of(&[("https_proxy", "l:1"), ("HTTPS_PROXY", "u:1")]).unwrap();
        assert_eq!(by(&lower, "https://a.b"), Some(named("l:1", "https_proxy")));
        assert_eq!(by(&of(&[]).unwrap(), "https://a.b"), None);
    }

    #[test]
    fn a_request_that_a_cgi_program_serves_names_no_proxy() {
        let forged = of(&[("HTTP_PROXY", "evil:1"), ("REQUEST_METHOD", "GET")]).unwrap();
        assert_eq!(by(&forged, "http://a.b"), None);
        let lower = of(&[("http_proxy", "good:1"), ("REQUEST_METHOD", "GET")]).unwrap();
        assert_eq!(
            by(&lower, "http://a.b"),
            Some(named("good:1", "http_proxy"))
        );
    }

    #[test]
    fn what_no_proxy_names_is_reached_without_one() {
        let proxy = of(&[("ALL_PROXY", "p:1"), ("NO_PROXY", "b.c,10.0.0.0/8")]).unwrap();
        assert_eq!(by(&proxy, "https://a.b.c/x"), None);
        assert_eq!(by(&proxy, "http://10.1.2.3:80/"), None);
        assert!(by(&proxy, "https://ab.c/").is_some());
        let all = of(&[("ALL_PROXY", "p:1"), ("no_proxy", "*")]).unwrap();
        assert_eq!(by(&all, "https://a.b"), None);
    }

    #[test]
    fn an_address_that_is_none_is_named_with_its_variable_and_without_its_password() {
        for (url, why) in [
            (
                "socks5://me:hush@h:1",
                "proxies of the kind `socks5` aren't supported",
            ),
            ("http://me:hush@", "it needs a host"),
            ("http://me:hush@h:port", "its host or port is none"),
            ("http://me:hush@h:0", "its host or port is none"),
            ("http://me:hush@h/path", "it needs a host"),
            ("http://me%ff:hush@h", "no text in UTF-8"),
        ] {
            let error = of(&[("HTTPS_PROXY", url)]).unwrap_err();
            assert!(error.starts_with("HTTPS_PROXY: `"), "{error}");
            assert!(error.contains(why) && !error.contains("hush"), "{error}");
            let error = Proxy::new(url).unwrap_err().to_string();
            assert!(error.contains(why) && !error.contains("hush"), "{error}");
        }
    }

    #[test]
    fn a_password_is_decoded_and_never_shown() {
        let proxy = Proxy::new("http://m%40e:hu%3Ash@h:1").unwrap();
        let server = proxy.between(&"http://a".parse().unwrap()).unwrap();
        let login = server.login.as_ref().unwrap();
        assert_eq!((&*login.user, login.password.reveal()), ("m@e", "hu:sh"));
        for shown in [format!("{proxy:?}"), server.to_string()] {
            assert!(!shown.contains("hu") && !shown.contains("m@e"), "{shown}");
        }
    }
}
