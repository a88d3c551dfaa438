//! The wire types of a probe: request, events, report. The facts of stages are in [`smtp_doctor_model`].

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_catalogue::CarriesFindings;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_model::Stage;
use smtp_doctor_model::StageFacts;
use smtp_doctor_settings::SettingsForm;
use smtp_doctor_settings::SettingsSummary;

/// The request body of `POST /api/v1/probes`.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProbeRequest {
    /// The form as typed.
    pub settings: SettingsForm,
    /// An address outside the server's own domains. The probe asks whether the server would relay to it; no message is sent.
    #[serde(default)]
    pub relay_to: String,
    /// Whether to send a test message to the recipients of the form.
    #[serde(default)]
    pub send_message: bool,
    /// Whether to run the probe also from each sending address of the portal.
    #[serde(default)]
    pub egress: bool,
}

/// An event during a probe, in order.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ProbeEvent {
    /// The settings are valid; the stages follow.
    ProbeStarted {
        /// The settings, without secrets.
        settings: SettingsSummary,
        /// The stages in order.
        stages: Vec<Stage>,
    },
    /// A stage started.
    StageStarted {
        /// The stage.
        stage: Stage,
    },
    /// A stage ended or was skipped.
    StageFinished(Box<StageReport>),
    /// The probe ended.
    ProbeFinished {
        /// The whole report.
        report: Box<ProbeReport>,
    },
}

/// The result of a stage.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageReport {
    /// The stage.
    pub stage: Stage,
    /// The outcome.
    pub outcome: Outcome,
    /// Its duration in milliseconds.
    pub elapsed_ms: f64,
    /// Why it was skipped, as a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The facts that it collected.
    pub facts: StageFacts,
    /// The problems that it found.
    pub findings: Vec<Finding>,
}

/// The outcome of a stage.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It succeeded.
    Passed,
    /// It failed; the findings say why.
    Failed,
    /// It was not run.
    Skipped,
}

/// The report on a whole probe.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProbeReport {
    /// Whether every stage passed. Stages without recipients may be skipped; stages that could not run may not. See
    /// `not_proven` for the limits of this result.
    pub passed: bool,
    /// The settings, without secrets.
    pub settings: SettingsSummary,
    /// Its duration in milliseconds.
    pub elapsed_ms: f64,
    /// The stages, in order.
    pub stages: Vec<StageReport>,
    /// The findings of all stages, in order.
    pub findings: Vec<Finding>,
    /// What this run did not prove, as sentences.
    pub not_proven: Vec<String>,
    /// The SMTP session, without secrets.
    pub transcript: Vec<TranscriptLine>,
    /// The results from each sending address of the portal, if requested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub egress: Vec<EgressReport>,
}

/// A probe from one sending address of a portal.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EgressReport {
    /// The name of the address.
    pub name: String,
    /// The local address that the probe used.
    pub address: String,
    /// Whether the probe could connect from this address.
    pub connected: bool,
    /// Whether the server would relay; `None` if this was not tested.
    pub relay: Option<bool>,
    /// The slug of the first finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// The result as a sentence.
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
    /// The time in milliseconds since the probe started.
    pub at_ms: f64,
    /// Who spoke.
    pub from: Speaker,
    /// The line, without line ending and secrets.
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
    /// A note from the probe about something outside the session.
    Note,
}
