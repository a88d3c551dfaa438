//! Every problem that smtp-doctor knows, its text written once.
//!
//! One file per entry in `entries/`, one line per entry in `entries/mod.rs`; [`recognise`] finds the entry that a
//! server's reply is a case of. Entries are never removed, and a slug is never used for another problem.

mod entries;
pub mod entry;
mod packed;
#[cfg(feature = "recognise")]
mod recognise;

pub use entries::*;
pub use entry::Entry;
#[cfg(feature = "recognise")]
pub use recognise::recognise;

/// The entry called `slug`.
pub fn entry(slug: &str) -> Option<&'static Entry> {
    ALL.binary_search_by_key(&slug, |it| it.slug).ok().map(|at| ALL[at])
}

#[cfg(all(test, feature = "recognise"))]
mod tests;
