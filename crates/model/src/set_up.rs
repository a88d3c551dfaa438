//! A set-up that has several steps, of which the problem is one.

use serde::Deserialize;
use serde::Serialize;

/// The tasks that let an app registered in Microsoft Entra send from a mailbox of Exchange Online, in order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OauthTask {
    /// Register the app in the tenant.
    RegisterApp,
    /// Give it a client secret.
    ClientSecret,
    /// Add the permission `SMTP.SendAsApp`.
    Permission,
    /// Grant admin consent for the permission.
    Consent,
    /// Register the app's service principal in Exchange.
    ServicePrincipal,
    /// Give it access to the mailbox.
    MailboxAccess,
    /// Let it send as the From address.
    SendAs,
    /// Leave SMTP AUTH switched on for the mailbox.
    SmtpAuth,
}

/// A step of a set-up that has several.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetUpStep {
    /// What to do.
    pub text: String,
    /// The command that does it, or where it is done.
    pub command: String,
    /// Whether it was done.
    pub state: SetUpState,
}

/// Whether a step of a set-up was done.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SetUpState {
    /// It is proven.
    Done,
    /// It is what failed.
    Missing,
    /// It cannot be seen from outside.
    Open,
}

impl SetUpState {
    /// The word on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Missing => "missing",
            Self::Open => "to check",
        }
    }
}
