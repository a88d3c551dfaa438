//! The router of the whole service.

use std::sync::Arc;

use axum::Router;

use crate::observe;
use crate::routes;
use crate::state::AppState;

/// The router of the whole service.
///
/// Each request needs its peer address as an extension, [`axum::extract::ConnectInfo`] of a [`std::net::SocketAddr`]:
/// limits and access depend on it. [`run`](crate::run) adds it.
pub fn app(state: Arc<AppState>) -> Router {
    observe::with_layers(routes::all(&state), &state).with_state(state)
}
