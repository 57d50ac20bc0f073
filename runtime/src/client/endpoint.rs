//! Where a request goes: the client's endpoint, with the operation's host prefix and path.
//!
//! Endpoint rule sets are not evaluated yet: an endpoint is the service's usual one in a region, or one that is given.

use http::uri::{Authority, PathAndQuery, Uri};

use super::ConfigError;
use super::call::Parts;
use crate::error::EncodeError;
use crate::members::member;
use crate::schema::{OperationTrait, Service, Trait};
use crate::stream::ByteStream;
use crate::value::{Ref, Structure};

/// Whether a text can be one label of a host's name.
pub(super) fn is_label(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(fits)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Gives a request its whole address.
///
/// # Errors
/// The input can't stand in a host's name.
pub(super) fn address(
    request: &mut http::Request<ByteStream>,
    parts: &Parts,
    input: &Ref<'_>,
) -> Result<(), EncodeError> {
    let config = &parts.config;
    let prefix = if config.host_prefix {
        prefix(parts.operation.traits, input)?
    } else {
        None
    };
    let path = request.uri().path_and_query();
    *request.uri_mut() = joined(&config.endpoint, prefix.as_deref(), path)?;
    Ok(())
}

/// What goes before the host's name.
fn prefix(traits: &[OperationTrait], input: &Ref<'_>) -> Result<Option<String>, EncodeError> {
    let template = traits.iter().find_map(|found| match found {
        OperationTrait::HostPrefix(template) => Some(*template),
        _ => None,
    });
    let Some(mut rest) = template else {
        return Ok(None);
    };
    let mut whole = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (label, after) = after.split_once('}').unwrap_or((after, ""));
        whole.push_str(before);
        whole.push_str(&host_label(input, label)?);
        rest = after;
    }
    whole.push_str(rest);
    Ok(Some(whole))
}

fn host_label(input: &Ref<'_>, label: &str) -> Result<String, EncodeError> {
    let value = match input {
        Ref::Structure(structure) => value_of(*structure, label),
        _ => None,
    };
    let value = value.unwrap_or_default();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if value.is_empty() || !value.bytes().all(fits) {
        return Err(EncodeError::new(format!(
            "`{label}` is part of the host's name: it takes letters, digits, `-` and `.`, and can't be empty"
        )));
    }
    Ok(value)
}

/// The value of the host label that has this name.
fn value_of(input: &dyn Structure, label: &str) -> Option<String> {
    let schema = input.schema();
    let mut members = schema.set_apart();
    let (index, _) = members.find(|(index, traits)| {
        traits.contains(&Trait::HostLabel) && schema.key(*index) == label
    })?;
    match member(input, index) {
        Ref::String(value) | Ref::Enumeration(value) => Some(value.to_owned()),
        _ => None,
    }
}

/// The endpoint with the prefix before its host and the path after its own.
fn joined(
    endpoint: &Uri,
    prefix: Option<&str>,
    path: Option<&PathAndQuery>,
) -> Result<Uri, EncodeError> {
    let path = path.map_or("/", PathAndQuery::as_str);
    let base = endpoint.path().trim_end_matches('/');
    let authority = endpoint.authority().map_or("", Authority::as_str);
    let prefix = match prefix {
        // An address has no names below it.
        Some(prefix) if !is_address(endpoint) => prefix,
        _ => "",
    };
    Uri::builder()
        .scheme(endpoint.scheme_str().unwrap_or("https"))
        .authority(format!("{prefix}{authority}"))
        .path_and_query(format!("{base}{path}"))
        .build()
        .map_err(|error| EncodeError::new(error.to_string()))
}

fn is_address(endpoint: &Uri) -> bool {
    let host = endpoint.host().unwrap_or_default();
    host.starts_with('[') || host.parse::<core::net::Ipv4Addr>().is_ok()
}

/// The service's own address in a region.
pub(super) fn of_region(service: &Service, region: &str) -> String {
    let suffix = if region.starts_with("cn-") {
        "amazonaws.com.cn"
    } else {
        "amazonaws.com"
    };
    format!("https://{}.{region}.{suffix}", service.endpoint_prefix)
}

/// The endpoint that a program or the environment gives.
///
/// # Errors
/// It is no address that a request can go to.
pub(super) fn parse(url: &str) -> Result<http::Uri, ConfigError> {
    let unusable = || {
        ConfigError::new(format!(
            "`{url}` is no endpoint: it needs a scheme and a host"
        ))
    };
    let uri: http::Uri = url.parse().map_err(|_| unusable())?;
    let known = matches!(uri.scheme_str(), Some("http" | "https"));
    if known && uri.host().is_some_and(|host| !host.is_empty()) {
        Ok(uri)
    } else {
        Err(unusable())
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, prefix};
    use crate::__private::v1::{Described, Member, Schema, Trait, wire};
    use crate::schema::OperationTrait;
    use crate::value::Value;

    /// An input whose account is part of the host's name.
    #[derive(Clone, Default)]
    pub struct Input {
        account: String,
    }

    impl Described for Input {
        const SCHEMA: &'static Schema =
            &Schema::new("Input", &[Member::new("Account").with(&[Trait::HostLabel])]);
    }

    wire! { struct Input impl Default { 0 => account } }

    /// The prefix of an operation for this account, or why there is none.
    fn prefixed(template: &'static str, account: &str) -> Result<Option<String>, String> {
        let account = account.to_owned();
        let input = Input { account };
        let traits = [OperationTrait::HostPrefix(template)];
        prefix(&traits, &input.read()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_label_of_the_host_is_filled_in_or_refused_by_name() {
        let found = prefixed("{Account}.data-", "0123");
        assert_eq!(found, Ok(Some("0123.data-".to_owned())));
        assert_eq!(prefixed("data.", ""), Ok(Some("data.".to_owned())));
        for account in ["", "a/b", "a@b", "a b", "é"] {
            let error = prefixed("{Account}.", account).unwrap_err();
            assert!(error.contains("`Account`"), "{error}");
        }
        assert!(prefixed("{Other}.", "0123").is_err());
    }

    fn whole(endpoint: &'static str, prefix: Option<&str>, path: &'static str) -> String {
        let path = http::uri::PathAndQuery::from_static(path);
        joined(&http::Uri::from_static(endpoint), prefix, Some(&path))
            .map(|uri| uri.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn a_path_goes_after_the_endpoints_own() {
        let joined = whole("https://example.com/base/", None, "/a//b?c=d");
        assert_eq!(joined, "https://example.com/base/a//b?c=d");
        assert_eq!(
            whole("http://localhost:80", None, "/"),
            "http://localhost:80/"
        );
    }

    #[test]
    fn a_prefix_goes_before_a_name_but_not_before_an_address() {
        let name = whole("https://example.com", Some("data."), "/");
        assert_eq!(name, "https://data.example.com/");
        let address = whole("http://127.0.0.1:5000", Some("data."), "/");
        assert_eq!(address, "http://127.0.0.1:5000/");
    }
}
