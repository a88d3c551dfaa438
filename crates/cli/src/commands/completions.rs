//! `smtp-doctor completions`: what completes this command in a shell.

use anyhow::Result;
use clap::Command;
use clap_complete::Shell;

use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args, mut command: Command) -> Result<Verdict> {
    let name = command.get_name().to_owned();
    // Into memory first: the generator panics where a reader has gone.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    Printer::stdout().text(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Fine)
}
