//! What an endpoint offers, up to EHLO. No credentials are sent.

use std::future::Future;
use std::time::Duration;
use std::time::Instant;

use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::smtp::Mechanism;
use tokio::time::timeout;

use crate::context::Context;
use crate::opening;
use crate::opening::StageRunner;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::StageResult;
use crate::stage;
use crate::transcript::Transcript;

/// The usual ports for submission with their security, best first (RFC 8314 §3.3, RFC 6409 §3.1).
pub(crate) const SUBMISSION_PORTS: [(u16, Security); 2] = [(465, Security::ImplicitTls), (587, Security::Starttls)];

/// How the host name of a domain's submission server usually starts.
pub(crate) const COMMON_HOST_LABELS: [&str; 2] = ["smtp", "mail"];

/// What an endpoint was seen to offer.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub(crate) endpoint: Endpoint,
    /// None if the connection is not encrypted.
    pub(crate) tls_version: Option<String>,
    pub(crate) auth: Vec<Mechanism>,
}

impl Offer {
    /// One line for people, as evidence.
    pub(crate) fn describe(&self) -> String {
        let Endpoint { host, port, security } = &self.endpoint;
        let tls = self.tls_version.as_deref().unwrap_or("no encryption");
        let auth = if self.auth.is_empty() {
            "no sign-in offered".to_owned()
        } else {
            format!("AUTH {}", self.auth.iter().map(Mechanism::name).collect::<Vec<_>>().join(" "))
        };
        format!("{host}, port {port} with {} answered: {tls}, {auth}", security.label())
    }
}

/// Asks `endpoint` what it offers. None if it does not answer as it should within `limit`.
pub(crate) async fn ask(ctx: &Context, endpoint: Endpoint, limit: Duration) -> Option<Offer> {
    timeout(limit, open_and_quit(ctx, endpoint, limit)).await.ok()?.ok()
}

async fn open_and_quit(ctx: &Context, endpoint: Endpoint, limit: Duration) -> Result<Offer, Box<Failed>> {
    let mut runner = UnreportedRunner { deadline: Instant::now() + limit, tls_version: None };
    let (connected, _) = opening::connect(&mut runner, ctx, &endpoint, None, &Transcript::without_secrets()).await?;
    let mut ready = opening::to_ehlo(&mut runner, ctx, &endpoint, connected).await?;
    let auth = std::mem::take(&mut ready.capabilities.auth);
    ready.wire.begin_stage(ctx.deadlines.quit);
    // QUIT is a courtesy: the offer is known, whatever the server answers.
    let _ = stage::quit::quit(ready.wire).await;
    Ok(Offer { endpoint, tls_version: runner.tls_version, auth })
}

/// Runs stages without reporting them. All of them share one deadline.
struct UnreportedRunner {
    deadline: Instant,
    tls_version: Option<String>,
}

impl StageRunner for UnreportedRunner {
    type Stopped = Box<Failed>;

    fn limit(&self, _stage: Stage) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    async fn run<T>(&mut self, _stage: Stage, work: impl Future<Output = StageResult<T>>) -> Result<T, Box<Failed>> {
        let Passed { next, facts } = work.await?;
        self.tls_version = facts.tls_version.or(self.tls_version.take());
        Ok(next)
    }
}
