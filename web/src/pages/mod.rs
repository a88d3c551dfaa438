//! The parts of the page beside the form, each with an address of its own.

pub(crate) mod explain;
pub(crate) mod message;
pub(crate) mod problems;
