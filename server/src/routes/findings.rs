//! `GET /api/v1/findings`: the catalogue.

use axum::extract::Path;
use serde::Serialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::catalogue::Entry;

use crate::error::ApiError;
use crate::json::Json;

#[derive(Serialize)]
pub(crate) struct Entries {
    entries: &'static [&'static Entry],
}

pub(crate) async fn list() -> Json<Entries> {
    Json(Entries { entries: catalogue::ALL })
}

pub(crate) async fn one(Path(slug): Path<String>) -> Result<Json<&'static Entry>, ApiError> {
    match catalogue::entry(&slug) {
        Some(entry) => Ok(Json(entry)),
        None => Err(ApiError::not_found("No entry has this name; `/api/v1/findings` lists them all.")),
    }
}
