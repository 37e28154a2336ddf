//! Short texts that are made while a record is written: days, clock times, numbered names.

use crate::time::Moment;
use chrono::{Datelike, Timelike};
use serde::{Serialize, Serializer};

/// Letters of the longest: a number of 64 bits behind a letter.
const LONGEST: usize = 21;

/// A text that needs no memory of its own, since results hold ten thousands of them for each megabyte of news.
#[derive(Debug, Clone, Copy)]
pub struct Short {
    letters: [u8; LONGEST],
    length: usize,
}

impl Short {
    const EMPTY: Self = Self { letters: [0; LONGEST], length: 0 };

    /// A moment as it is written: a day, or a minute where that is known.
    pub(super) fn moment(moment: Moment) -> Self {
        // What `%Y-%m-%dT%H:%M` writes, without reading the pattern for each of the many.
        let (mut text, day) = (Self::EMPTY, moment.day());
        let year = day.year();
        match year {
            ..0 => text.push(b'-'),
            0..=9999 => {}
            10_000.. => text.push(b'+'),
        }
        text.number(u64::from(year.unsigned_abs()), 4);
        for part in [day.month(), day.day()] {
            text.push(b'-');
            text.number(u64::from(part), 2);
        }
        if let Moment::Minute(minute) = moment {
            text.push(b'T');
            text.number(u64::from(minute.hour()), 2);
            text.push(b':');
            text.number(u64::from(minute.minute()), 2);
        }
        text
    }

    /// The name of a record in its list, such as `t1` for the first date.
    pub(super) fn id(letter: u8, index: usize) -> Self {
        let mut text = Self::EMPTY;
        text.push(letter);
        text.number(index as u64 + 1, 1);
        text
    }

    pub(super) fn as_str(&self) -> &str {
        // Only letters and digits of ASCII are put in.
        self.letters.get(..self.length).and_then(|letters| std::str::from_utf8(letters).ok()).unwrap_or_default()
    }

    fn push(&mut self, letter: u8) {
        if let Some(free) = self.letters.get_mut(self.length) {
            *free = letter;
            self.length += 1;
        }
    }

    /// A number with at least so many digits.
    fn number(&mut self, number: u64, least: usize) {
        let (mut digits, mut rest, mut count) = ([b'0'; 20], number, 0);
        for digit in &mut digits {
            if rest == 0 && count >= least {
                break;
            }
            *digit += (rest % 10) as u8;
            (rest, count) = (rest / 10, count + 1);
        }
        digits.iter().take(count).rev().for_each(|digit| self.push(*digit));
    }
}

/// A moment as results write it.
pub fn moment(moment: Moment) -> String {
    Short::moment(moment).as_str().to_string()
}

impl Serialize for Short {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Short;
    use crate::time::Moment;
    use chrono::NaiveDate;

    #[test]
    fn moments_are_written_as_their_pattern_says() {
        for (y, m, d) in
            [(2023, 9, 13), (1, 1, 1), (0, 2, 29), (-43, 3, 15), (9999, 12, 31), (-9999, 1, 2), (12_345, 6, 7)]
        {
            let day = NaiveDate::from_ymd_opt(y, m, d).expect("a day");
            let minute = day.and_hms_opt(4, 5, 0).expect("a minute");
            assert_eq!(Short::moment(Moment::Day(day)).as_str(), day.format("%Y-%m-%d").to_string());
            let written = minute.format("%Y-%m-%dT%H:%M").to_string();
            assert_eq!(Short::moment(Moment::Minute(minute)).as_str(), written);
        }
    }

    #[test]
    fn names_count_from_one() {
        for (index, name) in [(0, "t1"), (8, "t9"), (9, "t10"), (199_999, "t200000")] {
            assert_eq!(Short::id(b't', index).as_str(), name);
        }
    }
}
