//! What must not be seen: everything that hides a text goes through here.
//!
//! Decides nothing: what is secret is said by the model, or by who makes a value of it.

use std::fmt::{self, Debug, Display, Formatter};

#[cfg(feature = "client")]
use crate::shown::Shown;

/// Stands wherever a secret would.
#[derive(Clone, Copy)]
pub(crate) struct Hidden;

impl Hidden {
    pub(crate) const TEXT: &'static str = "** redacted **";
}

impl Display for Hidden {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(Self::TEXT)
    }
}

impl Debug for Hidden {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(Self::TEXT)
    }
}

/// An address as it was given, without what may be secret in it: a name and a password before the host, a query.
#[cfg(feature = "client")]
pub(crate) struct HiddenUrl<'a>(pub(crate) &'a str);

#[cfg(feature = "client")]
impl Display for HiddenUrl<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let (whole, after) = match self.0.find(['?', '#']) {
            Some(at) => self.0.split_at(at),
            None => (self.0, ""),
        };
        let (scheme, rest) = match whole.find("//") {
            Some(at) => whole.split_at(at + 2),
            None => ("", whole),
        };
        write!(formatter, "{}", Shown(scheme))?;
        // Whatever stands before the last `@` may be a password with a slash in it.
        match rest.rsplit_once('@') {
            Some((_, host)) => write!(formatter, "{Hidden}@{}", Shown(host))?,
            None => write!(formatter, "{}", Shown(rest))?,
        }
        match after.chars().next() {
            Some(mark) => write!(formatter, "{mark}{Hidden}"),
            None => Ok(()),
        }
    }
}

#[cfg(feature = "client")]
impl Debug for HiddenUrl<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "\"{self}\"")
    }
}

/// A text that nobody sees and that is wiped when it is no longer needed.
#[cfg(feature = "client")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(zeroize::Zeroizing<String>);

#[cfg(feature = "client")]
impl Secret {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(zeroize::Zeroizing::new(text.into()))
    }

    /// The text itself, for a signature alone.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "client")]
impl Debug for Secret {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&Hidden, formatter)
    }
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::{HiddenUrl, Secret};

    #[test]
    fn an_address_keeps_its_password_and_its_query_to_itself() {
        for (url, shown) in [
            ("https://a.b/c", "https://a.b/c"),
            ("https://name:hush@a.b/c", "https://** redacted **@a.b/c"),
            ("https://name:hu/sh@a.b", "https://** redacted **@a.b"),
            ("name:hush@a.b", "** redacted **@a.b"),
            ("https://a.b?token=hush", "https://a.b?** redacted **"),
            ("https://a.b#hush", "https://a.b#** redacted **"),
            (
                "https://x:hush@a.b?c@d",
                "https://** redacted **@a.b?** redacted **",
            ),
        ] {
            assert_eq!(HiddenUrl(url).to_string(), shown);
        }
    }

    #[test]
    fn a_secret_shows_nothing() {
        assert_eq!(format!("{:?}", Secret::new("hush")), "** redacted **");
    }
}
