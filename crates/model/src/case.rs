//! What is known about a user's case, and which cases a cause or a step of an entry applies to.

use serde::Deserialize;
use serde::Serialize;

/// How a program signs in.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// It does not sign in.
    None,
    /// With user name and password.
    Password,
    /// With an app registered in Microsoft Entra (client credentials).
    MicrosoftOauth,
    /// With an existing access token.
    AccessToken,
}

impl SignInMethod {
    /// All methods, in the order of the form.
    pub const ALL: [Self; 4] = [Self::None, Self::Password, Self::MicrosoftOauth, Self::AccessToken];

    /// The label on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Password => "Password",
            Self::MicrosoftOauth => "Microsoft OAuth",
            Self::AccessToken => "Access token",
        }
    }

    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Password => "password",
            Self::MicrosoftOauth => "microsoft_oauth",
            Self::AccessToken => "access_token",
        }
    }

    /// Whether an access token is sent to the mail server.
    pub const fn has_token(self) -> bool {
        matches!(self, Self::MicrosoftOauth | Self::AccessToken)
    }
}

/// What is known about a user's case. `None` means unknown.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Case<'a> {
    /// The `id` of the mail service.
    pub provider: Option<&'a str>,
    /// How the program signs in.
    pub method: Option<SignInMethod>,
}

/// The cases that a cause or a step applies to. An empty list means no restriction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Audience {
    /// Only these providers, by `id`.
    pub providers: &'static [&'static str],
    /// Only these sign-in methods.
    pub methods: &'static [SignInMethod],
}

/// How well a case matches an audience, best first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum AudienceMatch {
    /// The audience names this case.
    Specific,
    /// The audience includes every case.
    General,
    /// Too little is known about the case to tell.
    Unknown,
    /// The audience excludes this case.
    Mismatch,
}

impl Audience {
    /// No restriction: every case.
    pub const EVERYBODY: Self = Self { providers: &[], methods: &[] };

    /// Restricts the audience to these providers.
    pub const fn at(self, providers: &'static [&'static str]) -> Self {
        Self { providers, ..self }
    }

    /// Restricts the audience to these sign-in methods.
    pub const fn signing_in_by(self, methods: &'static [SignInMethod]) -> Self {
        Self { methods, ..self }
    }

    /// How well `case` matches. A known property can exclude a case; an unknown one cannot.
    pub fn matches(&self, case: &Case<'_>) -> AudienceMatch {
        let provider = match_one(self.providers.is_empty(), case.provider.map(|it| self.providers.contains(&it)));
        let method = match_one(self.methods.is_empty(), case.method.map(|it| self.methods.contains(&it)));
        match (provider, method) {
            (AudienceMatch::General, AudienceMatch::General) => AudienceMatch::General,
            (AudienceMatch::Specific | AudienceMatch::General, AudienceMatch::Specific | AudienceMatch::General) => {
                AudienceMatch::Specific
            }
            (provider, method) => provider.max(method),
        }
    }
}

fn match_one(unrestricted: bool, included: Option<bool>) -> AudienceMatch {
    match included {
        _ if unrestricted => AudienceMatch::General,
        None => AudienceMatch::Unknown,
        Some(true) => AudienceMatch::Specific,
        Some(false) => AudienceMatch::Mismatch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_properties_decide_and_unknown_ones_exclude_nothing() {
        let audience = Audience::EVERYBODY.at(&["gmail"]).signing_in_by(&[SignInMethod::Password]);
        let case = |provider, method| Case { provider, method };
        let password = Some(SignInMethod::Password);
        assert_eq!(audience.matches(&case(Some("gmail"), password)), AudienceMatch::Specific);
        assert_eq!(audience.matches(&case(Some("gmail"), None)), AudienceMatch::Unknown);
        assert_eq!(audience.matches(&case(Some("zoho-eu"), None)), AudienceMatch::Mismatch);
        assert_eq!(audience.matches(&case(None, Some(SignInMethod::None))), AudienceMatch::Mismatch);
        assert_eq!(audience.matches(&Case::default()), AudienceMatch::Unknown);
        assert_eq!(Audience::EVERYBODY.matches(&case(Some("gmail"), password)), AudienceMatch::General);
        assert_eq!(Audience::EVERYBODY.at(&["gmail"]).matches(&case(Some("gmail"), None)), AudienceMatch::Specific);
    }
}
