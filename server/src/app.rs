//! The service as a whole.

use std::sync::Arc;

use axum::Router;

use crate::observe;
use crate::routes;
use crate::state::AppState;

/// The whole service.
///
/// Requests must carry the address of their peer as an extension, [`axum::extract::ConnectInfo`] of a
/// [`std::net::SocketAddr`]: limits and access depend on it. [`run`](crate::run) adds it.
pub fn app(state: Arc<AppState>) -> Router {
    observe::observed(routes::all(&state), &state).with_state(state)
}
