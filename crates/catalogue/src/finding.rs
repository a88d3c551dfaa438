//! What every emitter returns: a catalogue entry raised, with where and why.

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
/// Its wire form carries the entry's text under `entry`, where that is asked for, so that a program that knows no
/// catalogue can show it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The entry; on the wire its slug.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(rename = "id", serialize_with = "slug", deserialize_with = "from_slug")]
    pub about: &'static Entry,
    /// How bad it is.
    pub severity: Severity,
    /// The form field it belongs to, if to one.
    pub field: Option<Field>,
    /// The characters of the field it is about (Unicode scalar values, end exclusive).
    pub span: Option<Span>,
    /// What is special about this case, in one sentence; may be empty.
    pub detail: String,
    /// Lines that prove it: the server's words, verbatim and redacted.
    pub evidence: Vec<String>,
    /// The change of the form that mends it, if one is known.
    pub fix: Option<SettingsPatch>,
    /// What the portal's operator adds: where to correct it, which addresses to allow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub portal: Vec<String>,
    /// The set-up that the problem is a step of, in order, with the commands for these very settings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_up: Vec<SetUpStep>,
    /// The entry's text, where asked for.
    #[serde(rename = "entry", default, skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub text: Option<&'static Entry>,
}

impl Finding {
    /// Raises `about` as an error: mail cannot be sent.
    pub fn error(about: &'static Entry) -> Self {
        Self::new(about, Severity::Error)
    }

    /// Raises `about` as a warning: it may fail, or is unwise.
    pub fn warning(about: &'static Entry) -> Self {
        Self::new(about, Severity::Warning)
    }

    /// Raises `about` as a remark.
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

    /// At this form field.
    pub fn at(self, field: Field) -> Self {
        Self { field: Some(field), ..self }
    }

    /// About these characters of the field.
    pub fn spanning(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    /// With this sentence.
    pub fn saying(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// With this line as proof.
    pub fn proven_by(mut self, line: impl Into<String>) -> Self {
        self.evidence.push(line.into());
        self
    }

    /// With this change of the form as the fix.
    pub fn fixed_by(self, patch: SettingsPatch) -> Self {
        Self { fix: Some(patch), ..self }
    }

    /// The same finding carrying its entry's text on the wire.
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

/// An answer with findings in it.
pub trait CarriesFindings: Sized {
    /// The same with each finding changed.
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self;

    /// Each finding carries its entry's text on the wire.
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
    /// In form order from a check, most likely first from an explanation.
    pub findings: Vec<Finding>,
}

impl CarriesFindings for Findings {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self { findings: self.findings.map_findings(change) }
    }
}

impl Findings {
    /// Whether one of them is an error.
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
