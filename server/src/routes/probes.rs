//! `POST /api/v1/probes`: runs a live probe, with an event stream or one report as the response.

use std::convert::Infallible;
use std::sync::Arc;

use aide::transform::TransformOperation;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::response::Sse;
use axum::response::sse::Event;
use axum::response::sse::KeepAlive;
use serde_json::json;
use smtp_doctor_core::catalogue::Findings;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::report::ProbeRequest;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_probe::Plan;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::UnboundedReceiverStream;
use tracing::Instrument as _;

use crate::client::Client;
use crate::error::ApiError;
use crate::json::Json;
use crate::metrics::Running;
use crate::openapi;
use crate::state::AppState;
use crate::wording::Wording;

pub(crate) async fn post(
    State(state): State<Arc<AppState>>,
    wording: Wording,
    client: Client,
    headers: HeaderMap,
    Json(request): Json<ProbeRequest>,
) -> Result<Response, ApiError> {
    let parsed = Settings::parse(&request.settings);
    let Some(settings) = parsed.settings else {
        return Err(ApiError::unusable_settings(wording.apply(Findings { findings: parsed.findings })));
    };
    let (access, limits) = (&state.config.access, &state.config.limits);
    let caller = access.authorize(&headers, Some(&settings.endpoint))?;
    let plan = plan_of(&request)?;
    state.check_limit(limits.count_probe(&caller, client).await)?;
    let slot = state.queue.acquire().await?;
    // Server, account and recipients count only probes that really start.
    state.check_limit(limits.count_server(&settings.endpoint).await)?;
    state.check_limit(limits.count_sign_in(&settings).await)?;
    if plan.send_message {
        state.check_limit(limits.count_message(&settings).await)?;
    }
    if wants_report(&headers) {
        let mut guard = ProbeGuard::start(state.clone(), slot);
        let report = smtp_doctor_probe::run(&state.probe, &settings, &plan, &mut |_| {}).await;
        guard.finish(&report);
        return Ok(Json(wording.apply(report)).into_response());
    }
    let events = stream(state, settings, plan, slot).map(move |event| {
        let event = wording.apply(event);
        Ok::<_, Infallible>(
            Event::default().event(name_of(&event)).data(serde_json::to_string(&event).unwrap_or_default()),
        )
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

pub(crate) fn docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("probe")
        .summary("Probe the mail server")
        .description(
            "Connects to the server and runs the session stage by stage. A refusal by the mail server is a result, not an \
             error. With `Accept: application/json` the response is one report. Otherwise it is an event stream, and \
             the last event contains the report.",
        )
        .with(|it| openapi::example(it, &json!({
            "settings": {"server": "smtp.example.com", "port": 587, "security": "starttls", "from": "a@example.com"}
        })))
        .response::<200, Json<ProbeReport>>()
        .with(openapi::streams_events::<ProbeEvent>)
        .with(openapi::opens_connections)
}

/// The options of the request besides the settings.
fn plan_of(request: &ProbeRequest) -> Result<Plan, ApiError> {
    let relay_to = match request.relay_to.trim() {
        "" => None,
        typed => {
            let invalid = |why| {
                let detail = format!("`relay_to` must be an e-mail address. {why}");
                ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-address", detail)
            };
            Some(Address::parse(typed).map_err(invalid)?)
        }
    };
    Ok(Plan { relay_to, send_message: request.send_message, from_each_egress: request.egress, ..Plan::usual() })
}

/// Runs the probe in its own task and cancels it when the client disconnects.
fn stream(
    state: Arc<AppState>,
    settings: Settings,
    plan: Plan,
    slot: OwnedSemaphorePermit,
) -> UnboundedReceiverStream<ProbeEvent> {
    // The number of events is bounded by the number of stages.
    let (sender, receiver) = mpsc::unbounded_channel();
    let mut guard = ProbeGuard::start(state.clone(), slot);
    let probe = async move {
        let watch = sender.clone();
        let mut on_event = move |event: &ProbeEvent| {
            // A disconnected client is noticed below.
            let _ = sender.send(event.clone());
        };
        tokio::select! {
            report = smtp_doctor_probe::run(&state.probe, &settings, &plan, &mut on_event) => guard.finish(&report),
            () = watch.closed() => {}
        }
    };
    tokio::spawn(probe.in_current_span());
    UnboundedReceiverStream::new(receiver)
}

/// A running probe and its slot. Dropped before the end, it counts as cancelled.
struct ProbeGuard {
    state: Arc<AppState>,
    finished: bool,
    _running: Running,
    _slot: OwnedSemaphorePermit,
}

impl ProbeGuard {
    fn start(state: Arc<AppState>, slot: OwnedSemaphorePermit) -> Self {
        Self { _running: state.metrics.probe_started(), state, finished: false, _slot: slot }
    }

    fn finish(&mut self, report: &ProbeReport) {
        self.finished = true;
        self.state.metrics.probe(report);
        log(report);
    }
}

impl Drop for ProbeGuard {
    fn drop(&mut self) {
        if !self.finished {
            self.state.metrics.probe_cancelled();
            tracing::info!("probe cancelled: the client disconnected");
        }
    }
}

fn wants_report(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    accept.contains("application/json") && !accept.contains("text/event-stream")
}

fn name_of(event: &ProbeEvent) -> &'static str {
    match event {
        ProbeEvent::ProbeStarted { .. } => "probe_started",
        ProbeEvent::StageStarted { .. } => "stage_started",
        ProbeEvent::StageFinished(_) => "stage_finished",
        ProbeEvent::ProbeFinished { .. } => "probe_finished",
    }
}

fn log(report: &ProbeReport) {
    let finding = report.findings.first().map_or("none", |it| it.about.slug);
    tracing::info!(
        server = loggable(&report.settings.server),
        port = report.settings.port,
        passed = report.passed,
        finding,
        elapsed_ms = report.elapsed_ms,
        "probe finished"
    );
}

/// The server for the log. A name without a dot may be a password in the wrong field, so it is not logged.
fn loggable(server: &str) -> &str {
    if server.contains(['.', ':']) { server } else { "(local name)" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_names_and_addresses_are_logged() {
        for server in ["mail.example.com", "192.0.2.1", "2001:db8::1"] {
            assert_eq!(loggable(server), server);
        }
        assert_eq!(loggable("hunter2"), "(local name)");
    }
}
