//! Tokens that stand for a password: URLs that are signed for a database or a cluster, and never called by whoever has them.
//!
//! Neither reads a clock nor asks for credentials.

use std::fmt::{self, Debug, Formatter};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::Uri;
use http::header::{HeaderName, HeaderValue};
use jiff::Timestamp;

use super::options::seconds;
use super::query::Query;
use super::signature;
use crate::client::credentials::Credentials;
use crate::client::host;
use crate::client::scope::SigningScope;
use crate::endpoint;
use crate::error::EncodeError;
use crate::shown::{Hidden, Secret};

/// A token. `Debug` hides it.
///
/// Needs the feature `client`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Secret);

impl Token {
    /// The token itself. Whoever has it is let in until it ends.
    pub fn as_str(&self) -> &str {
        self.0.reveal()
    }
}

impl Debug for Token {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&Hidden, formatter)
    }
}

/// What stands for the password of a database of RDS or Aurora that lets IAM decide who connects. It holds for 15 minutes.
///
/// Needs the feature `client`.
///
/// ```
/// use shapesmith_runtime::presign::RdsToken;
/// use shapesmith_runtime::{Credentials, Timestamp};
///
/// let database = RdsToken {
///     host: "db.123456789012.us-east-1.rds.amazonaws.com",
///     port: 5432,
///     user: "reader",
///     region: "us-east-1",
/// };
/// let password = database.sign(&Credentials::new("AKIDEXAMPLE", "secret"), Timestamp::now())?;
/// assert!(password.as_str().starts_with("db.123456789012.us-east-1.rds.amazonaws.com:5432/?Action=connect"));
/// # Ok::<(), shapesmith_runtime::EncodeError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct RdsToken<'a> {
    /// The name of the database's host.
    pub host: &'a str,
    /// Its port.
    pub port: u16,
    /// Who connects.
    pub user: &'a str,
    /// The region that the database is in.
    pub region: &'a str,
}

impl RdsToken<'_> {
    /// Makes the token.
    ///
    /// # Errors
    /// The host is none.
    pub fn sign(&self, credentials: &Credentials, now: Timestamp) -> Result<Token, EncodeError> {
        let host = format!("{}:{}", fit(self.host)?, self.port);
        let pairs = [("Action", "connect"), ("DBUser", self.user)];
        let expires = Duration::from_secs(900);
        let signed = Signed {
            host: &host,
            pairs: &pairs,
            header: None,
            region: self.region,
            service: "rds-db",
        };
        signed.without_scheme(credentials, now, expires)
    }
}

/// What stands for the password of a cluster of Aurora DSQL.
///
/// Needs the feature `client`.
///
/// ```
/// use std::time::Duration;
/// use shapesmith_runtime::presign::DsqlToken;
/// use shapesmith_runtime::{Credentials, Timestamp};
///
/// let cluster = DsqlToken {
///     host: "abcdefghijklmnopqrstuvwxyz.dsql.us-east-1.on.aws",
///     region: "us-east-1",
///     is_admin: false,
///     expires: Duration::from_secs(900),
/// };
/// let password = cluster.sign(&Credentials::new("AKIDEXAMPLE", "secret"), Timestamp::now())?;
/// assert!(password.as_str().contains("/?Action=DbConnect&"));
/// # Ok::<(), shapesmith_runtime::EncodeError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DsqlToken<'a> {
    /// The name of the cluster's host.
    pub host: &'a str,
    /// The region that the cluster is in.
    pub region: &'a str,
    /// Whether it is the user `admin` who connects.
    pub is_admin: bool,
    /// For how long it holds, from one second to seven days; 15 minutes are usual.
    pub expires: Duration,
}

