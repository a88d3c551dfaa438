//! `smtp-doctor explain`: explains an error message.

use std::io::BufRead as _;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use serde::Deserialize;
use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::explain;
use smtp_doctor_core::explain::Explanation;
use smtp_doctor_core::explain::MAX_TEXT;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::report;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::settings::SettingsForm;

use crate::input;
use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Error message; without it, reads standard input
    text: Option<String>,
    /// Settings form (JSON) that produced the error, for a more precise answer
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Print the API's JSON answer
    #[arg(long)]
    json: bool,
    /// Print a report for the IT team
    #[arg(long, conflicts_with = "json")]
    report: bool,
    /// Read one {"text": ".."} per line from standard input and print one JSON answer per line, without entry texts
    #[arg(long, conflicts_with_all = ["json", "report", "text"])]
    jsonl: bool,
}

pub(crate) fn run(args: &Args, portal: &PortalProfile) -> Result<Verdict> {
    let settings = args.settings.as_deref().map(input::form).transpose()?;
    if args.jsonl {
        return lines(settings.as_ref(), portal);
    }
    let text = match &args.text {
        Some(text) => text.clone(),
        None => standard_input()?,
    };
    let explanation = explained(&text, settings.as_ref(), portal)?;
    let verdict = verdict_of(&explanation);
    if args.json {
        Printer::stdout().json(&explanation.described())?;
    } else if args.report {
        Printer::stdout().text(&report::explanation_report(
            &explain::redact(&text),
            &explanation,
            settings.as_ref(),
            portal,
        ))?;
    } else {
        Printer::stdout().findings(&explanation.findings)?;
    }
    Ok(verdict)
}

fn explained(text: &str, settings: Option<&SettingsForm>, portal: &PortalProfile) -> Result<Explanation> {
    ensure!(
        text.len() <= MAX_TEXT,
        "the text has {} bytes; the limit is {MAX_TEXT}. Send only the lines around the error",
        text.len()
    );
    Ok(explain(text, None, settings).map_findings(&|it| portal.annotate(it)))
}

fn verdict_of(explanation: &Explanation) -> Verdict {
    if explanation.findings.iter().any(|it| it.severity == Severity::Error) { Verdict::Errors } else { Verdict::Fine }
}

fn standard_input() -> Result<String> {
    Ok(explain::from_bytes(&input::bytes(Path::new("-"), 2 * MAX_TEXT as u64 + 1)?))
}

fn lines(settings: Option<&SettingsForm>, portal: &PortalProfile) -> Result<Verdict> {
    #[derive(Deserialize)]
    struct Line {
        text: String,
    }
    let mut printer = Printer::stdout();
    let mut verdict = Verdict::Fine;
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.context("cannot read standard input")?;
        if line.trim().is_empty() {
            continue;
        }
        let Line { text } =
            serde_json::from_str(&line).with_context(|| format!("line {} is not {{\"text\": \"..\"}}", number + 1))?;
        let explanation = explained(&text, settings, portal).with_context(|| format!("line {}", number + 1))?;
        if matches!(verdict_of(&explanation), Verdict::Errors) {
            verdict = Verdict::Errors;
        }
        printer.json(&explanation)?;
    }
    Ok(verdict)
}
