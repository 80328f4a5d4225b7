//! The one representation of time that crosses layers.

use std::fmt;

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1_000;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From Unix milliseconds.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// As Unix milliseconds.
    #[must_use]
    pub fn as_millis(self) -> i64 {
        self.0
    }

    /// This many days later.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self(self.0.saturating_add(i64::from(days) * DAY_MILLIS))
    }

    /// This many days earlier.
    #[must_use]
    pub fn minus_days(self, days: u32) -> Self {
        Self(self.0.saturating_sub(i64::from(days) * DAY_MILLIS))
    }

    /// The day in UTC, counted from 1970-01-01.
    #[must_use]
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY_MILLIS)
    }

    /// The beginning of a day in UTC, counted from 1970-01-01.
    #[must_use]
    pub fn of_day(day: i64) -> Self {
        Self(day.saturating_mul(DAY_MILLIS))
    }

    /// The day of a date such as `2026-11-26`, counted from 1970-01-01; nothing if there is no such date.
    #[must_use]
    pub fn parse_day(date: &str) -> Option<i64> {
        // jiff reads other forms as well, and years that no form of ours can show.
        let has_form = date.len() == 10 && date.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let date = has_form.then(|| date.parse::<jiff::civil::Date>().ok()).flatten()?;
        let since = date.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).ok()?;
        Some(i64::from(since.get_days()))
    }

    /// To the minute, as people of all languages read it: `2026-11-26 09:38 UTC`.
    #[must_use]
    pub fn to_minute(self) -> String {
        let text = self.to_string();
        match (text.get(..10), text.get(11..16)) {
            (Some(day), Some(minute)) => format!("{day} {minute} UTC"),
            _ => text,
        }
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 with milliseconds in UTC, the dateTime of RFC 7643 §2.3.5.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(time) => write!(f, "{time:.3}"),
            // Beyond the year 9999 there is no RFC 3339 text; the number at least says which time was meant.
            Err(_) => write!(f, "{}ms", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_utc() {
        for (date, day) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("2025-11-20", 20_412), ("2028-02-29", 21_243)]
        {
            assert_eq!(Timestamp::parse_day(date), Some(day), "{date}");
            assert_eq!(Timestamp::of_day(day).to_string(), format!("{date}T00:00:00.000Z"));
            assert_eq!(Timestamp::of_day(day).day(), day);
            assert_eq!(Timestamp::from_millis(Timestamp::of_day(day).as_millis() - 1).day(), day - 1);
        }
        for noise in [
            "",
            "2025-02-29",
            "2025-1-1",
            "20251120",
            "2025-W47-4",
            "2025-11-20T00",
            "+002025-11",
            "-009999-01",
        ] {
            assert_eq!(Timestamp::parse_day(noise), None, "{noise}");
        }
    }

    #[test]
    fn prints_rfc_3339() {
        assert_eq!(Timestamp::from_millis(0).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Timestamp::from_millis(1_763_675_425_120).to_string(), "2025-11-20T21:50:25.120Z");
        assert_eq!(Timestamp::from_millis(1_763_675_425_120).to_minute(), "2025-11-20 21:50 UTC");
    }
}
