//! What a zone's clocks are apart from universal time on a given day.

use chrono::{NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

/// The UTC offset (`+09:00`) of an IANA time zone at a civil moment of its own clocks, by the IANA database.
///
/// `None` for a zone that the database does not have, for an hour that the clocks skip, and for one that they show
/// twice: which of the two is meant is nowhere said. Offsets of seconds, as before 1900, are `None` as well.
///
/// ```
/// use linimasa::time::utc_offset;
/// let noon = chrono::NaiveDate::from_ymd_opt(2023, 7, 1).and_then(|day| day.and_hms_opt(12, 0, 0)).unwrap();
/// assert_eq!(utc_offset("Asia/Tokyo", noon).as_deref(), Some("+09:00"));
/// assert_eq!(utc_offset("America/New_York", noon).as_deref(), Some("-04:00"));
/// assert_eq!(utc_offset("Atlantis", noon), None);
/// ```
pub fn utc_offset(zone: &str, at: NaiveDateTime) -> Option<String> {
    let zone: Tz = zone.parse().ok()?;
    let seconds = zone.from_local_datetime(&at).single()?.offset().fix().local_minus_utc();
    let (sign, apart) = if seconds < 0 { ('-', seconds.unsigned_abs()) } else { ('+', seconds.unsigned_abs()) };
    (apart % 60 == 0).then(|| format!("{sign}{:02}:{:02}", apart / 3600, apart / 60 % 60))
}

#[cfg(test)]
mod tests {
    use super::utc_offset;

    #[test]
    fn an_hour_that_clocks_skip_or_repeat_has_no_offset() {
        let cases = [
            ("Europe/Berlin", "2023-03-26T02:30", None),
            ("Europe/Berlin", "2023-10-29T02:30", None),
            ("Europe/Berlin", "2023-10-29T03:30", Some("+01:00")),
            ("Europe/Berlin", "2023-07-29T02:30", Some("+02:00")),
            ("Asia/Jakarta", "2023-09-13T10:30", Some("+07:00")),
            ("Asia/Kathmandu", "2023-09-13T10:30", Some("+05:45")),
            ("America/St_Johns", "2023-01-13T10:30", Some("-03:30")),
            ("Asia/Jakarta", "1850-01-01T10:30", None),
            ("", "2023-09-13T10:30", None),
            ("../Asia/Jakarta", "2023-09-13T10:30", None),
        ];
        for (zone, at, expected) in cases {
            let at = chrono::NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M").expect("a moment");
            assert_eq!(utc_offset(zone, at).as_deref(), expected, "{zone} {at}");
        }
    }
}
