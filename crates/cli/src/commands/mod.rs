//! One file per command: its flags and its code.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod discover;
pub(crate) mod explain;
pub(crate) mod findings;
pub(crate) mod man;
pub(crate) mod message;
pub(crate) mod probe;
pub(crate) mod serve;
pub(crate) mod token;
