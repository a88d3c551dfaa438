//! The words in which a live probe reports: stages, events, reports.
//!
//! Wire types only. The probe itself is `crates/probe`; how a failure is named is [`crate::diagnose()`].

use serde::Deserialize;
use serde::Serialize;

use crate::finding::CarriesFindings;
use crate::finding::Finding;
use crate::settings::Auth;
use crate::settings::Security;
use crate::settings::SettingsForm;
use crate::settings::SettingsSummary;

/// A step of a probe, in protocol order.
///
/// Which of them a probe takes depends on its settings ([`Stage::path`]): implicit TLS shakes hands before the
/// greeting, STARTTLS after the first EHLO.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The server's name is looked up.
    Resolve,
    /// A TCP connection is opened.
    Connect,
    /// The server's 220 greeting is read (RFC 5321 §4.2).
    Greeting,
    /// EHLO, in clear where STARTTLS follows (RFC 5321 §4.1.1.1).
    Ehlo,
    /// The STARTTLS command (RFC 3207 §4).
    Starttls,
    /// The TLS handshake.
    Tls,
    /// EHLO once more, inside TLS (RFC 3207 §4.2).
    EhloAgain,
    /// An OAuth access token is fetched.
    Token,
    /// Sign in (RFC 4954 §4).
    Auth,
    /// MAIL FROM (RFC 5321 §4.1.1.2).
    MailFrom,
    /// RCPT TO (RFC 5321 §4.1.1.3).
    RcptTo,
    /// A test message is sent; only when asked.
    Message,
    /// QUIT (RFC 5321 §4.1.1.10).
    Quit,
}

impl Stage {
    /// All stages, in protocol order.
    pub const ALL: [Self; 13] = [
        Self::Resolve,
        Self::Connect,
        Self::Greeting,
        Self::Ehlo,
        Self::Starttls,
        Self::Tls,
        Self::EhloAgain,
        Self::Token,
        Self::Auth,
        Self::MailFrom,
        Self::RcptTo,
        Self::Message,
        Self::Quit,
    ];

    /// The stages of a probe with these settings, in the order in which they are taken.
    pub fn path(security: Security, auth: &Auth) -> Vec<Self> {
        let mut path = vec![Self::Resolve, Self::Connect];
        path.extend_from_slice(match security {
            Security::None => &[Self::Greeting, Self::Ehlo],
            Security::ImplicitTls => &[Self::Tls, Self::Greeting, Self::Ehlo],
            Security::Starttls => &[Self::Greeting, Self::Ehlo, Self::Starttls, Self::Tls, Self::EhloAgain],
        });
        match auth {
            Auth::None => {}
            Auth::Password { .. } => path.push(Self::Auth),
            Auth::MicrosoftOauth(_) => path.extend([Self::Token, Self::Auth]),
        }
        path.extend([Self::MailFrom, Self::RcptTo, Self::Quit]);
        path
    }

    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Resolve => "Look up the name",
            Self::Connect => "Connect",
            Self::Greeting => "Greeting",
            Self::Ehlo => "EHLO",
            Self::Starttls => "STARTTLS",
            Self::Tls => "TLS handshake",
            Self::EhloAgain => "EHLO inside TLS",
            Self::Token => "Fetch OAuth token",
            Self::Auth => "Sign in",
            Self::MailFrom => "Sender (MAIL FROM)",
            Self::RcptTo => "Recipients (RCPT TO)",
            Self::Message => "Test message",
            Self::Quit => "Say goodbye (QUIT)",
        }
    }
}

/// What `POST /api/v1/probes` takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProbeRequest {
    /// The form as typed.
    pub settings: SettingsForm,
}

/// What happens during a probe, in order.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ProbeEvent {
    /// The settings were accepted; these stages will follow.
    ProbeStarted {
        /// The settings, without secrets.
        settings: SettingsSummary,
        /// The stages in order.
        stages: Vec<Stage>,
    },
    /// A stage begins.
    StageStarted {
        /// Which.
        stage: Stage,
    },
    /// A stage has ended, or was not tried.
    StageFinished(StageReport),
    /// The probe has ended.
    ProbeFinished {
        /// All of it.
        report: Box<ProbeReport>,
    },
}

