//! The parts of the page: small functions that render the state.
//!
//! Most are not Yew components, because each of those adds about 1 KB to the page and these need no state of their own.

pub(crate) mod choice;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod form;
pub(crate) mod icon;
pub(crate) mod search;
pub(crate) mod share_report;
pub(crate) mod timeline;
pub(crate) mod transcript;
pub(crate) mod verdict;
