//! linimasa (Indonesian *lini masa*, "timeline") reads news articles and draws briefing graphics.
//!
//! Text flows one way, each stage a plain function over plain types:
//!
//! ```text
//! bytes → Article → Timex, PlaceMention → Event → Story → Scene → SVG
//! ```
//!
//! [`Article`], [`Briefing`] and [`Story`] are the whole way for a program; the rooms are there for those who want a
//! part of it:
//!
//! ```
//! use linimasa::{Article, Briefing, Drawing};
//! let article = Article::from_text("Banjir merendam Demak, Jawa Tengah, pada Senin (3/3/2025).")?;
//! let svg = Briefing::of([article])?.render(Drawing::Brief)?[0].svg();
//! assert!(svg.contains("Demak"));
//! # Ok::<(), linimasa::error::Error>(())
//! ```
//!
//! | room | what happens there |
//! |---|---|
//! | [`text`] | spans, the article with its zones, dateline and sentences |
//! | [`lang`] | language packs: words, rules and examples, as data |
//! | [`time`] | time expressions: recognised, then resolved to TIMEX3, EDTF and civil bounds |
//! | [`place`] | the gazetteer, toponyms, their grounding and their role |
//! | [`event`] | what happened when, where, by whom, how certain |
//! | [`import`] | articles from files of any kind; events from tables, JSON, GeoJSON and TimelineJS |
//! | [`edits`] | what an editor corrects, hides, merges and adds |
//! | [`story`] | what a picture shows: numbered items, facts, gaps, sources |
//! | [`carto`] | projections, clipping, resampling, the basemap |
//! | [`layout`] | geometry of timeline, map and page |
//! | [`scene`] | the drawing model, theme, text metrics and the one SVG writer |
//! | [`web`] | one self-contained page: timeline, map and article linked |
//! | [`export`] | events as GeoJSON, TimelineJS, calendar, KML and table |
//! | [`report`] | versioned serialised forms of the core types |
//! | [`batch`] | archives: shards of results, resumable, on many threads |
//! | [`briefing`] | articles to pictures in a few lines |
//! | [`pipeline`] | the whole way, the only file that knows every stage |
//! | [`cli`] | arguments, files, standard streams |

#![forbid(unsafe_code)]
// What cannot be read is an error and no panic; where a file inside the binary is read, the place says why it cannot fail.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable, clippy::todo)
)]

pub mod batch;
pub mod briefing;
pub mod carto;
pub mod cli;
pub mod edits;
pub mod error;
pub mod event;
pub mod export;
mod hash;
pub mod house;
pub mod import;
pub mod lang;
pub mod layout;
pub mod pipeline;
pub mod place;
pub mod report;
pub mod scene;
pub mod story;
pub mod text;
pub mod time;
pub mod web;

pub use briefing::{Briefing, Drawing, Page};
pub use story::Story;
pub use text::Article;
