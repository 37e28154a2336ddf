//! The names under which the kinds of things are written, the same in every form.

use crate::event::{Basis, Modality, RelationKind};
use crate::place::{Precision, Role};
use crate::text::ZoneKind;
use crate::time::{DctSource, Granularity, Moment};
use chrono::{Datelike, Timelike};

/// A moment as it is written: a day, or a minute where that is known.
pub fn moment(m: Moment) -> String {
    // What `%Y-%m-%dT%H:%M` writes, without reading the pattern for each of the many.
    let day = m.day();
    let (month, date) = (day.month(), day.day());
    let mut text = match day.year() {
        year @ 0..=9999 => format!("{year:04}-{month:02}-{date:02}"),
        year => format!("{year:+05}-{month:02}-{date:02}"),
    };
    if let Moment::Minute(minute) = m {
        text.push_str(&format!("T{:02}:{:02}", minute.hour(), minute.minute()));
    }
    text
}

pub(super) fn zone_name(kind: ZoneKind) -> &'static str {
    match kind {
        ZoneKind::Title => "title",
        ZoneKind::Byline => "byline",
        ZoneKind::Dateline => "dateline",
        ZoneKind::RelatedLink => "related-link",
        ZoneKind::CallToAction => "call-to-action",
        ZoneKind::Advertisement => "advertisement",
        ZoneKind::Caption => "caption",
        ZoneKind::Credit => "credit",
    }
}

pub(super) fn dct_source(source: DctSource) -> &'static str {
    match source {
        DctSource::Option => "option",
        DctSource::Metadata => "metadata",
        DctSource::Html => "html",
        DctSource::FrontMatter => "frontmatter",
        DctSource::Dateline => "dateline",
        DctSource::Text => "text",
        DctSource::None => "none",
    }
}

pub(super) fn granularity(g: Granularity) -> &'static str {
    match g {
        Granularity::Minute => "minute",
        Granularity::Hour => "hour",
        Granularity::PartOfDay => "part-of-day",
        Granularity::Day => "day",
        Granularity::Weekend => "weekend",
        Granularity::Week => "week",
        Granularity::Month => "month",
        Granularity::Quarter => "quarter",
        Granularity::Half => "half",
        Granularity::Season => "season",
        Granularity::Year => "year",
        Granularity::Decade => "decade",
        Granularity::Century => "century",
        Granularity::Vague => "vague",
    }
}

pub(super) fn role(r: Role) -> &'static str {
    match r {
        Role::EventSite => "event-site",
        Role::Container => "container",
        Role::Metonym => "metonym",
        Role::Affiliation => "affiliation",
        Role::Origin => "origin",
        Role::Destination => "destination",
        Role::Dateline => "dateline",
        Role::Bloc => "bloc",
        Role::Background => "background",
    }
}

pub(super) fn precision(p: Precision) -> &'static str {
    match p {
        Precision::Point => "point",
        Precision::City => "city",
        Precision::Admin => "admin",
        Precision::Country => "country",
        Precision::Region => "region",
    }
}

pub(super) fn basis(b: Basis) -> &'static str {
    match b {
        Basis::Own => "own",
        Basis::Clause => "clause",
        Basis::Lead => "lead",
        Basis::Previous => "previous",
        Basis::Dct => "dct",
        Basis::Edit => "edit",
    }
}

pub(super) fn modality(m: Modality) -> &'static str {
    match m {
        Modality::Asserted => "asserted",
        Modality::Planned => "planned",
        Modality::ReportedPossible => "reported-possible",
        Modality::Denied => "denied",
        Modality::Background => "background",
    }
}

pub(super) fn relation(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Before => "before",
        RelationKind::After => "after",
        RelationKind::During => "during",
        RelationKind::PartOf => "part-of",
        RelationKind::Contrast => "contrast",
        RelationKind::Cause => "cause",
    }
}

#[cfg(test)]
mod tests {
    use super::moment;
    use crate::time::Moment;
    use chrono::NaiveDate;

    #[test]
    fn a_moment_is_written_as_its_pattern_says() {
        for (year, month, day) in [(2024, 9, 4), (1, 1, 1), (0, 12, 31), (-44, 3, 15), (9999, 12, 31), (-9999, 1, 1)] {
            let day = NaiveDate::from_ymd_opt(year, month, day).expect("a day");
            assert_eq!(moment(Moment::Day(day)), day.format("%Y-%m-%d").to_string());
            let minute = day.and_hms_opt(7, 5, 0).expect("a minute");
            assert_eq!(moment(Moment::Minute(minute)), minute.format("%Y-%m-%dT%H:%M").to_string());
        }
    }
}
