//! The hosts that are reached without a proxy: names with all below them, addresses, networks.
//!
//! Our own, as neither transport's library does what the other does: hyper-util's knows no ports and ureq's no networks.

use core::net::IpAddr;
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

/// What `NO_PROXY` holds.
#[derive(Clone, Default)]
pub(super) struct Bypass(Arc<[Entry]>);

struct Entry {
    host: Host,
    /// Any where it is `None`.
    port: Option<u16>,
}

enum Host {
    All,
    /// In lower case, without a dot at its beginning.
    Name(String),
    /// An address, and how many of its bits count.
    Network(IpAddr, u8),
}

impl Bypass {
    /// Empty entries say nothing.
    pub(super) fn parse(text: &str) -> Self {
        let entries = text.split([',', ' ', '\t']).map(str::trim);
        let entries = entries.filter(|entry| !entry.is_empty());
        Self(entries.map(Entry::parse).collect())
    }

    /// Whether this host is reached without a proxy.
    pub(super) fn holds(&self, host: &str, port: u16) -> bool {
        let plain = host.trim_start_matches('[').trim_end_matches([']', '.']);
        let address = plain
            .parse::<IpAddr>()
            .ok()
            .map(|found| found.to_canonical());
        self.0.iter().any(|entry| {
            let on_port = entry.port.is_none_or(|wanted| wanted == port);
            on_port && entry.host.holds(plain, address)
        })
    }
}

impl Entry {
    fn parse(text: &str) -> Self {
        let of = |host, port| Self { host, port };
        if let Some(network) = network(text) {
            return of(network, None);
        }
        if let Some((host, port)) = text.rsplit_once(':') {
            if let Ok(port) = port.parse() {
                let host = network(host).unwrap_or_else(|| name(host));
                return of(host, Some(port));
            }
        }
        of(name(text), None)
    }
}

fn name(text: &str) -> Host {
    if text == "*" {
        return Host::All;
    }
    let text = text.strip_prefix('*').unwrap_or(text);
    Host::Name(text.trim_matches('.').to_ascii_lowercase())
}

/// An address, or a network with the number of bits that count.
fn network(text: &str) -> Option<Host> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
        None => (text, None),
    };
    let address = address.trim_start_matches('[').trim_end_matches(']');
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(most);
    (bits <= most).then_some(Host::Network(address, bits))
}

impl Host {
    fn holds(&self, host: &str, address: Option<IpAddr>) -> bool {
        match (self, address) {
            (Self::All, _) => true,
            (Self::Network(network, bits), Some(address)) => is_within(address, *network, *bits),
            (Self::Name(name), None) => is_below(host, name),
            _ => false,
        }
    }
}

/// Whether a host has this name or one below it.
fn is_below(host: &str, name: &str) -> bool {
    let Some(at) = host.len().checked_sub(name.len()) else {
        return false;
    };
    let ends = host
        .get(at..)
        .is_some_and(|end| end.eq_ignore_ascii_case(name));
    !name.is_empty() && ends && (at == 0 || host[..at].ends_with('.'))
}

fn is_within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    let same = |one: u128, other: u128, length: u8| {
        let rest = u32::from(length - bits);
        one.checked_shr(rest) == other.checked_shr(rest)
    };
    match (address, network) {
        (IpAddr::V4(address), IpAddr::V4(network)) => {
            same(address.to_bits().into(), network.to_bits().into(), 32)
        }
        (IpAddr::V6(address), IpAddr::V6(network)) => {
            same(address.to_bits(), network.to_bits(), 128)
        }
        _ => false,
    }
}

impl Debug for Bypass {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let mut list = formatter.debug_list();
        for entry in self.0.iter() {
            let host = match &entry.host {
                Host::All => "*".to_owned(),
                Host::Name(name) => name.clone(),
                Host::Network(address, bits) => format!("{address}/{bits}"),
            };
            let port = entry.port.map(|port| format!(":{port}"));
            list.entry(&format_args!("{host}{}", port.unwrap_or_default()));
        }
        list.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Bypass;

    fn holds(list: &str, host: &str) -> bool {
        Bypass::parse(list).holds(host, 443)
    }

    #[test]
    fn a_name_stands_for_itself_and_all_below_it() {
        for list in [
            "b.c",
            ".b.c",
            "*.b.c",
            "B.C",
            "x, b.c ,y",
            "x b.c",
            "b.c:443",
        ] {
            for host in ["b.c", "a.b.c", "A.B.C", "x.a.b.c."] {
                assert!(holds(list, host), "{list} {host}");
            }
            for host in ["ab.c", "c", "b.c.d"] {
                assert!(!holds(list, host), "{list} {host}");
            }
        }
        assert!(holds("*", "a.b") && holds("*", "10.0.0.1"));
        assert!(!holds("", "a.b") && !holds(",,", "a.b") && !holds(".", "a.b"));
        assert!(!holds("b.c:80", "b.c"));
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_names() {
        for (list, host) in [
            ("10.0.0.0/8", "10.255.0.1"),
            ("10.1.2.3", "10.1.2.3"),
            ("10.1.2.3:443", "10.1.2.3"),
            ("0.0.0.0/0", "1.2.3.4"),
            ("fd00:ec2::/32", "[fd00:ec2::254]"),
            ("::/0", "[::1]"),
            ("[::1]:443", "[::1]"),
            ("::1", "::1"),
            ("10.0.0.0/8", "[::ffff:10.0.0.1]"),
        ] {
            assert!(holds(list, host), "{list} {host}");
        }
        for (list, host) in [
            ("10.0.0.0/8", "11.0.0.1"),
            ("10.0.0.0/8", "10.example"),
            ("10.0.0.0/31", "10.0.0.2"),
            ("0.0.0.0/0", "[2001::1]"),
            ("10.1.2.3", "110.1.2.3"),
            ("10.0.0.0/33", "10.0.0.0"),
        ] {
            assert!(!holds(list, host), "{list} {host}");
        }
    }
}
