//! What is wrong with a message itself: its lines, header, parts, HTML and envelope.
//!
//! A message comes raw, as it goes over the wire (RFC 5322), or as the parts from which a program will compose it. In
//! reading order: [`check()`] (the whole), `source` (where in the message), `lines`, `header`, `date`, `mime`,
//! `html`, `envelope`, `parts`, `attachment`.
//!
//! ```
//! let report = smtp_doctor_message::check_raw(b"Subject: x\nFrom: a@example.com\n\nHello\n", None, None)?;
//! assert!(report.findings.iter().any(|it| it.about.slug == "bare-line-ending"));
//! # Ok::<(), smtp_doctor_message::NoMessage>(())
//! ```

mod attachment;
mod check;
mod context;
mod date;
mod envelope;
mod header;
mod html;
mod lines;
mod mime;
mod parts;
mod source;
mod wire;

#[cfg(test)]
mod tests;

pub use check::check;
pub use check::check_raw;
pub use wire::Attachment;
pub use wire::MAX_MESSAGE;
pub use wire::MessageEnvelope;
pub use wire::MessageFacts;
pub use wire::MessageForm;
pub use wire::MessageReport;
pub use wire::NoMessage;
pub use wire::Parts;
