//! Admission of requests: finds the client, then checks access from this machine and the request limit.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ConnectInfo;
use axum::extract::FromRequestParts;
use axum::extract::Request;
use axum::extract::State;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use axum::response::Response;

use crate::client::Client;
use crate::error::ApiError;
use crate::path::API;
use crate::state::AppState;

impl FromRequestParts<Arc<AppState>> for Client {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Self, ApiError> {
        let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>().ok_or_else(ApiError::internal)?;
        Ok(Self::through_proxies(peer.ip(), &parts.headers, &state.config.trusted_proxies))
    }
}

/// Checks requests to the API. All other requests pass.
pub(crate) async fn admit(
    State(state): State<Arc<AppState>>,
    client: Client,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path().starts_with(API) {
        if let Err(refused) = state.config.access.check_machine(request.headers()) {
            return refused.into_response();
        }
        if let Err(refused) = state.check_limit(state.config.limits.count_request(client).await) {
            return refused.into_response();
        }
    }
    next.run(request).await
}
