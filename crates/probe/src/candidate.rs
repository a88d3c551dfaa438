//! An endpoint that is asked what it offers, up to EHLO. No credentials travel.

use std::time::Duration;

use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Security;
use smtp_doctor_core::smtp::Mechanism;
use tokio::time::timeout;

use crate::context::Context;
use crate::session::Connected;
use crate::stage;
use crate::transcript::Transcript;

/// The pairs of port and security at which mail is submitted, the best first (RFC 8314 §3.3, RFC 6409 §3.1).
pub(crate) const USUAL_PAIRS: [(u16, Security); 2] = [(465, Security::ImplicitTls), (587, Security::Starttls)];

/// What a domain's submission server is usually called.
pub(crate) const USUAL_NAMES: [&str; 2] = ["smtp", "mail"];

/// What an endpoint was seen to offer.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) endpoint: Endpoint,
    /// None where the connection is not encrypted.
    pub(crate) tls_version: Option<String>,
    pub(crate) auth: Vec<Mechanism>,
}

impl Seen {
    /// In a line, as evidence.
    pub(crate) fn in_words(&self) -> String {
        let Endpoint { host, port, security } = &self.endpoint;
        let tls = self.tls_version.as_deref().unwrap_or("no encryption");
        let auth = if self.auth.is_empty() {
            "no sign in offered".to_owned()
        } else {
            format!("AUTH {}", self.auth.iter().map(Mechanism::name).collect::<Vec<_>>().join(" "))
        };
        format!("{host}, port {port} with {} answered: {tls}, {auth}", security.label())
    }
}

/// Asks `endpoint`; what it offers, if it answers as it should within `limit`.
pub(crate) async fn see(ctx: &Context, endpoint: Endpoint, limit: Duration) -> Option<Seen> {
    let ask = async {
        let transcript = Transcript::silent();
        let addresses = stage::resolve::resolve(ctx, &endpoint, limit).await.ok()?.next;
        let (connected, _) = stage::connect::connect(ctx, addresses, None, &transcript, limit).await.ok()?.next;
        let mut tls_version = None;
        let connected: Connected = match endpoint.security {
            Security::ImplicitTls => {
                let passed = stage::tls::implicit(ctx, &endpoint, connected).await.ok()?;
                tls_version = passed.facts.tls_version;
                passed.next
            }
            Security::None | Security::Starttls => connected,
        };
        let name = ctx.client_name.clone().unwrap_or_else(|| connected.wire.local_name());
        let greeted = stage::greeting::greeting(ctx, &endpoint, connected).await.ok()?.next;
        let mut ready = stage::ehlo::ehlo(&name, greeted).await.ok()?.next;
        if endpoint.security == Security::Starttls {
            let upgrading = stage::starttls::starttls(ready).await.ok()?.next;
            let passed = stage::tls::upgrade(ctx, &endpoint, upgrading).await.ok()?;
            tls_version = passed.facts.tls_version;
            ready = stage::ehlo::ehlo(&name, passed.next).await.ok()?.next;
        }
        let auth = ready.capabilities.auth.clone();
        ready.wire.begin_stage(ctx.deadlines.quit);
        // It was polite to say goodbye, whatever the answer.
        let _ = stage::quit::quit(ready.wire).await;
        Some((tls_version, auth))
    };
    let (tls_version, auth) = timeout(limit, ask).await.ok()??;
    Some(Seen { endpoint, tls_version, auth })
}
