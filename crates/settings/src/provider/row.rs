//! What a row of the table says of a mail service.

use serde::Serialize;
use smtp_doctor_model::Security;

/// What is known of one mail service.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provider {
    /// A stable kebab-case name.
    pub id: &'static str,
    /// The name on screen.
    pub name: &'static str,
    /// The cloud that it is part of, where that decides who administers it and which tokens it takes.
    pub cloud: Option<Cloud>,
    /// Names of its submission servers, the usual one first. A leading `*.` stands for any labels.
    pub hosts: &'static [&'static str],
    /// Domains of its mailboxes (`gmail.com`), not of its customers.
    pub domains: &'static [&'static str],
    /// Pairs of port and security that work, the best first.
    pub endpoints: &'static [ProviderEndpoint],
    /// Ports that the service is known not to answer, or not for submission.
    pub closed_ports: &'static [u16],
    /// What it takes as user name.
    pub username: UsernameForm,
    /// What it takes as password.
    pub password: PasswordKind,
    /// Whether its sign in accepts OAuth tokens (XOAUTH2).
    pub oauth: bool,
    /// What an admin must know beyond that, in one sentence; empty if nothing.
    pub note: &'static str,
    /// Where the facts come from.
    pub source: &'static str,
    /// The day (`YYYY-MM-DD`) on which the source was read.
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
    /// Exchange Online and what belongs to it; consumer mailboxes (Outlook.com) do not.
    #[serde(rename = "microsoft_365")]
    Microsoft365,
}

/// A port and the security that the service speaks on it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderEndpoint {
    /// The TCP port.
    pub port: u16,
    /// The security spoken on it.
    pub security: Security,
}

/// What a service takes as user name.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UsernameForm {
    /// Nothing is known.
    Any,
    /// Always this word, for example `apikey`.
    Fixed(&'static str),
    /// The full e-mail address.
    FullAddress,
    /// The part of the address before the `@`.
    LocalPart,
}

/// What a service takes as password.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PasswordKind {
    /// The mailbox's own password (at some services an app password once two-step verification is on).
    Account,
    /// Only an app password (authorization code, mail key), never the account's own.
    AppPassword,
    /// A key or token made for SMTP in the service's console.
    Key,
    /// None: the service signs in with OAuth only.
    Refused,
}

/// Services of one kind, for lists on screen.
#[derive(Debug)]
pub struct ProviderGroup {
    /// What they have in common.
    pub label: &'static str,
    /// The services, the better known first.
    pub providers: &'static [Provider],
}
