//! Timestamps in every form that was seen.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{iso, read, shortened, write};
use crate::tables::TimestampFormat::{DateTime, EpochSeconds, HttpDate};

#[test]
fn every_format_reads_back() {
    let written = Timestamp::from_millisecond(1_481_841_524_120).ok();
    for format in [EpochSeconds, DateTime] {
        assert_eq!(
            written.and_then(|value| read(&write(value, format))),
            written
        );
    }
    let whole = Timestamp::from_second(1_481_841_524).ok();
    assert_eq!(whole.and_then(|value| read(&write(value, HttpDate))), whole);
}

#[test]
fn services_send_numbers_in_many_forms() {
    let expected = Timestamp::from_second(1_464_805_270).ok();
    for text in [
        "1464805270",
        "1464805270.0",
        "1.46480527E9",
        "2016-06-01T18:21:10Z",
        "2016-06-01T20:21:10+02:00",
        "2016-06-01T18:21:10",
        "Wed, 01 Jun 2016 18:21:10 GMT",
        "2016-06-01 18:21:10",
        "2016-06-01 18:21:10Z",
        "2016-06-01 18:21:10 UTC",
        "2016-06-01 20:21:10 +0200",
        "2016-06-01 20:21:10 +02:00",
        "2016-06-01t18:21:10z",
        "2016-06-01T16:21:10-02",
        "2016-06-01T18:21:10.0000000000000Z",
        "2016-06-01T18:21:10,000",
        "20160601T182110Z",
        "1464805270.0000000000001",
        "Thu, 01 Jun 2016 18:21:10 GMT",
        "Wed, 1 Jun 2016 18:21:10 +0000",
        "Wed, 01 Jun 2016 20:21:10 +0200",
        "Wed, 01 Jun 2016 14:21:10 EDT",
        "Wed, 01 Jun 2016 18:21:10 UTC",
        "01 Jun 2016 18:21:10",
        "Wednesday, 01-Jun-16 18:21:10 GMT",
        "Wed, 01-Jun-2016 18:21:10 GMT",
        "Wed Jun  1 18:21:10 2016",
        "Wed Jun 01 18:21:10 UTC 2016",
        "June 1, 2016 6:21:10 PM",
        "Jun 1, 2016 18:21:10 GMT+00:00",
        "2016/06/01 18:21:10",
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    assert_eq!(
        read("2016-06-01"),
        Timestamp::from_second(1_464_739_200).ok()
    );
    assert_eq!(read("yesterday"), None);
    assert_eq!(read("-0.5").map(Timestamp::as_millisecond), Some(-500));
    for text in [
        "1e",
        "-",
        ".5e",
        "",
        "nan",
        "NaN",
        "0000-00-00",
        "2022-13-01",
        "12:00",
        "Monday",
        "10:00 11:00",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn what_is_beyond_the_calendar_is_its_end() {
    for text in [
        "9999-12-31T23:59:59Z",
        "9999-12-31 23:59:59.9999999999",
        "10000-01-01T00:00:00Z",
        "+099999-01-01T00:00:00Z",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Fri, 31-Dec-9999 23:59:59 GMT",
        "253402300799",
        "253402300799.123456789123",
        "99999999999999999999",
        "1e30",
        "1e400",
        "inf",
        "Infinity",
    ] {
        assert_eq!(read(text), Some(Timestamp::MAX), "{text}");
    }
    for text in [
        "-1e30",
        "-99999999999999999999",
        "-1e400",
        "-inf",
        "-10000-01-01T00:00:00Z",
    ] {
        assert_eq!(read(text), Some(Timestamp::MIN), "{text}");
    }
}

#[test]
fn a_fraction_is_cut_off_after_nine_digits() {
    for text in [
        "1464805270.1234567899",
        "2016-06-01T18:21:10.1234567899Z",
        "2016-06-01 18:21:10.123456789999999999999",
    ] {
        let expected = Timestamp::new(1_464_805_270, 123_456_789).ok();
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn the_ends_of_the_calendar_are_written_so_that_they_can_be_read() {
    let first = Timestamp::from_second(-62_135_596_800).unwrap();
    for format in [EpochSeconds, DateTime, HttpDate] {
        let last = write(Timestamp::MAX, format);
        let back = read(&last).unwrap();
        assert_eq!(back.as_second(), Timestamp::MAX.as_second(), "{last}");
        let text = write(Timestamp::MIN, format);
        let back = read(&text).unwrap();
        let expected = if format == EpochSeconds {
            Timestamp::MIN
        } else {
            first
        };
        assert_eq!(back.as_second(), expected.as_second(), "{text}");
    }
}

proptest! {
    /// What is tried first takes nothing from what comes after it.
    #[test]
    fn a_date_is_the_same_read_as_a_whole_and_in_parts(
        text in "[+-]?[0-9]{4,6}-?[01][0-9]-?[0-3][0-9][Tt ][0-2][0-9](:?[0-6][0-9]){0,2}([.,][0-9]{0,12})?(Z|z|[+-]00:00Z| Z)"
    ) {
        if let Ok(found) = text.parse::<Timestamp>() {
            prop_assert_eq!(iso(&shortened(&text)), Some(found));
            prop_assert_eq!(read(&text), Some(found));
        }
    }
}
