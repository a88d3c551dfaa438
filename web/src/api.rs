//! Requests to the smtp-doctor service. Nothing else in the page sends requests to it.

use gloo_net::http::Request;
use gloo_net::http::Response;
use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_core::compare;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::Discovery;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::settings::SettingsForm;
use smtp_doctor_core::settings::SettingsSummary;
use web_sys::AbortSignal;

use crate::browser;
use crate::json;
use crate::json::JsonError;
use crate::sse::Event;
use crate::sse::Events;
use crate::state::Extras;

/// Paths are relative to the page, so a reverse proxy can serve it under any prefix.
const PROFILE: &str = "api/v1/profile";
const PROBES: &str = "api/v1/probes";
const DISCOVER: &str = "api/v1/discover";

#[derive(Serialize)]
struct ProbeRequest<'a, T> {
    settings: T,
    relay_to: &'a str,
    send_message: bool,
    egress: bool,
}

#[derive(Deserialize)]
struct ProblemDocument {
    detail: String,
}

/// The portal's profile; `None` if the page runs without the smtp-doctor service.
pub(crate) async fn profile() -> Option<Box<PortalProfile>> {
    let response = Request::get(PROFILE).send().await.ok()?;
    if response.ok() { json::from_str(&response.text().await.ok()?).ok() } else { None }
}

/// Runs a probe and calls `on_event` for each event. At the end of the stream, returns what changed since the last probe
/// of this server, if there was one.
///
/// # Errors
///
/// A sentence to show to the user.
pub(crate) async fn probe(
    form: &SettingsForm,
    extras: &Extras,
    abort: &AbortSignal,
    on_event: impl Fn(ProbeEvent),
) -> Result<Option<Vec<String>>, String> {
    const INTERRUPTED: &str = "The smtp-doctor service hung up before the test was done. Try again.";
    let request = Request::post(PROBES)
        .query([("text", "none")])
        .header("accept", "text/event-stream")
        .abort_signal(Some(abort))
        .header("content-type", "application/json")
        .body(json::to_string(&ProbeRequest {
            settings: form.with_secrets(),
            relay_to: &extras.relay_to,
            send_message: extras.send_message,
            egress: extras.egress,
        }))
        .map_err(|_| UNREACHABLE.to_owned())?;
    let response = request.send().await.map_err(|_| UNREACHABLE.to_owned())?;
    if !response.ok() {
        return Err(problem_of(response).await);
    }
    let mut reader = browser::Reader::of(&response.body().ok_or(INTERRUPTED)?).ok_or(INTERRUPTED)?;
    let mut events = Events::default();
    let mut finished = None;
    while let Some(piece) = reader.next().await.map_err(|()| INTERRUPTED.to_owned())? {
        for event in events.push(&piece) {
            let parsed = read(&event).map_err(|_| OTHER_VERSION.to_owned())?;
            if let ProbeEvent::ProbeFinished { report } = &parsed {
                finished = Some(since_last_time(form, report, &event.data));
            }
            on_event(parsed);
        }
    }
    finished.ok_or_else(|| INTERRUPTED.to_owned())
}

/// What changed since the last probe of this server. The browser stores the latest report, which contains no secrets.
fn since_last_time(form: &SettingsForm, report: &ProbeReport, data: &str) -> Option<Vec<String>> {
    let key = format!("last probe of {}", form.server.trim().to_lowercase());
    let last = browser::stored(&key);
    browser::store(&key, data);
    // A report from another version may not parse: then there is no comparison.
    let last = json::from_str::<Finished>(&last?).ok()?;
    Some(compare(&last.report, report))
}

/// Searches settings for an address.
///
/// # Errors
///
/// A sentence to show to the user.
pub(crate) async fn discover(address: &str) -> Result<Discovery, String> {
    #[derive(Serialize)]
    struct DiscoverRequest<'a> {
        email: &'a str,
    }
    let request = Request::post(DISCOVER)
        .header("content-type", "application/json")
        .body(json::to_string(&DiscoverRequest { email: address }))
        .map_err(|_| UNREACHABLE.to_owned())?;
    let response = request.send().await.map_err(|_| UNREACHABLE.to_owned())?;
    if !response.ok() {
        return Err(problem_of(response).await);
    }
    let text = response.text().await.map_err(|_| UNREACHABLE.to_owned())?;
    json::from_str(&text).map_err(|_| OTHER_VERSION.to_owned())
}

const OTHER_VERSION: &str = "This page and the smtp-doctor service have different versions. Reload the page.";
const UNREACHABLE: &str = "The smtp-doctor service did not answer. Check that it is running, then try again.";

#[derive(Deserialize)]
struct Finished {
    report: Box<ProbeReport>,
}

/// Reads an event by its SSE name. The data has a tag that says the same, but serde's code for tagged enums would make
/// the page 23 KB larger (brotli).
fn read(event: &Event) -> Result<ProbeEvent, JsonError> {
    #[derive(Deserialize)]
    struct Started {
        settings: SettingsSummary,
        stages: Vec<Stage>,
    }
    #[derive(Deserialize)]
    struct StageStarted {
        stage: Stage,
    }
    let data = &event.data;
    Ok(match event.name.as_str() {
        "probe_started" => {
            let Started { settings, stages } = json::from_str(data)?;
            ProbeEvent::ProbeStarted { settings, stages }
        }
        "stage_started" => ProbeEvent::StageStarted { stage: json::from_str::<StageStarted>(data)?.stage },
        "stage_finished" => ProbeEvent::StageFinished(json::from_str(data)?),
        "probe_finished" => ProbeEvent::ProbeFinished { report: json::from_str::<Finished>(data)?.report },
        _ => return Err(JsonError),
    })
}

async fn problem_of(response: Response) -> String {
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    json::from_str::<ProblemDocument>(&text).map_or_else(
        |_| format!("The smtp-doctor service answered with HTTP status {status}."),
        |problem| problem.detail,
    )
}
