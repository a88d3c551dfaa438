//! What was said on the wire, without secrets.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Instant;

use smtp_doctor_core::probe::Speaker;
use smtp_doctor_core::probe::StageReport;
use smtp_doctor_core::probe::TranscriptLine;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::smtp;
use zeroize::Zeroizing;

/// Lines that are kept at most; a server that talks on is cut off elsewhere, but memory is bounded here too.
const MAX_TRANSCRIPT: usize = 1_000;

/// Of what was received, so many characters are shown as evidence.
pub(crate) const MAX_EVIDENCE: usize = 300;

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// A transcript that the wire writes and the conductor reads.
#[derive(Clone)]
pub(crate) struct Transcript {
    started: Instant,
    lines: Arc<Mutex<Vec<TranscriptLine>>>,
    secrets: Arc<Mutex<Vec<Zeroizing<String>>>>,
    armed: Arc<AtomicBool>,
}

impl Transcript {
    /// Begins now; knows the secrets of `settings` in every form in which a server could echo them.
    pub(crate) fn begin(settings: &Settings) -> Self {
        let transcript = Self::silent();
        match &settings.auth {
            Auth::None => {}
            Auth::Password { username, password } => transcript.hide([
                Zeroizing::new(password.expose().to_owned()),
                smtp::plain(username, password.expose()),
                smtp::login_password(password.expose()),
            ]),
            Auth::MicrosoftOauth(oauth) => transcript.hide([Zeroizing::new(oauth.client_secret.expose().to_owned())]),
            Auth::AccessToken { token, .. } => transcript.hide([Zeroizing::new(token.expose().to_owned())]),
        }
        transcript
    }

    /// One that knows no secrets, for connections on which none travels.
    pub(crate) fn silent() -> Self {
        Self { started: Instant::now(), lines: Arc::default(), secrets: Arc::default(), armed: Arc::default() }
    }

    /// These are secrets too, from now on.
    pub(crate) fn hide(&self, new: impl IntoIterator<Item = Zeroizing<String>>) {
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        // Replacing very short texts would destroy replies without hiding anything.
        for secret in new.into_iter().filter(|it| it.len() >= 4) {
            if !secrets.contains(&secret) {
                secrets.push(secret);
            }
        }
        secrets.sort_by_key(|it| std::cmp::Reverse(it.len()));
    }

    /// A transcript of its own for a connection beside the main one, with the same secrets.
    pub(crate) fn aside(&self) -> Self {
        Self { started: self.started, lines: Arc::default(), secrets: self.secrets.clone(), armed: self.armed.clone() }
    }

    /// A secret is about to be sent: what comes from now on may echo it.
    pub(crate) fn arm(&self) {
        self.armed.store(true, Ordering::Relaxed);
    }

    /// `text` without the secrets of this probe. Before any was sent nothing can be an echo, and taking out what only
    /// looks like one would tell the secret.
    pub(crate) fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        if !self.armed.load(Ordering::Relaxed) {
            return text;
        }
        for secret in self.secrets.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), REDACTED);
            }
        }
        text
    }

    /// Received bytes as evidence: redacted, printable, not too long.
    pub(crate) fn evidence(&self, bytes: &[u8]) -> String {
        let text = self.redact(&String::from_utf8_lossy(bytes));
        let mut shown: String = printable(text.trim_end()).chars().take(MAX_EVIDENCE).collect();
        if text.chars().count() > MAX_EVIDENCE {
            shown.push('\u{2026}');
        }
        shown
    }

    /// The same of a text in lines.
    pub(crate) fn evidence_lines(&self, text: &str) -> String {
        text.lines().take(8).map(|it| self.evidence(it.as_bytes())).collect::<Vec<_>>().join("\n")
    }

    /// Adds a remark of nobody.
    pub(crate) fn note(&self, text: &str) {
        self.add(Speaker::Note, text);
    }

    /// Takes the secrets out of all that a server said in a report: it was recognised by its true words before.
    pub(crate) fn scrub(&self, report: &mut StageReport) {
        let facts = &mut report.facts;
        let said = facts.reply.iter_mut().chain(&mut facts.capabilities).chain(&mut facts.notes);
        let shown = report.findings.iter_mut().flat_map(|it| it.evidence.iter_mut().chain([&mut it.detail]));
        for text in said.chain(shown) {
            *text = self.redact(text);
        }
    }

    /// Adds a line. It is redacted here once more, whoever wrote it.
    pub(crate) fn add(&self, from: Speaker, text: &str) {
        let line = TranscriptLine { at_ms: self.elapsed_ms(), from, text: self.redact(text) };
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() < MAX_TRANSCRIPT {
            lines.push(line);
        }
    }

    /// Milliseconds since the probe began.
    pub(crate) fn elapsed_ms(&self) -> f64 {
        milliseconds(self.started.elapsed())
    }

    /// The lines, taken out at the end.
    pub(crate) fn into_lines(self) -> Vec<TranscriptLine> {
        std::mem::take(&mut *self.lines.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Milliseconds with three digits: what is measured is not more exact.
pub(crate) fn milliseconds(duration: std::time::Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0
}

/// Control characters as escapes: what a server sends must not steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && c != '\t' {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}
