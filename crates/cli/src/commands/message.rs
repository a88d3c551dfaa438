//! `smtp-doctor message`: checks a message.

use std::path::PathBuf;

use anyhow::Result;
use anyhow::bail;
use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::message;
use smtp_doctor_core::message::MAX_MESSAGE;
use smtp_doctor_core::message::MessageEnvelope;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::report::PortalProfile;

use crate::input;
use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Message as sent (.eml); `-` reads standard input
    file: PathBuf,
    /// Print the API's JSON answer
    #[arg(long)]
    json: bool,
    /// Envelope sender (MAIL FROM) to compare with the From header
    #[arg(long, value_name = "ADDRESS")]
    envelope_from: Option<String>,
    /// Envelope recipient (RCPT TO) to compare with the headers; may be repeated
    #[arg(long, value_name = "ADDRESS")]
    envelope_to: Vec<String>,
    /// Extension from the server's EHLO reply, for example "SIZE 10240000"; may be repeated
    #[arg(long, value_name = "LINE")]
    offers: Vec<String>,
}

pub(crate) fn run(args: &Args, portal: &PortalProfile) -> Result<Verdict> {
    let bytes = input::bytes(&args.file, MAX_MESSAGE as u64 + 1)?;
    let has_envelope = args.envelope_from.is_some() || !args.envelope_to.is_empty();
    let envelope = has_envelope.then(|| MessageEnvelope {
        from: args.envelope_from.clone().unwrap_or_default(),
        to: args.envelope_to.clone(),
    });
    let offers = (!args.offers.is_empty()).then_some(&*args.offers);
    let report = match message::check_raw(&bytes, envelope.as_ref(), offers) {
        Ok(report) => report.map_findings(&|it| portal.annotate(it)),
        Err(why) => bail!("{why}"),
    };
    let verdict =
        if report.findings.iter().any(|it| it.severity == Severity::Error) { Verdict::Errors } else { Verdict::Fine };
    if args.json {
        Printer::stdout().json(&report.described())?;
    } else {
        Printer::stdout().findings(&report.findings)?;
    }
    Ok(verdict)
}