impl DsqlToken<'_> {
    /// Makes the token.
    ///
    /// # Errors
    /// The host is none, or the token shall hold for less than a second or more than seven days.
    pub fn sign(&self, credentials: &Credentials, now: Timestamp) -> Result<Token, EncodeError> {
        let action = if self.is_admin {
            "DbConnectAdmin"
        } else {
            "DbConnect"
        };
        let signed = Signed {
            host: fit(self.host)?,
            pairs: &[("Action", action)],
            header: None,
            region: self.region,
            service: "dsql",
        };
        signed.without_scheme(credentials, now, self.expires)
    }
}

/// What lets into a cluster of EKS: a URL of STS that says who has signed it, encoded. The cluster takes it for 15 minutes.
///
/// Needs the feature `client`.
///
/// ```
/// use shapesmith_runtime::presign::EksToken;
/// use shapesmith_runtime::{Credentials, Timestamp};
///
/// let cluster = EksToken { cluster: "production", region: "eu-west-1" };
/// let bearer = cluster.sign(&Credentials::new("AKIDEXAMPLE", "secret"), Timestamp::now())?;
/// assert!(bearer.as_str().starts_with("k8s-aws-v1."));
/// # Ok::<(), shapesmith_runtime::EncodeError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct EksToken<'a> {
    /// The cluster's name.
    pub cluster: &'a str,
    /// The region that the cluster is in.
    pub region: &'a str,
}

impl EksToken<'_> {
    /// Makes the token.
    ///
    /// # Errors
    /// The region is none, or the cluster's name can't stand in a header.
    pub fn sign(&self, credentials: &Credentials, now: Timestamp) -> Result<Token, EncodeError> {
        let suffix = endpoint::partition(self.region).dns_suffix;
        let host = format!("sts.{}.{suffix}", self.region);
        let cluster = HeaderValue::try_from(self.cluster).map_err(|_| {
            EncodeError::new("the cluster's name has characters that can't stand in a header")
        })?;
        let signed = Signed {
            host: fit(&host)?,
            pairs: &[("Action", "GetCallerIdentity"), ("Version", "2011-06-15")],
            header: Some((HeaderName::from_static("x-k8s-aws-id"), cluster)),
            region: self.region,
            service: "sts",
        };
        let url = signed.url(credentials, now, Duration::from_secs(60))?;
        let encoded = Secret::new(URL_SAFE_NO_PAD.encode(url.reveal()));
        Ok(Token(Secret::new(format!(
            "k8s-aws-v1.{}",
            encoded.reveal()
        ))))
    }
}

/// Why the name of a host is none, if it isn't.
fn fit(host: &str) -> Result<&str, EncodeError> {
    match host::unfit_given(host) {
        None => Ok(host),
        Some(why) => Err(EncodeError::new(format!(
            "`{}` is no host: {why}",
            host.escape_debug()
        ))),
    }
}

/// A URL that is signed for its own sake.
struct Signed<'a> {
    host: &'a str,
    pairs: &'a [(&'a str, &'a str)],
    header: Option<(HeaderName, HeaderValue)>,
    region: &'a str,
    service: &'a str,
}

impl Signed<'_> {
    fn url(
        self,
        credentials: &Credentials,
        now: Timestamp,
        expires: Duration,
    ) -> Result<Secret, EncodeError> {
        let seconds = seconds(expires)?;
        let address: Uri = format!("https://{}/", self.host)
            .parse()
            .map_err(|_| EncodeError::new("the host is none"))?;
        let headers = self.header.into_iter().collect();
        let mut query = Query::of(&address);
        for (key, value) in self.pairs {
            query.add(key, value);
        }
        let scope = SigningScope {
            region: self.region,
            service: self.service,
            now,
            raw_path: false,
            unsigned_payload: false,
        };
        signature::url(&address, headers, query, credentials, &scope, seconds)
    }

    fn without_scheme(
        self,
        credentials: &Credentials,
        now: Timestamp,
        expires: Duration,
    ) -> Result<Token, EncodeError> {
        let url = self.url(credentials, now, expires)?;
        let url = url.reveal();
        Ok(Token(Secret::new(
            url.strip_prefix("https://").unwrap_or(url),
        )))
    }
}
