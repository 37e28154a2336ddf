//! The names under which the kinds of things are written, the same in every form.

use crate::event::{Basis, Modality, RelationKind};
use crate::place::{Precision, Role};
use crate::text::ZoneKind;
use crate::time::{DctSource, Granularity};

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
