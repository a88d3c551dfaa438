//! Who may ask this service, and which pages may show it: what the operator states.
//!
//! A portal lets its own users probe, and nobody else, by tokens that its back end signs for a few minutes: JSON Web
//! Tokens (RFC 7519) with HS256, which every language can make. There are no cookies, so no foreign page can use
//! somebody's session.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header;
use jsonwebtoken::Algorithm;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::Validation;
use serde::Deserialize;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Settings;

use crate::error::ApiError;
use crate::limits::SignIns;

/// For whom a token must be made (its claim `aud`).
const AUDIENCE: &str = "smtp-doctor";

/// The shortest key in octets: what HS256 asks for (RFC 7518 §3.2).
const MIN_KEY: usize = 32;

/// Who may ask, and which pages may show it.
#[derive(Clone, Default)]
pub struct Access {
    key: Option<DecodingKey>,
    origins: Vec<String>,
    frames: Vec<String>,
    sign_ins: Option<Arc<SignIns>>,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("signed", &self.key.is_some())
            .field("origins", &self.origins)
            .field("frames", &self.frames)
            .finish()
    }
}

/// What a token says. Each of the later ones binds it further.
#[derive(Deserialize)]
struct Claims {
    /// The only server that may be probed with it.
    host: Option<String>,
    /// The only port.
    port: Option<u16>,
    /// The only page that may use it.
    origin: Option<String>,
}

impl Access {
    /// Probes only with a token that was signed with `key`.
    ///
    /// # Errors
    ///
    /// A sentence, if the key is too short to be one.
    pub fn signed(self, key: &[u8]) -> Result<Self, String> {
        if key.len() < MIN_KEY {
            return Err(format!("the key has {} octets; at least {MIN_KEY} random ones are needed", key.len()));
        }
        Ok(Self { key: Some(DecodingKey::from_secret(key)), ..self })
    }

    /// Pages of these origins (`https://portal.example.com`) may ask from the browser.
    pub fn from_origins(self, origins: Vec<String>) -> Self {
        Self { origins, ..self }
    }

    /// Pages of these origins may show `/embed` in a frame.
    pub fn framed_by(self, frames: Vec<String>) -> Self {
        Self { frames, ..self }
    }

    /// Each account may be signed in to so often in ten minutes, whoever asks.
    pub fn with_sign_ins(self, count: NonZeroU32) -> Self {
        Self { sign_ins: Some(Arc::new(SignIns::allowing(count))), ..self }
    }

    /// Whether a probe may sign in with `settings` now; it is counted.
    pub(crate) fn may_sign_in(&self, settings: &Settings) -> Result<(), ApiError> {
        self.sign_ins.as_ref().map_or(Ok(()), |it| it.count(settings))
    }

    pub(crate) fn origins(&self) -> &[String] {
        &self.origins
    }

    /// The directive `frame-ancestors` of `/embed`.
    pub(crate) fn frame_ancestors(&self) -> String {
        if self.frames.is_empty() { "'none'".to_owned() } else { self.frames.join(" ") }
    }

    /// Whether this request may open connections, to `endpoint` where one is named.
    pub(crate) fn may_connect(&self, headers: &HeaderMap, endpoint: Option<&Endpoint>) -> Result<(), ApiError> {
        let Some(key) = &self.key else { return Ok(()) };
        let text = |name| headers.get(name).and_then(|it| it.to_str().ok());
        let Some(token) = text(header::AUTHORIZATION).and_then(|it| it.strip_prefix("Bearer ")) else {
            return Err(refused("A token is needed here: `Authorization: Bearer ..`, signed by your portal."));
        };
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.leeway = 30;
        let claims = jsonwebtoken::decode::<Claims>(token, key, &validation)
            .map_err(|_| refused("The token is not valid here, or its time is over: let your portal sign a new one."))?
            .claims;
        let host =
            claims.host.is_none_or(|it| endpoint.is_some_and(|at| at.host.to_string().eq_ignore_ascii_case(&it)));
        let port = claims.port.is_none_or(|it| endpoint.is_some_and(|at| at.port == it));
        let origin = claims.origin.is_none_or(|it| text(header::ORIGIN) == Some(it.as_str()));
        if host && port && origin {
            Ok(())
        } else {
            Err(ApiError::new(
                StatusCode::FORBIDDEN,
                "token-bound",
                "The token was signed for another server, port or page than this request is about.",
            ))
        }
    }
}

fn refused(detail: &str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, "token-needed", detail)
}
