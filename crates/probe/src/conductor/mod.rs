//! Takes the stages in order: events, deadlines, times, findings, the report. What a stage says on the wire is its own.

mod after;

use std::future::Future;
use std::time::Duration;
use std::time::Instant;

use smtp_doctor_core::diagnose;
use smtp_doctor_core::diagnose::Situation;
use smtp_doctor_core::diagnose::worries;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::probe::Outcome;
use smtp_doctor_core::probe::ProbeEvent;
use smtp_doctor_core::probe::ProbeReport;
use smtp_doctor_core::probe::Stage;
use smtp_doctor_core::probe::StageReport;
use smtp_doctor_core::probe::TokenFacts;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Security;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsSummary;
use smtp_doctor_core::smtp::ClientName;
use tokio::time::timeout;

use crate::context::Context;
use crate::context::Plan;
use crate::egress;
use crate::session::Connected;
use crate::session::Failed;
use crate::session::Greeted;
use crate::session::Ready;
use crate::session::RecipientsAccepted;
use crate::session::SenderAccepted;
use crate::session::StageResult;
use crate::session::Upgrading;
use crate::stage;
use crate::stage::auth::Credentials;
use crate::stage::connect::Others;
use crate::stage::message::Composed;
use crate::transcript::Transcript;
use crate::transcript::milliseconds;
use crate::wire::Wire;

/// The conductor's own deadline is later than the stage's by this much: the stage's error says more.
const GRACE: Duration = Duration::from_millis(500);

/// Runs one probe: signs in and names sender and recipients, and what `plan` asks beyond that.
///
/// Dropping the future ends the probe and its connections.
pub async fn run(
    ctx: &Context,
    settings: &Settings,
    plan: &Plan,
    on_event: &mut (dyn FnMut(&ProbeEvent) + Send),
) -> ProbeReport {
    let mut conductor = Conductor::begin(ctx, settings, plan, on_event);
    let sender_domain = async {
        if plan.sender_domain { stage::sender_domain::look_up(&ctx.net, &settings.envelope.from).await } else { None }
    };
    let session = async {
        let wire = match conductor.session().await {
            Ok(wire) => Some(wire),
            Err(Stopped { wire }) => wire,
        };
        conductor.quit(wire).await;
        conductor
    };
    let begun = Instant::now();
    let (mut conductor, records) = tokio::join!(session, async { (sender_domain.await, begun.elapsed()) });
    if plan.sender_domain {
        conductor.sender_domain(records);
    }
    conductor.other_addresses().await;
    if plan.look_for_fix {
        conductor.look_for_fix().await;
    }
    let egress =
        if plan.from_each_egress { egress::run(ctx, settings, plan, &conductor.stages).await } else { Vec::new() };
    conductor.finish(egress)
}

struct Conductor<'a> {
    ctx: &'a Context,
    settings: &'a Settings,
    plan: &'a Plan,
    summary: SettingsSummary,
    path: Vec<Stage>,
    stages: Vec<StageReport>,
    transcript: Transcript,
    deadline: Instant,
    token: Option<TokenFacts>,
    others: Option<Others>,
    on_event: &'a mut (dyn FnMut(&ProbeEvent) + Send),
}

/// The session cannot go on; its connection, if it is still good.
struct Stopped {
    wire: Option<Wire>,
}

impl<'a> Conductor<'a> {
    fn begin(
        ctx: &'a Context,
        settings: &'a Settings,
        plan: &'a Plan,
        on_event: &'a mut (dyn FnMut(&ProbeEvent) + Send),
    ) -> Self {
        let summary = SettingsSummary::from(settings);
        let optional = [
            (Stage::Message, plan.send_message),
            (Stage::Relay, plan.relay_to.is_some()),
            (Stage::SenderDomain, plan.sender_domain),
        ];
        let optional: Vec<Stage> = optional.into_iter().filter(|it| it.1).map(|it| it.0).collect();
        let path = Stage::path(settings.endpoint.security, &settings.auth, &optional);
        on_event(&ProbeEvent::ProbeStarted { settings: summary.clone(), stages: path.clone() });
        Self {
            ctx,
            settings,
            plan,
            summary,
            path,
            stages: Vec::new(),
            transcript: Transcript::begin(settings),
            deadline: Instant::now() + ctx.deadlines.session,
            token: None,
            others: None,
            on_event,
        }
    }

