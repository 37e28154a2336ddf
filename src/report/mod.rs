//! Serialised forms: versioned mirrors of the core types.
