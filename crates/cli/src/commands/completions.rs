//! `smtp-doctor completions`: prints shell completions.

use anyhow::Result;
use clap::Command;
use clap_complete::Shell;

use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Shell to print completions for
    shell: Shell,
}

pub(crate) fn run(args: &Args, mut command: Command) -> Result<Verdict> {
    let name = command.get_name().to_owned();
    // Generate into memory, because the generator panics when a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    Printer::stdout().text(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Fine)
}
