//! A finding: a catalogue entry raised, with its place in the form and its evidence. Every emitter returns findings.

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error as _;
use smtp_doctor_model::Field;
use smtp_doctor_model::SetUpStep;
use smtp_doctor_model::SettingsPatch;
use smtp_doctor_model::Severity;
use smtp_doctor_model::Span;

use crate::entry::Entry;

/// A catalogue entry, raised.
///
/// On request, its wire form includes the entry's text under `entry`. A program without the catalogue can then show it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The entry; on the wire, its slug.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(rename = "id", serialize_with = "slug", deserialize_with = "from_slug")]
    pub about: &'static Entry,
    /// How bad it is.
    pub severity: Severity,
    /// The form field it is about, if any.
    pub field: Option<Field>,
    /// The characters of the field it is about (Unicode scalar values, end exclusive).
    pub span: Option<Span>,
    /// One sentence about this case; may be empty.
    pub detail: String,
    /// Lines that prove it: the server's replies, verbatim except for redactions.
    pub evidence: Vec<String>,
    /// The change to the form that fixes it, if known.
    pub fix: Option<SettingsPatch>,
    /// Advice from the portal's operator: where to correct it, which addresses to allow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub portal: Vec<String>,
    /// The steps of the set-up that the problem belongs to, in order, with commands for these settings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_up: Vec<SetUpStep>,
    /// The entry's text, on request.
    #[serde(rename = "entry", default, skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub text: Option<&'static Entry>,
}

impl Finding {
    /// Raises `about` as an error: mail cannot be sent.
    pub fn error(about: &'static Entry) -> Self {
        Self::new(about, Severity::Error)
    }

    /// Raises `about` as a warning: sending may fail, or the setting is unwise.
    pub fn warning(about: &'static Entry) -> Self {
        Self::new(about, Severity::Warning)
    }

    /// Raises `about` as information.
    pub fn info(about: &'static Entry) -> Self {
        Self::new(about, Severity::Info)
    }

    /// Raises `about`.
    pub fn new(about: &'static Entry, severity: Severity) -> Self {
        Self {
            about,
            severity,
            field: None,
            span: None,
            detail: String::new(),
            evidence: Vec::new(),
            fix: None,
            portal: Vec::new(),
            set_up: Vec::new(),
            text: None,
        }
    }

    /// Sets the form field.
    pub fn at(self, field: Field) -> Self {
        Self { field: Some(field), ..self }
    }

    /// Marks these characters of the field.
    pub fn spanning(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    /// Sets the sentence about this case.
    pub fn saying(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// Adds a line of evidence.
    pub fn proven_by(mut self, line: impl Into<String>) -> Self {
        self.evidence.push(line.into());
        self
    }

    /// Sets the change to the form that fixes it.
    pub fn fixed_by(self, patch: SettingsPatch) -> Self {
        Self { fix: Some(patch), ..self }
    }

    /// Includes the entry's text on the wire.
    pub fn described(self) -> Self {
        Self { text: Some(self.about), ..self }
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        self.about == other.about
            && self.severity == other.severity
            && self.field == other.field
            && self.span == other.span
            && self.detail == other.detail
            && self.evidence == other.evidence
            && self.fix == other.fix
            && self.portal == other.portal
            && self.set_up == other.set_up
    }
}

/// An answer that contains findings.
pub trait CarriesFindings: Sized {
    /// Applies `change` to each finding.
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self;

    /// Includes each entry's text on the wire.
    fn described(self) -> Self {
        self.map_findings(&Finding::described)
    }
}

impl CarriesFindings for Vec<Finding> {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        self.into_iter().map(change).collect()
    }
}

/// The wire form of a list of findings: `{"findings": [..]}`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Findings {
    /// In form order after a check; most likely first after an explanation.
    pub findings: Vec<Finding>,
}

impl CarriesFindings for Findings {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self { findings: self.findings.map_findings(change) }
    }
}

impl Findings {
    /// Whether any of them is an error.
    pub fn has_error(&self) -> bool {
        self.findings.iter().any(|it| it.severity == Severity::Error)
    }
}

fn slug<S: Serializer>(entry: &&'static Entry, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(entry.slug)
}

fn from_slug<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Entry, D::Error> {
    let slug = String::deserialize(deserializer)?;
    crate::entries::entry(&slug).ok_or_else(|| D::Error::custom(format!("no catalogue entry is called `{slug}`")))
}
