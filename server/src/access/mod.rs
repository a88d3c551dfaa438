//! Who may ask this service, and which pages may show it: what the operator states.
//!
//! There are no cookies, and bodies must say that they are JSON, so no foreign page can use somebody's session.

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

/// Who may ask, and which pages may show it.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// Who may have connections opened.
    pub who: Who,
    /// Pages of these origins (`https://portal.example.com`) may ask from the browser.
    pub origins: Vec<String>,
    /// Pages of these origins may show `/embed` in a frame.
    pub frames: Vec<String>,
}

/// Who may have connections opened. Checks and explanations, which open none, are for everybody who gets here.
#[derive(Clone, Debug, Default)]
pub enum Who {
    /// Whoever uses this machine: what an operator gets who states nothing.
    #[default]
    ThisMachine,
    /// Everybody.
    Everybody,
    /// Who has one of the operator's tokens.
    Tokens(ApiTokens),
    /// Who has a token that the portal signed.
    Signed(SigningKey),
}

impl Access {
    /// The directive `frame-ancestors` of `/embed`.
    pub(crate) fn frame_ancestors(&self) -> String {
        if self.frames.is_empty() { "'none'".to_owned() } else { self.frames.join(" ") }
    }

    /// Whether this request is for this service at all.
    ///
    /// A service that was started for this machine alone must not be reached through a proxy that nobody told it of, nor
    /// by a page whose name was made to lead here (DNS rebinding): such a request names the page's host.
    pub(crate) fn admits(&self, headers: &HeaderMap) -> Result<(), ApiError> {
        if !matches!(self.who, Who::ThisMachine) {
            return Ok(());
        }
        let forwarded = headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(header::FORWARDED);
        if !forwarded && headers.get(header::HOST).is_none_or(|it| it.to_str().is_ok_and(is_this_machine)) {
            return Ok(());
        }
        Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "for-this-machine-only",
            "This service was started for its own machine. To offer it to others, start it with `--auth`, and with \
             `--trust-proxy` behind a proxy.",
        ))
    }

    /// Whether this request may open connections, to `endpoint` where one is named; who asks.
    pub(crate) fn may_connect(&self, headers: &HeaderMap, endpoint: Option<&Endpoint>) -> Result<Caller, ApiError> {
        match &self.who {
            Who::ThisMachine | Who::Everybody => Ok(Caller::Anybody),
            Who::Tokens(tokens) => match tokens.name_of(bearer(headers)?) {
                Some(name) => Ok(Caller::Named(name.to_owned())),
                None => Err(token_needed("The token is not known here: ask the operator for one.")),
            },
            Who::Signed(key) => {
                let origin = headers.get(header::ORIGIN).and_then(|it| it.to_str().ok());
                key.admit(bearer(headers)?, endpoint, origin)
            }
        }
    }
}

/// `localhost`, or an address instead of a name, with or without a port.
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
        .ok_or_else(|| token_needed("A token is needed here: `Authorization: Bearer ..`."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in ["localhost", "LOCALHOST:8587", "127.0.0.1:8587", "[::1]:8587", "[::1]", "192.0.2.7"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["attacker.example", "attacker.example:8587", "localhost.attacker.example", "", ":8587"] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
