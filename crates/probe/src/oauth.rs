//! Fetches access tokens by client credentials (RFC 6749 §4.4).
//!
//! The host is Microsoft's or the one that the operator sets. User input only becomes one path segment, which was checked
//! to be a GUID or a domain.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use smtp_doctor_core::failure::TokenFailure;
use smtp_doctor_core::oauth::MicrosoftCloud;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::MicrosoftOauth;
use zeroize::Zeroizing;

use crate::tls::Trust;

/// The longest response body, in bytes. Usual ones have about 3,000.
const MAX_RESPONSE: usize = 64 * 1024;

/// The service that issues access tokens. Cheap to clone.
#[derive(Clone)]
pub struct TokenService {
    client: Option<reqwest::Client>,
    login: Option<String>,
    scope: Option<String>,
}

impl fmt::Debug for TokenService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenService").field("login", &self.login).field("scope", &self.scope).finish_non_exhaustive()
    }
}

/// Why a token service cannot be used.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TokenServiceError {
    /// Its address is not a URL. Holds the reason, in a few words.
    InvalidUrl(String),
    /// Its URL begins neither with `https://` nor with `http://` and a loopback address.
    NotHttps,
}

impl fmt::Display for TokenServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidUrl(reason) => write!(f, "the address of the token service is not a URL: {reason}"),
            Self::NotHttps => {
                f.write_str("the address of the token service must begin with https://, because secrets are sent to it")
            }
        }
    }
}

impl std::error::Error for TokenServiceError {}

impl TokenService {
    /// Microsoft's token service, in the cloud that the mail server belongs to.
    pub fn microsoft(trust: &Trust) -> Self {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(trust.for_https())
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("smtp-doctor/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { client: client.ok(), login: None, scope: None }
    }

    /// Overrides the base URL (`https://login.example.com`) and the scope of the tokens, each if given.
    ///
    /// # Errors
    ///
    /// [`TokenServiceError`] if `login` is not an HTTPS URL. HTTP is accepted for loopback only, because secrets are sent.
    pub fn with_overrides(self, login: Option<String>, scope: Option<String>) -> Result<Self, TokenServiceError> {
        if let Some(login) = &login {
            let url = reqwest::Url::parse(login).map_err(|error| TokenServiceError::InvalidUrl(error.to_string()))?;
            let loopback = url
                .host_str()
                .is_some_and(|it| it == "localhost" || it.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback()));
            if !(url.scheme() == "https" || (url.scheme() == "http" && loopback)) {
                return Err(TokenServiceError::NotHttps);
            }
        }
        Ok(Self { login: login.map(|it| it.trim_end_matches('/').to_owned()), scope, ..self })
    }

    /// The scope that the server of `endpoint` needs.
    pub(crate) fn scope(&self, endpoint: &Endpoint) -> String {
        self.scope.clone().unwrap_or_else(|| MicrosoftCloud::of(&endpoint.host).scope.to_owned())
    }

    /// Fetches a token for `app` within `limit`.
    pub(crate) async fn fetch(
        &self,
        endpoint: &Endpoint,
        app: &MicrosoftOauth,
        limit: Duration,
    ) -> Result<Zeroizing<String>, TokenFailure> {
        #[derive(Deserialize)]
        struct TokenResponse {
            access_token: Option<Zeroizing<String>>,
            error: Option<String>,
            error_description: Option<String>,
        }
        let unreachable = |why: String| TokenFailure::Unreachable(why);
        let Some(client) = &self.client else {
            return Err(unreachable("This installation cannot open HTTPS connections.".to_owned()));
        };
        let login = self.login.as_deref().unwrap_or(MicrosoftCloud::of(&endpoint.host).login);
        let scope = self.scope(endpoint);
        let request = client.post(format!("{login}/{}/oauth2/v2.0/token", app.tenant_id)).timeout(limit).form(&[
            ("grant_type", "client_credentials"),
            ("client_id", &app.client_id),
            ("client_secret", app.client_secret.expose()),
            ("scope", &scope),
        ]);
        let mut response = request.send().await.map_err(|error| unreachable(describe(login, &error)))?;
        let status = response.status();
        let mut body = Zeroizing::new(Vec::new());
        while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(describe(login, &error)))? {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_RESPONSE {
                return Err(unreachable(format!("{login} sent a response that is too long.")));
            }
        }
        let Ok(parsed) = serde_json::from_slice::<TokenResponse>(&body) else {
            return Err(unreachable(format!("{login} answered {status}, but not like a sign-in service.")));
        };
        match parsed {
            TokenResponse { access_token: Some(token), .. } if status.is_success() => Ok(token),
            TokenResponse { error: Some(error), error_description, .. } => Err(TokenFailure::Refused(
                error_description.map_or_else(|| error.clone(), |it| format!("{error}: {it}")),
            )),
            TokenResponse { .. } => Err(unreachable(format!("{login} answered {status} without a token."))),
        }
    }
}

/// The failure for people: the innermost cause says most, and does not repeat the URL.
fn describe(login: &str, error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("{login} did not answer in time.");
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    format!("{login} could not be reached: {cause}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_sent_only_encrypted_or_on_this_machine() {
        let at = |login: &str| {
            let service = TokenService { client: None, login: None, scope: None };
            service.with_overrides(Some(login.to_owned()), None)
        };
        assert!(at("https://login.example.com").is_ok() && at("http://127.0.0.1:8080/").is_ok());
        for login in ["http://login.example.com", "ftp://127.0.0.1"] {
            assert_eq!(at(login).err(), Some(TokenServiceError::NotHttps), "{login}");
        }
        for login in ["login.example.com", ""] {
            assert!(matches!(at(login), Err(TokenServiceError::InvalidUrl(_))), "{login}");
        }
    }
}
