//! The server, as the page sees it. The only place that fetches.

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
use crate::json::Unreadable;
use crate::sse::Event;
use crate::sse::Events;
use crate::state::Extras;

/// Relative to the page, so that a reverse proxy may put it under any path.
const PROFILE: &str = "api/v1/profile";
const PROBES: &str = "api/v1/probes?text=none";
const DISCOVER: &str = "api/v1/discover";

#[derive(Serialize)]
struct ProbeRequest<'a, T> {
    settings: T,
    relay_to: &'a str,
    send_message: bool,
    egress: bool,
}

#[derive(Deserialize)]
struct Problem {
    detail: String,
}

/// What the server of this page tells of its portal; none if there is no such server.
pub(crate) async fn profile() -> Option<Box<PortalProfile>> {
    let response = Request::get(PROFILE).send().await.ok()?;
    if response.ok() { json::from_str(&response.text().await.ok()?).ok() } else { None }
}

/// Runs a probe; calls `on_event` for each event. Ends without error when the stream does, with what changed since the
/// last time, if there was one.
///
/// # Errors
///
/// A sentence for the user.
pub(crate) async fn probe(
    form: &SettingsForm,
    extras: &Extras,
    abort: &AbortSignal,
    on_event: impl Fn(ProbeEvent),
) -> Result<Option<Vec<String>>, String> {
    const BROKE_OFF: &str = "The connection to the server of this page broke off before the test was done.";
    let request = Request::post(PROBES)
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
    let mut reader = browser::Reader::of(&response.body().ok_or(BROKE_OFF)?).ok_or(BROKE_OFF)?;
    let mut events = Events::default();
    let mut finished = None;
    while let Some(piece) = reader.next().await.map_err(|()| BROKE_OFF.to_owned())? {
        for event in events.push(&piece) {
            let happened = read(&event).map_err(|_| OTHER_VERSION.to_owned())?;
            if let ProbeEvent::ProbeFinished { report } = &happened {
                finished = Some(since_last_time(form, report, &event.data));
            }
            on_event(happened);
        }
    }
    finished.ok_or_else(|| BROKE_OFF.to_owned())
}

/// What changed since the last probe of this server, whose report this browser keeps; reports hold no secrets. The new
/// one takes its place.
fn since_last_time(form: &SettingsForm, report: &ProbeReport, data: &str) -> Option<Vec<String>> {
    let key = format!("last probe of {}", form.server.trim().to_lowercase());
    let last = browser::stored(&key);
    browser::store(&key, data);
    // A report of another version is no basis for a comparison.
    let last = json::from_str::<Finished>(&last?).ok()?;
    Some(compare(&last.report, report))
}

/// Finds settings for an address.
///
/// # Errors
///
/// A sentence for the user.
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

const OTHER_VERSION: &str = "The server speaks another version than this page. Reload the page.";
const UNREACHABLE: &str = "The server of this page did not answer. Check that it still runs, then try again.";

#[derive(Deserialize)]
struct Finished {
    report: Box<ProbeReport>,
}

/// Reads an event by its name. The tag in the data says the same, but reading by it would make the page 23 KB larger
/// (brotli), because serde reads what has a tag in two ways.
fn read(event: &Event) -> Result<ProbeEvent, Unreadable> {
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
        _ => return Err(Unreadable),
    })
}

async fn problem_of(response: Response) -> String {
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    json::from_str::<Problem>(&text)
        .map_or_else(|_| format!("The server answered with status {status}."), |problem| problem.detail)
}
