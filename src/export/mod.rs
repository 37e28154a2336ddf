//! The ways out: events in the forms of other programs.
//!
//! Every form is written from an [`Archive`], the mirror of what `extract -f json` gives, so that events of articles and
//! events that were data already go out alike. No form says more than is known: what has no date is no day, what is a
//! country is no point, and what a form cannot say at all is named beside it.
//!
//! | form | read by | lossless |
//! |---|---|---|
//! | [`geojson`] | GIS programs; time as Linked Places writes it in `when` | yes, and read back |
//! | [`timelinejs`] | TimelineJS | yes, and read back; undated events stand apart |
//! | [`table`] | spreadsheets | one place, the first source's sentence; read back |
//! | [`ics`] | calendars | dates, first pin, sources; undated events are left out and named, events told again once |
//! | [`kml`] | globes | dates, pins, sources; events told again once |

mod again;
mod calendar;
mod geojson;
mod ics;
mod kml;
mod record;
mod rest;
mod table;
#[cfg(test)]
mod tests;
mod timelinejs;

pub(crate) use again::told;
pub use geojson::geojson;
pub use ics::ics;
pub use kml::kml;
pub use record::{Actor, Archive, Attribution, Event, Place, Site, Source, When};
pub use rest::Rest;
pub use table::table;
pub use timelinejs::{slide as timelinejs_slide, timelinejs};
