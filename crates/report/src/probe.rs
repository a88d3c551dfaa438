//! The wire types of a live probe: request, events, report. What stages learn is in [`smtp_doctor_model`].

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_catalogue::CarriesFindings;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_model::Stage;
use smtp_doctor_model::StageFacts;
use smtp_doctor_settings::SettingsForm;
use smtp_doctor_settings::SettingsSummary;

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
    pub facts: StageFacts,
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
