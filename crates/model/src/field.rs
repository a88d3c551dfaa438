//! Where a problem is and how severe: form fields, character ranges, severities.

use serde::Deserialize;
use serde::Serialize;

/// How severe a finding is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Useful to know.
    Info,
    /// May fail, or is bad practice.
    Warning,
    /// Mail cannot be sent with these settings.
    Error,
}

impl Severity {
    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Info => "Note",
        }
    }
}

/// A field of the settings form (in form order) or of a message.
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
    /// Sign-in method.
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
            Self::Auth => "Sign-in method",
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
