//! `smtp-doctor discover`: finds settings for an e-mail address.

use anyhow::Context as _;
use anyhow::Result;

use crate::output::Printer;
use crate::target::TargetArgs;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// E-mail address, domain or host name
    email: String,
    /// Print the API's JSON answer
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: TargetArgs,
}

pub(crate) fn run(args: &Args) -> Result<Verdict> {
    let ctx = args.target.context()?;
    ctx.trust.ensure_authority()?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the async runtime")?;
    let found = runtime.block_on(smtp_doctor_probe::discover(&ctx, &args.email))?;
    if args.json {
        Printer::stdout().json(&found)?;
    } else {
        Printer::stdout().discovery(&found)?;
    }
    Ok(if found.candidates.iter().any(|it| it.seen) { Verdict::Fine } else { Verdict::Errors })
}
