//! What client and server sent, without secrets.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::time::Instant;

use smtp_doctor_core::report::Speaker;
use smtp_doctor_core::report::StageReport;
use smtp_doctor_core::report::TranscriptLine;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::smtp;
use zeroize::Zeroizing;

use crate::echo;
use crate::echo::HiddenSecret;
use crate::echo::MIN_SECRET;

/// Lines that are kept at most. The wire limits how much a server sends, this also limits memory.
const MAX_TRANSCRIPT: usize = 1_000;

/// Characters of received text that are shown as evidence at most.
pub(crate) const MAX_EVIDENCE: usize = 300;

/// A transcript, written by the wire and read by the conductor. Clones share their lines and secrets.
#[derive(Clone)]
pub(crate) struct Transcript {
    started: Instant,
    lines: Arc<Mutex<Vec<TranscriptLine>>>,
    secrets: Arc<Mutex<Vec<HiddenSecret>>>,
    /// When the first secret was sent, in milliseconds since the probe started.
    armed: Arc<OnceLock<f64>>,
}

impl Transcript {
    /// Starts now, and redacts the secrets of `settings` in every form that a server could echo.
    pub(crate) fn begin(settings: &Settings) -> Self {
        let transcript = Self::without_secrets();
        match &settings.auth {
            Auth::None => {}
            Auth::Password { username, password } => {
                transcript.hide([Zeroizing::new(password.expose().to_owned())]);
                transcript
                    .hide_messages([smtp::plain(username, password.expose()), smtp::login_password(password.expose())]);
            }
            Auth::MicrosoftOauth(oauth) => {
                let secret = oauth.client_secret.expose();
                // Also as it is encoded in the token request.
                let encoded = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
                transcript.hide([Zeroizing::new(secret.to_owned()), Zeroizing::new(encoded)]);
            }
            Auth::AccessToken { token, .. } => transcript.hide([Zeroizing::new(token.expose().to_owned())]),
        }
        transcript
    }

    /// A transcript for connections over which no secrets are sent.
    pub(crate) fn without_secrets() -> Self {
        Self { started: Instant::now(), lines: Arc::default(), secrets: Arc::default(), armed: Arc::default() }
    }

    /// Redacts these secrets from now on.
    pub(crate) fn hide(&self, secrets: impl IntoIterator<Item = Zeroizing<String>>) {
        self.hide_each(secrets, false);
    }

    /// Redacts these Base64 sign-in messages from now on, and pieces of them, because servers cut off what they echo. A
    /// piece of a password itself could be an ordinary word.
    pub(crate) fn hide_messages(&self, messages: impl IntoIterator<Item = Zeroizing<String>>) {
        self.hide_each(messages, true);
    }

    fn hide_each(&self, new: impl IntoIterator<Item = Zeroizing<String>>, in_pieces: bool) {
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        for secret in new.into_iter().filter(|it| it.len() >= MIN_SECRET).map(|text| HiddenSecret { text, in_pieces }) {
            if !secrets.contains(&secret) {
                secrets.push(secret);
            }
        }
        secrets.sort_by_key(|it| std::cmp::Reverse(it.text.len()));
    }

    /// A separate transcript for a second connection, with the same secrets.
    pub(crate) fn separate(&self) -> Self {
        Self { started: self.started, lines: Arc::default(), secrets: self.secrets.clone(), armed: self.armed.clone() }
    }

    /// Call this before the first secret is sent: replies may echo it from then on.
    pub(crate) fn arm(&self) {
        self.armed.get_or_init(|| self.elapsed_ms());
    }

    /// `text` without the secrets of this probe.
    pub(crate) fn redact(&self, text: &str) -> String {
        let mut parts = [text.to_owned()];
        self.redact_all(&mut parts);
        let [text] = parts;
        text
    }

    /// Redacts consecutive lines. Before a secret is sent nothing can be an echo, and redacting an accidental match would
    /// reveal the secret.
    fn redact_all(&self, parts: &mut [String]) {
        if self.armed.get().is_some() {
            echo::redact(parts, &self.secrets.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Received bytes as evidence: redacted, printable and shortened.
    pub(crate) fn evidence(&self, bytes: &[u8]) -> String {
        let text = self.redact(&String::from_utf8_lossy(bytes));
        let mut shown: String = printable(text.trim_end()).chars().take(MAX_EVIDENCE).collect();
        if text.chars().count() > MAX_EVIDENCE {
            shown.push('\u{2026}');
        }
        shown
    }

    /// The first 8 lines of a text as evidence.
    pub(crate) fn evidence_lines(&self, text: &str) -> String {
        text.lines().take(8).map(|it| self.evidence(it.as_bytes())).collect::<Vec<_>>().join("\n")
    }

    /// Adds a note that neither side sent.
    pub(crate) fn note(&self, text: &str) {
        self.add(Speaker::Note, text);
    }

    /// Redacts the server's text in a report. Findings were recognised before, from the original text.
    pub(crate) fn scrub(&self, report: &mut StageReport) {
        let facts = &mut report.facts;
        for lines in [&mut facts.reply, &mut facts.capabilities, &mut facts.notes] {
            self.redact_all(lines);
        }
        for finding in &mut report.findings {
            self.redact_all(&mut finding.evidence);
            finding.detail = self.redact(&finding.detail);
        }
    }

    /// Adds a line. Every line is redacted here, whatever its source did.
    pub(crate) fn add(&self, from: Speaker, text: &str) {
        let line = TranscriptLine { at_ms: self.elapsed_ms(), from, text: self.redact(text) };
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() < MAX_TRANSCRIPT {
            lines.push(line);
        }
    }

    /// Milliseconds since the probe started.
    pub(crate) fn elapsed_ms(&self) -> f64 {
        milliseconds(self.started.elapsed())
    }

    /// Takes the lines at the end of the probe. The server's lines are redacted once more as a whole, because an echo may be
    /// broken over lines.
    pub(crate) fn into_lines(self) -> Vec<TranscriptLine> {
        let mut lines = std::mem::take(&mut *self.lines.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(&armed) = self.armed.get() else { return lines };
        let from_server = |it: &&mut TranscriptLine| it.from == Speaker::Server && it.at_ms >= armed;
        let mut texts: Vec<String> =
            lines.iter_mut().filter(from_server).map(|it| std::mem::take(&mut it.text)).collect();
        self.redact_all(&mut texts);
        for (line, text) in lines.iter_mut().filter(from_server).zip(texts) {
            line.text = text;
        }
        lines
    }
}

/// Milliseconds, rounded to microseconds.
pub(crate) fn milliseconds(duration: std::time::Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0
}

/// Escapes control characters, so that a server cannot control a terminal.
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
