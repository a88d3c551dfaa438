//! What every emitter returns: a catalogue entry raised, with where and why.

use std::fmt::Write as _;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error as _;

use crate::catalogue;
use crate::catalogue::Entry;
use crate::set_up::SetUpStep;
use crate::settings::Security;

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

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// May fail, or is unwise.
    Warning,
    /// Mail cannot be sent like this.
    Error,
}

impl Severity {
    /// The word on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Info => "Note",
        }
    }
}

/// A field of a form: of the settings, in form order, or of a message.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Server address.
    Server,
    /// Server port.
    Port,
    /// Secure connection.
    Security,
    /// The sign in method.
    Auth,
    /// User name.
    Username,
    /// Password.
    Password,
    /// OAuth client ID.
    ClientId,
    /// OAuth tenant ID.
    TenantId,
    /// OAuth client secret.
    ClientSecret,
    /// Access token.
    AccessToken,
    /// From address.
    From,
    /// To addresses.
    To,
    /// Cc addresses.
    Cc,
    /// Bcc addresses.
    Bcc,
    /// The subject of a message.
    Subject,
    /// The plain text of a message.
    Text,
    /// The HTML text of a message.
    Html,
    /// A raw message.
    Message,
}

impl Field {
    /// The label on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Server => "Server address",
            Self::Port => "Port",
            Self::Security => "Secure connection",
            Self::Auth => "Sign in",
            Self::Username => "User name",
            Self::Password => "Password",
            Self::ClientId => "OAuth client ID",
            Self::TenantId => "OAuth tenant ID",
            Self::ClientSecret => "OAuth client secret",
            Self::AccessToken => "Access token",
            Self::From => "From",
            Self::To => "To",
            Self::Cc => "Cc",
            Self::Bcc => "Bcc",
            Self::Subject => "Subject",
            Self::Text => "Text",
            Self::Html => "HTML",
            Self::Message => "Message",
        }
    }
}

/// A range of characters (Unicode scalar values, not bytes and not UTF-16 units), end exclusive.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

impl Span {
    /// The span of the bytes `start..end` of `text`.
    pub fn of_bytes(text: &str, start: usize, end: usize) -> Self {
        let start_chars = text[..start].chars().count();
        Self { start: start_chars, end: start_chars + text[start..end].chars().count() }
    }
}

/// A change of the form: the fields that are given replace what was typed. It never holds a secret.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SettingsPatch {
    /// The new server address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The new port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<String>,
    /// The new secure connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Security>,
    /// The new user name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The new OAuth client ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The new OAuth tenant ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// The new From address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The new To list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The new Cc list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cc: Option<String>,
    /// The new Bcc list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bcc: Option<String>,
}

impl SettingsPatch {
    /// Sets the text of one field. Secrets, the security and the sign in method are not texts: they are left alone.
    pub fn text(field: Field, value: impl Into<String>) -> Self {
        let mut patch = Self::default();
        let value = Some(value.into());
        match field {
            Field::Server => patch.server = value,
            Field::Port => patch.port = value,
            Field::Username => patch.username = value,
            Field::ClientId => patch.client_id = value,
            Field::TenantId => patch.tenant_id = value,
            Field::From => patch.from = value,
            Field::To => patch.to = value,
            Field::Cc => patch.cc = value,
            Field::Bcc => patch.bcc = value,
            Field::Security | Field::Auth | Field::Password | Field::ClientSecret | Field::AccessToken => {}
            Field::Subject | Field::Text | Field::Html | Field::Message => {}
        }
        patch
    }

    /// Sets the secure connection.
    pub fn security(security: Security) -> Self {
        Self { security: Some(security), ..Self::default() }
    }

    /// Sets port and secure connection together.
    pub fn endpoint(port: u16, security: Security) -> Self {
        Self { port: Some(port.to_string()), security: Some(security), ..Self::default() }
    }

    /// What the change does, for a button: `Use port 587 with TLS (STARTTLS)`.
    pub fn label(&self) -> String {
        let mut parts = Vec::new();
        if let Some(server) = &self.server {
            parts.push(format!("server {server}"));
        }
        match (&self.port, self.security) {
            (Some(port), Some(security)) => parts.push(format!("port {port} with {}", security.label())),
            (Some(port), None) => parts.push(format!("port {port}")),
            (None, Some(security)) => parts.push(security.label().to_owned()),
            (None, None) => {}
        }
        let texts = [&self.username, &self.client_id, &self.tenant_id, &self.from, &self.to, &self.cc, &self.bcc];
        parts.extend(texts.into_iter().flatten().cloned());
        let mut label = String::from("Use ");
        for (i, part) in parts.iter().enumerate() {
            let _ = write!(label, "{}{part}", if i > 0 { ", " } else { "" });
        }
        label
    }
}

fn slug<S: Serializer>(entry: &&'static Entry, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(entry.slug)
}

fn from_slug<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Entry, D::Error> {
    let slug = String::deserialize(deserializer)?;
    catalogue::entry(&slug).ok_or_else(|| D::Error::custom(format!("no catalogue entry is called `{slug}`")))
}
