//! Dates as people and older formats write them: a month by its name, or numbers between slashes.
//!
//! Knows no format; each word says by itself what it is.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// What was found so far.
#[derive(Default)]
struct Found {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<Time>,
    is_afternoon: Option<bool>,
    offset: Option<Offset>,
}

/// Reads a date with a month's name (`Wednesday, 01-Jun-16 18:21:10 GMT`, `Wed Jun  1 18:21:10 2016`) or with slashes
/// (`2016/06/01 18:21:10`).
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.to_ascii_lowercase();
    let mut found = Found::default();
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        found.take(word)?;
    }
    found.finish()
}

impl Found {
    /// Takes a word; `None` for one that stands in no date.
    fn take(&mut self, word: &str) -> Option<()> {
        if let Some(zone) = word.strip_prefix("gmt").or(word.strip_prefix("utc")) {
            return self.zone(zone);
        }
        let first = word.bytes().next()?;
        if matches!(first, b'+' | b'-') {
            return self.zone(word);
        }
        if word.contains(':') {
            return self.clock(word);
        }
        if word.contains('/') {
            let mut parts = word.split('/');
            self.year = parts.next()?.parse().ok();
            self.month = parts.next()?.parse().ok();
            self.day = parts.next()?.parse().ok();
            return (self.day.is_some() && parts.next().is_none()).then_some(());
        }
        word.split('-').try_for_each(|part| self.part(part))
    }

    /// A number, a month, or a day of the week: that one tells nothing new.
    fn part(&mut self, part: &str) -> Option<()> {
        if let Ok(number) = part.parse() {
            return self.number(number, part.len());
        }
        match part {
            "am" | "pm" => self.is_afternoon = Some(part == "pm"),
            _ => {
                let name = part.get(..3)?;
                let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
                if !days.contains(&name) {
                    let month = (1..).zip(MONTHS).find(|(_, month)| *month == name)?;
                    self.month = Some(month.0);
                }
            }
        }
        Some(())
    }

    /// The day comes before the year.
    fn number(&mut self, number: i16, digits: usize) -> Option<()> {
        match i8::try_from(number) {
            Ok(day) if self.day.is_none() && digits <= 2 => self.day = Some(day),
            _ if self.year.is_some() => return None,
            _ if digits <= 2 => self.year = Some(number + if number < 69 { 2000 } else { 1900 }),
            _ => self.year = Some(number),
        }
        Some(())
    }

    fn clock(&mut self, word: &str) -> Option<()> {
        let padded = if word.find(':') == Some(1) {
            format!("0{word}")
        } else {
            word.to_owned()
        };
        let time = DateTimeParser::new().parse_time(&padded).ok()?;
        self.time.replace(time).is_none().then_some(())
    }

    /// What stands behind the name of the zone, or the offset alone.
    fn zone(&mut self, zone: &str) -> Option<()> {
        if zone.is_empty() {
            self.offset.get_or_insert(Offset::UTC);
            return Some(());
        }
        let pieces = DateTimeParser::new();
        let text = format!("1970-01-01T00:00{zone}");
        self.offset = Some(pieces.parse_pieces(&text).ok()?.to_numeric_offset()?);
        Some(())
    }

    fn finish(self) -> Option<Timestamp> {
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        let time = self.time.unwrap_or(Time::MIN);
        let hour = match self.is_afternoon {
            Some(true) if time.hour() < 12 => time.hour() + 12,
            Some(false) if time.hour() == 12 => 0,
            _ => time.hour(),
        };
        let time = time.with().hour(hour).build().ok()?;
        Some(super::at(date, time, self.offset.unwrap_or(Offset::UTC)))
    }
}
