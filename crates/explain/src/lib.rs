//! What went wrong: a pasted error text explained ([`explain()`]), a probe's failure named ([`diagnose()`]).
//!
//! In reading order: `engine` (from text to findings), `redact` (secrets leave the text first), `decode` (texts in
//! another encoding: quoted-printable, Base64, UTF-16), `pattern` (the language of patterns), `patterns` (those of each
//! entry), `tokens` (what a word is), `index` (all patterns in one pass), `codes` (reply codes and enhanced codes),
//! `rank` (most likely first); [`failure`] (what can fail in a probe), [`diagnose`](mod@diagnose) (its name), [`oauth`] (what a token
//! says), [`sender_domain`] (what DNS says of the sender's domain).
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
mod patterns;
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
pub use patterns::patterns;
pub use redact::redact;
