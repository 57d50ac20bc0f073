//! The ways AWS writes a point in time.
//!
//! Reading takes any of them wherever it stands, as services don't keep to the format that their model gives. What lies
//! beyond the calendar becomes its first or last moment, when it is read and when it is written.

mod spoken;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::{rfc2822, strtime, temporal};
use jiff::tz::Offset;

use crate::codecs::decimal::Decimal;
use crate::tables::TimestampFormat;

/// Seconds from 1970 to the beginning of the first year.
const YEAR_1: i64 = -62_135_596_800;

/// A fraction of a second has so many digits at the most; further ones are cut off.
const DIGITS: usize = 9;

/// Writes a timestamp.
pub(crate) fn write(value: Timestamp, format: TimestampFormat) -> String {
    match format {
        TimestampFormat::EpochSeconds => epoch_seconds(value),
        TimestampFormat::DateTime => after_christ(value).to_string(),
        TimestampFormat::HttpDate => {
            strtime::format("%a, %d %b %Y %H:%M:%S GMT", after_christ(value)).unwrap_or_default()
        }
    }
}

/// The formats with a year have four digits for it and no sign.
fn after_christ(value: Timestamp) -> Timestamp {
    let first = Timestamp::from_second(YEAR_1).unwrap_or(value);
    value.max(first)
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

/// Reads epoch seconds (`1.5e9` too), ISO 8601 with its liberties, an HTTP date, or a date as people write it. Without a
/// zone it means UTC.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let (true, Ok(found)) = (text.ends_with('Z'), text.parse()) {
        // What nearly every service writes.
        return Some(found);
    }
    if let Some((number, [])) = Decimal::read(text.as_bytes()) {
        return Some(from_seconds(number));
    }
    let text = &shortened(text);
    match text.parse() {
        Ok(seconds) => exact(text).or_else(|| from_float(seconds)),
        Err(_) => iso(text)
            .or_else(|| beyond_four_digits(text))
            .or_else(|| http_date(text))
            .or_else(|| spoken::read(text)),
    }
}

/// The point in time so many seconds after 1970.
pub(crate) fn from_seconds(number: Decimal) -> Timestamp {
    let found = number
        .seconds()
        .and_then(|(seconds, nanoseconds)| Timestamp::new(seconds, nanoseconds).ok());
    found.unwrap_or_else(|| extreme(number.is_negative()))
}

/// The point in time so many whole seconds after 1970.
#[cfg(feature = "cbor")]
pub(crate) fn from_whole_seconds(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or_else(|_| extreme(seconds < 0))
}

/// The point in time so many seconds after 1970; `None` for what is no number.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a float saturates, as the timestamp does"
)]
pub(crate) fn from_float(seconds: f64) -> Option<Timestamp> {
    if seconds.is_nan() {
        return None;
    }
    let milliseconds = (seconds * 1000.0).round() as i64;
    let found = Timestamp::from_millisecond(milliseconds);
    Some(found.unwrap_or_else(|_| extreme(seconds < 0.0)))
}

/// Seconds with a fraction, which together have more digits than a float.
fn exact(text: &str) -> Option<Timestamp> {
    let (seconds, fraction) = text.split_once('.')?;
    let nanoseconds: i32 = format!("{fraction:0<DIGITS$}").parse().ok()?;
    let sign = if seconds.starts_with('-') { -1 } else { 1 };
    Timestamp::new(seconds.parse().ok()?, sign * nanoseconds).ok()
}

/// What stands for a point in time before the first one, or after the last.
#[cold]
fn extreme(before: bool) -> Timestamp {
    if before {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    }
}

/// The text without the digits of a fraction that nobody counts.
fn shortened(text: &str) -> String {
    let Some(point) = text.find(['.', ',']) else {
        return text.to_owned();
    };
    let (before, fraction) = text.split_at(point + 1);
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let kept = fraction.get(..digits.min(DIGITS)).unwrap_or_default();
    let rest = fraction.get(digits..).unwrap_or_default();
    format!("{before}{kept}{rest}")
}

/// A date of ISO 8601, with a time or without; a space may stand before the time and before the zone.
fn iso(text: &str) -> Option<Timestamp> {
    let (text, is_utc) = match text.strip_suffix("UTC").or(text.strip_suffix("GMT")) {
        Some(text) => (text.trim_end(), true),
        None => (text, false),
    };
    let parser = temporal::DateTimeParser::new();
    let pieces = parser.parse_pieces(text).or_else(|_| {
        let (time, zone) = text.rsplit_once(' ').unwrap_or((text, ""));
        parser
            .parse_pieces(&format!("{time}{zone}"))
            .map(temporal::Pieces::into_owned)
    });
    let pieces = pieces.ok()?;
    let offset = pieces.to_numeric_offset().filter(|_| !is_utc);
    let time = pieces.time().unwrap_or(Time::MIN);
    Some(at(pieces.date(), time, offset.unwrap_or(Offset::UTC)))
}

/// The point in time of a date and time somewhere.
fn at(date: Date, time: Time, offset: Offset) -> Timestamp {
    let found = offset.to_timestamp(DateTime::from_parts(date, time));
    found.unwrap_or_else(|_| extreme(date.year() < 0))
}

/// A date of ISO 8601 in a year that no calendar of ours has.
fn beyond_four_digits(text: &str) -> Option<Timestamp> {
    let (year, rest) = text
        .strip_prefix(['+', '-'])
        .unwrap_or(text)
        .split_once('-')?;
    let is_year = year.len() > 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = matches!(
        rest.as_bytes(),
        [b'0' | b'1', b'0'..=b'9', b'-', b'0'..=b'3', b'0'..=b'9', ..]
    );
    let is_beyond = is_year && is_date && year.trim_start_matches('0').len() > 4;
    is_beyond.then(|| extreme(text.starts_with('-')))
}

fn http_date(text: &str) -> Option<Timestamp> {
    let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    parser.parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests;
