//! `smtp-doctor serve`: the page and the API.

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
use smtp_doctor_server::access::ApiTokens;
use smtp_doctor_server::access::SigningKey;
use smtp_doctor_server::access::Who;
use smtp_doctor_server::limits::Limit;
use smtp_doctor_server::limits::Limits;
use smtp_doctor_server::limits::Shared;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tracing_subscriber::EnvFilter;

use crate::output::Printer;
use crate::target::TargetArgs;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A file of settings (TOML): each flag below is a key, with underscores; flags and variables come before it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Check the settings and the files they name, then end
    #[arg(long)]
    check_config: bool,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8587")]
    listen: SocketAddr,
    /// Who may probe: everybody who can reach this address, or who has a token. Must be stated for all but this machine
    #[arg(long, value_enum, value_name = "WHO")]
    auth: Option<AuthArg>,
    /// Names and hashes of the tokens, as smtp-doctor token writes them; for --auth token
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// The key with which your portal signs tokens: at least 32 random octets; for --auth signed
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// A proxy in front of this service, which says for whom it asks (X-Forwarded-For); may be repeated
    #[arg(long, value_name = "CIDR")]
    trust_proxy: Vec<IpNet>,
    /// The certificate (PEM, with those between it and the authority) for TLS by itself; noticed when it is renewed
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// An origin (scheme and host) whose pages may ask from the browser; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
    /// An origin whose pages may show /embed in a frame; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    frame_ancestor: Vec<String>,
    #[command(flatten)]
    limits: LimitArgs,
    /// Who may read /metrics (Prometheus); may be repeated. This machine, if nothing is said
    #[arg(long, value_name = "CIDR")]
    metrics_for: Vec<IpNet>,
    /// What is logged
    #[arg(
        long,
        help = "What is logged: info, debug, or filters such as smtp_doctor_server=debug",
        value_name = "FILTER",
        default_value = "info"
    )]
    log: String,
    /// How it is logged, to standard error
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    log_format: LogFormat,
    /// How long probes that run may go on after the signal to stop, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    drain: u64,
    #[command(flatten)]
    target: TargetArgs,
}

#[derive(clap::Args)]
struct LimitArgs {
    /// Requests of a client within a minute, of any kind; 0 is no limit. 600 for others than this machine
    #[arg(long, value_name = "COUNT")]
    requests_per_client: Option<u32>,
    /// Probes of a client (an address, or the name of a token) within a minute. 20 for others than this machine
    #[arg(long, value_name = "COUNT")]
    probes_per_client: Option<u32>,
    /// Probes of a mail server within a minute, whoever asks. 60 for others than this machine
    #[arg(long, value_name = "COUNT")]
    probes_per_server: Option<u32>,
    /// Sign ins to an account within ten minutes, whoever asks. 3 for others than this machine
    #[arg(long, value_name = "COUNT")]
    sign_ins_per_account: Option<u32>,
    /// Test messages to a recipient within ten minutes, whoever asks. 3 for others than this machine
    #[arg(long, value_name = "COUNT")]
    messages_per_recipient: Option<u32>,
    /// Connections at the same time; further ones wait until one has ended
    #[arg(long, value_name = "COUNT", default_value_t = 8_192, value_parser = clap::value_parser!(u32).range(1..))]
    max_connections: u32,
    /// Probes at the same time
    #[arg(long, value_name = "COUNT", default_value_t = 64)]
    max_probes: u16,
    /// Requests that may wait for one of those places, for at most ten seconds
    #[arg(long, value_name = "COUNT", default_value_t = 128)]
    max_waiting: u16,
    /// A Redis or Valkey in which several instances count together
    #[arg(
        long,
        help = "A Redis or Valkey in which several instances count together, such as redis://127.0.0.1:6379/0",
        value_name = "URL"
    )]
    redis: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum, PartialEq)]
enum AuthArg {
    /// Everybody
    Open,
    /// Who has a token of --token-file
    Token,
    /// Who has a token that your portal signed
    Signed,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum, PartialEq)]
enum LogFormat {
    /// Lines for people
    Text,
    /// An object per line, for programs
    Json,
}

impl Args {
    /// Whether others than this machine can get here.
    fn is_for_others(&self) -> bool {
        !self.listen.ip().is_loopback() || !self.trust_proxy.is_empty() || self.auth.is_some()
    }

