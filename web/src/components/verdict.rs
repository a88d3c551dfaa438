//! The right side: the results of the check and of the probe.

use std::rc::Rc;

use smtp_doctor_core::Finding;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::report;
use smtp_doctor_core::report::EgressReport;
use smtp_doctor_core::report::ProbeReport;
use yew::prelude::*;

use crate::components::finding::card;
use crate::components::icon::Shape;
use crate::components::icon::icon;
use crate::components::share_report::ShareReport;
use crate::components::timeline::milliseconds;
use crate::components::timeline::timeline;
use crate::components::transcript::transcript;
use crate::state::Action;
use crate::state::Backend;
use crate::state::Probe;
use crate::state::State;

/// The results of the check and of the probe.
pub(crate) fn verdict(state: &State, dispatch: &Callback<Action>) -> Html {
    html! {
        <aside id="verdict" class="verdict" aria-label="Results">
            { check_panel(state, dispatch) }
            { probe_panel(state, dispatch) }
        </aside>
    }
}

fn check_panel(state: &State, dispatch: &Callback<Action>) -> Html {
    let due: Vec<&Finding> = state.due().collect();
    let (class, shape, text) = if state.is_pristine() {
        ("calm", Shape::Info, "Fill in the form: each field is checked while you type.".to_owned())
    } else if due.is_empty() && state.has_error() {
        ("calm", Shape::Info, "No problems so far. Fill in the remaining fields.".to_owned())
    } else if due.is_empty() {
        let next = if state.backend == Backend::Ready { " Now test the connection." } else { "" };
        ("good", Shape::Tick, format!("No problems found.{next}"))
    } else if due.iter().any(|it| it.severity == Severity::Error) {
        ("bad", Shape::Cross, count(&due))
    } else {
        ("odd", Shape::Warning, count(&due))
    };
    html! {
        <section class="panel" aria-labelledby="check-heading">
            <h2 id="check-heading">{ "Settings" }</h2>
            { status("check-verdict", class, shape, &text) }
            { for due.into_iter().map(|finding| card(finding, dispatch, false)) }
        </section>
    }
}

/// `1 error, 2 warnings`.
pub(crate) fn count(findings: &[&Finding]) -> String {
    let of = |severity: Severity, one: &str, many: &str| match findings
        .iter()
        .filter(|it| it.severity == severity)
        .count()
    {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts = [
        of(Severity::Error, "error", "errors"),
        of(Severity::Warning, "warning", "warnings"),
        of(Severity::Info, "note", "notes"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

const PROBE: &str = "probe-verdict";

fn probe_panel(state: &State, dispatch: &Callback<Action>) -> Html {
    let (rows, status, rest) = match &state.probe {
        Probe::Idle => return html! {},
        Probe::Running(rows) => {
            (rows, status(PROBE, "busy", Shape::Spinner, "Testing the connection\u{2026}"), html! {})
        }
        Probe::Interrupted(rows, why) => (rows, status(PROBE, "bad", Shape::Cross, why), html! {}),
        Probe::Finished(rows, report) => (rows, outcome(report), findings_and_transcript(report, state, dispatch)),
    };
    html! {
        <section class="panel" aria-labelledby="probe-heading">
            <h2 id="probe-heading">{ "Connection test" }</h2>
            { status }
            { timeline(rows) }
            { rest }
        </section>
    }
}

/// A one-line verdict; screen readers announce its changes.
pub(crate) fn status(id: &'static str, class: &'static str, shape: Shape, text: &str) -> Html {
    html! { <p {id} class={classes!("status", class)} role="status">{ icon(shape) }<span>{ text.to_owned() }</span></p> }
}

fn outcome(report: &ProbeReport) -> Html {
    let time = milliseconds(report.elapsed_ms);
    if report.passed {
        status(PROBE, "good", Shape::Tick, &format!("Every stage passed in {time}."))
    } else if let Some(finding) = report.findings.first() {
        status(PROBE, "bad", Shape::Cross, &format!("{} ({time}).", finding.about.title))
    } else {
        status(PROBE, "odd", Shape::Warning, &format!("Some stages could not be tested ({time})."))
    }
}

fn findings_and_transcript(report: &Rc<ProbeReport>, state: &State, dispatch: &Callback<Action>) -> Html {
    let compose = {
        let (report, portal) = (report.clone(), state.portal.clone());
        Callback::from(move |()| report::probe_report(&report, &portal))
    };
    html! {
        <>
            { for report.findings.iter().enumerate().map(|(i, finding)| card(finding, dispatch, i == 0)) }
            { egress(&report.egress) }
            { changes(state.changes.as_deref()) }
            <div class="not-proven">
                <h3>{ "Not proven by this test" }</h3>
                <ul>{ for report.not_proven.iter().map(|it| html! { <li>{ it }</li> }) }</ul>
            </div>
            <ShareReport report={compose} />
            { transcript(&report.transcript) }
        </>
    }
}

/// A row for each address that the portal sends from.
fn egress(rows: &[EgressReport]) -> Html {
    if rows.is_empty() {
        return html! {};
    }
    let row = |it: &EgressReport| {
        let (class, shape) = match (it.connected, it.relay, &it.finding) {
            (true, Some(true), _) | (true, None, None) => ("passed", Shape::Tick),
            (false, _, None) => ("skipped", Shape::Dash),
            _ => ("failed", Shape::Cross),
        };
        html! {
            <li {class}>
                { icon(shape) }
                <span><b>{ &it.name }</b>{ " " }<small>{ &it.address }</small><br />{ &it.verdict }</span>
            </li>
        }
    };
    html! {
        <div class="egress">
            <h3>{ "From each of the portal's addresses" }</h3>
            <ul>{ for rows.iter().map(row) }</ul>
        </div>
    }
}

/// What changed since the last test of this server. Only this browser keeps that test's report.
fn changes(changes: Option<&[String]>) -> Html {
    let Some(changes) = changes else { return html! {} };
    html! {
        <div class="not-proven since">
            <h3>{ "Since last time" }</h3>
            if changes.is_empty() {
                <p>{ "Nothing changed." }</p>
            } else {
                <ul>{ for changes.iter().map(|it| html! { <li>{ it }</li> }) }</ul>
            }
        </div>
    }
}
