//! Whose case it is: what is known of it, and for which cases a cause or a step is written.

use serde::Deserialize;
use serde::Serialize;

/// How somebody signs in.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// Not at all.
    None,
    /// With user name and password.
    Password,
    /// With an app registered in Microsoft Entra (client credentials).
    MicrosoftOauth,
    /// With an access token that somebody already has.
    AccessToken,
}

impl SignInMethod {
    /// All methods, in the order of the form.
    pub const ALL: [Self; 4] = [Self::None, Self::Password, Self::MicrosoftOauth, Self::AccessToken];

    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Password => "password",
            Self::MicrosoftOauth => "microsoft_oauth",
            Self::AccessToken => "access_token",
        }
    }

    /// Whether the mail server is shown an access token.
    pub const fn has_token(self) -> bool {
        matches!(self, Self::MicrosoftOauth | Self::AccessToken)
    }
}

/// What is known of a case. What is `None` is not known.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Case<'a> {
    /// The `id` of the mail service.
    pub provider: Option<&'a str>,
    /// How the program signs in.
    pub method: Option<SignInMethod>,
}

/// For whose case a cause or a step is written. An empty list excludes nobody.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Audience {
    /// Only at these providers, by their `id`.
    pub providers: &'static [&'static str],
    /// Only with these methods.
    pub methods: &'static [SignInMethod],
}

/// How an audience and a case go together, best first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Fit {
    /// It is written for this very case.
    Special,
    /// It is written for every case.
    General,
    /// Too little of the case is known.
    Unknown,
    /// It is written for another case.
    Contradicted,
}

impl Audience {
    /// Every case.
    pub const EVERYBODY: Self = Self { providers: &[], methods: &[] };

    /// The same audience, but only at these providers.
    pub const fn at(self, providers: &'static [&'static str]) -> Self {
        Self { providers, ..self }
    }

    /// The same audience, but only with these methods.
    pub const fn signing_in_by(self, methods: &'static [SignInMethod]) -> Self {
        Self { methods, ..self }
    }

    /// Whether `case` belongs to this audience. What is known of the case may contradict, never what is unknown.
    pub fn fit(&self, case: &Case<'_>) -> Fit {
        let provider = fit(self.providers.is_empty(), case.provider.map(|it| self.providers.contains(&it)));
        let method = fit(self.methods.is_empty(), case.method.map(|it| self.methods.contains(&it)));
        match (provider, method) {
            (Fit::General, Fit::General) => Fit::General,
            (Fit::Special | Fit::General, Fit::Special | Fit::General) => Fit::Special,
            (provider, method) => provider.max(method),
        }
    }
}

fn fit(anybody: bool, belongs: Option<bool>) -> Fit {
    match belongs {
        _ if anybody => Fit::General,
        None => Fit::Unknown,
        Some(true) => Fit::Special,
        Some(false) => Fit::Contradicted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_decides_and_what_is_unknown_does_not_exclude() {
        let audience = Audience::EVERYBODY.at(&["gmail"]).signing_in_by(&[SignInMethod::Password]);
        let case = |provider, method| Case { provider, method };
        let password = Some(SignInMethod::Password);
        assert_eq!(audience.fit(&case(Some("gmail"), password)), Fit::Special);
        assert_eq!(audience.fit(&case(Some("gmail"), None)), Fit::Unknown);
        assert_eq!(audience.fit(&case(Some("zoho-eu"), None)), Fit::Contradicted);
        assert_eq!(audience.fit(&case(None, Some(SignInMethod::None))), Fit::Contradicted);
        assert_eq!(audience.fit(&Case::default()), Fit::Unknown);
        assert_eq!(Audience::EVERYBODY.fit(&case(Some("gmail"), password)), Fit::General);
        assert_eq!(Audience::EVERYBODY.at(&["gmail"]).fit(&case(Some("gmail"), None)), Fit::Special);
    }
}
