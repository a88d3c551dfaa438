//! Access rules from the operator: who may probe, and which sites may call or frame the service.
//!
//! There are no cookies, and bodies must declare JSON, so other sites cannot send requests in a user's name (CSRF).

mod api_tokens;
mod caller;
mod hs256;
mod signed;

use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header;
use smtp_doctor_core::settings::Endpoint;

use crate::access::caller::token_needed;
use crate::client::X_FORWARDED_FOR;
use crate::error::ApiError;

pub use api_tokens::ApiToken;
pub use api_tokens::ApiTokens;
pub(crate) use caller::Caller;
pub use signed::SigningKey;

/// Who may use the service, and which sites may call or frame it.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// Who may open connections through the service.
    pub callers: AllowedCallers,
    /// Origins (`https://portal.example.com`) whose pages may call the API from the browser.
    pub origins: Vec<String>,
    /// Origins whose pages may show `/embed` in a frame.
    pub frames: Vec<String>,
}

/// Who may open connections through the service. Checks and explanations open none and need no permission.
#[derive(Clone, Debug, Default)]
pub enum AllowedCallers {
    /// Users of this machine: the default.
    #[default]
    ThisMachine,
    /// Everyone who can reach the service.
    Everyone,
    /// Callers with one of the operator's tokens.
    Tokens(ApiTokens),
    /// Callers with a token that the portal signed.
    Signed(SigningKey),
}

impl Access {
    /// The value of `frame-ancestors` for `/embed`.
    pub(crate) fn frame_ancestors(&self) -> String {
        if self.frames.is_empty() { "'none'".to_owned() } else { self.frames.join(" ") }
    }

    /// Refuses requests from other machines if the service is only for this one.
    ///
    /// A forgotten proxy reveals itself by a forwarding header. A site whose name was made to point here (DNS rebinding)
    /// reveals itself by its host name.
    pub(crate) fn check_machine(&self, headers: &HeaderMap) -> Result<(), ApiError> {
        if !matches!(self.callers, AllowedCallers::ThisMachine) {
            return Ok(());
        }
        let forwarded = headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(header::FORWARDED);
        if !forwarded && headers.get(header::HOST).is_none_or(|it| it.to_str().is_ok_and(is_this_machine)) {
            return Ok(());
        }
        Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "for-this-machine-only",
            "This service only accepts requests from its own machine. To open it to other machines, start it with \
             `--auth`, and behind a proxy also with `--trust-proxy`.",
        ))
    }

    /// Identifies the caller, if this request may open connections (to `endpoint`, if given).
    pub(crate) fn authorize(&self, headers: &HeaderMap, endpoint: Option<&Endpoint>) -> Result<Caller, ApiError> {
        match &self.callers {
            AllowedCallers::ThisMachine | AllowedCallers::Everyone => Ok(Caller::Anonymous),
            AllowedCallers::Tokens(tokens) => match tokens.name_of(bearer(headers)?) {
                Some(name) => Ok(Caller::Named(name.to_owned())),
                None => Err(token_needed("This token is not known. Ask the operator of this service for a token.")),
            },
            AllowedCallers::Signed(key) => {
                let origin = headers.get(header::ORIGIN).and_then(|it| it.to_str().ok());
                key.admit(bearer(headers)?, endpoint, origin)
            }
        }
    }
}

/// Whether the host is `localhost` or an IP address, with or without a port.
fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || bare.parse::<std::net::IpAddr>().is_ok()
}

fn bearer(headers: &HeaderMap) -> Result<&str, ApiError> {
    let given = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    given
        .and_then(|it| it.split_once(' '))
        .filter(|it| it.0.eq_ignore_ascii_case("bearer"))
        .map(|it| it.1.trim())
        .ok_or_else(|| token_needed("This request needs a token. Send the header `Authorization: Bearer <token>`."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_localhost_and_addresses_are_this_machine() {
        for host in ["localhost", "LOCALHOST:8587", "127.0.0.1:8587", "[::1]:8587", "[::1]", "192.0.2.7"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["attacker.example", "attacker.example:8587", "localhost.attacker.example", "", ":8587"] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
