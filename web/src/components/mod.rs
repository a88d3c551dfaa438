//! How the page looks: small functions from what is known to what is seen.
//!
//! Not components of Yew's kind: each of those costs about 1 KB of the page, and nothing here has a state of its own.

pub(crate) mod choice;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod form;
pub(crate) mod hand_over;
pub(crate) mod icon;
pub(crate) mod search;
pub(crate) mod timeline;
pub(crate) mod transcript;
pub(crate) mod verdict;
