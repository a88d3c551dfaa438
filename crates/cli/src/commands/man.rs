//! `smtp-doctor man`: writes manual pages from the same declarations as `--help`.

use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use clap::Command;
use clap_mangen::Man;

use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write one page per command into this folder, instead of printing the main page
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, command: Command) -> Result<Verdict> {
    match &args.dir {
        Some(dir) => {
            std::fs::create_dir_all(dir)
                .and_then(|()| clap_mangen::generate_to(command, dir))
                .with_context(|| format!("cannot write into {}", dir.display()))?;
        }
        None => {
            let mut page = Vec::new();
            Man::new(command).render(&mut page)?;
            Printer::stdout().text(&String::from_utf8_lossy(&page))?;
        }
    }
    Ok(Verdict::Fine)
}
