//! `smtp-doctor serve`: the page and the API.

use std::net::SocketAddr;

use anyhow::Context as _;
use anyhow::Result;
use smtp_doctor_core::profile::PortalProfile;
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
    #[command(flatten)]
    target: TargetArgs,
}

pub(crate) fn run(args: &Args, portal: PortalProfile) -> Result<Verdict> {
    let filter = EnvFilter::try_from_env("SMTP_DOCTOR_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let ctx = args.target.context(false)?;
    let runtime = tokio::runtime::Runtime::new().context("no runtime")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(args.listen).await.with_context(|| {
            format!("cannot listen on {}: is another instance running? --listen takes another address", args.listen)
        })?;
        let address = listener.local_addr().context("the listener has no address")?;
        Printer::stdout().line(&format!("smtp-doctor is at http://{address}/"))?;
        smtp_doctor_server::run(listener, AppState::new(ctx, portal), stop_signal())
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
