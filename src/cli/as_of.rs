//! `--as-of`: what was known at a time. Articles that were published later are left out.

use super::commands::usage;
use super::tell;
use crate::error::Error;
use crate::story::Analysed;
use crate::time::{self, Moment};

/// The time of the option.
///
/// # Errors
/// One that is no date.
pub fn read(asked: Option<&str>) -> Result<Option<Moment>, Error> {
    asked.map(time::parse_moment).transpose().map_err(usage("--as-of"))
}

/// Whether an article was published by then; what is left out is told. One that tells no day of publication is taken
/// in, which is told too.
pub fn takes_in(as_of: Option<Moment>, name: &str, article: &Analysed) -> bool {
    let Some(limit) = as_of else { return true };
    let Some(published) = article.dates.dct.moment else {
        tell(&format!("{name}: it tells no day of publication; --as-of takes it in"));
        return true;
    };
    let later = is_later(published, limit);
    if later {
        let (day, limit) = (written(published), written(limit));
        tell(&format!("{name}: it was published on {day}, after --as-of {limit}, and is left out"));
    }
    !later
}

/// Whether one comes after another; a day without an hour is not after an hour of the same day.
fn is_later(published: Moment, limit: Moment) -> bool {
    match (published, limit) {
        (Moment::Minute(published), Moment::Minute(limit)) => published > limit,
        (published, limit) => published.day() > limit.day(),
    }
}

fn written(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.format("%Y-%m-%d").to_string(),
        Moment::Minute(minute) => minute.format("%Y-%m-%dT%H:%M").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_covers_its_hours() {
        let rows = [
            ("2023-09-13", "2023-09-13", false),
            ("2023-09-14", "2023-09-13", true),
            ("2023-09-13T09:00", "2023-09-13", false),
            ("2023-09-13", "2023-09-13T08:00", false),
            ("2023-09-13T09:00", "2023-09-13T08:00", true),
            ("2023-09-13T08:00", "2023-09-13T08:00", false),
            ("2023-09-12T23:59", "2023-09-13T08:00", false),
        ];
        for (published, limit, later) in rows {
            let read = |text: &str| time::parse_moment(text).expect("a moment");
            assert_eq!(is_later(read(published), read(limit)), later, "{published} {limit}");
        }
    }
}
