//! `smtp-doctor findings`: the catalogue.

use anyhow::Result;
use anyhow::bail;
use serde::Serialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::catalogue::Entry;

use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The entry to show; all of them, a line each, if none is named
    slug: Option<String>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

/// The answer of `GET /api/v1/findings`, its keys in the same order.
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
                bail!("no entry is called `{slug}`; `smtp-doctor findings` lists them all");
            };
            if args.json { printer.json(entry)? } else { printer.entry(entry)? }
        }
    }
    Ok(Verdict::Fine)
}
