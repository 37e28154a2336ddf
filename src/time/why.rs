//! Why an expression has its value, in a sentence for the reader.

use super::{Anchor, Dates, DctSource, Timex, TimexKind};

/// How the value came about: what it was counted from, and what is doubtful about it.
///
/// `text` is the article's text and `dates` everything that was found in it.
pub fn explain(timex: &Timex, dates: &Dates, text: &str) -> String {
    let mut out = anchor(timex, dates, text);
    for flag in &timex.flags {
        if let Some(told) = doubt(flag, timex) {
            out.push(' ');
            out.push_str(&told);
        }
    }
    out
}

fn anchor(timex: &Timex, dates: &Dates, text: &str) -> String {
    let today = dates.dct.moment.map(|m| m.day().to_string()).unwrap_or_default();
    let source = match dates.dct.source {
        DctSource::Option => "as given",
        DctSource::Metadata => "given beside the text",
        DctSource::Html => "read from the page",
        DctSource::FrontMatter => "read from the front matter",
        DctSource::Dateline => "read from the dateline",
        DctSource::Text => "read from the first dates of the text",
        DctSource::None => "unknown",
    };
    match timex.anchor {
        Anchor::Explicit => "The words alone say it.".to_string(),
        Anchor::DocumentTime => format!("It is counted from the document's day {today} ({source})."),
        Anchor::Dateline => "It is counted from the day in the dateline.".to_string(),
        Anchor::Narrative(index) => match dates.timexes.get(index) {
            Some(other) => {
                format!("It is counted from {:?} before it ({}).", other.span.of(text), other.value)
            }
            None => "It is counted from the last date of the story.".to_string(),
        },
        Anchor::None => match timex.kind {
            TimexKind::Set => "It comes again and again and has no one place on the calendar.".to_string(),
            TimexKind::Duration => "It says only how long, and nothing places it on the calendar.".to_string(),
            _ if timex.flags.iter().any(|flag| flag == NEEDS_DAY) => {
                "The day on which the text was written is not known; give it with --dct.".to_string()
            }
            _ => "It names no place on the calendar.".to_string(),
        },
    }
}

/// The flag of expressions that only the document's day could place.
pub(super) const NEEDS_DAY: &str = "needs-dct";

fn doubt(flag: &str, timex: &Timex) -> Option<String> {
    let others = timex.alternatives.join(" or ");
    Some(match flag {
        "conflict:weekday" => format!("Its weekday is not the printed one; {others} would be."),
        "invalid-date" => "The printed date does not exist, so that the weekday decides.".to_string(),
        "ambiguous-order" => format!("Day and month could also be meant the other way round: {others}."),
        "ambiguous-week" => format!("Some mean the week after: {others}."),
        "approximate" => "Its edges are not exact.".to_string(),
        "approximate-calendar" => {
            "The Islamic day is reckoned by table; what was announced may differ by a day or two.".to_string()
        }
        "boundary:since" => "Something begins there and goes on.".to_string(),
        "boundary:until" => "Something ends there.".to_string(),
        "local-time" => "The clock is that of the place.".to_string(),
        _ => return None,
    })
}
