//! Decimal numbers as services write them, read once from bytes: no text in between, no rounding.
//!
//! Numbers too long for it are left to the caller.

/// `digits` × 10^`exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    digits: i64,
    exponent: i32,
}

/// So many digits always fit.
const MOST_DIGITS: usize = 18;

/// In a second.
const NANOSECONDS: i64 = 1_000_000_000;

/// The powers of ten below 2^63.
const POWERS: [i64; 19] = {
    let mut powers = [1; 19];
    let mut place = 1;
    while place < powers.len() {
        powers[place] = powers[place - 1] * 10;
        place += 1;
    }
    powers
};

impl Decimal {
    /// Reads the number at the beginning of the text, of no more digits than fit; gives what comes after it too.
    #[inline]
    pub(crate) fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        let (negative, text) = match text {
            [b'-', text @ ..] => (true, text),
            text => (false, text),
        };
        let (digits, rest) = digits(text, 0);
        let count = text.len() - rest.len();
        if count == 0 || count > MOST_DIGITS {
            return None;
        }
        let whole = Self {
            digits,
            exponent: 0,
        };
        let (mut number, rest) = if matches!(rest, [b'.' | b'e' | b'E', ..]) {
            whole.continued(count, rest)?
        } else {
            (whole, rest)
        };
        if negative {
            number.digits = -number.digits;
        }
        Some((number, rest))
    }

    /// Reads the fraction and exponent of a number with so many digits before them.
    fn continued(mut self, before: usize, mut text: &[u8]) -> Option<(Self, &[u8])> {
        if let [b'.', fraction @ ..] = text {
            (self.digits, text) = digits(fraction, self.digits);
            let count = fraction.len() - text.len();
            if count == 0 || before + count > MOST_DIGITS {
                return None;
            }
            self.exponent = -i32::try_from(count).ok()?;
        }
        if let [b'e' | b'E', exponent @ ..] = text {
            let (exponent, rest) = exponent_of(exponent)?;
            self.exponent = self.exponent.checked_add(exponent)?;
            text = rest;
        }
        (self.exponent >= -18).then_some((self, text))
    }

    /// The number, if it is an integer that fits.
    #[inline]
    pub(crate) fn integer(self) -> Option<i64> {
        let (whole, rest, _) = self.split()?;
        (rest == 0).then_some(whole)
    }

    /// What stands before the decimal point, or the nearest number that fits.
    pub(crate) fn truncated(self) -> i64 {
        match self.split() {
            Some((whole, _, _)) => whole,
            None if self.digits < 0 => i64::MIN,
            None => i64::MAX,
        }
    }

    /// Whether it is less than zero.
    pub(crate) fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// Seconds and nanoseconds; what is smaller than a nanosecond is cut off.
    pub(crate) fn seconds(self) -> Option<(i64, i32)> {
        let (seconds, rest, unit) = self.split()?;
        let nanoseconds = if rest == 0 {
            0
        } else if unit <= NANOSECONDS {
            rest * (NANOSECONDS / unit)
        } else {
            rest / (unit / NANOSECONDS)
        };
        Some((seconds, i32::try_from(nanoseconds).ok()?))
    }

    /// What stands before the decimal point, the decimals as an integer, and what they are divided by.
    #[inline]
    fn split(self) -> Option<(i64, i64, i64)> {
        if self.exponent == 0 || self.digits == 0 {
            return Some((self.digits, 0, 1));
        }
        let places = usize::try_from(self.exponent.unsigned_abs()).ok()?;
        let power = *POWERS.get(places)?;
        if self.exponent > 0 {
            Some((self.digits.checked_mul(power)?, 0, 1))
        } else {
            Some((self.digits / power, self.digits % power, power))
        }
    }
}

/// Appends the digits at the beginning of the text to a number. The caller looks at how many there were.
#[inline]
fn digits(text: &[u8], before: i64) -> (i64, &[u8]) {
    let mut number = before;
    let mut rest = text;
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        number = number
            .wrapping_mul(10)
            .wrapping_add(i64::from(digit - b'0'));
        rest = after;
    }
    (number, rest)
}

fn exponent_of(text: &[u8]) -> Option<(i32, &[u8])> {
    let (negative, text) = match text {
        [b'-', text @ ..] => (true, text),
        [b'+', text @ ..] | text => (false, text),
    };
    let (digits, rest) = digits(text, 0);
    let count = text.len() - rest.len();
    if count == 0 || count > MOST_DIGITS {
        return None;
    }
    let exponent = i32::try_from(digits).ok()?;
    Some((if negative { -exponent } else { exponent }, rest))
}

/// The shorter integer that stands nearest.
pub(crate) fn nearest(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn read(text: &str) -> Option<Decimal> {
        let (number, rest) = Decimal::read(text.as_bytes())?;
        rest.is_empty().then_some(number)
    }

    #[test]
    fn an_integer_may_be_written_with_a_point_or_an_exponent() {
        for (text, expected) in [
            ("0", 0),
            ("-17", -17),
            ("3.0", 3),
            ("1.5e3", 1_500),
            ("1200E-2", 12),
            ("0e30", 0),
            ("999999999999999999", 999_999_999_999_999_999),
        ] {
            assert_eq!(read(text).unwrap().integer(), Some(expected), "{text}");
        }
        for text in ["0.5", "1.000000000001", "1e18446744073", "1e30"] {
            assert_eq!(read(text).and_then(Decimal::integer), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_integer_is_cut_off_and_what_is_too_large_stays_at_the_limit() {
        for (text, expected) in [
            ("1.9", 1),
            ("-1.9", -1),
            ("0.00001", 0),
            ("1e30", i64::MAX),
            ("-1e18446744", i64::MIN),
        ] {
            assert_eq!(read(text).unwrap().truncated(), expected, "{text}");
        }
    }

    #[test]
    fn seconds_are_exact_to_the_nanosecond() {
        for (text, expected) in [
            ("1.7e9", (1_700_000_000, 0)),
            ("-0.5", (0, -500_000_000)),
            ("1481841524.120", (1_481_841_524, 120_000_000)),
            ("12345678.9012345678", (12_345_678, 901_234_567)),
            ("1e-3", (0, 1_000_000)),
        ] {
            assert_eq!(read(text).unwrap().seconds(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_too_long_is_left_to_the_caller() {
        for text in [
            "",
            "-",
            "+1",
            ".5",
            "1.",
            "1e",
            "1e+",
            "x",
            "1234567890123456789",
            "123456789.0123456789",
            "0.0000000000000000000",
            "1e0000000000000000000",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
