//! Opens a session: the stages from the name lookup to the last EHLO. Probes report each stage and `offer.rs` reports
//! none, but both take them in this order.

use std::future::Future;
use std::net::IpAddr;
use std::time::Duration;

use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::settings::Endpoint;

use crate::context::Context;
use crate::session::Connected;
use crate::session::HasWire;
use crate::session::Ready;
use crate::session::StageResult;
use crate::stage;
use crate::stage::connect::OtherAddresses;
use crate::transcript::Transcript;

/// Runs stages one after another, each within its time limit.
pub(crate) trait StageRunner {
    /// Why the session cannot go on.
    type Stopped;

    /// How long `stage` may take if it starts now.
    fn limit(&self, stage: Stage) -> Duration;

    /// Runs `stage`, which does `work`.
    async fn run<T>(&mut self, stage: Stage, work: impl Future<Output = StageResult<T>>) -> Result<T, Self::Stopped>;

    /// Starts the connection's time limit for `stage`. Call it right before every stage on an open connection.
    fn begin<S: HasWire>(&self, stage: Stage, mut state: S) -> S {
        state.wire().begin_stage(self.limit(stage));
        state
    }
}

/// Looks up the server's name and connects, from the local address `bind` if there is one.
pub(crate) async fn connect<R: StageRunner>(
    runner: &mut R,
    ctx: &Context,
    endpoint: &Endpoint,
    bind: Option<IpAddr>,
    transcript: &Transcript,
) -> Result<(Connected, Option<OtherAddresses>), R::Stopped> {
    let resolving = stage::resolve::resolve(ctx, endpoint, runner.limit(Stage::Resolve));
    let addresses = runner.run(Stage::Resolve, resolving).await?;
    let connecting = stage::connect::connect(ctx, addresses, bind, transcript, runner.limit(Stage::Connect));
    runner.run(Stage::Connect, connecting).await
}

/// Takes a new connection through TLS, if `endpoint` has it, to the answered EHLO.
pub(crate) async fn to_ehlo<R: StageRunner>(
    runner: &mut R,
    ctx: &Context,
    endpoint: &Endpoint,
    connected: Connected,
) -> Result<Ready, R::Stopped> {
    let connected = match endpoint.security {
        Security::ImplicitTls => {
            let connected = runner.begin(Stage::Tls, connected);
            runner.run(Stage::Tls, stage::tls::implicit(ctx, endpoint, connected)).await?
        }
        Security::None | Security::Starttls => connected,
    };
    let name = ctx.client_name.clone().unwrap_or_else(|| connected.wire.local_name());
    let connected = runner.begin(Stage::Greeting, connected);
    let greeted = runner.run(Stage::Greeting, stage::greeting::greeting(ctx, endpoint, connected)).await?;
    let greeted = runner.begin(Stage::Ehlo, greeted);
    let ready = runner.run(Stage::Ehlo, stage::ehlo::ehlo(&name, greeted)).await?;
    match endpoint.security {
        Security::Starttls => {
            let ready = runner.begin(Stage::Starttls, ready);
            let upgrading = runner.run(Stage::Starttls, stage::starttls::starttls(ready)).await?;
            let upgrading = runner.begin(Stage::Tls, upgrading);
            let greeted = runner.run(Stage::Tls, stage::tls::upgrade(ctx, endpoint, upgrading)).await?;
            let greeted = runner.begin(Stage::EhloAgain, greeted);
            runner.run(Stage::EhloAgain, stage::ehlo::ehlo(&name, greeted)).await
        }
        Security::None | Security::ImplicitTls => Ok(ready),
    }
}
