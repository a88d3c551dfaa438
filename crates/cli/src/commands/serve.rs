//! `smtp-doctor serve`: runs the web page and the API.

use std::future::Future;
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;
use ipnet::IpNet;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_probe::AllowedRecipients;
use smtp_doctor_server::AppState;
use smtp_doctor_server::Config;
use smtp_doctor_server::Tls;
use smtp_doctor_server::access::Access;
use smtp_doctor_server::access::AllowedCallers;
use smtp_doctor_server::access::ApiTokens;
use smtp_doctor_server::access::SigningKey;
use smtp_doctor_server::limits::Limit;
use smtp_doctor_server::limits::Limits;
use smtp_doctor_server::limits::SharedCounter;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tracing_subscriber::EnvFilter;

use crate::output::Printer;
use crate::target::TargetArgs;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Settings file (TOML); each flag below is a key, with underscores. Flags and variables override it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Check the settings and the files they name, then exit
    #[arg(long)]
    check_config: bool,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8587")]
    listen: SocketAddr,
    /// Who may probe. Required if other machines can reach the service
    #[arg(long, value_enum, value_name = "WHO")]
    auth: Option<AuthArg>,
    /// File with names and hashes of API tokens, written by `smtp-doctor token`; for --auth token
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// File with the key your portal signs tokens with, at least 32 random bytes; for --auth signed
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Reverse proxy whose X-Forwarded-For header to believe; may be repeated
    #[arg(long, value_name = "CIDR")]
    trust_proxy: Vec<IpNet>,
    /// Certificate chain (PEM) for built-in TLS; reloaded after a renewal
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Origin (scheme and host) whose pages may call the API from the browser; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
    /// Origin whose pages may show /embed in a frame; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    frame_ancestor: Vec<String>,
    #[command(flatten)]
    limits: LimitArgs,
    /// Network that may read /metrics (Prometheus); may be repeated. Default: this machine
    #[arg(long, value_name = "CIDR")]
    metrics_for: Vec<IpNet>,
    /// What to log
    #[arg(
        long,
        help = "What to log: info, debug, or a filter, for example smtp_doctor_server=debug",
        value_name = "FILTER",
        default_value = "info"
    )]
    log: String,
    /// Format of the log on standard error
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    log_format: LogFormat,
    /// Time that running probes get to finish after a stop signal, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    drain: u64,
    #[command(flatten)]
    target: TargetArgs,
}

#[derive(clap::Args)]
struct LimitArgs {
    /// Requests of any kind per client and minute; 0 means no limit. Default if other machines can reach the service:
    /// 600
    #[arg(long, value_name = "COUNT")]
    requests_per_client: Option<u32>,
    /// Probes per client (address or token name) and minute. Default if other machines can reach the service: 20
    #[arg(long, value_name = "COUNT")]
    probes_per_client: Option<u32>,
    /// Probes per mail server and minute, by all clients together. Default if other machines can reach the service: 60
    #[arg(long, value_name = "COUNT")]
    probes_per_server: Option<u32>,
    /// Sign-ins per account in ten minutes, by all clients together. Default if other machines can reach the service: 3
    #[arg(long, value_name = "COUNT")]
    sign_ins_per_account: Option<u32>,
    /// Test messages per recipient in ten minutes, from all clients together. Default if other machines can reach the
    /// service: 3
    #[arg(long, value_name = "COUNT")]
    messages_per_recipient: Option<u32>,
    /// Connections served at the same time; others wait
    #[arg(long, value_name = "COUNT", default_value_t = 8_192, value_parser = clap::value_parser!(u32).range(1..))]
    max_connections: u32,
    /// Probes run at the same time
    #[arg(long, value_name = "COUNT", default_value_t = 64)]
    max_probes: u16,
    /// Requests that may wait for a probe slot, at most ten seconds each
    #[arg(long, value_name = "COUNT", default_value_t = 128)]
    max_waiting: u16,
    /// Redis or Valkey where several instances share their limits
    #[arg(
        long,
        help = "Redis or Valkey where several instances share their limits, for example redis://127.0.0.1:6379/0",
        value_name = "URL"
    )]
    redis: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum, PartialEq)]
enum AuthArg {
    /// Everyone who can reach this address
    Open,
    /// Clients with a token from --token-file
    Token,
    /// Clients with a token that your portal signed
    Signed,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum, PartialEq)]
enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object per line
    Json,
}

impl Args {
    /// Whether other machines may reach the service.
    fn is_for_others(&self) -> bool {
        !self.listen.ip().is_loopback() || !self.trust_proxy.is_empty() || self.auth.is_some()
    }

