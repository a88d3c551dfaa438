//! `smtp-doctor findings`: shows the catalogue.

use anyhow::Result;
use anyhow::bail;
use serde::Serialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::catalogue::Entry;

use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Entry to show; without it, lists all entries
    slug: Option<String>,
    /// Print the API's JSON answer
    #[arg(long)]
    json: bool,
}

/// The same answer as `GET /api/v1/findings`.
#[derive(Serialize)]
struct Entries {
    entries: &'static [&'static Entry],
}

pub(crate) fn run(args: &Args) -> Result<Verdict> {
    let mut printer = Printer::stdout();
    match &args.slug {
        None if args.json => printer.json(&Entries { entries: catalogue::ALL })?,
        None => printer.catalogue(catalogue::ALL)?,
        Some(slug) => {
            let Some(entry) = catalogue::entry(slug) else {
                bail!("there is no entry `{slug}`; run `smtp-doctor findings` to list all entries");
            };
            if args.json { printer.json(entry)? } else { printer.entry(entry)? }
        }
    }
    Ok(Verdict::Fine)
}
