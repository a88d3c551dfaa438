//! `GET /api/v1/providers`: the known mail services.

use aide::transform::TransformOperation;
use schemars::JsonSchema;
use serde::Serialize;
use smtp_doctor_core::provider;
use smtp_doctor_core::provider::Provider;

use crate::json::Json;

/// The known mail services.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Providers {
    /// Every service.
    providers: Vec<&'static Provider>,
}

pub(crate) async fn list() -> Json<Providers> {
    Json(Providers { providers: provider::all().collect() })
}

pub(crate) fn docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("providers").summary("List the known mail services")
}
