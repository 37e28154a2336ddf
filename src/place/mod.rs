//! Places: the bundled gazetteer, toponyms in text, their grounding and their role.

mod types;

pub use types::*;
