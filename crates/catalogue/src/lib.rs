//! Every problem that smtp-doctor knows, its facts and its text written once; and a [`Finding`], which is one of them
//! raised.
//!
//! One file per entry in `entries/`, one line per entry in `entries/mod.rs`. Entries are never removed, and a slug is
//! never used for another problem.
//!
//! The feature `texts` brings the text of the entries along; without it they have titles only, until [`install`] is given
//! the file that [`texts()`] writes. The feature `schema` derives JSON schemas.
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
