//! Replaces secrets in a pasted text before any other code sees it.
//!
//! Users paste whole logs, which may contain the password of the mailbox. [`redact`] replaces each secret with
//! `[redacted]`. Patterns, evidence, replies, report and link use only the redacted text. [`scan`] decides what is a secret.
//! In case of doubt it redacts, because a missing word does less harm than a published password.

mod assignment;
mod scan;
#[cfg(test)]
mod tests;
mod token;

use std::borrow::Cow;
use std::ops::Range;

use crate::decode;
use crate::explanation::RedactedText;

/// The replacement for a secret.
const MARK: &str = "[redacted]";

/// Replaces every secret in a pasted text. Decodes quoted-printable and Base64 parts first, as [`explain`](crate::explain())
/// does, because they may contain a secret.
pub fn redact(pasted: &str) -> RedactedText {
    let decoded = decode::transfer(pasted);
    let redaction = Redaction::of(&decoded);
    RedactedText { secrets: redaction.count(), text: redaction.text.into_owned() }
}

/// A redacted text, with the positions of its secrets.
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

    /// Maps byte offset `at` of the redacted text to the original text. An offset inside a mark maps to the beginning of
    /// its secret.
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
