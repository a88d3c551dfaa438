//! `GET /api/v1/findings`: the catalogue.

use aide::transform::TransformOperation;
use axum::extract::FromRequestParts;
use axum::extract::Path;
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::Serialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::catalogue::Entry;

use crate::error::ApiError;
use crate::json::Json;

/// The catalogue.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Entries {
    /// Every entry, sorted by slug.
    entries: &'static [&'static Entry],
}

pub(crate) async fn list() -> Json<Entries> {
    Json(Entries { entries: catalogue::ALL })
}

pub(crate) fn list_docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("findings").summary("List the catalogue")
}

/// The slug of an entry, from the path.
pub(crate) struct Slug(String);

impl<S: Send + Sync> FromRequestParts<S> for Slug {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        Path::from_request_parts(parts, state).await.map(|Path(slug)| Self(slug)).map_err(|_| no_such_entry())
    }
}

pub(crate) async fn one(Slug(slug): Slug) -> Result<Json<&'static Entry>, ApiError> {
    catalogue::entry(&slug).map(Json).ok_or_else(no_such_entry)
}

pub(crate) fn one_docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("finding").summary("Get an entry of the catalogue")
}

fn no_such_entry() -> ApiError {
    ApiError::not_found("The catalogue has no entry with this slug. `/api/v1/findings` lists all entries.")
}
