//! Flags that say what may be probed and how: the same for `probe` and `serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use anyhow::Result;
use ipnet::IpNet;
use smtp_doctor_core::smtp::ClientName;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Deadlines;
use smtp_doctor_probe::Trust;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;

#[derive(clap::Args, Clone, Debug)]
pub(crate) struct TargetArgs {
    /// Private or special addresses that may be probed all the same, such as 10.0.0.0/8; may be repeated
    #[arg(long, value_name = "CIDR")]
    allow_target: Vec<IpNet>,
    /// Certificates (PEM) of authorities that are trusted beside those of the system
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// The longest time for each stage, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=300))]
    timeout: u64,
    /// The name to introduce this machine with (EHLO); its address if none is given
    #[arg(long, value_name = "NAME")]
    helo: Option<String>,
    /// The name server to ask, instead of those of the system
    #[arg(long, value_name = "ADDRESS:PORT")]
    name_server: Option<SocketAddr>,
}

impl TargetArgs {
    /// What these flags mean for probes.
    pub(crate) fn context(&self, allow_credentials_in_clear: bool) -> Result<Context> {
        let policy = TargetPolicy::allowing(self.allow_target.clone());
        let net = match self.name_server {
            Some(server) => Net::with_name_server(server, policy),
            None => Net::of_system(policy),
        };
        let added = match &self.ca {
            Some(path) => Some(std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?),
            None => None,
        };
        let client_name = match &self.helo {
            Some(name) => Some(ClientName::host(name).map_err(anyhow::Error::msg).context("--helo needs a host name")?),
            None => None,
        };
        Ok(Context {
            net: net.context("the name lookup cannot be set up")?,
            trust: Trust::of_system(added.as_deref())?,
            deadlines: Deadlines { stage: Duration::from_secs(self.timeout), ..Deadlines::default() },
            client_name,
            allow_credentials_in_clear,
        })
    }
}
