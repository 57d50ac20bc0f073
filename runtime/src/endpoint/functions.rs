//! What rules can do with a text: take a URL or an ARN apart, judge a host's label, cut, encode.
//!
//! By hand, a few comparisons each: nothing here knows a rule.

use core::net::Ipv4Addr;

/// A URL, taken apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Url<'a> {
    pub(super) scheme: &'a str,
    pub(super) authority: &'a str,
    pub(super) path: &'a str,
    pub(super) is_ip: bool,
}

/// A URL of `http` or `https` without query; others are none.
pub(super) fn url(text: &str) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    if !matches!(scheme, "http" | "https") || rest.contains(['?', '#']) {
        return None;
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let after_address = host.rfind(']').map_or(0, |end| end + 1);
    let port = host.get(after_address..).unwrap_or_default().rfind(':');
    let (name, port) = host.split_at(port.map_or(host.len(), |at| after_address + at));
    let port = port.trim_start_matches(':');
    if name.is_empty() || !(port.is_empty() || is_port(port)) {
        return None;
    }
    Some(Url {
        scheme,
        authority,
        path,
        is_ip: name.starts_with('[') || name.parse::<Ipv4Addr>().is_ok(),
    })
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// An ARN, taken apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arn<'a> {
    pub(super) partition: &'a str,
    pub(super) service: &'a str,
    pub(super) region: &'a str,
    pub(super) account: &'a str,
    resource: &'a str,
}

impl<'a> Arn<'a> {
    /// A piece of the resource, which `:` and `/` separate.
    pub(super) fn piece(&self, index: u8) -> Option<&'a str> {
        self.resource.split([':', '/']).nth(index.into())
    }
}

/// An ARN that has all that it needs.
pub(super) fn arn(text: &str) -> Option<Arn<'_>> {
    let mut parts = text.splitn(6, ':');
    let mut part = || parts.next();
    if part()? != "arn" {
        return None;
    }
    let arn = Arn {
        partition: part()?,
        service: part()?,
        region: part()?,
        account: part()?,
        resource: part()?,
    };
    let needed = [arn.partition, arn.service, arn.resource];
    needed.iter().all(|part| !part.is_empty()).then_some(arn)
}

/// Whether the text, or each part between two dots, can be a label of a host's name.
pub(super) fn is_host_label(text: &str, dots: bool) -> bool {
    if dots {
        text.split('.').all(is_label)
    } else {
        is_label(text)
    }
}

fn is_label(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&text.len())
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(fits)
}

/// Whether a bucket of this name can stand in a host's name.
pub(super) fn is_hostable(bucket: &str, dots: bool) -> bool {
    bucket.len() >= 3
        && !bucket.bytes().any(|byte| byte.is_ascii_uppercase())
        && bucket.parse::<Ipv4Addr>().is_err()
        && is_host_label(bucket, dots)
}

/// The characters between two places, of a text that has so many.
pub(super) fn part(text: &str, start: u8, stop: u8, reverse: bool) -> Option<&str> {
    let (start, stop) = (usize::from(start), usize::from(stop));
    if start >= stop || text.len() < stop || !text.is_ascii() {
        return None;
    }
    if reverse {
        text.get(text.len() - stop..text.len() - start)
    } else {
        text.get(start..stop)
    }
}

#[cfg(test)]
mod tests {
    use super::{arn, is_host_label, is_hostable, part, url};

    #[test]
    fn a_url_has_a_scheme_a_host_and_a_path() {
        let parts = |text| url(text).map(|url| (url.authority, url.path, url.is_ip));
        for (text, found) in [
            ("https://a.b:80/c/d", Some(("a.b:80", "/c/d", false))),
            ("http://a", Some(("a", "", false))),
            ("http://1.2.3.4:80", Some(("1.2.3.4:80", "", true))),
            ("http://[::1]:80/", Some(("[::1]:80", "/", true))),
            ("http://[::1]", Some(("[::1]", "", true))),
            ("https://a?b", None),
            ("https://a#b", None),
            ("ftp://a", None),
            ("a", None),
            ("https://", None),
            ("https://a:b", None),
            ("https://a:65536", None),
            ("https://256.1.1.1", Some(("256.1.1.1", "", false))),
        ] {
            assert_eq!(parts(text), found, "{text}");
        }
    }

    #[test]
    fn an_arn_has_six_parts_and_its_resource_pieces() {
        let found = arn("arn:aws:s3:us-west-2::accesspoint/:a").unwrap();
        assert_eq!((found.region, found.account), ("us-west-2", ""));
        let pieces: Vec<_> = (0..4).map(|index| found.piece(index)).collect();
        assert_eq!(pieces, [Some("accesspoint"), Some(""), Some("a"), None]);
        for text in [
            "arn:aws:s3:us-west-2:1",
            "arn:aws::a:b:c",
            "arn::s3:a:b:c",
            "arn:aws:s3:a:b:",
            "Arn:aws:s3:a:b:c",
            "",
        ] {
            assert!(arn(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_label_has_letters_digits_and_hyphens_within() {
        let long = "a".repeat(64);
        for (text, plain, dotted) in [
            ("a-1", true, true),
            ("A", true, true),
            ("a.b", false, true),
            ("-a", false, false),
            ("a-", false, false),
            ("a_b", false, false),
            ("", false, false),
            ("a..b", false, false),
            (&long, false, false),
        ] {
            assert_eq!(
                (is_host_label(text, false), is_host_label(text, true)),
                (plain, dotted),
                "{text}"
            );
        }
    }

    #[test]
    fn a_bucket_of_a_host_has_lower_case_and_is_no_address() {
        for (text, plain, dotted) in [
            ("abc", true, true),
            ("ab", false, false),
            ("Abc", false, false),
            ("1.2.3.4", false, false),
            ("a.b", false, true),
            ("my.bucket", false, true),
        ] {
            assert_eq!(
                (is_hostable(text, false), is_hostable(text, true)),
                (plain, dotted),
                "{text}"
            );
        }
    }

    #[test]
    fn a_part_of_a_text_that_is_long_enough() {
        assert_eq!(part("abcdef", 0, 2, false), Some("ab"));
        assert_eq!(part("abcdef", 1, 3, true), Some("de"));
        assert_eq!(part("abc", 0, 3, true), Some("abc"));
        for (text, start, stop) in [("abc", 0, 4), ("abc", 2, 2), ("abc", 3, 2), ("aé", 0, 1)] {
            assert_eq!(part(text, start, stop, false), None, "{text}");
        }
    }
}