    /// All stages but QUIT. The types of the states hold the order.
    async fn session(&mut self) -> Result<Wire, Stopped> {
        let (ctx, settings) = (self.ctx, self.settings);
        let endpoint = &settings.endpoint;
        let transcript = self.transcript.clone();

        let resolving = stage::resolve::resolve(ctx, endpoint, self.limit(Stage::Resolve));
        let addresses = self.stage(Stage::Resolve, resolving).await?;
        let connecting =
            stage::connect::connect(ctx, addresses, self.plan.bind, &transcript, self.limit(Stage::Connect));
        let (connected, others) = self.stage(Stage::Connect, connecting).await?;
        self.others = others;
        let connected = match endpoint.security {
            Security::ImplicitTls => {
                self.step(Stage::Tls, connected, |it| stage::tls::implicit(ctx, endpoint, it)).await?
            }
            Security::None | Security::Starttls => connected,
        };
        let name = ctx.client_name.clone().unwrap_or_else(|| connected.wire.local_name());
        let greeted = self.step(Stage::Greeting, connected, |it| stage::greeting::greeting(ctx, endpoint, it)).await?;
        let ready = self.step(Stage::Ehlo, greeted, |it| stage::ehlo::ehlo(&name, it)).await?;
        let ready = match endpoint.security {
            Security::Starttls => self.upgrade(&name, ready).await?,
            Security::None | Security::ImplicitTls => ready,
        };
        let ready = self.sign_in(ready).await?;
        self.transaction(ready).await
    }

    async fn sign_in(&mut self, ready: Ready) -> Result<Ready, Stopped> {
        let (ctx, endpoint) = (self.ctx, &self.settings.endpoint);
        match &self.settings.auth {
            Auth::None => Ok(ready),
            Auth::Password { username, password } => {
                let credentials = Credentials::Password { username, password };
                self.step(Stage::Auth, ready, |it| stage::auth::sign_in(it, credentials)).await
            }
            Auth::AccessToken { username, token } => {
                let with_token = |it| stage::auth::with_ready_token(it, username, token, endpoint);
                self.step(Stage::Auth, ready, with_token).await
            }
            Auth::MicrosoftOauth(app) => {
                let fetch = |it| stage::token::fetch(ctx, endpoint, app, it);
                let (ready, token) = self.step(Stage::Token, ready, fetch).await?;
                let credentials = Credentials::Token { username: &app.username, token: &token, endpoint };
                self.step(Stage::Auth, ready, |it| stage::auth::sign_in(it, credentials)).await
            }
        }
    }

    /// Sender and recipients, and the message if one was asked for; then whether the server relays elsewhere.
    async fn transaction(&mut self, ready: Ready) -> Result<Wire, Stopped> {
        let envelope = &self.settings.envelope;
        let message = self.plan.send_message.then(|| stage::message::compose(&self.ctx.messages, self.settings));
        let size = message.as_ref().and_then(|it| it.as_ref().ok()).map(Composed::size);
        let named = self.step(Stage::MailFrom, ready, |it| stage::mail_from::mail_from(it, envelope, size)).await?;
        let mut accepted = if envelope.recipients.is_empty() {
            self.skip(Stage::RcptTo, NO_RECIPIENT);
            RecipientsAccepted { wire: named.wire, capabilities: named.capabilities }
        } else {
            self.step(Stage::RcptTo, named, |it| stage::rcpt_to::rcpt_to(it, &envelope.recipients)).await?
        };
        match message {
            None => {}
            Some(_) if envelope.recipients.is_empty() => self.skip(Stage::Message, NO_RECIPIENT),
            Some(Ok(message)) => {
                accepted = self.step(Stage::Message, accepted, |it| stage::message::send(it, &message)).await?;
            }
            Some(Err(failure)) => {
                let refuse = |it: RecipientsAccepted| async { Err(Failed::with_wire(failure, it.wire)) };
                accepted = self.step(Stage::Message, accepted, refuse).await?;
            }
        }
        if let Some(to) = &self.plan.relay_to {
            accepted = self.step(Stage::Relay, accepted, |it| stage::relay::relay(it, &envelope.from, to)).await?;
        }
        Ok(accepted.wire)
    }

    /// STARTTLS, the handshake, and EHLO once more.
    async fn upgrade(&mut self, name: &ClientName, ready: Ready) -> Result<Ready, Stopped> {
        let (ctx, endpoint) = (self.ctx, &self.settings.endpoint);
        let upgrading = self.step(Stage::Starttls, ready, stage::starttls::starttls).await?;
        let greeted = self.step(Stage::Tls, upgrading, |it| stage::tls::upgrade(ctx, endpoint, it)).await?;
        self.step(Stage::EhloAgain, greeted, |it| stage::ehlo::ehlo(name, it)).await
    }

    /// A stage on an open connection: its time begins now.
    async fn step<S: HasWire, T, F>(
        &mut self,
        stage: Stage,
        mut state: S,
        work: impl FnOnce(S) -> F,
    ) -> Result<T, Stopped>
    where
        F: Future<Output = StageResult<T>>,
    {
        state.wire().begin_stage(self.limit(stage));
        self.stage(stage, work(state)).await
    }

