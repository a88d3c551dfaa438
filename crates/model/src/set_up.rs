//! The steps of a longer set-up, with the state of each.

use serde::Deserialize;
use serde::Serialize;

/// The tasks, in order, that let a Microsoft Entra app send from an Exchange Online mailbox.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OauthTask {
    /// Register the app in the tenant.
    RegisterApp,
    /// Create a client secret.
    ClientSecret,
    /// Add the permission `SMTP.SendAsApp`.
    Permission,
    /// Grant admin consent for the permission.
    Consent,
    /// Register the app's service principal in Exchange.
    ServicePrincipal,
    /// Give the app access to the mailbox.
    MailboxAccess,
    /// Let the app send as the From address.
    SendAs,
    /// Keep SMTP AUTH enabled for the mailbox.
    SmtpAuth,
}

/// One step of a set-up.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetUpStep {
    /// What to do.
    pub text: String,
    /// The command that does it, or where to do it in the admin center.
    pub command: String,
    /// Whether it is done.
    pub state: SetUpState,
}

/// Whether a step of a set-up is done.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SetUpState {
    /// The test proves that it is done.
    Done,
    /// The test failed because of it.
    Missing,
    /// A test cannot tell.
    Open,
}

impl SetUpState {
    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Missing => "missing",
            Self::Open => "to check",
        }
    }
}
