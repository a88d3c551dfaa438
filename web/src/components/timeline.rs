//! The timeline of a probe: a row per stage with its time; details on demand.

use smtp_doctor_core::model::Certificate;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::model::TokenFacts;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::StageReport;
use yew::prelude::*;

use crate::components::icon::Shape;
use crate::components::icon::icon;
use crate::state::Row;
use crate::state::RowStatus;

/// The rows of all stages.
pub(crate) fn timeline(rows: &[Row]) -> Html {
    html! { <ol class="timeline" aria-label="Test stages">{ for rows.iter().map(row) }</ol> }
}

fn row(row: &Row) -> Html {
    let (class, shape, status) = match &row.status {
        RowStatus::Waiting => ("waiting", Shape::Dot, "waiting"),
        RowStatus::Running => ("running", Shape::Spinner, "running"),
        RowStatus::Done(report) => match report.outcome {
            Outcome::Passed => ("passed", Shape::Tick, "passed"),
            Outcome::Failed => ("failed", Shape::Cross, "failed"),
            Outcome::Skipped => ("skipped", Shape::Dash, "skipped"),
        },
    };
    let report = match &row.status {
        RowStatus::Done(report) => Some(&**report),
        RowStatus::Waiting | RowStatus::Running => None,
    };
    let time = report.filter(|it| it.outcome != Outcome::Skipped).map(|it| milliseconds(it.elapsed_ms));
    let lines = report.map(|it| detail_lines(&it.facts)).unwrap_or_default();
    let head = html! {
        <>
            { icon(shape) }
            <span class="stage">{ row.stage.label() }<span class="visually-hidden">{ ": " }{ status }</span></span>
            <span class="brief">{ report.map(brief).unwrap_or_default() }</span>
            <span class="time">{ time.unwrap_or_default() }</span>
        </>
    };
    html! {
        <li key={row.stage.label()} class={class} data-stage={row.stage.label()}>
            if lines.is_empty() {
                <div class="row">{ head }</div>
            } else {
                <details>
                    <summary class="row">{ head }</summary>
                    <pre>{ lines.join("\n") }</pre>
                </details>
            }
        </li>
    }
}

/// The most important fact of a stage.
fn brief(report: &StageReport) -> String {
    let facts = &report.facts;
    if let Some(reason) = &report.reason {
        return reason.clone();
    }
    if let Some(version) = &facts.tls_version {
        return version.clone();
    }
    if let Some(mechanism) = &facts.mechanism {
        return mechanism.clone();
    }
    if let Some(address) = &facts.address {
        return address.clone();
    }
    if !facts.capabilities.is_empty() {
        return offers(&facts.capabilities);
    }
    match facts.addresses.as_slice() {
        [] => facts.reply.last().or(facts.notes.first()).cloned().unwrap_or_default(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

/// The extensions that matter for encryption and sign-in; without those, the number of extensions.
fn offers(capabilities: &[String]) -> String {
    let relevant: Vec<&str> =
        capabilities.iter().map(String::as_str).filter(|it| *it == "STARTTLS" || it.starts_with("AUTH ")).collect();
    if relevant.is_empty() { format!("offers {} extensions", capabilities.len()) } else { relevant.join(", ") }
}

fn detail_lines(facts: &StageFacts) -> Vec<String> {
    let mut lines = facts.addresses.clone();
    lines.extend(facts.cipher_suite.clone());
    if facts.attempts.len() > 1 {
        lines.extend(facts.attempts.iter().map(|it| format!("{}: {}", it.address, it.outcome)));
    }
    lines.extend(facts.certificates.iter().map(Certificate::summary));
    if facts.ocsp_stapled == Some(true) {
        lines.push("The server sent proof that the certificate is not revoked (OCSP).".to_owned());
    }
    lines.extend(facts.token.iter().map(TokenFacts::summary));
    lines.extend(facts.reply.iter().chain(&facts.notes).cloned());
    lines
}

/// `0.4 ms`, `12 ms`, `1.5 s`. Formats integers, because the code that formats floats is large.
pub(crate) fn milliseconds(elapsed: f64) -> String {
    let tenths = |value: f64| {
        let tenths = (value * 10.0).round() as u32;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    if elapsed >= 1_000.0 {
        format!("{} s", tenths(elapsed / 1_000.0))
    } else if elapsed >= 10.0 {
        format!("{} ms", elapsed.round() as u32)
    } else {
        format!("{} ms", tenths(elapsed))
    }
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn times_have_at_most_one_decimal() {
        let shown: Vec<_> = [0.04, 0.96, 9.99, 12.3, 999.4, 1_049.0, 15_000.0].map(milliseconds).into();
        assert_eq!(shown, ["0.0 ms", "1.0 ms", "10.0 ms", "12 ms", "999 ms", "1.0 s", "15.0 s"]);
    }
}
