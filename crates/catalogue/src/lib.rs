//! Every problem that smtp-doctor knows, with its facts and its text; and [`Finding`], one of them raised.
//!
//! Each entry has a file in `entries/` and a line in `entries/mod.rs`. Entries are never removed, and slugs are never
//! reused for another problem.
//!
//! The feature `texts` includes the text of the entries. Without it they have only titles, until [`install`] reads the
//! file that [`texts()`] returns. The feature `schema` derives JSON schemas.
//!
//! ```
//! use smtp_doctor_catalogue::{Finding, entries::PORT_BLANK};
//! use smtp_doctor_model::Field;
//!
//! let finding = Finding::error(&PORT_BLANK).at(Field::Port);
//! assert_eq!(finding.about.title, "The port is empty");
//! ```

pub mod entries;
pub mod entry;
mod finding;
mod texts;

pub use entries::ALL;
pub use entries::entry;
pub use entry::Entry;
pub use finding::CarriesFindings;
pub use finding::Finding;
pub use finding::Findings;
pub use texts::TextsError;
pub use texts::install;
pub use texts::texts;

#[cfg(test)]
mod tests;
