//! `smtp-doctor check`: checks settings offline.

use std::path::PathBuf;

use anyhow::Result;
use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::catalogue::Findings;
use smtp_doctor_core::check;
use smtp_doctor_core::report::PortalProfile;

use crate::input;
use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Settings form (JSON); `-` reads standard input
    file: PathBuf,
    /// Print the API's JSON answer
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, portal: &PortalProfile) -> Result<Verdict> {
    let findings = Findings { findings: check(&input::form(&args.file)?) }.map_findings(&|it| portal.annotate(it));
    let verdict = if findings.has_error() { Verdict::Errors } else { Verdict::Fine };
    if args.json {
        Printer::stdout().json(&findings.described())?;
    } else {
        Printer::stdout().findings(&findings.findings)?;
    }
    Ok(verdict)
}
