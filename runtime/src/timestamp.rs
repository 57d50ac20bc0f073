//! The ways AWS writes a point in time.
//!
//! Reading takes any of them wherever it stands, as services don't keep to the format that their model gives.

use jiff::Timestamp;
use jiff::fmt::{rfc2822, strtime};

use crate::decimal::Decimal;
use crate::schema::TimestampFormat;

/// Writes a timestamp.
pub(crate) fn write(value: Timestamp, format: TimestampFormat) -> String {
    match format {
        TimestampFormat::EpochSeconds => epoch_seconds(value),
        TimestampFormat::DateTime => value.to_string(),
        TimestampFormat::HttpDate => {
            strtime::format("%a, %d %b %Y %H:%M:%S GMT", value).unwrap_or_default()
        }
    }
}

/// Seconds with up to three decimals.
fn epoch_seconds(value: Timestamp) -> String {
    let milliseconds = value.as_millisecond();
    let (seconds, rest) = (milliseconds / 1000, milliseconds.unsigned_abs() % 1000);
    let sign = if milliseconds < 0 && seconds == 0 {
        "-"
    } else {
        ""
    };
    if rest == 0 {
        return seconds.to_string();
    }
    let text = format!("{sign}{seconds}.{rest:03}");
    text.trim_end_matches('0').to_owned()
}

/// Reads epoch seconds (`1.5e9` too), ISO 8601 or an HTTP date.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Some((number, [])) = Decimal::read(text.as_bytes()) {
        return from_seconds(number);
    }
    let Ok(seconds) = text.parse::<f64>() else {
        return text
            .parse()
            .ok()
            .or_else(|| without_zone(text))
            .or_else(|| http_date(text));
    };
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a float saturates, and a timestamp beyond the range is refused"
    )]
    Timestamp::from_millisecond((seconds * 1000.0).round() as i64).ok()
}

/// The point in time so many seconds after 1970.
pub(crate) fn from_seconds(number: Decimal) -> Option<Timestamp> {
    let (seconds, nanoseconds) = number.seconds()?;
    Timestamp::new(seconds, nanoseconds).ok()
}

/// A date, with a time or without: then it means UTC.
fn without_zone(text: &str) -> Option<Timestamp> {
    let time = if text.contains('T') {
        "Z"
    } else {
        "T00:00:00Z"
    };
    format!("{text}{time}").parse().ok()
}

fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::schema::TimestampFormat::{DateTime, EpochSeconds, HttpDate};

    #[test]
    fn every_format_reads_back() {
        let written = jiff::Timestamp::from_millisecond(1_481_841_524_120).ok();
        for format in [EpochSeconds, DateTime] {
            assert_eq!(
                written.and_then(|value| read(&write(value, format))),
                written
            );
        }
        let whole = jiff::Timestamp::from_second(1_481_841_524).ok();
        assert_eq!(whole.and_then(|value| read(&write(value, HttpDate))), whole);
    }

    #[test]
    fn services_send_numbers_in_many_forms() {
        let expected = jiff::Timestamp::from_second(1_464_805_270).ok();
        for text in [
            "1464805270",
            "1464805270.0",
            "1.46480527E9",
            "2016-06-01T18:21:10Z",
            "2016-06-01T20:21:10+02:00",
            "2016-06-01T18:21:10",
            "Wed, 01 Jun 2016 18:21:10 GMT",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(
            read("2016-06-01"),
            jiff::Timestamp::from_second(1_464_739_200).ok()
        );
        assert_eq!(read("yesterday"), None);
        assert_eq!(
            read("-0.5").map(jiff::Timestamp::as_millisecond),
            Some(-500)
        );
        for text in ["1e400", "99999999999999999999", "1e", "-", ".5e", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
