//! What went wrong: explains a pasted error text ([`explain()`]) and diagnoses the failure of a probe ([`diagnose()`]).
//!
//! In reading order, for error texts: `engine` (from text to findings), `redact` (removes secrets first), `decode`
//! (quoted-printable, Base64, UTF-16), `pattern` (the pattern language), `patterns/*.txt` (the patterns of each entry),
//! `tokens` (splits text into words), `index` (matches all patterns in one pass), `codes` (reply codes and enhanced
//! codes), `rank` (most likely first). For probes: [`failure`] (what can fail), [`diagnose`](mod@diagnose) (the finding for a failure),
//! [`oauth`] (the claims of a token), [`sender_domain`] (DNS records of the sender's domain).
//!
//! ```
//! let explanation = smtp_doctor_explain::explain("554 5.7.1 <a@example.net>: Relay access denied", None, None);
//! assert_eq!(explanation.findings[0].about.slug, "relay-denied");
//! ```

mod codes;
mod decode;
pub mod diagnose;
mod engine;
mod explanation;
pub mod failure;
mod index;
pub mod oauth;
mod pattern;
mod rank;
mod redact;
pub mod sender_domain;
mod tokens;

#[cfg(test)]
mod article;
#[cfg(test)]
mod tests;

pub use decode::from_bytes;
pub use diagnose::diagnose;
pub use engine::explain;
pub use engine::recognise;
pub use explanation::Explanation;
pub use explanation::ExplanationFacts;
pub use explanation::MAX_TEXT;
pub use explanation::RedactedText;
pub use explanation::ReplySeen;
pub use index::Index;
pub use index::PATTERNS;
pub use redact::redact;
