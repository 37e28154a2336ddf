//! The edits by themselves: what is read, what is refused and where, and that printing loses nothing.

use super::*;
