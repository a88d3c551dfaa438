//! The words in which a live probe reports: stages, events, reports.
//!
//! Wire types only. The probe itself is `crates/probe`; how a failure is named is [`crate::diagnose()`].

mod discovery;
mod facts;

use serde::Deserialize;
use serde::Serialize;

pub use discovery::Candidate;
pub use discovery::DiscoverRequest;
pub use discovery::Discovery;
pub use facts::Attempt;
pub use facts::Certificate;
pub use facts::Facts;
pub use facts::TokenFacts;

use crate::finding::CarriesFindings;
use crate::finding::Finding;
use crate::settings::Auth;
use crate::settings::Security;
use crate::settings::SettingsForm;
use crate::settings::SettingsSummary;

/// A step of a probe, in protocol order.
///
/// Which of them a probe takes depends on its settings: implicit TLS shakes hands before the
/// greeting, STARTTLS after the first EHLO.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// A recipient elsewhere is named, to learn whether the server relays to it; only when asked. Nothing is sent.
    Relay,
    /// QUIT (RFC 5321 §4.1.1.10).
    Quit,
    /// What DNS says of the sender's domain: whether it takes mail, and who may send for it (RFC 7208).
    SenderDomain,
}

impl Stage {
    /// All stages, in protocol order.
    pub const ALL: [Self; 15] = [
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
        Self::Relay,
        Self::Quit,
        Self::SenderDomain,
    ];

    /// The stages of a probe with these settings, in the order in which they are taken. `optional`: those that are
    /// taken only when asked for.
    pub fn path(security: Security, auth: &Auth, optional: &[Self]) -> Vec<Self> {
        let mut path = vec![Self::Resolve, Self::Connect];
        path.extend_from_slice(match security {
            Security::None => &[Self::Greeting, Self::Ehlo],
            Security::ImplicitTls => &[Self::Tls, Self::Greeting, Self::Ehlo],
            Security::Starttls => &[Self::Greeting, Self::Ehlo, Self::Starttls, Self::Tls, Self::EhloAgain],
        });
        match auth {
            Auth::None => {}
            Auth::Password { .. } | Auth::AccessToken { .. } => path.push(Self::Auth),
            Auth::MicrosoftOauth(_) => path.extend([Self::Token, Self::Auth]),
        }
        path.extend([Self::MailFrom, Self::RcptTo]);
        path.extend([Self::Message, Self::Relay].into_iter().filter(|it| optional.contains(it)));
        path.push(Self::Quit);
        path.extend([Self::SenderDomain].into_iter().filter(|it| optional.contains(it)));
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
            Self::Relay => "Relay to elsewhere",
            Self::Quit => "Say goodbye (QUIT)",
            Self::SenderDomain => "Sender's domain (DNS)",
        }
    }
}

/// What `POST /api/v1/probes` takes.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProbeRequest {
    /// The form as typed.
    pub settings: SettingsForm,
    /// An address outside of the server's own domains: whether the server would relay to it is asked, nothing is sent.
    #[serde(default)]
    pub relay_to: String,
    /// Whether a test message is sent to the recipients of the form.
    #[serde(default)]
    pub send_message: bool,
    /// Whether the probe is also run from each of the addresses from which the portal sends.
    #[serde(default)]
    pub egress: bool,
}

/// What happens during a probe, in order.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    StageFinished(Box<StageReport>),
    /// The probe has ended.
    ProbeFinished {
        /// All of it.
        report: Box<ProbeReport>,
    },
}

/// How a stage ended.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it should.
    Passed,
    /// Not as it should; the findings say why.
    Failed,
    /// Not tried.
    Skipped,
}

/// A whole probe.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// The same from each address from which the portal sends, where asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub egress: Vec<EgressReport>,
}

/// A probe from one of the addresses from which a portal sends.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EgressReport {
    /// What the address is called.
    pub name: String,
    /// The address of this machine from which the probe went out.
    pub address: String,
    /// Whether the server was connected from there.
    pub connected: bool,
    /// Whether it would relay to the recipient elsewhere; none if that was not asked, or could not be.
    pub relay: Option<bool>,
    /// The first problem, by its slug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// In a sentence.
    pub verdict: String,
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
            Self::StageFinished(stage) => Self::StageFinished(Box::new(stage.map_findings(change))),
            Self::ProbeFinished { report } => Self::ProbeFinished { report: Box::new(report.map_findings(change)) },
            Self::ProbeStarted { .. } | Self::StageStarted { .. } => self,
        }
    }
}

/// A line of a transcript.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The probe.
    Client,
    /// The server.
    Server,
    /// Nobody: the probe notes what happened beside the dialogue.
    Note,
}
