//! `GET /api/v1/findings`: the catalogue.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use schemars::JsonSchema;
use serde::Serialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::catalogue::Entry;

use crate::error::ApiError;
use crate::json::Json;

/// The catalogue.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Entries {
    /// Every entry, in the order of the slugs.
    entries: &'static [&'static Entry],
}

pub(crate) async fn list() -> Json<Entries> {
    Json(Entries { entries: catalogue::ALL })
}

pub(crate) async fn one(slug: Result<Path<String>, PathRejection>) -> Result<Json<&'static Entry>, ApiError> {
    match slug.ok().and_then(|Path(slug)| catalogue::entry(&slug)) {
        Some(entry) => Ok(Json(entry)),
        None => Err(ApiError::not_found("No entry has this name; `/api/v1/findings` lists them all.")),
    }
}
