//! Where a request goes: the client's endpoint, with the operation's host prefix and path.
//!
//! The endpoint is what the service's rules say, in `destination`.

mod destination;
mod parameters;

use std::fmt::Display;

use http::uri::{Authority, PathAndQuery, Uri};

use super::call::Parts;
use super::host;
use crate::error::EncodeError;
use crate::shown::HiddenUrl;
use crate::stream::ByteStream;
use crate::tables::{OperationTrait, Trait};
use crate::values::members::member;
use crate::values::{Ref, Structure};

pub(crate) use destination::{Destination, Endpoints, Said, without_fips};
pub use parameters::Setting;

/// Gives a request its whole address, and the headers that belong to it.
///
/// # Errors
/// The input can't stand in a host's name.
pub(super) fn address(
    request: &mut http::Request<ByteStream>,
    parts: &Parts,
    input: &Ref<'_>,
    to: &Destination,
) -> Result<(), EncodeError> {
    let traits = parts.operation.traits;
    let prefix = if parts.config.host_prefix && to.found.is_none() {
        prefix(traits, input)?
    } else {
        None
    };
    let path = request.uri().path_and_query();
    let in_rules = traits.contains(&OperationTrait::PathInRules);
    *request.uri_mut() = joined(to.url(), prefix.as_deref(), path, in_rules)?;
    for (name, value) in &to.headers {
        request.headers_mut().insert(name, value.clone());
    }
    Ok(())
}

/// What comes after the first segment of a path.
fn behind_first_segment(path: &str) -> &str {
    let within = path.strip_prefix('/').unwrap_or(path);
    let end = within.find(['/', '?']).unwrap_or(within.len());
    within.get(end..).unwrap_or_default()
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
    match host::unfit(&value) {
        None => Ok(value),
        Some(why) => Err(EncodeError::new(format!(
            "`{label}` is a part of the host's name, but {why}"
        ))),
    }
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
    in_rules: bool,
) -> Result<Uri, EncodeError> {
    let own = endpoint.path();
    // One slash alone is between: more of them are names.
    let base = own.strip_suffix('/').unwrap_or(own);
    let authority = endpoint.authority().map_or("", Authority::as_str);
    let prefix = match prefix {
        // An address has no names below it.
        Some(prefix) if !is_address(endpoint) => {
            let whole = format!("{prefix}{}", endpoint.host().unwrap_or_default());
            if let Some(why) = host::unfit_given(&whole) {
                let why = format!("no request can go to `{whole}`: {why}");
                return Err(EncodeError::new(why));
            }
            prefix
        }
        _ => "",
    };
    let mut whole = endpoint.clone().into_parts();
    // What stays as it is needs no new memory.
    if !prefix.is_empty() {
        whole.authority = Some(
            format!("{prefix}{authority}")
                .try_into()
                .map_err(unwritten)?,
        );
    }
    whole.path_and_query = match path {
        Some(path) if base.is_empty() && !in_rules => Some(path.clone()),
        path => {
            let path = path.map_or("/", PathAndQuery::as_str);
            let path = if in_rules {
                behind_first_segment(path)
            } else {
                path
            };
            let is_bare = base.is_empty() && !path.starts_with('/');
            let slash = if is_bare { "/" } else { "" };
            let whole = format!("{base}{slash}{path}");
            Some(whole.try_into().map_err(unwritten)?)
        }
    };
    Uri::from_parts(whole).map_err(unwritten)
}

/// The same address with another query.
///
/// # Errors
/// It is longer than any address may be.
pub(super) fn with_query(uri: &Uri, query: &str) -> Result<Uri, EncodeError> {
    let mut parts = uri.clone().into_parts();
    let whole = format!("{}?{query}", uri.path());
    let length = whole.len();
    parts.path_and_query = Some(whole.try_into().map_err(|_| {
        EncodeError::new(format!(
            "path and query have {length} bytes, and an address may have 65,534"
        ))
    })?);
    Uri::from_parts(parts).map_err(unwritten)
}

