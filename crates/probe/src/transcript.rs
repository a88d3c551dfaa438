//! What was said on the wire, without secrets.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::time::Instant;

use smtp_doctor_core::probe::Speaker;
use smtp_doctor_core::probe::StageReport;
use smtp_doctor_core::probe::TranscriptLine;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::smtp;
use zeroize::Zeroizing;

use crate::echo::HiddenSecret;
use crate::echo::MIN_SECRET;
use crate::echo::conceal;

/// Lines that are kept at most; a server that talks on is cut off elsewhere, but memory is bounded here too.
const MAX_TRANSCRIPT: usize = 1_000;

/// Of what was received, so many characters are shown as evidence.
pub(crate) const MAX_EVIDENCE: usize = 300;

/// A transcript that the wire writes and the conductor reads.
#[derive(Clone)]
pub(crate) struct Transcript {
    started: Instant,
    lines: Arc<Mutex<Vec<TranscriptLine>>>,
    secrets: Arc<Mutex<Vec<HiddenSecret>>>,
    /// When the first secret was sent, if one was.
    armed: Arc<OnceLock<f64>>,
}

impl Transcript {
    /// Begins now; knows the secrets of `settings` in every form in which a server could echo them.
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
                // As it stands in the request for a token, too.
                let encoded = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
                transcript.hide([Zeroizing::new(secret.to_owned()), Zeroizing::new(encoded)]);
            }
            Auth::AccessToken { token, .. } => transcript.hide([Zeroizing::new(token.expose().to_owned())]),
        }
        transcript
    }

    /// One that knows no secrets, for connections on which none travels.
    pub(crate) fn without_secrets() -> Self {
        Self { started: Instant::now(), lines: Arc::default(), secrets: Arc::default(), armed: Arc::default() }
    }

    /// These are secrets too, from now on.
    pub(crate) fn hide(&self, words: impl IntoIterator<Item = Zeroizing<String>>) {
        self.hide_each(words, false);
    }

    /// These messages of a sign in, in Base64, are secrets too, from now on, and so are their pieces: servers cut off
    /// what they echo. Of a password itself, a piece may be an ordinary word.
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

    /// A transcript of its own for a connection beside the main one, with the same secrets.
    pub(crate) fn aside(&self) -> Self {
        Self { started: self.started, lines: Arc::default(), secrets: self.secrets.clone(), armed: self.armed.clone() }
    }

    /// A secret is about to be sent: what comes from now on may echo it.
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

    /// The same of lines that were said one after the other. Before a secret was sent nothing can be an echo, and taking
    /// out what only looks like one would tell the secret.
    fn redact_all(&self, parts: &mut [String]) {
        if self.armed.get().is_some() {
            conceal(parts, &self.secrets.lock().unwrap_or_else(PoisonError::into_inner));
        }
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
        for lines in [&mut facts.reply, &mut facts.capabilities, &mut facts.notes] {
            self.redact_all(lines);
        }
        for finding in &mut report.findings {
            self.redact_all(&mut finding.evidence);
            finding.detail = self.redact(&finding.detail);
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

    /// The lines, taken out at the end. What the server said is looked through as a whole once more: it may have broken
    /// an echo over lines.
    pub(crate) fn into_lines(self) -> Vec<TranscriptLine> {
        let mut lines = std::mem::take(&mut *self.lines.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(&armed) = self.armed.get() else { return lines };
        let from_server = |it: &&mut TranscriptLine| it.from == Speaker::Server && it.at_ms >= armed;
        let mut said: Vec<String> =
            lines.iter_mut().filter(from_server).map(|it| std::mem::take(&mut it.text)).collect();
        self.redact_all(&mut said);
        for (line, text) in lines.iter_mut().filter(from_server).zip(said) {
            line.text = text;
        }
        lines
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
