//! The types of a row in the table of mail services.

use serde::Serialize;
use smtp_doctor_model::Security;

/// The facts about one mail service.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provider {
    /// A stable kebab-case name.
    pub id: &'static str,
    /// The name on screen.
    pub name: &'static str,
    /// The cloud that it belongs to, if that decides who administers it and which tokens it accepts.
    pub cloud: Option<Cloud>,
    /// Names of its submission servers, the usual one first. A leading `*.` matches any labels.
    pub hosts: &'static [&'static str],
    /// Domains of its mailboxes (`gmail.com`), not domains of its customers.
    pub domains: &'static [&'static str],
    /// Combinations of port and security that work, best first.
    pub endpoints: &'static [ProviderEndpoint],
    /// Ports that the service does not answer, or not for submission.
    pub closed_ports: &'static [u16],
    /// What it expects as the user name.
    pub username: UsernameForm,
    /// What it expects as the password.
    pub password: PasswordKind,
    /// Whether it accepts OAuth tokens (XOAUTH2).
    pub oauth: bool,
    /// What else an admin must know, in one sentence; may be empty.
    pub note: &'static str,
    /// The source of the facts.
    pub source: &'static str,
    /// The date (`YYYY-MM-DD`) when the source was checked.
    pub checked: &'static str,
}

/// A cloud with several mail services under one administration.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cloud {
    /// Gmail and Google Workspace.
    Google,
    /// Exchange Online and its parts, but not consumer mailboxes (Outlook.com).
    #[serde(rename = "microsoft_365")]
    Microsoft365,
}

/// A port and the security that the service uses on it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderEndpoint {
    /// The TCP port.
    pub port: u16,
    /// The security on this port.
    pub security: Security,
}

/// What a service expects as the user name.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UsernameForm {
    /// Unknown.
    Any,
    /// Always this word, for example `apikey`.
    Fixed(&'static str),
    /// The full e-mail address.
    FullAddress,
    /// The part of the address before the `@`.
    LocalPart,
}

/// What a service expects as the password.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PasswordKind {
    /// The mailbox password (at some services an app password once two-step verification is on).
    Account,
    /// Only an app password (authorization code, mail key), never the account password.
    AppPassword,
    /// A key or token for SMTP, created in the service's console.
    Key,
    /// No password: the service accepts only OAuth.
    Refused,
}

/// Services of one kind, for lists on screen.
#[derive(Debug)]
pub struct ProviderGroup {
    /// The name on screen.
    pub label: &'static str,
    /// The services, best known first.
    pub providers: &'static [Provider],
}