fn unwritten(error: impl Display) -> EncodeError {
    EncodeError::new(error.to_string())
}

fn is_address(endpoint: &Uri) -> bool {
    let host = endpoint.host().unwrap_or_default();
    host.starts_with('[') || host.parse::<core::net::Ipv4Addr>().is_ok()
}

/// Why a region can't be a part of a host's name, if it can't.
pub(super) fn unfit_region(region: &str) -> Option<String> {
    let why = if region.contains('.') {
        Some("it has a dot".to_owned())
    } else {
        host::unfit(region)
    };
    let shown = region.escape_debug();
    why.map(|why| format!("`{shown}` is no region, as `us-east-1` is one: {why}"))
}

/// The endpoint that a program or the environment gives: nothing of it is passed over in silence.
///
/// # Errors
/// Why it is no address that a request can go to. A password in it isn't said.
pub(super) fn parse(url: &str) -> Result<Uri, String> {
    read(url).map_err(|why| format!("`{}` is no endpoint: {why}", HiddenUrl(url)))
}

fn read(url: &str) -> Result<Uri, String> {
    let scheme_and_host = || "it needs a scheme and a host".to_owned();
    // A query may hold an `@`, and a fragment both.
    if url.contains(['?', '#']) {
        return Err("it ends with its path, without `?` and `#`".to_owned());
    }
    let uri: Uri = url.parse().map_err(|_| scheme_and_host())?;
    let known = matches!(uri.scheme_str(), Some("http" | "https"));
    let host = uri.host().filter(|host| known && !host.is_empty());
    let host = host.ok_or_else(scheme_and_host)?;
    let authority = uri.authority().map_or("", Authority::as_str);
    if authority.contains('@') {
        return Err("nothing stands before the host, no name and no password".to_owned());
    }
    let port = authority.strip_prefix(host).unwrap_or_default();
    if !port.is_empty() && !is_port(port) {
        return Err("the port is a number from 1 to 65535".to_owned());
    }
    if host.starts_with('[') {
        let within = host.trim_start_matches('[').trim_end_matches(']');
        let address = within.parse::<core::net::Ipv6Addr>();
        return address
            .map(|_| uri.clone())
            .map_err(|_| format!("`{host}` is no address of IPv6"));
    }
    match host::unfit_given(host).filter(|_| !is_address(&uri)) {
        Some(why) => Err(why),
        None => Ok(uri),
    }
}

