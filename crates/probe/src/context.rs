//! What the operator configures once for all probes, and what a caller asks of one probe.

use std::net::IpAddr;
use std::time::Duration;

use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::smtp::ClientName;

use crate::net::Net;
use crate::oauth::TokenService;
use crate::tls::Trust;

/// What the operator configures once for all probes. Cheap to clone; clones share the TLS session cache and connections to
/// the token service.
#[derive(Clone, Debug)]
pub struct Context {
    /// Looks up names and dials, and holds the policy of which addresses may be dialed.
    pub net: Net,
    /// The trusted certificate authorities.
    pub trust: Trust,
    /// Time limits.
    pub deadlines: Deadlines,
    /// The client's host name for EHLO. None sends the local address as a literal.
    pub client_name: Option<ClientName>,
    /// Whether credentials may be sent without encryption. Dangerous: set it only if both operator and user ask for it.
    pub allow_credentials_in_clear: bool,
    /// Issues access tokens for Microsoft's applications.
    pub tokens: TokenService,
    /// The local addresses from which the portal sends. See [`Plan::from_each_egress`].
    pub egress: Vec<Egress>,
    /// Who may receive test messages.
    pub messages: MessagePolicy,
}

impl Context {
    /// The defaults: [`Deadlines::default`], Microsoft's token service, no egress addresses, test messages only within the
    /// sender's domain, no credentials without encryption.
    pub fn new(net: Net, trust: Trust) -> Self {
        Self {
            net,
            tokens: TokenService::microsoft(&trust),
            trust,
            deadlines: Deadlines::default(),
            client_name: None,
            allow_credentials_in_clear: false,
            egress: Vec::new(),
            messages: MessagePolicy::default(),
        }
    }
}

/// Time limits of a probe.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// For each stage. 15 seconds by default.
    pub stage: Duration,
    /// For the session as a whole, so that a server that is slow in every stage cannot hold a slot for minutes. 60 seconds
    /// by default. The stage that crosses it fails, and the rest are skipped.
    pub session: Duration,
    /// How long the server may stay silent before a second connection tries the other security. 1.5 seconds by default.
    pub patience: Duration,
    /// For the reply to QUIT. 2 seconds by default.
    pub quit: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        let stage = Duration::from_secs(15);
        Self { stage, session: 4 * stage, patience: Duration::from_millis(1_500), quit: Duration::from_secs(2) }
    }
}

/// A local address from which the portal sends.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Egress {
    /// Its name in the report.
    pub name: String,
    /// The address that connections are bound to. Behind NAT, the server sees another one.
    pub bind: IpAddr,
}

/// Who may receive test messages.
#[derive(Clone, Debug, Default)]
pub struct MessagePolicy {
    /// The rule.
    pub recipients: AllowedRecipients,
    /// Recipients that are allowed in addition, unless the rule is [`AllowedRecipients::Nobody`].
    pub also: Vec<Address>,
}

/// A rule for who may receive test messages.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum AllowedRecipients {
    /// Everyone.
    Anyone,
    /// Nobody: no message is sent.
    Nobody,
    /// Addresses in the sender's domain, so that a public service cannot be used to send mail to anyone else.
    #[default]
    OwnDomain,
    /// Only the sender.
    Sender,
}

impl MessagePolicy {
    /// The first recipient of `settings` that is not allowed.
    pub(crate) fn refused(&self, settings: &Settings) -> Option<String> {
        let from = &settings.envelope.from;
        let is_allowed = |it: &Address| match self.recipients {
            AllowedRecipients::Anyone => true,
            AllowedRecipients::Nobody => false,
            AllowedRecipients::OwnDomain => it.domain() == from.domain() || self.also.contains(it),
            AllowedRecipients::Sender => it == from || self.also.contains(it),
        };
        if self.recipients == AllowedRecipients::Nobody {
            return Some("anybody".to_owned());
        }
        settings.envelope.recipients.iter().find(|it| !is_allowed(it)).map(ToString::to_string)
    }
}

/// What a probe does beyond the basics: sign in, and check that sender and recipients are accepted. The default is nothing
/// more.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// A recipient elsewhere, to ask whether the server would relay to it. No message is sent.
    pub relay_to: Option<Address>,
    /// Whether to send a test message to the recipients of the settings, if [`Context::messages`] allows it.
    pub send_message: bool,
    /// Whether to repeat the probe from each of [`Context::egress`], unless the sign-in was refused.
    pub from_each_egress: bool,
    /// Whether to try other servers, ports and securities if the settings fail before the sign-in. At most 6 are tried,
    /// without credentials. One that works becomes the fix.
    pub look_for_fix: bool,
    /// Whether to look up the sender's domain (MX, SPF, DMARC) in DNS.
    pub sender_domain: bool,
    /// The local address to connect from. None leaves the choice to the system.
    pub bind: Option<IpAddr>,
}

impl Plan {
    /// What users expect of a connection test: also looks up the sender's domain, and looks for a fix after a failure.
    pub fn usual() -> Self {
        Self { look_for_fix: true, sender_domain: true, ..Self::default() }
    }
}
