//! Short-lived tokens that a portal's back end signs for its users: JSON Web Tokens (RFC 7519) with HS256, which every
//! language can create.

use std::fmt;

use axum::http::StatusCode;
use jsonwebtoken::Algorithm;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::Validation;
use serde::Deserialize;
use smtp_doctor_core::settings::Endpoint;

use crate::access::caller::Caller;
use crate::access::caller::token_needed;
use crate::access::hs256;
use crate::error::ApiError;

/// The required audience of a token (claim `aud`).
const AUDIENCE: &str = "smtp-doctor";

/// The minimum key length in bytes, as HS256 requires (RFC 7518 §3.2).
const MIN_KEY: usize = 32;

/// The key that the portal signs with.
#[derive(Clone)]
pub struct SigningKey(DecodingKey);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// The claims of a token. Each optional claim restricts it.
#[derive(Deserialize)]
struct Claims {
    /// The user. Limits count each user separately.
    sub: Option<String>,
    /// The only server that it may probe.
    host: Option<String>,
    /// The only port.
    port: Option<u16>,
    /// The only origin that may use it.
    origin: Option<String>,
}

impl SigningKey {
    /// Accepts a key of random bytes.
    ///
    /// # Errors
    ///
    /// A sentence, if the key is too short.
    pub fn new(key: &[u8]) -> Result<Self, String> {
        if key.len() < MIN_KEY {
            return Err(format!("the key has {} bytes; at least {MIN_KEY} random ones are needed", key.len()));
        }
        hs256::install();
        DecodingKey::from_secret(key).map(Self).map_err(|error| format!("the key cannot be used: {error}"))
    }

    /// Checks that `token` allows a connection to `endpoint` from a page of `origin`.
    pub(crate) fn admit(
        &self,
        token: &str,
        endpoint: Option<&Endpoint>,
        origin: Option<&str>,
    ) -> Result<Caller, ApiError> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.leeway = 30;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.0, &validation)
            .map_err(|_| token_needed("The token is not valid or has expired. Get a new one from your portal."))?
            .claims;
        let host =
            claims.host.is_none_or(|it| endpoint.is_some_and(|at| at.host.to_string().eq_ignore_ascii_case(&it)));
        let port = claims.port.is_none_or(|it| endpoint.is_some_and(|at| at.port == it));
        if host && port && claims.origin.is_none_or(|it| origin == Some(it.as_str())) {
            return Ok(claims.sub.map_or(Caller::Anonymous, Caller::Named));
        }
        Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "token-bound",
            "The token was signed for another server, port or origin. Get a token for this one from your portal.",
        ))
    }
}