/// Whether this is a colon with a port after it.
fn is_port(text: &str) -> bool {
    let digits = text.strip_prefix(':').unwrap_or_default();
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && digits.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::{behind_first_segment, joined, parse, prefix, unfit_region};
    use crate::__private::v1::{Described, Member, Schema, Trait, wire};
    use crate::tables::OperationTrait;
    use crate::values::Value;

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
        for account in [
            "", "a/b", "a@b", "a b", "é", ".", "a..b", "-a", "a-", "a:80", "a?", "a#", "a\r\nb",
            "a_b",
        ] {
            let error = prefixed("{Account}.", account).unwrap_err();
            assert!(error.contains("`Account`"), "{error}");
        }
        assert!(prefixed("{Other}.", "0123").is_err());
    }

    fn whole(endpoint: &'static str, prefix: Option<&str>, path: &'static str) -> String {
        let path = http::uri::PathAndQuery::from_static(path);
        joined(
            &http::Uri::from_static(endpoint),
            prefix,
            Some(&path),
            false,
        )
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
    fn what_goes_to_the_root_goes_to_the_folder_that_the_endpoint_names() {
        for (endpoint, path, joined) in [
            ("https://a/base", "/", "https://a/base/"),
            ("https://a/base/", "/", "https://a/base/"),
            ("https://a/base", "/?b=c", "https://a/base/?b=c"),
            ("https://a/base/", "/?b=c", "https://a/base/?b=c"),
            ("https://a/base//", "/b", "https://a/base//b"),
            ("https://a", "/?b=c", "https://a/?b=c"),
        ] {
            assert_eq!(whole(endpoint, None, path), joined, "{endpoint} {path}");
        }
    }

    #[test]
    fn a_prefix_goes_before_a_name_but_not_before_an_address() {
        let name = whole("https://example.com", Some("data."), "/");
        assert_eq!(name, "https://data.example.com/");
        let address = whole("http://127.0.0.1:5000", Some("data."), "/");
        assert_eq!(address, "http://127.0.0.1:5000/");
    }

    #[test]
    fn a_host_that_is_put_together_is_a_name() {
        let long = format!("{}.", "a".repeat(60));
        let many = long.repeat(5);
        for (prefix, why) in [
            (&*format!("{}-", "a".repeat(60)), "`aaa"),
            (&*many, "it has 316 characters, and may have 253"),
            ("a..", "nothing stands between two of its dots"),
            ("a/", "takes letters, digits and `-`"),
        ] {
            let uri = http::Uri::from_static("https://example.com");
            let error = joined(&uri, Some(prefix), None, false)
                .unwrap_err()
                .to_string();
            assert!(error.contains(why), "{error}");
        }
        // What a program gives may be a name of its own network.
        let own = whole("http://my_host:80", Some("data."), "/");
        assert_eq!(own, "http://data.my_host:80/");
    }

    #[test]
    fn a_region_goes_into_a_hosts_name_or_is_refused() {
        assert_eq!(unfit_region("us-east-1"), None);
        for region in [
            "us-east-1.attacker.example/x?",
            "attacker.example",
            "a/",
            "a?",
            "a#",
            "a@b",
            "a:80",
            "a b",
            "a\r\nb",
            "",
            "-a",
            "é",
        ] {
            let error = unfit_region(region).unwrap();
            assert!(error.contains("is no region"), "{error}");
            assert!(!error.contains(char::is_control), "{error:?}");
        }
    }

    #[test]
    fn a_segment_that_the_rules_write_is_written_once() {
        for (path, rest) in [
            ("/bucket/a//b", "/a//b"),
            ("/bucket", ""),
            ("/bucket?list-type=2", "?list-type=2"),
            ("/bucket/?x", "/?x"),
            ("/arn%3Aa%2Fb/key", "/key"),
        ] {
            assert_eq!(behind_first_segment(path), rest, "{path}");
        }
        let whole = |endpoint: &str, path| {
            let path = http::uri::PathAndQuery::from_static(path);
            let joined = joined(&endpoint.parse().unwrap(), None, Some(&path), true);
            joined.map(|uri| uri.to_string()).unwrap_or_default()
        };
        assert_eq!(whole("https://b.s3", "/b?x"), "https://b.s3/?x");
        assert_eq!(whole("https://s3/b", "/b?x"), "https://s3/b?x");
        assert_eq!(whole("https://s3/b", "/b"), "https://s3/b");
        assert_eq!(whole("https://b.s3", "/b/c"), "https://b.s3/c");
    }

    #[test]
    fn an_endpoint_is_scheme_host_and_path_alone() {
        for url in [
            "http://localhost:4566",
            "https://example.com/base/",
            "http://127.0.0.1:80",
            "http://[::1]:80",
            "http://my_host",
            "https://vpce-1.example.com.",
        ] {
            assert!(parse(url).is_ok(), "{url}");
        }
        for url in [
            "localhost:4566",
            "ftp://a",
            "https://user:word@example.com",
            "https://example.com?x",
            "https://example.com#x",
            "https://a..b",
            "https://-a",
            "https:///x",
            "https://a\r\nb",
            "http://localhost:65536",
            "http://localhost:99999999999",
            "http://localhost:0",
            "http://localhost:",
            "http://localhost:+80",
            "http://localhost:80:80",
            "http://[::1]:65536",
            "http://[::z]",
            "https://user@example.com",
            "https://example.com/a?b@c",
        ] {
            let error = parse(url).unwrap_err();
            assert!(error.contains("is no endpoint"), "{error}");
            assert!(!error.contains(char::is_control), "{error:?}");
        }
    }
}