    fn access(&self) -> Result<Access> {
        for origin in self.allow_origin.iter().chain(&self.frame_ancestor) {
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            if host.is_none_or(|it| it.is_empty() || it.contains(['/', ' ', ';', ',', '*'])) {
                bail!(
                    "{origin} is not an origin: give scheme and host without a path, such as https://portal.example.com"
                );
            }
        }
        let callers = match (self.auth, &self.token_file, &self.key_file) {
            (None, ..) if self.is_for_others() => bail!(
                "other machines can reach {}. Choose who may probe: --auth signed with --key-file, --auth token with \
                 --token-file, or --auth open",
                self.listen
            ),
            (None, ..) => AllowedCallers::ThisMachine,
            (Some(AuthArg::Open), ..) => AllowedCallers::Everyone,
            (Some(AuthArg::Token), Some(path), _) => {
                let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
                let tokens = ApiTokens::read(&text).map_err(anyhow::Error::msg);
                AllowedCallers::Tokens(tokens.with_context(|| format!("cannot use {}", path.display()))?)
            }
            (Some(AuthArg::Signed), _, Some(path)) => {
                let key = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
                let key = SigningKey::new(key.trim_ascii()).map_err(anyhow::Error::msg);
                AllowedCallers::Signed(key.with_context(|| format!("cannot use {}", path.display()))?)
            }
            (Some(AuthArg::Token), None, _) => {
                bail!("--auth token needs --token-file. `smtp-doctor token` creates the file")
            }
            (Some(AuthArg::Signed), _, None) => {
                bail!("--auth signed needs --key-file, the key your portal signs tokens with")
            }
        };
        Ok(Access { callers, origins: self.allow_origin.clone(), frames: self.frame_ancestor.clone() })
    }

    fn limits(&self) -> Result<Limits> {
        let shared = self.limits.redis.as_deref().map(SharedCounter::new).transpose().map_err(anyhow::Error::msg)?;
        let given = |limit| match limit {
            Limit::Requests => self.limits.requests_per_client,
            Limit::Probes => self.limits.probes_per_client,
            Limit::Server => self.limits.probes_per_server,
            Limit::SignIns => self.limits.sign_ins_per_account,
            Limit::Messages => self.limits.messages_per_recipient,
        };
        let usual = |limit: Limit| if self.is_for_others() { limit.default_count() } else { 0 };
        let counts = Limit::ALL.into_iter().filter_map(|limit| {
            let count = given(limit).unwrap_or_else(|| usual(limit));
            Some((limit, NonZeroU32::new(count)?))
        });
        Ok(counts.fold(Limits::default(), |limits, (limit, count)| limits.with(limit, count, shared.as_ref())))
    }

    fn config(&self, portal: PortalProfile) -> Result<Config> {
        let usual = Config::default();
        Ok(Config {
            access: self.access()?,
            limits: self.limits()?,
            max_connections: self.limits.max_connections,
            probe_slots: self.limits.max_probes.into(),
            queue_length: self.limits.max_waiting.into(),
            trusted_proxies: self.trust_proxy.clone(),
            metrics_for: if self.metrics_for.is_empty() { usual.metrics_for } else { self.metrics_for.clone() },
            portal,
        })
    }

    fn tls(&self) -> Result<Option<Tls>> {
        let (Some(certificate), Some(key)) = (self.tls_cert.clone(), self.tls_key.clone()) else { return Ok(None) };
        let tls = Tls { certificate, key };
        tls.load().map_err(anyhow::Error::msg).context("cannot use the certificate")?;
        Ok(Some(tls))
    }

    fn start_logging(&self) -> Result<()> {
        let filter = EnvFilter::try_new(&self.log).context("--log is not a valid filter. Try info or debug")?;
        // A log that cannot be written, for example on a full disk, must not stop the service.
        let logs = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr)
            .log_internal_errors(false);
        match self.log_format {
            LogFormat::Text => logs.init(),
            LogFormat::Json => logs.json().flatten_event(true).with_span_list(false).init(),
        }
        Ok(())
    }
}

pub(crate) fn run(args: &Args, portal: PortalProfile) -> Result<Verdict> {
    let (config, tls) = (args.config(portal)?, args.tls()?);
    let recipients = if args.is_for_others() { AllowedRecipients::Nobody } else { AllowedRecipients::OwnDomain };
    if args.check_config {
        args.target.context_at(args.listen, recipients)?;
        Printer::stdout().line("The settings are valid.")?;
        return Ok(Verdict::Fine);
    }
    args.start_logging()?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the async runtime")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(args.listen).await.with_context(|| {
            format!(
                "cannot listen on {}. Is another instance running? Use --listen to choose another address",
                args.listen
            )
        })?;
        let address = listener.local_addr().context("the listener has no address")?;
        let state = Arc::new(AppState::new(args.target.context_at(address, recipients)?, config));
        let (reload, stop) = (hangups(), stop_signal());
        let scheme = if tls.is_some() { "https" } else { "http" };
        Printer::stdout().line(&format!("smtp-doctor is at {scheme}://{address}/"))?;
        let drain = Duration::from_secs(args.drain);
        smtp_doctor_server::run(listener, tls, state, drain, reload, stop).await.context("the listener failed")
    })?;
    Ok(Verdict::Fine)
}

/// Notifies on each SIGHUP. Service managers send it to reload; unhandled, it would end the process.
fn hangups() -> Arc<Notify> {
    let reload = Arc::new(Notify::new());
    #[cfg(unix)]
    if let Ok(mut hangup) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()) {
        let notified = reload.clone();
        tokio::spawn(async move {
            while hangup.recv().await.is_some() {
                notified.notify_one();
            }
        });
    }
    reload
}

/// Resolves at Ctrl-C or SIGTERM. Registers the SIGTERM handler at once, not at the first poll.
fn stop_signal() -> impl Future<Output = ()> + Send + 'static {
    #[cfg(unix)]
    let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    async {
        let interrupt = tokio::signal::ctrl_c();
        #[cfg(unix)]
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
        // If no signal can be awaited, run until killed.
        if interrupt.await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
