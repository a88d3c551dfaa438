//! Every problem that smtp-doctor knows, its text written once.
//!
//! One file per entry in `entries/`, one line per entry in `entries/mod.rs`; the words by which a
//! text is recognised as a case of it stand beside, in `entries/patterns/` ([`crate::explain`] reads them). Entries are never removed, and a slug is never used for another problem.

mod entries;
pub mod entry;
#[cfg(feature = "later")]
mod later;
mod packed;
#[cfg(feature = "written")]
mod written;

pub use entries::*;
pub use entry::Entry;
#[cfg(feature = "later")]
pub use later::Mismatch;
#[cfg(feature = "later")]
pub use later::install;
#[cfg(all(feature = "later", feature = "texts"))]
pub use later::texts;

/// The entry called `slug`.
pub fn entry(slug: &str) -> Option<&'static Entry> {
    ALL.binary_search_by_key(&slug, |it| it.slug).ok().map(|at| ALL[at])
}

#[cfg(all(test, feature = "recognise"))]
mod article;
#[cfg(all(test, feature = "recognise"))]
mod tests;
