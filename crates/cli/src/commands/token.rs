//! `smtp-doctor token`: creates an API token.

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
    /// Name of the program that gets the token; limits count by this name
    name: String,
    /// File for `serve --token-file`; the name and the token's hash are appended to it
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
}

/// Writes the hash before it shows the token, because a token without a stored hash is useless.
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
