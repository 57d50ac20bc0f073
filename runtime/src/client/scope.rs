//! What a signature holds for: a service in a region, at a moment. Data alone, with the texts that are made of it.
//!
//! Knows neither requests nor keys.

use std::fmt::{self, Display, Formatter, Write as _};

use jiff::Timestamp;

/// What a signature covers beside the request.
///
/// Needs the feature `client`.
#[derive(Debug, Clone, Copy)]
pub struct SigningScope<'a> {
    /// The region that the request goes to, as `us-east-1`; of a signature of version 4A all regions that it holds for, as
    /// `us-east-1,eu-west-1` or `*`.
    pub region: &'a str,
    /// The service's name for signing, which may differ from its host's.
    pub service: &'a str,
    /// The time that the signature holds from; for five minutes.
    pub now: Timestamp,
    /// Takes the path as it is, as S3 wants it. Others want it without dots and encoded once more.
    pub raw_path: bool,
    /// Leaves the body out.
    pub unsigned_payload: bool,
}

/// What every place of a signature ends with.
pub(super) const TERMINATOR: &str = "aws4_request";

/// A moment as headers of AWS's have it: `20150830T123600Z`.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    text: [u8; LONGEST],
    length: usize,
}

/// A year before our era has a sign.
const LONGEST: usize = 24;

impl Moment {
    pub(crate) fn of(at: Timestamp) -> Self {
        let mut moment = Self {
            text: [0; LONGEST],
            length: 0,
        };
        // What doesn't fit is no moment that there is.
        let _ = write!(moment, "{}", at.strftime("%Y%m%dT%H%M%SZ"));
        moment
    }

    fn text(&self) -> &str {
        let text = self.text.get(..self.length).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// The day.
    pub(super) fn date(&self) -> &str {
        self.text().get(..8).unwrap_or_default()
    }
}

impl Display for Moment {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

impl fmt::Write for Moment {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        let place = self.text.get_mut(self.length..end).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// How a request is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// Version 4, for one region.
    V4,
    /// Version 4A, for several regions.
    #[cfg(feature = "sigv4a")]
    V4A,
}

impl Algorithm {
    /// Its name in a signature.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::V4 => "AWS4-HMAC-SHA256",
            #[cfg(feature = "sigv4a")]
            Self::V4A => "AWS4-ECDSA-P256-SHA256",
        }
    }

    /// Its name for people.
    pub(super) fn shown(self) -> &'static str {
        match self {
            Self::V4 => "Signature Version 4",
            #[cfg(feature = "sigv4a")]
            Self::V4A => "Signature Version 4A",
        }
    }

    /// Where a signature for this holds.
    pub(super) fn place<'a>(self, moment: &'a Moment, scope: &SigningScope<'a>) -> Place<'a> {
        Place {
            date: moment.date(),
            region: match self {
                Self::V4 => Some(scope.region),
                // A header names them, or a parameter.
                #[cfg(feature = "sigv4a")]
                Self::V4A => None,
            },
            service: scope.service,
        }
    }
}

/// Where and when a key holds: `20150830/us-east-1/service/aws4_request`, without a region where it holds in several.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) date: &'a str,
    pub(super) region: Option<&'a str>,
    pub(super) service: &'a str,
}

impl Display for Place<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            date,
            region,
            service,
        } = self;
        match region {
            Some(region) => write!(formatter, "{date}/{region}/{service}/{TERMINATOR}"),
            None => write!(formatter, "{date}/{service}/{TERMINATOR}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Moment, Place};

    #[test]
    fn a_moment_has_its_day_whenever_it_is() {
        let moment = Moment::of("2015-08-30T12:36:00.9Z".parse().unwrap());
        assert_eq!(moment.text(), "20150830T123600Z");
        assert_eq!(moment.date(), "20150830");
        let place = Place {
            date: moment.date(),
            region: Some("us-east-1"),
            service: "service",
        };
        let text = "20150830/us-east-1/service/aws4_request";
        assert_eq!(place.to_string(), text);
        for extreme in [Timestamp::MIN, Timestamp::MAX] {
            let text = extreme.strftime("%Y%m%dT%H%M%SZ").to_string();
            assert_eq!(Moment::of(extreme).text(), text);
        }
    }
}