/// How a stage ended.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct StageReport {
    /// Which stage.
    pub stage: Stage,
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took, in milliseconds.
    pub elapsed_ms: f64,
    /// Why it was skipped, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was learnt.
    pub facts: Facts,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// How a stage ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it should.
    Passed,
    /// Not as it should; the findings say why.
    Failed,
    /// Not tried.
    Skipped,
}

/// What a stage learnt. Only what it learnt is on the wire.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Facts {
    /// The addresses of the server's name, in the order in which they are tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// The address that is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The server's reply, verbatim and redacted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reply: Vec<String>,
    /// The TLS version, such as `TLS 1.3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_version: Option<String>,
    /// The cipher suite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher_suite: Option<String>,
    /// The certificates that the server showed, its own first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Certificate>,
    /// What the server offers (its EHLO keywords).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<String>,
    /// The sign in mechanism that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<String>,
    /// Recipients that the server accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
}

/// A certificate that a server showed, whether it was trusted or not.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Certificate {
    /// To whom it was given.
    pub subject: String,
    /// Which authority gave it.
    pub issuer: String,
    /// The names for which it is valid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The first day on which it is valid (`YYYY-MM-DD`, UTC).
    pub valid_from: String,
    /// The last one.
    pub valid_until: String,
    /// Whole days until it ends; negative if it has.
    pub days_left: i64,
    /// For how many days it was given.
    pub days_valid: i64,
    /// The kind and size of its key, such as `EC 256 bits`.
    pub key: String,
}

impl Certificate {
    /// In a line, for people.
    pub fn in_words(&self) -> String {
        let Self { subject, issuer, names, valid_from, valid_until, days_left, key, days_valid: _ } = self;
        let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let left = if *days_left < 0 {
            "it has ended".to_owned()
        } else {
            format!("{days_left} {} left", if *days_left == 1 { "day" } else { "days" })
        };
        format!("Certificate of {subject}{names}, by {issuer}, {valid_from} to {valid_until}, {left}, {key}")
    }
}

/// A whole probe.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ProbeReport {
    /// Whether every stage passed; recipients may be missing, a stage that could not be tried may not. It says no more
    /// than that: see `not_proven`.
    pub passed: bool,
    /// The settings, without secrets.
    pub settings: SettingsSummary,
    /// How long it took, in milliseconds.
    pub elapsed_ms: f64,
    /// The stages, in order.
    pub stages: Vec<StageReport>,
    /// The findings of all stages, in order.
    pub findings: Vec<Finding>,
    /// What this run did not prove, in sentences.
    pub not_proven: Vec<String>,
    /// What was said on the wire, without secrets.
    pub transcript: Vec<TranscriptLine>,
}

impl CarriesFindings for StageReport {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self { findings: self.findings.map_findings(change), ..self }
    }
}

impl CarriesFindings for ProbeReport {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self {
            findings: self.findings.map_findings(change),
            stages: self.stages.into_iter().map(|it| it.map_findings(change)).collect(),
            ..self
        }
    }
}

impl CarriesFindings for ProbeEvent {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        match self {
            Self::StageFinished(stage) => Self::StageFinished(stage.map_findings(change)),
            Self::ProbeFinished { report } => Self::ProbeFinished { report: Box::new(report.map_findings(change)) },
            Self::ProbeStarted { .. } | Self::StageStarted { .. } => self,
        }
    }
}

/// A line of a transcript.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct TranscriptLine {
    /// When, in milliseconds since the probe began.
    pub at_ms: f64,
    /// Who spoke.
    pub from: Speaker,
    /// What, without line end and without secrets.
    pub text: String,
}

/// Who spoke.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The probe.
    Client,
    /// The server.
    Server,
    /// Nobody: the probe notes what happened beside the dialogue.
    Note,
}
