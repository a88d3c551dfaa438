//! Flags that control what may be probed and how, shared by `probe`, `discover` and `serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use anyhow::Result;
use ipnet::IpNet;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::smtp::ClientName;
use smtp_doctor_probe::AllowedRecipients;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Deadlines;
use smtp_doctor_probe::Egress;
use smtp_doctor_probe::MessagePolicy;
use smtp_doctor_probe::Trust;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;

#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "Network and policy")]
pub(crate) struct TargetArgs {
    /// Allow probes of these private or special addresses, for example 10.0.0.0/8; may be repeated
    #[arg(long, value_name = "CIDR")]
    allow_target: Vec<IpNet>,
    /// Never probe these addresses, for example a relay that trusts this machine; overrides --allow-target; may be
    /// repeated
    #[arg(long, value_name = "CIDR")]
    deny_target: Vec<IpNet>,
    /// Allow probes of this port on public addresses, in addition to the usual mail ports; may be repeated
    #[arg(long, value_name = "PORT")]
    allow_port: Vec<u16>,
    /// CA certificates (PEM) to trust in addition to the system's
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Time limit of each stage, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=300))]
    timeout: u64,
    /// Host name to send in EHLO; by default, this machine's address
    #[arg(long, value_name = "NAME")]
    helo: Option<String>,
    /// DNS server to use instead of the system's
    #[arg(long, value_name = "ADDRESS:PORT")]
    name_server: Option<SocketAddr>,
    /// Address of this machine that your portal sends from, with a name for it; may be repeated
    #[arg(long, value_name = "NAME=ADDRESS", value_parser = egress)]
    egress: Vec<Egress>,
    /// Who may receive test messages. Default: own-domain; nobody if other machines can reach the service
    #[arg(long, value_enum, value_name = "WHO")]
    test_messages: Option<MessagesArg>,
    /// Another recipient that may receive test messages; may be repeated
    #[arg(long, value_name = "ADDRESS", value_parser = Address::parse)]
    test_recipient: Vec<Address>,
    /// URL to fetch OAuth tokens from. Default: Microsoft's sign-in service for the server's cloud
    #[arg(long, value_name = "URL")]
    oauth_login: Option<String>,
    /// Scope to request for OAuth tokens. Default: Exchange Online in the server's cloud
    #[arg(long, value_name = "SCOPE")]
    oauth_scope: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum MessagesArg {
    /// Any recipient
    Anyone,
    /// No recipient
    Nobody,
    /// Recipients in the sender's domain
    OwnDomain,
    /// The sender only
    Sender,
}

fn egress(text: &str) -> Result<Egress, String> {
    let (name, address) = text.split_once('=').ok_or("write NAME=ADDRESS")?;
    let bind = address.parse().map_err(|_| format!("{address} is not an IP address"))?;
    Ok(Egress { name: name.to_owned(), bind })
}

impl TargetArgs {
    /// The probe context for a command that a user runs. The system's certificate authorities are not read yet.
    pub(crate) fn context(&self) -> Result<Context> {
        self.context_of(TargetPolicy::default(), AllowedRecipients::OwnDomain)
    }

    /// The probe context for a service that listens at `own`. `recipients` applies without `--test-messages`.
    pub(crate) fn context_at(&self, own: SocketAddr, recipients: AllowedRecipients) -> Result<Context> {
        let ctx = self.context_of(TargetPolicy::default().nor_itself(vec![own]), recipients)?;
        // No probe has to wait for it.
        ctx.trust.ensure_authority()?;
        Ok(ctx)
    }

    fn context_of(&self, policy: TargetPolicy, recipients: AllowedRecipients) -> Result<Context> {
        let policy = policy
            .and_networks(self.allow_target.clone())
            .but_not(self.deny_target.clone())
            .and_ports(self.allow_port.clone());
        let net = match self.name_server {
            Some(server) => Net::with_name_server(server, policy),
            None => Net::from_system(policy),
        };
        let added = match &self.ca {
            Some(path) => Some(std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?),
            None => None,
        };
        let client_name = match &self.helo {
            Some(name) => Some(ClientName::host(name).map_err(anyhow::Error::msg).context("--helo takes a host name")?),
            None => None,
        };
        let ctx = Context::new(net.context("cannot set up DNS lookups")?, Trust::from_system(added.as_deref())?);
        Ok(Context {
            deadlines: Deadlines {
                stage: Duration::from_secs(self.timeout),
                session: Duration::from_secs(4 * self.timeout),
                ..Deadlines::default()
            },
            client_name,
            tokens: ctx
                .tokens
                .with_overrides(self.oauth_login.clone(), self.oauth_scope.clone())
                .context("--oauth-login")?,
            egress: self.egress.clone(),
            messages: MessagePolicy {
                recipients: match self.test_messages {
                    Some(MessagesArg::Anyone) => AllowedRecipients::Anyone,
                    Some(MessagesArg::Nobody) => AllowedRecipients::Nobody,
                    Some(MessagesArg::OwnDomain) => AllowedRecipients::OwnDomain,
                    Some(MessagesArg::Sender) => AllowedRecipients::Sender,
                    None => recipients,
                },
                also: self.test_recipient.clone(),
            },
            ..ctx
        })
    }
}
