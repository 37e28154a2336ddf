//! Which fields of a line have a column of their own.

/// What a column holds. Each cell may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Whole,
    Number,
    Flag,
}

/// One column: its name, and where its cells stand in a line, as a JSON pointer.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub pointer: &'static str,
}

const fn column(name: &'static str, kind: Kind, pointer: &'static str) -> Column {
    Column { name, kind, pointer }
}

/// The column that holds a line whole. It is the last one.
pub const WHOLE_LINE: &str = "json";

/// Of a document.
pub const DOCUMENTS: &[Column] = &[
    column("id", Kind::Text, "/id"),
    column("title", Kind::Text, "/title"),
    column("lang", Kind::Text, "/lang"),
    column("published", Kind::Text, "/dct/value"),
    column("publisher", Kind::Text, "/publisher"),
    column("url", Kind::Text, "/url"),
    column("dateline_place", Kind::Text, "/dateline/place/name"),
    column(WHOLE_LINE, Kind::Text, ""),
];

/// Of an event. Its place is the first one that its line names, and its sentence that of the first source.
pub const EVENTS: &[Column] = &[
    column("line", Kind::Whole, "/line"),
    column("doc", Kind::Text, "/doc"),
    column("title", Kind::Text, "/title"),
    column("published", Kind::Text, "/published"),
    column("id", Kind::Text, "/id"),
    column("label", Kind::Text, "/label"),
    column("category", Kind::Text, "/category"),
    column("modality", Kind::Text, "/modality"),
    column("negated", Kind::Flag, "/negated"),
    column("earliest", Kind::Text, "/when/earliest"),
    column("latest", Kind::Text, "/when/latest"),
    column("edtf", Kind::Text, "/when/edtf"),
    column("granularity", Kind::Text, "/when/granularity"),
    column("basis", Kind::Text, "/when/basis"),
    column("place", Kind::Text, "/where/0/place/name"),
    column("place_id", Kind::Text, "/where/0/place/id"),
    column("country", Kind::Text, "/where/0/place/country"),
    column("admin1", Kind::Text, "/where/0/place/admin1"),
    column("lat", Kind::Number, "/where/0/place/lat"),
    column("lon", Kind::Number, "/where/0/place/lon"),
    column("precision", Kind::Text, "/where/0/precision"),
    column("role", Kind::Text, "/where/0/role"),
    column("salience", Kind::Number, "/salience"),
    column("quote", Kind::Text, "/sources/0/quote"),
    column(WHOLE_LINE, Kind::Text, ""),
];