    fn access(&self) -> Result<Access> {
        for origin in self.allow_origin.iter().chain(&self.frame_ancestor) {
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            if host.is_none_or(|it| it.is_empty() || it.contains(['/', ' ', ';', ',', '*'])) {
                bail!("{origin} is no origin: write it like https://portal.example.com, without a path");
            }
        }
        let who = match (self.auth, &self.token_file, &self.key_file) {
            (None, ..) if self.is_for_others() => bail!(
                "{} can be reached by others: say who may probe, with --auth signed (and --key-file), --auth token (and \
                 --token-file) or --auth open",
                self.listen
            ),
            (None, ..) => Who::ThisMachine,
            (Some(AuthArg::Open), ..) => Who::Everybody,
            (Some(AuthArg::Token), Some(path), _) => {
                let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
                let tokens = ApiTokens::read(&text).map_err(anyhow::Error::msg);
                Who::Tokens(tokens.with_context(|| format!("{} cannot be used", path.display()))?)
            }
            (Some(AuthArg::Signed), _, Some(path)) => {
                let key = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
                let key = SigningKey::new(key.trim_ascii()).map_err(anyhow::Error::msg);
                Who::Signed(key.with_context(|| format!("{} cannot be used", path.display()))?)
            }
            (Some(AuthArg::Token), None, _) => bail!("--auth token needs --token-file: smtp-doctor token writes it"),
            (Some(AuthArg::Signed), _, None) => bail!("--auth signed needs --key-file: the key your portal signs with"),
        };
        Ok(Access { who, origins: self.allow_origin.clone(), frames: self.frame_ancestor.clone() })
    }

    fn limits(&self) -> Result<Limits> {
        let shared = self.limits.redis.as_deref().map(Shared::at).transpose().map_err(anyhow::Error::msg)?;
        let given = |limit| match limit {
            Limit::Requests => self.limits.requests_per_client,
            Limit::Probes => self.limits.probes_per_client,
            Limit::Server => self.limits.probes_per_server,
            Limit::SignIns => self.limits.sign_ins_per_account,
            Limit::Messages => self.limits.messages_per_recipient,
        };
        let usual = |limit: Limit| if self.is_for_others() { limit.usual() } else { 0 };
        let counts = Limit::ALL.into_iter().filter_map(|limit| {
            let count = given(limit).unwrap_or_else(|| usual(limit));
            Some((limit, NonZeroU32::new(count)?))
        });
        Ok(counts.fold(Limits::default(), |limits, (limit, count)| limits.and(limit, count, shared.as_ref())))
    }

    fn config(&self, portal: PortalProfile) -> Result<Config> {
        let usual = Config::default();
        Ok(Config {
            access: self.access()?,
            limits: self.limits()?,
            connections: self.limits.max_connections,
            places: self.limits.max_probes.into(),
            line: self.limits.max_waiting.into(),
            trusted_proxies: self.trust_proxy.clone(),
            metrics_for: if self.metrics_for.is_empty() { usual.metrics_for } else { self.metrics_for.clone() },
            portal,
        })
    }

    fn tls(&self) -> Result<Option<Tls>> {
        let (Some(certificate), Some(key)) = (self.tls_cert.clone(), self.tls_key.clone()) else { return Ok(None) };
        let tls = Tls { certificate, key };
        tls.load().map_err(anyhow::Error::msg).context("the certificate cannot be used")?;
        Ok(Some(tls))
    }

    fn start_logging(&self) -> Result<()> {
        let filter = EnvFilter::try_new(&self.log).context("--log is no filter: try info or debug")?;
        // A log that cannot be written, as on a full disk, must not stop the service.
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
        Printer::stdout().line("The settings are fine.")?;
        return Ok(Verdict::Fine);
    }
    args.start_logging()?;
    let runtime = tokio::runtime::Runtime::new().context("no runtime")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(args.listen).await.with_context(|| {
            format!("cannot listen on {}: is another instance running? --listen takes another address", args.listen)
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

/// Is told of each SIGHUP, by which service managers ask for a reload, and which would else end the process.
fn hangups() -> Arc<Notify> {
    let reload = Arc::new(Notify::new());
    #[cfg(unix)]
    if let Ok(mut hangup) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()) {
        let told = reload.clone();
        tokio::spawn(async move {
            while hangup.recv().await.is_some() {
                told.notify_one();
            }
        });
    }
    reload
}

/// Ends at Ctrl-C, or at SIGTERM from a service manager. It listens before it is waited for.
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
        // Without a signal to wait for, the process runs until it is killed.
        if interrupt.await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
