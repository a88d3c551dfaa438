//! `smtp-doctor findings`: the catalogue.

use anyhow::Result;
use anyhow::bail;
use smtp_doctor_core::catalogue;

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

pub(crate) fn run(args: &Args) -> Result<Verdict> {
    let mut printer = Printer::stdout();
    match &args.slug {
        None if args.json => printer.json(&serde_json::json!({ "entries": catalogue::ALL }))?,
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
