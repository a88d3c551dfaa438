//! Secrets in a pasted text: found before anything else looks at it, and replaced.
//!
//! People paste whole logs, and a log may hold the password of the mailbox. [`redact`] replaces each secret by
//! `[redacted]`; patterns, evidence, replies, report and link all work on what is left. What counts as a secret is in
//! [`scan`]; when in doubt it is one, because a redacted word costs the reader less than a published password.

mod assignment;
mod scan;
#[cfg(test)]
mod tests;
mod token;

use std::borrow::Cow;
use std::ops::Range;

use crate::decode;
use crate::explanation::RedactedText;

/// What stands in place of a secret.
const MARK: &str = "[redacted]";

/// Replaces every secret of a pasted text. Quoted-printable and Base64 parts are decoded first, as
/// [`explain`](crate::explain()) does, because a secret may hide in them.
pub fn redact(pasted: &str) -> RedactedText {
    let decoded = decode::transfer(pasted);
    let redaction = Redaction::of(&decoded);
    RedactedText { secrets: redaction.count(), text: redaction.text.into_owned() }
}

/// A text with its secrets cut out, and where they stood.
pub(super) struct Redaction<'a> {
    /// The text, with [`MARK`] in place of each secret.
    pub(super) text: Cow<'a, str>,
    secrets: Vec<Range<usize>>,
}

impl<'a> Redaction<'a> {
    /// Replaces the secrets of a decoded text.
    pub(super) fn of(text: &'a str) -> Self {
        let secrets = scan::secrets(text);
        if secrets.is_empty() {
            return Self { text: Cow::Borrowed(text), secrets };
        }
        let mut kept = String::with_capacity(text.len());
        let mut end = 0;
        for secret in &secrets {
            kept.push_str(&text[end..secret.start]);
            kept.push_str(MARK);
            end = secret.end;
        }
        kept.push_str(&text[end..]);
        Self { text: Cow::Owned(kept), secrets }
    }

    /// How many secrets were replaced.
    pub(super) fn count(&self) -> usize {
        self.secrets.len()
    }

    /// The byte of the original text at which byte `at` of the redacted text stands; inside a mark, where its secret
    /// begins.
    pub(super) fn original(&self, at: usize) -> usize {
        let (mut redacted, mut original) = (0, 0);
        for secret in &self.secrets {
            let mark = redacted + (secret.start - original);
            if at <= mark {
                break;
            }
            if at < mark + MARK.len() {
                return secret.start;
            }
            (redacted, original) = (mark + MARK.len(), secret.end);
        }
        original + (at - redacted)
    }
}
