//! Tokens that a portal's back end signs for its own users, for a few minutes each: JSON Web Tokens (RFC 7519) with HS256,
//! which every language can make.

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

/// For whom a token must be made (its claim `aud`).
const AUDIENCE: &str = "smtp-doctor";

/// The shortest key in octets: what HS256 asks for (RFC 7518 §3.2).
const MIN_KEY: usize = 32;

/// The key with which the portal signs.
#[derive(Clone)]
pub struct SigningKey(DecodingKey);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// What a token says. Each of the later ones binds it further.
#[derive(Deserialize)]
struct Claims {
    /// For whom the portal made it: limits count them apart.
    sub: Option<String>,
    /// The only server that may be probed with it.
    host: Option<String>,
    /// The only port.
    port: Option<u16>,
    /// The only page that may use it.
    origin: Option<String>,
}

impl SigningKey {
    /// Takes a key of random octets.
    ///
    /// # Errors
    ///
    /// A sentence, if it is too short to be one.
    pub fn new(key: &[u8]) -> Result<Self, String> {
        if key.len() < MIN_KEY {
            return Err(format!("the key has {} octets; at least {MIN_KEY} random ones are needed", key.len()));
        }
        hs256::install();
        DecodingKey::from_secret(key).map(Self).map_err(|error| format!("the key cannot be used: {error}"))
    }

    /// Whether `token` allows to connect to `endpoint`, from a page of `origin`.
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
            .map_err(|_| {
                token_needed("The token is not valid here, or its time is over: let your portal sign a new one.")
            })?
            .claims;
        let host =
            claims.host.is_none_or(|it| endpoint.is_some_and(|at| at.host.to_string().eq_ignore_ascii_case(&it)));
        let port = claims.port.is_none_or(|it| endpoint.is_some_and(|at| at.port == it));
        if host && port && claims.origin.is_none_or(|it| origin == Some(it.as_str())) {
            return Ok(claims.sub.map_or(Caller::Anybody, Caller::Named));
        }
        Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "token-bound",
            "The token was signed for another server, port or page than this request is about.",
        ))
    }
}
