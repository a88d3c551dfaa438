//! `POST /api/v1/probes`: a live probe, as a stream of events or as one report.

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
        return Err(ApiError::unusable_settings(wording.of(Findings { findings: parsed.findings })));
    };
    let (access, limits) = (&state.config.access, &state.config.limits);
    let caller = access.may_connect(&headers, Some(&settings.endpoint))?;
    let plan = plan_of(&request)?;
    state.within(limits.probe(&caller, client).await)?;
    let place = state.queue.place().await?;
    // Only what really begins is counted against server, account and recipients.
    state.within(limits.server(&settings.endpoint).await)?;
    state.within(limits.sign_in(&settings).await)?;
    if plan.send_message {
        state.within(limits.message(&settings).await)?;
    }
    if wants_report(&headers) {
        let mut guard = Guard::begin(state.clone(), place);
        let report = smtp_doctor_probe::run(&state.probe, &settings, &plan, &mut |_| {}).await;
        guard.ended(&report);
        return Ok(Json(wording.of(report)).into_response());
    }
    let events = stream(state, settings, plan, place).map(move |event| {
        let event = wording.of(event);
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
            "Connects to the server and goes through the session stage by stage. A mail server that refuses is a \
             result, not an error. With `Accept: application/json` the answer is one report; otherwise it is a stream \
             of events, of which the last has the report.",
        )
        .with(|it| openapi::example(it, &json!({
            "settings": {"server": "smtp.example.com", "port": 587, "security": "starttls", "from": "a@example.com"}
        })))
        .response::<200, Json<ProbeReport>>()
        .with(openapi::streams::<ProbeEvent>)
        .with(openapi::connects)
}

/// What is asked for beyond the settings.
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

/// Runs the probe beside the answer; it ends when the client goes.
fn stream(
    state: Arc<AppState>,
    settings: Settings,
    plan: Plan,
    place: OwnedSemaphorePermit,
) -> UnboundedReceiverStream<ProbeEvent> {
    // The number of events is bounded by the number of stages.
    let (sender, receiver) = mpsc::unbounded_channel();
    let mut guard = Guard::begin(state.clone(), place);
    let probe = async move {
        let watch = sender.clone();
        let mut on_event = move |event: &ProbeEvent| {
            // A client that went away is noticed below.
            let _ = sender.send(event.clone());
        };
        tokio::select! {
            report = smtp_doctor_probe::run(&state.probe, &settings, &plan, &mut on_event) => guard.ended(&report),
            () = watch.closed() => {}
        }
    };
    tokio::spawn(probe.in_current_span());
    UnboundedReceiverStream::new(receiver)
}

/// A probe that runs: its place, and whether it was cancelled, which is what dropping it before its end means.
struct Guard {
    state: Arc<AppState>,
    ended: bool,
    _running: Running,
    _place: OwnedSemaphorePermit,
}

impl Guard {
    fn begin(state: Arc<AppState>, place: OwnedSemaphorePermit) -> Self {
        Self { _running: state.metrics.probe_begins(), state, ended: false, _place: place }
    }

    fn ended(&mut self, report: &ProbeReport) {
        self.ended = true;
        self.state.metrics.probe(report);
        log(report);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.ended {
            self.state.metrics.probe_cancelled();
            tracing::info!("probe cancelled: the client went away");
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
        server = shown(&report.settings.server),
        port = report.settings.port,
        passed = report.passed,
        finding,
        elapsed_ms = report.elapsed_ms,
        "probe finished"
    );
}

/// A name without a dot is no public server: it may be a password in the wrong field, which no log may hold.
fn shown(server: &str) -> &str {
    if server.contains(['.', ':']) { server } else { "(local name)" }
}
