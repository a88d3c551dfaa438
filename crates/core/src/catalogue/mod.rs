//! Every problem that smtp-doctor knows, its facts and its text written once.
//!
//! One file per entry in `entries/`, one line per entry in `entries/mod.rs`. Entries are never removed, and a slug is
//! never used for another problem.

mod entries;
pub mod entry;
mod texts;

pub use entries::*;
pub use entry::Entry;
pub use texts::TextsError;
pub use texts::install;
pub use texts::texts;

/// The entry called `slug`.
pub fn entry(slug: &str) -> Option<&'static Entry> {
    ALL.binary_search_by_key(&slug, |it| it.slug).ok().map(|at| ALL[at])
}

#[cfg(all(test, feature = "recognise"))]
mod article;
#[cfg(all(test, feature = "recognise"))]
mod tests;