    /// Runs a stage and reports it.
    async fn stage<T>(&mut self, stage: Stage, work: impl Future<Output = StageResult<T>>) -> Result<T, Stopped> {
        (self.on_event)(&ProbeEvent::StageStarted { stage });
        let started = Instant::now();
        let limit = self.limit(stage) + GRACE;
        let result = timeout(limit, work).await.unwrap_or_else(|_| {
            let limit_ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
            Err(Failed::without_wire(StageFailure::TimedOut(limit_ms, None)))
        });
        let elapsed_ms = milliseconds(started.elapsed());
        let facts = match &result {
            Ok(passed) => &passed.facts,
            Err(failed) => &failed.facts,
        };
        self.token = facts.token.clone().or(self.token.take());
        match result {
            Ok(passed) => {
                let findings = worries(self.situation(stage, &passed.facts));
                self.report(StageReport {
                    stage,
                    outcome: Outcome::Passed,
                    elapsed_ms,
                    reason: None,
                    facts: passed.facts,
                    findings,
                });
                Ok(passed.next)
            }
            Err(failed) => {
                let Failed { failures, facts, wire } = *failed;
                // A server that does not answer QUIT has said before all that matters: its verdict stands.
                let failures = if stage == Stage::Quit { Vec::new() } else { failures };
                let situation = self.situation(stage, &facts);
                let findings = failures.iter().map(|it| diagnose(situation, it)).collect();
                self.report(StageReport { stage, outcome: Outcome::Failed, elapsed_ms, reason: None, facts, findings });
                Err(Stopped { wire })
            }
        }
    }

    /// How long a stage that begins now may take: its own time, or what is left of the session's. QUIT always has its own.
    fn limit(&self, stage: Stage) -> Duration {
        if stage == Stage::Quit {
            return self.ctx.deadlines.quit;
        }
        self.ctx.deadlines.stage.min(self.deadline.saturating_duration_since(Instant::now()))
    }

    fn situation<'s>(&'s self, stage: Stage, facts: &'s Facts) -> Situation<'s> {
        let token = self.token.as_ref();
        Situation { stage, endpoint: &self.settings.endpoint, settings: &self.summary, facts, token }
    }

    fn skip(&mut self, stage: Stage, reason: &str) {
        self.report(StageReport {
            stage,
            outcome: Outcome::Skipped,
            elapsed_ms: 0.0,
            reason: Some(reason.to_owned()),
            facts: Facts::default(),
            findings: Vec::new(),
        });
    }

    fn report(&mut self, mut report: StageReport) {
        self.transcript.scrub(&mut report);
        // Lent and taken back: whoever listens copies only what they keep.
        let event = ProbeEvent::StageFinished(Box::new(report));
        (self.on_event)(&event);
        if let ProbeEvent::StageFinished(report) = event {
            self.stages.push(*report);
        }
    }

    /// What was not reached is reported as skipped; a connection that is still good is closed politely.
    async fn quit(&mut self, wire: Option<Wire>) {
        let why = match self.stages.iter().rev().find(|it| it.outcome != Outcome::Passed) {
            Some(stopped) if stopped.outcome == Outcome::Failed => {
                format!("\u{201c}{}\u{201d} failed.", stopped.stage.label())
            }
            Some(stopped) => format!("\u{201c}{}\u{201d} was skipped.", stopped.stage.label()),
            None => String::new(),
        };
        let missing: Vec<Stage> = self
            .path
            .iter()
            .copied()
            .filter(|it| {
                !matches!(it, Stage::Quit | Stage::SenderDomain) && self.stages.iter().all(|done| done.stage != *it)
            })
            .collect();
        for stage in missing {
            self.skip(stage, &why);
        }
        match wire {
            Some(wire) => {
                let _ = self.step(Stage::Quit, wire, stage::quit::quit).await;
            }
            None => self.skip(Stage::Quit, "The connection was gone."),
        }
    }
}

const NO_RECIPIENT: &str = "There is no recipient in the settings.";

/// A state with an open connection.
trait HasWire {
    fn wire(&mut self) -> &mut Wire;
}

macro_rules! has_wire {
    ($($state:ty),*) => {
        $(impl HasWire for $state {
            fn wire(&mut self) -> &mut Wire {
                &mut self.wire
            }
        })*
    };
}

has_wire!(Connected, Greeted, Ready, RecipientsAccepted, SenderAccepted, Upgrading);

impl HasWire for Wire {
    fn wire(&mut self) -> &mut Wire {
        self
    }
}
