//! `smtp-doctor serve`: the page and the API.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;
use smtp_doctor_core::profile::PortalProfile;
use smtp_doctor_server::Access;
use smtp_doctor_server::AppState;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::Verdict;
use crate::output::Printer;
use crate::target::TargetArgs;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8587")]
    listen: SocketAddr,
    /// Who may probe: everybody who can reach this address, or who has a token that your portal signed. Must be stated
    /// to listen on anything but loopback
    #[arg(long, value_enum, value_name = "WHO")]
    auth: Option<AuthArg>,
    /// The key with which your portal signs tokens: a file of at least 32 random octets
    #[arg(long, value_name = "FILE", required_if_eq("auth", "signed"))]
    key_file: Option<PathBuf>,
    /// How often each account may be signed in to within ten minutes, whoever asks; beyond loopback 3 if nothing is said
    #[arg(long, value_name = "COUNT")]
    sign_ins_per_account: Option<NonZeroU32>,
    /// An origin (scheme and host) whose pages may ask from the browser; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
    /// An origin whose pages may show /embed in a frame; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    frame_ancestor: Vec<String>,
    #[command(flatten)]
    target: TargetArgs,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum, PartialEq)]
enum AuthArg {
    /// Everybody
    Open,
    /// Who has a token that your portal signed
    Signed,
}

impl Args {
    fn access(&self) -> Result<Access> {
        if self.auth.is_none() && !self.listen.ip().is_loopback() {
            bail!(
                "{} can be reached by others: say who may probe, with --auth signed (and --key-file) or --auth open",
                self.listen
            );
        }
        for origin in self.allow_origin.iter().chain(&self.frame_ancestor) {
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            if host.is_none_or(|it| it.is_empty() || it.contains(['/', ' ', ';', ',', '*'])) {
                bail!("{origin} is no origin: write it like https://portal.example.com, without a path");
            }
        }
        let beyond_loopback = NonZeroU32::new(3).filter(|_| !self.listen.ip().is_loopback());
        let access = match self.sign_ins_per_account.or(beyond_loopback) {
            Some(count) => Access::default().with_sign_ins(count),
            None => Access::default(),
        };
        let access = access.from_origins(self.allow_origin.clone()).framed_by(self.frame_ancestor.clone());
        match (&self.key_file, self.auth) {
            (Some(path), Some(AuthArg::Signed)) => {
                let key = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
                access.signed(key.trim_ascii()).map_err(anyhow::Error::msg)
            }
            _ => Ok(access),
        }
    }
}

pub(crate) fn run(args: &Args, portal: PortalProfile) -> Result<Verdict> {
    let filter = EnvFilter::try_from_env("SMTP_DOCTOR_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let access = args.access()?;
    let ctx = args.target.context(false)?;
    let runtime = tokio::runtime::Runtime::new().context("no runtime")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(args.listen).await.with_context(|| {
            format!("cannot listen on {}: is another instance running? --listen takes another address", args.listen)
        })?;
        let address = listener.local_addr().context("the listener has no address")?;
        Printer::stdout().line(&format!("smtp-doctor is at http://{address}/"))?;
        smtp_doctor_server::run(listener, AppState::new(ctx, portal, access), stop_signal())
            .await
            .context("the listener failed")
    })?;
    Ok(Verdict::Fine)
}

/// Ctrl-C, or SIGTERM from a service manager.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    // Without a signal to wait for, the process runs until it is killed.
    if interrupt.await.is_err() {
        std::future::pending::<()>().await;
    }
}
