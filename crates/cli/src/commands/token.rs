//! `smtp-doctor token`: a token with which a program may ask for probes.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use smtp_doctor_server::access::ApiToken;

use crate::output::Printer;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Whose token it is: limits and logs show this name
    name: String,
    /// The file for `serve --token-file`: the name and the token's hash are added to it
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
}

/// Adds the hash to the file before the token is shown: one that is not in the file would be of no use.
pub(crate) fn run(args: &Args) -> Result<Verdict> {
    let made = ApiToken::generate(&args.name).map_err(anyhow::Error::msg)?;
    let path = &args.token_file;
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| writeln!(file, "{}", made.line));
    written.with_context(|| format!("cannot write {}", path.display()))?;
    Printer::stdout().line(&made.token)?;
    Ok(Verdict::Fine)
}
