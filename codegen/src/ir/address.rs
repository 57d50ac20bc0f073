//! An address on the web, as a link may hold it.

use crate::characters::is_invisible;

/// An address with `https`, `http` or `mailto` and a host; nothing in it ends a link or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address(String);

impl Address {
    /// `None` for an address that leads nowhere outside its own site. What an address can't hold is percent-encoded.
    pub(crate) fn new(href: &str) -> Option<Self> {
        let href = href.trim();
        let rest = ["https://", "http://", "mailto:"]
            .iter()
            .find_map(|scheme| strip_scheme(href, scheme))?;
        if !rest.starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let mut address = String::with_capacity(href.len());
        for c in href.chars().filter(|c| !is_invisible(*c)) {
            push(&mut address, c, "-._~:/?#@!$&'*+,;=%");
        }
        Some(Self(address))
    }

    /// The page of the API reference that describes an item of a service.
    pub(crate) fn of_reference(uid: &str, item: &str) -> Self {
        let mut address = "https://docs.aws.amazon.com/goto/WebAPI/".to_owned();
        for (before, segment) in [("", uid), ("/", item)] {
            address.push_str(before);
            for c in segment.chars().filter(|c| !is_invisible(*c)) {
                push(&mut address, c, "-._~");
            }
        }
        Self(address)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn strip_scheme<'a>(href: &'a str, scheme: &str) -> Option<&'a str> {
    let head = href.get(..scheme.len())?;
    head.eq_ignore_ascii_case(scheme)
        .then(|| &href[scheme.len()..])
}

/// Adds a letter, a digit or one of `plain` as it is, anything else percent-encoded.
fn push(out: &mut String, c: char, plain: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if c.is_ascii_alphanumeric() || plain.contains(c) {
        return out.push(c);
    }
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        out.push('%');
        out.push(char::from(HEX[usize::from(byte >> 4)]));
        out.push(char::from(HEX[usize::from(byte & 15)]));
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn only_what_leads_out_is_an_address() {
        for nowhere in ["#x", "/a", "javascript:x", "https://", "ftp://a.b"] {
            assert_eq!(Address::new(nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn what_would_end_a_link_is_encoded() {
        let address = Address::new(" https://a.b/(c d)>\u{202e}é ").unwrap();
        assert_eq!(address.as_str(), "https://a.b/%28c%20d%29%3E%C3%A9");
    }

    #[test]
    fn a_segment_stays_one_segment() {
        let address = Address::of_reference("a/../b?\n", "Type");
        let path = "https://docs.aws.amazon.com/goto/WebAPI/a%2F..%2Fb%3F/Type";
        assert_eq!(address.as_str(), path);
    }
}
