//! Checks a message: its lines, header, parts, HTML and envelope.
//!
//! The input is a raw message as sent over the wire (RFC 5322), or the parts from which a program will compose one. In
//! reading order: [`check()`] (entry point), `source` (positions in the message), `lines`, `header`, `date`,
//! `mime`, `html`, `envelope`, `parts`, `attachment`.
//!
//! ```
//! let report = smtp_doctor_message::check_raw(b"Subject: x\nFrom: a@example.com\n\nHello\n", None, None)?;
//! assert!(report.findings.iter().any(|it| it.about.slug == "bare-line-ending"));
//! # Ok::<(), smtp_doctor_message::MessageError>(())
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
pub use wire::MessageError;
pub use wire::MessageFacts;
pub use wire::MessageForm;
pub use wire::MessageParts;
pub use wire::MessageReport;
